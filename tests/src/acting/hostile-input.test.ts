import { describeActions, PosternError } from "@postern/engine";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSetting, type Setting } from "../setting/setting.js";
import { allowAll, reason, stateOf } from "./there-and-back.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
  await allowAll(setting);
});
afterAll(() => setting.close());

/** What people paste, and what breaks readers of text. */
const hostile = fc.constantFrom(
  "",
  " ",
  "everyone",
  "group:",
  "group:Nobody",
  "@",
  "a@b@c.example",
  "@bad.example",
  "*.bad.example",
  "bücher.example",
  "user@xn--bcher-kva.example",
  "xn--a.example",
  "user@xn--99999999999.example",
  "pаypal.example",
  "[2001:db8::1]",
  "https://[::1",
  "https://user:word@bad.example/",
  "https://bad.example:99999/",
  "https://%00.example/",
  "https://bad.example/%",
  "https://protect-eu.mimecast.com/s/eNothing?domain=x",
  "https://url.us.m.mimecastprotect.com/s/eNothing",
  `https://bad.example/${"x".repeat(10_000)}`,
  "javascript:alert(1)",
  "hxxps://bad[.]example",
  "\u0000",
  "\ud800",
  "a\r\nBcc: b@bad.example",
  "'; DROP TABLE runs; --",
  "../../etc/passwd",
  "__proto__",
  "2026-02-31",
  "9".repeat(400),
  "ab".repeat(32),
  "<1@mail.example>",
);
const value = fc.oneof(
  { weight: 4, arbitrary: hostile },
  { weight: 2, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 2, arbitrary: fc.emailAddress() },
  fc.domain(),
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Inputs with the fields an action has, and some that it does not. */
const inputOf = (fields: readonly { name: string; choices: readonly string[] }[]) =>
  fc.record(
    Object.fromEntries([
      ...fields.map(({ name, choices }) => [
        name,
        choices.length > 0 ? fc.oneof(fc.constantFrom(...choices), value) : value,
      ]),
      ["nonsense", value],
    ]),
    { requiredKeys: [] },
  );

const writing = describeActions().filter(({ kind }) => kind === "writing");

test("a link it claims to be decoded from that is none is refused: it was a failure of Postern's own", async () => {
  const input = { url: "https://bad.example/", decodedFrom: "nothing" };
  const plan = setting.engine.actions.plan({ action: "block-url", connection: "v2", input });
  await expect(plan).rejects.toMatchObject({ code: "bad-usage" });
});

test("whatever an action is given, it is planned or refused in words, and nothing is changed", async () => {
  const { actions } = setting.engine;
  const before = stateOf(setting);
  const deed = fc.constantFrom(...writing).chain(({ name, fields, generations }) =>
    fc.record({
      action: fc.constant(name),
      connection: fc.constantFrom(
        ...generations.map(({ generation }) => (generation === "1.0" ? "v1" : "v2")),
      ),
      inputs: fc.array(inputOf(fields), { maxLength: 3 }),
    }),
  );
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(deed, async (request) => {
      try {
        await actions.plan({ ...request, ...reason });
        codes.add("planned");
      } catch (thrown) {
        if (!(thrown instanceof PosternError)) throw thrown;
        codes.add(thrown.code);
        expect(["bad-usage", "plan-refused"]).toContain(thrown.code);
        expect(thrown.message.length).toBeLessThan(15_000);
      }
    }),
    { numRuns: 300 },
  );
  // The draws reach both sides of the line.
  expect([...codes]).toEqual(expect.arrayContaining(["bad-usage", "planned"]));
  expect(stateOf(setting)).toEqual(before);
});

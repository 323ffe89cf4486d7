import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, minuteMs } from "../clock/spans.js";
import { createClock, type StartTenantOptions, startTenant, type Tenant } from "../index.js";
import { callV1, codeOf, listAt, noon, postV2, truthOf } from "../testing/client.js";
import { type JsonObject, readText } from "../wire/decode.js";

const urls = "/api/ttp/url";
const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 300 });
});
afterAll(() => tenant.close());

const create = async (one: Tenant, item: object) =>
  postV2(one, `${urls}/create-managed-url`, { data: [item] });
const list = async (one: Tenant, item?: object) =>
  listAt(
    (await callV1(one, `${urls}/get-all-managed-urls`, item === undefined ? {} : { data: [item] })).json,
    "data",
  ).map((row) => readText(row, "domain"));

/** What the click log tells of a URL since the start. */
const clicksOn = (one: Tenant, url: string): JsonObject[] =>
  truthOf(one, "ttp-url", { from: noon - minuteMs }).filter((row) => row["url"] === url);

async function withTenant(options: StartTenantOptions, tell: (one: Tenant) => Promise<void>): Promise<void> {
  const one = await startTenant({ clock, messagesPerDay: 10, ...options });
  try {
    await tell(one);
  } finally {
    await one.close();
  }
}

const wave = () => {
  const found = tenant.campaigns().find(({ clicks }) => clicks.some(({ time }) => time > clock.now()));
  if (found === undefined) throw new Error("No wave is clicked on after noon");
  return found;
};

test("people are still warned of a permitted URL, unless its entry says not to", async () => {
  const { url, recipients } = wave();
  const recipient = recipients[0] ?? "";
  const warningAfter = async (entry: object) => {
    const { json } = await create(tenant, { url, action: "permit", ...entry });
    expect(tenant.click({ url, recipient }).outcome).toBe("allowed");
    clock.advance(minuteMs);
    const row = clicksOn(tenant, url).at(-1);
    await postV2(tenant, `${urls}/delete-managed-url`, {
      data: [{ id: readText(listAt(json, "data")[0], "id") }],
    });
    expect(row).toMatchObject({ action: "allow", adminOverride: "Permit" });
    return row?.["userAwarenessAction"];
  };
  expect(await warningAfter({})).toBe("Continue");
  expect(await warningAfter({ disableUserAwareness: true })).toMatch(/^N\/?A$/);
});

test("a link that isn't rewritten, or not logged, is clicked and leaves no row; a block can't leave it unwritten", async () => {
  const recipient = `ada.abel@${tenant.account.domain}`;
  const url = (name: string) => `https://${name}.example/page`;
  await create(tenant, { url: url("plain"), action: "permit", disableRewrite: true });
  await create(tenant, { url: url("silent"), action: "block", disableLogClick: true });
  await create(tenant, { url: url("loud"), action: "block", disableRewrite: true });
  expect(tenant.rewrite(url("plain"))).toBe(url("plain"));
  expect(tenant.rewrite(url("loud"))).not.toBe(url("loud"));
  const outcomes = ["plain", "silent", "loud"].map(
    (name) => tenant.click({ url: url(name), recipient }).outcome,
  );
  expect(outcomes).toEqual(["allowed", "blocked", "blocked"]);
  clock.advance(minuteMs);
  expect(["plain", "silent", "loud"].map((name) => clicksOn(tenant, url(name)).length)).toEqual([0, 0, 1]);
});

test("mail that brings a permitted URL unwritten brings no clicks, what had come before still does", async () => {
  const tomorrow = tenant
    .campaigns()
    .find(({ startedAt }) => startedAt > clock.now() && startedAt < noon + 24 * hourMs);
  const today = wave();
  for (const { url } of [today, tomorrow ?? today])
    await create(tenant, { url, action: "permit", disableRewrite: true });
  const after = clock.now();
  clock.advance(40 * hourMs);
  const rows = (url = "") =>
    clicksOn(tenant, url).filter(
      ({ creationMethod, date }) => creationMethod === "User Click" && Date.parse(String(date)) > after,
    );
  expect(rows(today.url).length).toBeGreaterThan(0);
  expect(tomorrow).toBeDefined();
  expect(rows(tomorrow?.url)).toEqual([]);
});

test("entries are found by their comment, and filters that lose some leave the whole list alone", async () => {
  await withTenant({}, async (odd) => {
    odd.faults.inject({ kind: "omit-rows", operation: "ttp.url.get-all-managed-urls" });
    for (const name of ["a", "b", "c"])
      await create(odd, { url: `https://${name}.example/`, action: "block", comment: `Case ${name}${name}` });
    expect(await list(odd)).toEqual(["a.example", "b.example", "c.example"]);
    expect(await list(odd, { domainOrUrl: "example" })).toEqual(["b.example", "c.example"]);
  });
  await withTenant({ managedUrlQuota: 2 }, async (small) => {
    for (const name of ["a", "b"])
      await create(small, {
        url: `https://${name}.example/`,
        action: "block",
        comment: `Case ${name}${name}`,
      });
    expect(await list(small, { domainOrComment: "case BB" })).toEqual(["b.example"]);
    expect(await list(small, { domainOrComment: "a.exam" })).toEqual(["a.example"]);
    const full = await create(small, { url: "https://c.example/", action: "block" });
    expect(codeOf(full)).toBe("err_managed_url_create_failure");
    expect(full.text).toContain("limit");
  });
});

test("an explicit block with a query fires, unless what users report is taken for true", async () => {
  const url = "https://bad.example/login?id=7";
  const outcomesOf = async (one: Tenant) => {
    const outcomes: string[] = [];
    for (const entry of [
      { url },
      { url: "https://bad.example/login" },
      { url: "https://bad.example/", matchType: "domain" },
    ]) {
      const { json } = await create(one, { action: "block", ...entry });
      outcomes.push(one.click({ url, recipient: `ana@${one.account.domain}` }).outcome);
      await postV2(one, `${urls}/delete-managed-url`, {
        data: [{ id: readText(listAt(json, "data")[0], "id") }],
      });
    }
    return outcomes;
  };
  await withTenant({}, async (plain) =>
    expect(await outcomesOf(plain)).toEqual(["blocked", "allowed", "blocked"]),
  );
  await withTenant({ guesses: { queryBlocksNeverFire: true } }, async (odd) =>
    expect(await outcomesOf(odd)).toEqual(["allowed", "allowed", "blocked"]),
  );
});

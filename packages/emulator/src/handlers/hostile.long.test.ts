import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { bearerOf, codeOf, noon, type Reply, readReply, signHeaders } from "../testing/client.js";
import { discoverFields, type HostileTarget } from "../testing/discover-fields.js";
import { isObject, readObject, readText } from "../wire/decode.js";

let tenant: Tenant;

beforeAll(async () => {
  const clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10, historyDays: 2 });
});
afterAll(() => tenant.close());

const texts = ["", " ", "\u0000", "nobody", "a@b.example", "2026-13-45T99:99:99+0000", "<", "x".repeat(3000)];
const values: readonly unknown[] = [
  ...[...texts, null, 7, -1, 1e308, true, [], [null], [[]], {}, { type: 1, id: [] }],
  // An object that can't be made a text, and names every object has.
  ...[{ toString: 1, valueOf: 1 }, { __proto__: null, constructor: "x" }, "__proto__", "constructor"],
];
/** What the fields beside a hostile one hold. */
const companions = [undefined, "a@b.example"];

const targets = await discoverFields();
const everyField = [...new Set(targets.flatMap(({ fields }) => fields))];
const fill = (names: readonly string[], value: unknown) =>
  Object.fromEntries(names.map((name) => [name, value]));
const wrap = (item: object) => ({ ...item, data: [item], meta: { pagination: item } });
const shapeless = [...values.map((value) => ({ data: value, meta: value })), ...values];

/** Each field of the operation with each value, beside each kind of companion; and all fields there are alike. */
function* bodiesFor({ fields }: HostileTarget): Iterable<unknown> {
  yield* shapeless;
  for (const value of values) yield wrap(fill(everyField, value));
  for (const field of fields)
    for (const companion of companions)
      for (const value of values) {
        const others = companion === undefined ? {} : fill(fields, companion);
        yield wrap({ ...others, [field]: value });
      }
}

function* queriesFor({ queryFields }: HostileTarget): Iterable<string> {
  for (const text of texts)
    yield `?${new URLSearchParams(fill(queryFields, text) as Record<string, string>)}`;
  for (const name of queryFields) for (const text of texts) yield `?${new URLSearchParams({ [name]: text })}`;
}

const isRead = ({ route }: HostileTarget) => ["GET", "DELETE"].includes(route.traits.method);
const named = targets.map((target) => [`${target.route.name} of API ${target.generation}`, target] as const);

test.each(named)(
  "%s refuses whatever it can't use by a documented error",
  async (_, target) => {
    const { route, generation } = target;
    const { method } = route.traits;
    const path = route.traits.path.replace(/\{\w+\}/g, "eNoNothing");
    const bearer = await bearerOf(tenant);
    const base = generation === "1.0" ? tenant.v1.baseUrl : tenant.v2.baseUrl;
    const ask = async (body: unknown, query = "") => {
      const own =
        generation === "1.0"
          ? signHeaders(tenant, path)
          : { authorization: bearer, "content-type": "application/json" };
      const json = JSON.stringify(body);
      // Where an operation takes a file, its item stands here.
      const headers = { ...own, "x-mc-arg": Buffer.from(json).toString("latin1").slice(0, 8000) };
      const init = method === "GET" ? {} : { body: json };
      return readReply(await fetch(`${base}${path}${query}`, { method, headers, ...init }));
    };
    const wrong: string[] = [];
    const judge = async (pending: readonly Promise<Reply>[]) => {
      for (const reply of await Promise.all(pending))
        if (!isDocumented(reply)) wrong.push(reply.text.slice(0, 500));
      for (const { refused, explanation } of tenant.requests().slice(-pending.length))
        if (refused !== null && (explanation ?? "").trim() === "") wrong.push(`${refused} is not explained`);
    };
    let pending: Promise<Reply>[] = [];
    const send = async (reply: Promise<Reply>) => {
      pending.push(reply);
      if (pending.length < 50) return;
      await judge(pending);
      pending = [];
    };
    for (const query of queriesFor(target)) await send(ask(null, query));
    if (!isRead(target)) for (const body of bodiesFor(target)) await send(ask(body));
    await judge(pending);
    expect([...new Set(wrong)]).toEqual([]);
  },
  120_000,
);

/** A success, or an error of a status that is known, with a code. */
function isDocumented(reply: Reply): boolean {
  const { status, json } = reply;
  if (status < 300) return true;
  const isKnown = [400, 403, 404, 409, 415, 429].includes(status);
  const [error] = isObject(json) && Array.isArray(json["errors"]) ? json["errors"] : [];
  return (
    isKnown &&
    (codeOf(reply) ?? readText(error, "code") ?? readText(readObject(json, "error"), "code")) !== null
  );
}

import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { bearerOf, codeOf, getV2, noon, readStream, readWholeStream } from "../testing/client.js";
import { isObject, type JsonObject, parseJson, readNumber, readText } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const iso = (time: number) => new Date(time).toISOString();
const span = { dateRangeStartsAt: iso(noon - 4 * hourMs), dateRangeEndsAt: iso(noon - hourMs) };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1500 });
});
afterAll(() => tenant.close());
// Each test has the hour's quota for itself.
beforeEach(() => {
  tenant.faults.clear();
  clock.advance(hourMs + secondMs);
});

function truthOf(feed: "siem-2.0" | "siem-2.0-stream", from: number, until: number): JsonObject[] {
  return [...tenant.truth(feed, { from, until })].map(({ raw }) => parseJson(raw)).filter(isObject);
}

const spell = (records: readonly JsonObject[]) => records.map((record) => JSON.stringify(record)).sort();

test("hands out every event of a span once, oldest first, whatever the size of the pages", async () => {
  const truth = truthOf("siem-2.0-stream", noon - 4 * hourMs, noon - hourMs);
  const before = tenant.served("2.0");
  const events = await readWholeStream(tenant, { ...span, pageSize: "30" });
  expect(spell(events)).toEqual(spell(truth));
  expect(spell(await readWholeStream(tenant, span))).toEqual(spell(truth));
  const times = events.map((event) => readNumber(event, "timestamp") ?? 0);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  const after = tenant.served("2.0");
  expect(after["siem-2.0-stream"] - before["siem-2.0-stream"]).toBe(truth.length);
  expect(after["siem-2.0"]).toBe(before["siem-2.0"]);
});

test("tells the same events as the files, in names of its own and without their place in the queue", async () => {
  const files = truthOf("siem-2.0", noon - 20 * hourMs, noon - hourMs);
  const respelled = files.map(({ type, subtype, ...rest }) => ({
    ...rest,
    eventType: type,
    subType: subtype,
  }));
  const query = { dateRangeStartsAt: iso(noon - 20 * hourMs), dateRangeEndsAt: iso(noon - hourMs) };
  expect(spell(await readWholeStream(tenant, query))).toEqual(spell(respelled));
  expect(new Set(respelled.map(({ eventType }) => eventType))).toEqual(new Set(gatewayEventTypes));
});

test("shows an event long before its file is published", async () => {
  const mail = { sender: "early@partner.example", recipient: "ada.abel@fernhill.example" };
  const isHers = (event: JsonObject) => readText(event, "senderEnvelope") === mail.sender;
  const start = { dateRangeStartsAt: iso(clock.now() - secondMs) };
  tenant.deliver(mail);
  expect((await readWholeStream(tenant, start)).filter(isHers)).toEqual([]);
  clock.advance(2 * minuteMs);
  const types = (await readWholeStream(tenant, start)).filter(isHers).map(({ eventType }) => eventType);
  expect(types).toEqual(expect.arrayContaining(["receipt", "process", "delivery"]));
  expect(truthOf("siem-2.0", noon, clock.now()).filter(isHers)).toEqual([]);
});

test("the cursor of an empty page is good for what comes next, and the next link needs nothing else", async () => {
  const bearer = await bearerOf(tenant);
  const now = clock.now();
  const first = await readStream(
    tenant,
    { dateRangeStartsAt: iso(now - 2000), types: "receipt" },
    { bearer },
  );
  expect([first.events, first.isCaughtUp]).toEqual([[], true]);
  clock.advance(20 * minuteMs);
  const { pathname, search, origin } = new URL(first.nextLink);
  expect([origin, search.includes("types")]).toEqual([tenant.v2.baseUrl, false]);
  const reply = await getV2(tenant, pathname + search, bearer);
  const later = await readStream(tenant, { nextPage: first.nextPage }, { bearer });
  const receipts = truthOf("siem-2.0-stream", now, clock.now()).filter(
    ({ eventType }) => eventType === "receipt",
  );
  expect(receipts.length).toBeGreaterThan(0);
  expect(spell(later.events)).toEqual(spell(receipts));
  expect(reply.json["value"]).toEqual(later.events);
});

test("types are asked for in the plural, several at a time, with their subtypes", async () => {
  const start = { dateRangeStartsAt: iso(clock.now() - dayMs) };
  const asked = { ...start, types: "process:Hld,url protect" };
  const events = await readWholeStream(tenant, asked);
  const kinds = events.map(({ eventType, subType }) => (eventType === "process" ? subType : eventType));
  expect(new Set(kinds)).toEqual(new Set(["Hld", "url protect"]));
  const plural = await readStream(tenant, { ...start, type: "spam", pageSize: "100" });
  expect(new Set(plural.events.map(({ eventType }) => eventType)).size).toBeGreaterThan(1);
});

test("what can't be asked is refused with `error`", async () => {
  const now = clock.now();
  const recent = iso(now - hourMs);
  const bearer = await bearerOf(tenant);
  const { nextPage } = await readStream(tenant, { dateRangeStartsAt: recent, types: "spam" }, { bearer });
  const wrong: Record<string, string>[] = [
    { types: "nothing" },
    { types: "receipt,entities" },
    { pageSize: "0" },
    { pageSize: "101" },
    { dateRangeStartsAt: "2026-03-11" },
    { dateRangeStartsAt: iso(now - dayMs - 1) },
    { dateRangeStartsAt: recent, dateRangeEndsAt: recent },
    { dateRangeStartsAt: recent, dateRangeEndsAt: iso(now - 2 * hourMs) },
    { nextPage: "NDU1NA==" },
    { nextPage, types: "receipt" },
  ];
  for (const query of wrong) {
    const { reply } = await readStream(tenant, query, { bearer });
    expect([query, reply.status, codeOf(reply)]).toEqual([query, 400, "bad_request"]);
  }
  const edge = { dateRangeStartsAt: iso(now - dayMs), pageSize: "1" };
  expect((await readStream(tenant, edge, { bearer })).reply.status).toBe(200);
});

test("a cursor that nobody followed for a day is refused, one that was polled stays good", async () => {
  const types = "internal email protect";
  const start = { dateRangeStartsAt: iso(clock.now() - minuteMs), types };
  const left = await readStream(tenant, start);
  let polled = left;
  for (let hour = 0; hour < 25; hour += 1) {
    clock.advance(hourMs);
    polled = await readStream(tenant, { nextPage: polled.nextPage });
    expect(polled.reply.status).toBe(200);
  }
  const late = await readStream(tenant, { nextPage: left.nextPage });
  expect([late.reply.status, codeOf(late.reply)]).toEqual([400, "bad_request"]);
});

test("a page can repeat the last events of the page before, and none gets lost by it", async () => {
  const truth = truthOf("siem-2.0-stream", clock.now() - 3 * hourMs, clock.now());
  const bearer = await bearerOf(tenant);
  const query = { dateRangeStartsAt: iso(clock.now() - 3 * hourMs), pageSize: "10" };
  tenant.faults.inject({ kind: "repeat-in-stream", count: 4 });
  const first = await readStream(tenant, query, { bearer });
  const second = await readStream(tenant, { ...query, nextPage: first.nextPage }, { bearer });
  expect(second.events.slice(0, 4)).toEqual(first.events.slice(-4));
  expect(second.events).toHaveLength(10);
  const rest = await readWholeStream(tenant, { ...query, nextPage: second.nextPage }, { bearer });
  expect(spell([...first.events, ...second.events.slice(4), ...rest])).toEqual(spell(truth));
});

test("a page can be empty without being the last", async () => {
  const query = { dateRangeStartsAt: iso(clock.now() - hourMs) };
  tenant.faults.inject({ kind: "empty-page-with-next", feed: "siem-2.0-stream" });
  const empty = await readStream(tenant, query);
  expect([empty.events, empty.isCaughtUp]).toEqual([[], false]);
  expect((await readStream(tenant, { nextPage: empty.nextPage })).events.length).toBeGreaterThan(0);
});

test("three hundred calls an hour, and no more", async () => {
  const bearer = await bearerOf(tenant);
  const query = { dateRangeStartsAt: iso(clock.now() - secondMs), types: "av" };
  for (let call = 0; call < 300; call += 1) {
    expect((await readStream(tenant, query, { bearer })).reply.status).toBe(200);
  }
  const { reply } = await readStream(tenant, query, { bearer });
  expect([reply.status, reply.headers.get("x-ratelimit-reset")]).toEqual([429, String(hourMs)]);
});

test("needs the product and the permission", async () => {
  tenant.application.setProducts(["Threats, Security Events and Data for CI"]);
  const { reply } = await readStream(tenant, {});
  expect([reply.status, codeOf(reply)]).toEqual([403, "app_forbidden"]);
  tenant.application.setProducts(["Threats, Security Events and Data for CG"]);
  tenant.application.setPermissions(["Monitoring | URL Protection | Read"]);
  const unpermitted = await readStream(tenant, {});
  expect([unpermitted.reply.status, codeOf(unpermitted.reply)]).toEqual([403, "forbidden"]);
});

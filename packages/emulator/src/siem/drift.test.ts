import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import { bearerOf, download, listFiles, noon, readWholeStream } from "../testing/client.js";
import { isObject, type JsonObject, parseJson, readText } from "../wire/decode.js";

const plan = { messagesPerDay: 500, retentionDays: 6 };
let drifting: Tenant;
let plainly: Tenant;

beforeAll(async () => {
  [drifting, plainly] = await Promise.all([
    startTenant({ ...plan, clock: createClock({ start: noon, frozen: true }), drift: true }),
    startTenant({ ...plan, clock: createClock({ start: noon, frozen: true }) }),
  ]);
});
afterAll(() => Promise.all([drifting.close(), plainly.close()]));

function recordsOf(tenant: Tenant, feed: Feed, from = noon - 2 * dayMs): JsonObject[] {
  return [...tenant.truth(feed, { from, until: tenant.clock.now() - hourMs })]
    .map(({ raw }) => parseJson(raw))
    .filter(isObject);
}

const variableKeys = { eventType: "type", subType: "subtype", recipient: "recipients" } as const;

/** What a line says, whichever way it is spelled. */
function meaningOf(record: JsonObject): string {
  const entries = Object.entries(record)
    .filter(([key]) => key !== "_offset" && key !== "_partition")
    .map(([key, value]) => {
      const name = Object.entries(variableKeys).find(([other]) => other === key)?.[1] ?? key;
      // Impersonations can lack the id of their mail.
      if (name === "messageId" && (record["type"] ?? record["eventType"]) === "impersonation protect")
        return [name, ""];
      return [name, flatten(value)];
    })
    .sort();
  return JSON.stringify(entries);
}

/** JSON in text unpacked, cases, brackets and the kinds of numbers and booleans forgotten. */
function flatten(value: unknown): unknown {
  if (value === null || value === "null") return null;
  const inner = typeof value === "string" && /^["{]/.test(value) ? parseJson(value) : undefined;
  if (inner !== undefined) return flatten(inner);
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value).replace(/^<|>$/g, "").toLowerCase();
  return text === "yes" ? "true" : text === "no" ? "false" : text;
}

const spell = (records: readonly JsonObject[]) => records.map(meaningOf).sort();

/** In which forms a field comes. */
function formsOf(records: readonly JsonObject[], field: string): Set<string> {
  return new Set(
    records
      .filter((record) => field in record)
      .map((record) => {
        const value = record[field];
        return typeof value === "string" && value.length > 12
          ? `text ${value.slice(0, 2)}`
          : `${typeof value} ${JSON.stringify(value).slice(0, 9)}`;
      }),
  );
}

test("the lines say the same as without drift, in every spelling that was seen", () => {
  const lines = recordsOf(drifting, "siem-2.0");
  expect(spell(lines)).toEqual(spell(recordsOf(plainly, "siem-2.0")));
  expect(formsOf(lines, "tlsUsed")).toEqual(new Set(['string "Yes"', 'string "true"', "boolean true"]));
  expect(formsOf(lines, "spamProcessingDetail")).toEqual(new Set(['text {"', 'text "{', 'object {"spf":{"']));
  expect(formsOf(lines, "analysis")).toEqual(new Set(['string "null"', "object null", 'text {"']));
  expect(formsOf(lines, "numberAttachments")).toEqual(
    new Set(['string "0"', 'string "1"', "number 0", "number 1"]),
  );
  expect(formsOf(lines, "delivered")).toContain("boolean true");
  expect(formsOf(lines, "delivered")).toContain('string "true"');
  const directions = lines.flatMap((line) => readText(line, "direction") ?? []);
  expect(new Set(directions)).toEqual(
    new Set(["Inbound", "inbound", "Outbound", "outbound", "Internal", "internal"]),
  );
  const ids = lines.map((line) => readText(line, "messageId") ?? "");
  expect(ids.some((id) => id.startsWith("<")) && ids.some((id) => /^[^<]+@/.test(id))).toBe(true);
  const places = new Set(lines.map((line) => "_offset" in line && "_partition" in line));
  expect(places).toEqual(new Set([true, false]));
  // About one a day.
  const files = recordsOf(drifting, "siem-2.0", noon - 6 * dayMs).filter(
    ({ type }) => type === "attachment protect",
  );
  expect(new Set(files.map((line) => "recipient" in line))).toEqual(new Set([true, false]));
  expect(lines.every(({ timestamp }) => typeof timestamp === "number")).toBe(true);
});

test("the stream may spell an event otherwise than its file, and says the same", () => {
  const from = noon - 20 * hourMs;
  const filed = recordsOf(drifting, "siem-2.0", from);
  const streamed = recordsOf(drifting, "siem-2.0-stream", from);
  expect(spell(streamed)).toEqual(spell(filed));
  expect(streamed.some((event) => "_offset" in event || "type" in event)).toBe(false);
  const spelled = (records: readonly JsonObject[], field: string) =>
    new Map(records.map((record) => [`${record["aggregateId"]} ${record["timestamp"]}`, record[field]]));
  const ours = spelled(filed, "tlsUsed");
  const others = [...spelled(streamed, "tlsUsed")].filter(([key, value]) => value !== ours.get(key));
  expect(others.length).toBeGreaterThan(10);
});

test("a line is spelled the same whenever and however often it is handed out", async () => {
  const type = "delivery";
  const today = { from: Date.UTC(2026, 2, 11) };
  const published = [...drifting.truth("siem-2.0", today)].filter((record) => record.type === type);
  const bearer = await bearerOf(drifting);
  for (let time = 0; time < 2; time += 1) {
    const { files } = await listFiles(drifting, { type, dateRangeStartsAt: "2026-03-11" }, { bearer });
    const lines = (await Promise.all(files.map(({ url }) => download(url)))).flatMap((file) => file.lines);
    expect(lines.sort()).toEqual(published.map(({ raw }) => raw).sort());
  }
  const span = { dateRangeStartsAt: new Date(noon - 3 * hourMs).toISOString() };
  const events = await readWholeStream(drifting, span, { bearer });
  const streamed = [...drifting.truth("siem-2.0-stream", { from: noon - 3 * hourMs })];
  expect(events.map((event) => JSON.stringify(event)).sort()).toEqual(streamed.map(({ raw }) => raw).sort());
});

test("API 1.0, Cloud Integrated and the click log keep their spelling", () => {
  const from = noon - 6 * hourMs;
  for (const feed of ["siem-1.0", "siem-ci", "siem-ci-stream", "ttp-url"] as const) {
    expect([...drifting.truth(feed, { from })]).toEqual([...plainly.truth(feed, { from })]);
  }
});

test("the fault switches it on from now on, and clearing ends it", async () => {
  const clock = createClock({ start: noon, frozen: true });
  const tenant = await startTenant({ ...plan, clock });
  const raws = (feed: Feed, who: Tenant) => [...who.truth(feed)].map(({ raw }) => raw);
  try {
    const span = { dateRangeStartsAt: new Date(noon - hourMs).toISOString() };
    await readWholeStream(tenant, span);
    const reply = await fetch(`${tenant.v2.baseUrl}/_emulator/faults`, {
      method: "POST",
      body: '{"kind":"drift"}',
    });
    expect(reply.status).toBe(201);
    clock.advance(2 * hourMs);
    tenant.faults.clear();
    clock.advance(2 * hourMs + minuteMs);
    plainly.clock.set(clock.now());
    for (const feed of ["siem-2.0", "siem-2.0-stream"] as const) {
      const usual = new Set(raws(feed, plainly));
      const changed = [...tenant.truth(feed)].filter(({ raw }) => !usual.has(raw)).map(({ time }) => time);
      expect(changed.length).toBeGreaterThan(20);
      expect(Math.min(...changed)).toBeGreaterThanOrEqual(noon);
      expect(Math.max(...changed)).toBeLessThan(noon + 2 * hourMs);
    }
  } finally {
    plainly.clock.set(noon);
    await tenant.close();
  }
});

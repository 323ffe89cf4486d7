import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import { noon } from "../testing/client.js";
import { isObject, type JsonObject, parseJson, readText } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 500, retentionDays: 2 });
});
afterAll(() => tenant.close());

const told = new Map<string, { type: string; json: JsonObject }[]>();

/** The records of a type, as of now. */
function recordsOf(feed: Feed, type: string): JsonObject[] {
  const key = `${feed} ${clock.now()}`;
  const records =
    told.get(key) ??
    [...tenant.truth(feed, { from: noon - 2 * dayMs })].flatMap((record) => {
      const json = parseJson(record.raw);
      return isObject(json) ? [{ type: record.type, json }] : [];
    });
  told.set(key, records);
  return records.filter((record) => record.type === type).map(({ json }) => json);
}

/** A value in one spelling, whichever feed it comes from; null where the feed has none. */
function plain(record: JsonObject, ...names: readonly string[]): string | null {
  const value = names.map((name) => record[name]).find((candidate) => candidate !== undefined);
  const text = String(value ?? "")
    .replace(/^<|>$/g, "")
    .toLowerCase();
  return text === "" ? null : text;
}

const spellings = {
  messageId: ["MsgId", "msgid", "messageId"],
  sender: ["Sender", "sender", "senderEnvelope", "senderAddress", "fromUserEmailAddress"],
  recipient: ["Rcpt", "Recipient", "recipient", "recipients", "recipientAddress", "userEmailAddress"],
  subject: ["Subject", "subject"],
  direction: ["Dir", "direction"],
  route: ["Route", "route"],
  action: ["Act", "Action", "action"],
  delivered: ["Delivered", "delivered"],
  address: ["IP", "SourceIP", "senderIp", "senderIpAddress", "destinationIp", "sourceIp", "sendingIp"],
  url: ["url"],
  category: ["urlCategory", "UrlCategory", "category"],
  reason: ["RejType", "rejectionType", "Hld", "holdReason"],
  hash: ["sha256", "fileHash"],
} as const;
type Fact = keyof typeof spellings;

function tell(record: JsonObject, facts: readonly Fact[]): Record<string, string | null> {
  return Object.fromEntries(facts.map((fact) => [fact, plain(record, ...spellings[fact])]));
}

/** In API 2.0 the tracking code of 1.0 stands before the second of the mail. */
function trackingOf(record: JsonObject): string {
  return readText(record, "aCode") ?? (readText(record, "aggregateId") ?? "").replace(/_\d+$/, "");
}

const mail: readonly Fact[] = ["messageId", "sender", "subject"];
const addressed: readonly Fact[] = [...mail, "recipient"];

test.each<[string, readonly Fact[]]>([
  ["receipt", [...addressed, "direction", "action", "address", "reason"]],
  ["process", [...mail, "action", "reason"]],
  ["delivery", [...addressed, "direction", "route", "delivered", "address", "reason"]],
  ["journal", ["sender", "recipient", "direction"]],
  ["av", [...addressed, "address", "route", "hash"]],
  ["spam", [...addressed, "address", "route"]],
  ["internal email protect", [...addressed, "route", "category"]],
  ["impersonation protect", [...addressed, "action", "address", "route"]],
])("%s tells the same of a mail in both generations", (type, facts) => {
  const spell = (feed: Feed) =>
    recordsOf(feed, type)
      .map((record) => JSON.stringify({ code: trackingOf(record), ...tell(record, facts) }))
      .sort();
  expect(spell("siem-2.0")).toEqual(spell("siem-1.0"));
  expect(spell("siem-2.0").length).toBeGreaterThan(0);
});

test("a click is the same click in both mail logs and in the click log", () => {
  const facts: readonly Fact[] = ["messageId", "recipient", "url", "action", "address", "route", "category"];
  const logged: readonly Fact[] = [...facts, "sender", "subject"];
  const [one, two, rows] = [
    recordsOf("siem-1.0", "url protect"),
    recordsOf("siem-2.0", "url protect"),
    recordsOf("ttp-url", "click"),
  ];
  const spell = (records: readonly JsonObject[], told: readonly Fact[]) =>
    records.map((record) => JSON.stringify(tell(record, told)));
  expect(spell(one, logged).sort()).toEqual(spell(two, logged).sort());
  // The click log has twins, and what isn't published yet in files.
  const inLog = new Set(spell(rows, facts));
  expect(spell(two, facts).filter((click) => !inLog.has(click))).toEqual([]);
  const known = new Set(spell(two, facts));
  const unknown = rows.filter((row) => !known.has(JSON.stringify(tell(row, facts))));
  const dates = unknown.map((row) => readText(row, "date") ?? "");
  // Files are kept from a full quarter of an hour on.
  expect(dates.filter((date) => date > "2026-03-09T12:15" && date < "2026-03-11T12:00")).toEqual([]);
  // Some of its rows lack the sender or the subject; none has another.
  const byClick = new Map(two.map((line) => [JSON.stringify(tell(line, facts)), line]));
  for (const row of rows) {
    const line = byClick.get(JSON.stringify(tell(row, facts)));
    if (line === undefined) continue;
    for (const fact of ["sender", "subject"] as const) {
      expect([tell(line, [fact])[fact], null]).toContain(tell(row, [fact])[fact]);
    }
  }
  expect(new Set(two.map(({ action }) => action))).toEqual(new Set(["Allow", "Warn", "Block"]));
});

test("an impersonation and a sandboxed file are the same in the mail logs and in the logs of their own", () => {
  const held: readonly Fact[] = [...addressed, "action", "address"];
  const spell = (records: readonly JsonObject[], facts: readonly Fact[]) =>
    records.map((record) => JSON.stringify(tell(record, facts)));
  const filed = spell(recordsOf("siem-2.0", "impersonation protect"), held);
  expect(spell(recordsOf("ttp-impersonation", "ttp-impersonation"), held)).toEqual(
    expect.arrayContaining(filed),
  );
  const opened = [...addressed, "hash"] as const;
  const rows = spell(recordsOf("ttp-attachment", "ttp-attachment"), opened);
  // A file takes up to forty minutes in the sandbox.
  const old = recordsOf("siem-2.0", "attachment protect").filter(
    ({ timestamp }) => Number(timestamp) < noon - hourMs && Number(timestamp) > noon - 2 * dayMs + hourMs,
  );
  expect(old.length).toBeGreaterThan(0);
  expect(rows).toEqual(expect.arrayContaining(spell(old, opened)));
  const bare: readonly Fact[] = ["sender", "recipient", "hash"];
  expect(spell(recordsOf("siem-1.0", "attachment protect"), bare).sort()).toEqual(
    spell(recordsOf("siem-2.0", "attachment protect"), bare).sort(),
  );
});

test("a click made by hand belongs to the mail that brought the link", () => {
  const wave = tenant
    .campaigns()
    .find(({ startedAt }) => startedAt < noon - hourMs && startedAt > noon - dayMs);
  const [recipient = ""] = wave?.recipients ?? [];
  tenant.click({ url: wave?.url ?? "", recipient, sourceIp: "203.0.113.99" });
  clock.advance(20 * minuteMs);
  const click = recordsOf("siem-2.0", "url protect").find(({ sourceIp }) => sourceIp === "203.0.113.99");
  const received = recordsOf("siem-2.0", "receipt").find(
    ({ aggregateId }) => aggregateId === click?.["aggregateId"],
  );
  expect(received && tell(received, addressed)).toEqual(click && tell(click, addressed));
  expect(received && plain(received, "recipients")).toBe(recipient);
});

import { gatewayEventTypeByFilePrefix } from "@postern/mimecast/catalogue";
import { expect, test } from "vitest";
import { ecsOf, fallbackTime } from "../../forms/testing.js";
import type { EventFields, Feed, RecordSource, VendorRecord } from "../feed.js";
import { ttpAttachment } from "../ttp/ttp-attachment.js";
import { ttpImpersonation } from "../ttp/ttp-impersonation.js";
import { ttpUrl } from "../ttp/ttp-url.js";
import { mailPairs } from "./mail-pairs.suite.js";
import { siem1 } from "./siem-1.0.js";
import { siem2 } from "./siem-2.0.js";
import { threatPairs } from "./threat-pairs.suite.js";

const pairs = [...mailPairs, ...threatPairs].map((pair, index) => ({
  ...pair,
  name: `${pair.type} (${index + 1})`,
}));

const prefixes = new Map<string, string>();
for (const [prefix, type] of Object.entries(gatewayEventTypeByFilePrefix)) prefixes.set(type, prefix);

function sourceOf(type: string): RecordSource {
  const prefix = prefixes.get(type) ?? "";
  return { part: type, fileName: `${prefix}_20250301093329655.json`, fallbackTime };
}

/** What of a document is about the event, and not about the way it came. */
function essence(document: object, only: readonly string[]) {
  const copy = structuredClone(document);
  for (const path of ["event.id", "event.hash", "event.original", "mimecast", ...only]) remove(copy, path);
  return { ...copy, "@timestamp": String(Reflect.get(copy, "@timestamp")).slice(0, 19) };
}

function remove(document: object, path: string): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let place: unknown = document;
  for (const key of keys) place = Reflect.get(Object(place), key);
  if (typeof place === "object" && place !== null) Reflect.deleteProperty(place, last);
}

function columns(feed: Feed, record: VendorRecord, source: RecordSource): EventFields {
  const fields = feed.extract(record, source);
  return { ...fields, time: Math.floor(fields.time / 1000) };
}

test.each(pairs)("$name is the same event from API 1.0 and from 2.0", (pair) => {
  const { type, one, two, onlyOne = [], onlyTwo = [] } = pair;
  const only = [...onlyOne, ...onlyTwo];
  const first = ecsOf(siem1, one, sourceOf(type));
  const second = ecsOf(siem2, { ...two, type, subtype: null }, sourceOf(type));
  expect(essence(second, only)).toEqual(essence(first, only));
  expect(first).toMatchObject(pair.holds);
  for (const path of onlyOne) expect(first).toHaveProperty(path);
  for (const path of onlyTwo) expect(second).toHaveProperty(path);
});

test.each(pairs)("$name has the same columns in the store", ({ type, one, two, onlyColumns = [] }) => {
  const first = columns(siem1, one, sourceOf(type));
  const second = columns(siem2, { ...two, type }, sourceOf(type));
  const unlike = Object.keys(first).filter((name) => Reflect.get(first, name) !== Reflect.get(second, name));
  expect(unlike).toEqual(onlyColumns);
  for (const name of unlike) expect([Reflect.get(first, name), Reflect.get(second, name)]).toContain(null);
});

test("every type of mail event is compared", () => {
  expect(new Set(pairs.map(({ type }) => type))).toEqual(
    new Set(Object.values(gatewayEventTypeByFilePrefix)),
  );
});

const scans = [
  {
    feed: ttpUrl,
    type: "url protect",
    record: {
      date: "2025-03-01T09:33:12+0000",
      userEmailAddress: "bo@corp.example",
      fromUserEmailAddress: "ann@b.example",
      url: "https://Login.lure.example/x?id=1",
      category: "Phishing & Fraud",
      action: "block",
      scanResult: "malicious",
      ttpDefinition: "Inbound URL",
      subject: "Quarterly plan",
      messageId: "<m1@b.example>",
      route: "inbound",
      creationMethod: "User Click",
    },
  },
  {
    feed: ttpAttachment,
    type: "attachment protect",
    record: {
      date: "2025-03-01T09:33:12+0000",
      senderAddress: "ann@b.example",
      recipientAddress: "bo@corp.example",
      fileName: "Plan.doc",
      fileType: "application/vnd.ms-office",
      fileHash: "2d".repeat(32),
      result: "malicious",
      actionTriggered: "user release, none",
      route: "inbound",
      subject: "Quarterly plan",
      messageId: "<m1@b.example>",
      definition: "Inbound files",
    },
  },
  {
    feed: ttpImpersonation,
    type: "impersonation protect",
    record: {
      id: "MTOKEN:1",
      eventTime: "2025-03-01T09:33:12+0000",
      senderAddress: "ann@b.example",
      recipientAddress: "bo@corp.example",
      subject: "Quarterly plan",
      definition: "Default Impersonation Definition",
      hits: 2,
      action: "hold",
      taggedMalicious: true,
      senderIpAddress: "192.0.2.10",
      messageId: "<m1@b.example>",
    },
  },
];

/** What a document says of its own record, or sums up of what else it says. */
const ownWords = ["event.code", "event.dataset", "event.type", "related"];

test.each(scans)("what $feed.name says too, it says as the mail logs do", ({ feed, type, record }) => {
  const pair = pairs.find((each) => each.type === type);
  const mail = essence(ecsOf(siem2, { ...pair?.two, type }, sourceOf(type)), ownWords);
  const scan = essence(ecsOf(feed, record), ownWords);
  expect(scan).toEqual(mergedWith(scan, mail));
  const columnsOfMail = columns(siem2, { ...pair?.two, type }, sourceOf(type));
  const columnsOfScan = columns(feed, record, sourceOf(""));
  const both = Object.entries(columnsOfScan).filter(
    ([name, value]) => name !== "type" && value !== null && Reflect.get(columnsOfMail, name) !== null,
  );
  expect(columnsOfMail).toMatchObject(Object.fromEntries(both));
});

/** One document with the other's values wherever both have one. */
function mergedWith(one: unknown, other: unknown): unknown {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) {
    return other ?? one;
  }
  const merged = Object.entries(one).map(([key, value]) => [key, mergedWith(value, Reflect.get(other, key))]);
  return Array.isArray(one) ? merged.map(([, value]) => value) : Object.fromEntries(merged);
}

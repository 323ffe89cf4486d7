import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FormDocument } from "../../forms/event.js";
import { ecsOf } from "../../forms/testing.js";
import { decodeRecord } from "../decoding/decode.js";
import type { Feed, RecordSource, VendorRecord } from "../feed.js";
import { siem2 } from "../siem/siem-2.0.js";
import { siemCi } from "../siem/siem-ci.js";

const timestamp = Date.UTC(2026, 0, 5, 9, 30, 0, 123);
const ids = { accountId: "C1A1", aggregateId: "agg-901", processingId: "p-77_1740821600", timestamp };
const addressed = {
  senderEnvelope: "ann@b.example",
  recipients: "bo@corp.example",
  messageId: "<m1@b.example>",
  subject: "Quarterly plan, None, <>",
};
const details = {
  rbl: { allow: true, info: "" },
  spf: { allow: true, info: "ALLOW" },
  greyEmail: false,
  verdict: { risk: "low", categories: [{ name: "spam", score: 3, subcategories: [] }] },
};

/** One record a type, in one of its spellings. */
const gatewayRecords: readonly VendorRecord[] = [
  {
    ...ids,
    ...addressed,
    type: "receipt",
    subtype: "Acc",
    action: "Acc",
    senderHeader: "ann@b.example",
    senderIp: "192.0.2.10",
    direction: "Inbound",
    numberAttachments: "2",
    spamScore: "-3",
    spamDetectionLevel: "7",
    spamInfo: "[]",
    spamProcessingDetail: details,
    rejectionCode: "550",
    rejectionType: null,
    tlsVersion: "TLSv1.3",
  },
  {
    ...ids,
    ...addressed,
    type: "process",
    subtype: "Hld",
    action: "Hld",
    holdReason: "Spm",
    emailSize: "20",
  },
  {
    ...ids,
    ...addressed,
    type: "delivery",
    subtype: "true",
    delivered: "true",
    tlsUsed: "Yes",
    deliveryAttempts: "1",
    deliveryTime: "1733",
    route: "Inbound Routing Policy",
    Hostname: null,
  },
  { ...ids, type: "journal", subtype: null, recipients: "bo@corp.example", direction: "internal" },
  {
    ...ids,
    ...addressed,
    type: "impersonation protect",
    subtype: "Hold",
    action: "Hold",
    itemsDetected: "2",
    newDomain: "true",
    replyMismatch: "false",
    taggedMalicious: "true",
  },
  {
    ...ids,
    ...addressed,
    type: "url protect",
    subtype: "Block",
    url: "https://login.corp-pay.example/x?a=1,2",
    action: "Block",
    analysis: { Status: ["x"], CredentialTheftTags: [] },
  },
  {
    ...ids,
    type: "attachment protect",
    subtype: null,
    recipient: "bo@corp.example",
    fileName: "invoice.pdf",
    sizeAttachment: "1024",
    sha256: "ab".repeat(32),
  },
];

const integratedRecords: readonly VendorRecord[] = [
  {
    ...ids,
    type: "entities",
    subtype: "MALWARE",
    senderEnvelope: "",
    senderHeader: "ann@b.example",
    recipients: ["bo@corp.example", "cy@corp.example"],
    messageId: "<m2@b.example>",
    direction: "INBOUND",
    historicalMail: false,
    threatState: "BLOCKED",
    threatType: "MALWARE",
    tags: ["MALWARE"],
    attachments: [],
    policiesApplied: [{ action: "BLOCK", mode: null, name: "Default" }],
  },
  {
    ...ids,
    type: "mailflow",
    subtype: null,
    messageId: "<m2@b.example>",
    authResults: [{ type: "SPF", result: "pass", aligned: null }],
  },
  { ...ids, ...addressed, type: "urlclick", url: "https://login.corp-pay.example/x", action: "Block" },
];

const cases = [
  ...gatewayRecords.map((record) => ({ feed: siem2, record, type: String(record["type"]) })),
  ...integratedRecords.map((record) => ({ feed: siemCi, record, type: String(record["type"]) })),
];

const numbers = [
  "timestamp",
  "numberAttachments",
  "spamScore",
  "spamDetectionLevel",
  "rejectionCode",
  "emailSize",
  "deliveryAttempts",
  "deliveryTime",
  "itemsDetected",
  "sizeAttachment",
];
const booleans = ["delivered", "tlsUsed", "newDomain", "replyMismatch", "taggedMalicious", "historicalMail"];
const jsonFields = [
  "spamProcessingDetail",
  "analysis",
  "spamInfo",
  "tags",
  "attachments",
  "policiesApplied",
  "authResults",
];

/** Every spelling that has been seen of a value, by its field. */
function spellingsOf(field: string, value: unknown): readonly unknown[] {
  const text = String(value);
  if (numbers.includes(field)) return [value, text, Number(value), ` ${text} `];
  if (booleans.includes(field) || (field === "subtype" && text === "true")) {
    return /true|yes/i.test(text) ? ["true", "Yes", true, "TRUE", "yes"] : ["false", "No", false, "FALSE"];
  }
  if (field === "direction" || field === "route") return [value, text.toLowerCase(), text.toUpperCase()];
  if (field === "messageId") return [value, text.slice(1, -1), text.slice(1)];
  if (field === "recipients" || field === "recipient") {
    return Array.isArray(value) ? [value, value.join(","), value.join("; ")] : [value, [value]];
  }
  if (!jsonFields.includes(field)) return [value];
  const empty = JSON.stringify(value) === "[]" || value === "[]" ? [null, "", undefined] : [];
  const inner: unknown = typeof value === "string" ? JSON.parse(value) : value;
  const once = JSON.stringify(inner);
  return [inner, once, JSON.stringify(inner, null, 2), JSON.stringify(once), reversed(inner), ...empty];
}

/** The same object, its keys in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

const keySpellings: Readonly<Record<string, readonly string[]>> = {
  type: ["type", "eventType"],
  subtype: ["subtype", "subType"],
  recipients: ["recipients", "recipient"],
  recipient: ["recipients", "recipient"],
};

/** The record as another delivery spells it. */
function driftOf(record: VendorRecord): fc.Arbitrary<VendorRecord> {
  const entries = Object.entries(record).map(([field, value]) =>
    fc.record({
      key: fc.constantFrom(...(keySpellings[field] ?? [field])),
      value:
        value === null || value === ""
          ? fc.constantFrom<unknown>(null, "", undefined)
          : fc.constantFrom(...spellingsOf(field, value)),
    }),
  );
  const extra = fc.record(
    { _offset: fc.nat(), _partition: fc.nat(), receiptErrors: fc.constantFrom(null, "") },
    { requiredKeys: [] },
  );
  return fc
    .tuple(fc.tuple(...entries), extra)
    .chain(([spelled, more]) =>
      fc
        .shuffledSubarray(spelled, { minLength: spelled.length })
        .map((shuffled) => [shuffled, more] as const),
    )
    .map(([spelled, more]) => {
      const kept = spelled.filter(({ value }) => value !== undefined);
      return { ...more, ...Object.fromEntries(kept.map(({ key, value }) => [key, value])) };
    });
}

const source: RecordSource = { part: "", fileName: null, fallbackTime: 0 };

function decode(feed: Feed, value: VendorRecord) {
  const decoded = decodeRecord(feed, { value, raw: "", source });
  if (decoded === null) throw new Error("no record");
  return {
    id: Buffer.from(decoded.id).toString("hex"),
    naturalKey: Buffer.from(decoded.naturalKey()).toString("hex"),
    row: decoded.row(1),
  };
}

/** A document without the record's own text, and without the name of a route, whose case is the vendor's. */
function essence({ event, mimecast, ...document }: FormDocument) {
  const { original: _, ...told } = Object(event);
  const { route: __, ...rest } = Object(mimecast);
  return { ...document, event: told, mimecast: rest };
}

describe.each(cases)("$type of $feed.name", ({ feed, record }) => {
  test("is one event in all its spellings, with the same columns", () => {
    const wanted = decode(feed, record);
    fc.assert(
      fc.property(driftOf(record), (drifted) => {
        expect(decode(feed, drifted)).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  test("has one document in all its spellings", () => {
    const wanted = essence(ecsOf(feed, record));
    fc.assert(
      fc.property(driftOf(record), (drifted) => {
        expect(essence(ecsOf(feed, drifted))).toEqual(wanted);
      }),
      { numRuns: 100 },
    );
  });

  test("is another event when any of its values is another", () => {
    const { id } = decode(feed, record);
    for (const [field, value] of Object.entries(record)) {
      const other = field === "timestamp" ? timestamp + 1 : `${value === null ? "" : value}9`;
      expect(decode(feed, { ...record, [field]: other }).id, field).not.toBe(id);
    }
  });
});

describe("drift", () => {
  const receipt = gatewayRecords[0] ?? {};
  const idOf = (change: VendorRecord): string => decode(siem2, { ...receipt, ...change }).id;

  test.each([
    ["spamProcessingDetail", null, [null, "", "null", '"null"', '""']],
    ["analysis", null, [null, "null"]],
    ["senderEnvelope", "<>", ["<>", null, ""]],
    ["messageId", null, ["", "<>", null]],
    [
      "spamProcessingDetail",
      { a: { b: 1 } },
      [{ a: { b: 1, c: null }, d: "" }, '{"a":{"b":1,"c":""},"d":null}'],
    ],
  ])("%s says nothing in any of its ways to do so", (field, first, others) => {
    for (const other of others) expect(idOf({ [field]: other })).toBe(idOf({ [field]: first }));
    expect(idOf({ [field]: "x" })).not.toBe(idOf({ [field]: first }));
  });

  test.each([
    ["what only looks like a number", "rejectionCode", "5.5.0", "5.50"],
    ["a number with more digits than a number holds", "spamScore", "90071992547409930", "90071992547409931"],
    ["the case of a subject", "subject", "Plan", "plan"],
    ["a subject and none", "subject", "None", null],
    ["the order of recipients", "recipients", ["a@x.example", "b@x.example"], ["b@x.example", "a@x.example"]],
    ["a text and the JSON it spells, where no JSON is known to stand", "subject", "[1]", [1]],
    ["JSON and broken JSON", "spamProcessingDetail", '{"a":1}', '{"a":1'],
    ["values that trade places inside", "spamProcessingDetail", { a: 1, b: 2 }, { a: 2, b: 1 }],
  ])("is not taken for sameness: %s", (_what, field, one, other) => {
    expect(idOf({ [field]: one })).not.toBe(idOf({ [field]: other }));
  });

  test("does not hide a recipient behind the other spelling of the key", () => {
    const both = (recipient: string) => idOf({ recipients: "bo@corp.example", recipient });
    expect(both("bo@corp.example")).toBe(idOf({}));
    expect(both("cy@corp.example")).not.toBe(idOf({}));
    expect(both("cy@corp.example")).not.toBe(both("di@corp.example"));
  });

  test("JSON nested without end is no more than a text", () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    expect(idOf({ analysis: deep })).not.toBe(idOf({}));
  });

  test("two deliveries that differ beyond drift still have their natural key in common", () => {
    const one = decode(siem2, receipt);
    const other = decode(siem2, {
      ...receipt,
      subject: null,
      spamScore: "9",
      messageId: "",
      eventType: "receipt",
    });
    expect(other.id).not.toBe(one.id);
    expect(other.naturalKey).toBe(one.naturalKey);
    for (const change of [
      { recipients: "cy@corp.example" },
      { timestamp: timestamp + 1 },
      { sha256: "00" },
    ]) {
      expect(decode(siem2, { ...receipt, ...change }).naturalKey).not.toBe(one.naturalKey);
    }
  });

  test("a record that names no mail is matched by its identity alone", () => {
    const { id, naturalKey } = decode(siem2, { ...receipt, processingId: "" });
    expect(naturalKey).toBe(id);
  });

  test("stays what it is in this version: a released identity must not drift", () => {
    expect(decode(siem2, receipt).id).toBe("e5c0ef871c66eeec6f9488071ade41b4");
    expect(decode(siemCi, integratedRecords[0] ?? {}).id).toBe("e7f58ba34e0e3d64135c103f6d015af6");
  });
});

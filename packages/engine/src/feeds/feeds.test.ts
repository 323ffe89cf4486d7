import { describe, expect, test } from "vitest";
import { decodeRecord } from "./decoding/decode.js";
import type { Feed, RecordSource, VendorRecord } from "./feed.js";
import { compileIdentifier } from "./identity/identity.js";
import { siem1 } from "./siem/siem-1.0.js";
import { siem2 } from "./siem/siem-2.0.js";
import { ttpUrl } from "./ttp/ttp-url.js";

const fallbackTime = Date.UTC(2026, 0, 5);
const source = (change: Partial<RecordSource> = {}): RecordSource => ({
  part: "",
  fileName: null,
  fallbackTime,
  ...change,
});

const clickRecord: VendorRecord = {
  userEmailAddress: "Bo@corp.example",
  fromUserEmailAddress: "payroll@corp-pay.example",
  url: "https://login.corp-pay.example/x",
  subject: "Your payslip",
  action: "allow",
  scanResult: "malicious",
  sendingIp: "203.0.113.9",
  date: "2026-01-05T09:33:29+0000",
  creationMethod: "User Click",
  messageId: "<m1@corp-pay.example>",
};

describe("ttp-url", () => {
  test("extracts who clicked what, from where, and the verdict", () => {
    expect(ttpUrl.extract(clickRecord, source())).toEqual({
      time: Date.UTC(2026, 0, 5, 9, 33, 29),
      type: "url-click",
      sender: "payroll@corp-pay.example",
      recipient: "bo@corp.example",
      url: "https://login.corp-pay.example/x",
      host: "login.corp-pay.example",
      action: "allow",
      verdict: "malicious",
      sourceAddress: "203.0.113.9",
      messageId: "m1@corp-pay.example",
      subject: "Your payslip",
    });
  });

  test("does not take the gateway's own scan for a click", () => {
    const scan = { ...clickRecord, creationMethod: "Entry Scan", sendingIp: "Internal IP" };
    expect(ttpUrl.extract(scan, source())).toMatchObject({ type: "url-scan", sourceAddress: null });
  });

  test("reads the records of an answer, however it is filled", () => {
    const { reading } = ttpUrl;
    if (reading.kind !== "windows") throw new Error("ttp-url is read by windows");
    expect(reading.records([{ clickLogs: [clickRecord] }, { clickLogs: [] }, {}, null])).toEqual([
      clickRecord,
    ]);
  });
});

describe("siem-1.0", () => {
  test.each([
    ["receipt_20260105093329655.json", "receipt"],
    ["jrnl_20260105093329655.json", "journal"],
    ["spameventthread_20260105093329655.json", "spam"],
    ["ttp_url_20260105093329655.json", "url protect"],
    ["ttp_ap_20260105093329655.json", "attachment protect"],
  ])("tells the type by the file's name %s", (fileName, type) => {
    expect(siem1.extract({ datetime: "2026-01-05T09:00:00+0100" }, source({ fileName })).type).toBe(type);
  });

  test.each([
    [{ Act: "Acc", Rcpt: "a@x.example", IP: "192.0.2.1" }, "receipt"],
    [{ Act: "Hld", AttCnt: 0, MsgSize: 10 }, "process"],
    [{ Delivered: true, Rcpt: "a@x.example", IP: "192.0.2.1" }, "delivery"],
    [{ RcptActType: "Jnl" }, "journal"],
    [{ SourceIP: "192.0.2.1", SenderDomain: "x.example" }, "spam"],
    [{ TaggedMalicious: "true", Definition: "Default" }, "impersonation protect"],
    [{ sha256: "00", fileExt: "doc" }, "attachment protect"],
    [{ sha256: "00", Virus: "Eicar" }, "av"],
    [{ urlCategory: "Phishing", msgid: "<m@x.example>" }, "url protect"],
  ])("tells the type of %j by its fields, in a file whose name is a UUID", (record, type) => {
    expect(siem1.extract(record, source({ fileName: "a7bebfbb-f4fd.zip" })).type).toBe(type);
  });

  test("takes the type of a recorded record from the file's name inside it", () => {
    const record = {
      Act: "Acc",
      "Content-Disposition": 'attachment; filename="process_20260105093329655.json"',
    };
    expect(siem1.extract(record, source({ fileName: "a7bebfbb.zip" })).type).toBe("process");
  });

  test("reads local times, and takes the file's for a record without one", () => {
    const fileName = "receipt_20260105093329655.json";
    expect(siem1.extract({ datetime: "2026-01-05T09:00:00+0100" }, source({ fileName })).time).toBe(
      Date.UTC(2026, 0, 5, 8),
    );
    expect(siem1.extract({ Act: "Acc" }, source({ fileName })).time).toBe(fallbackTime);
  });

  test("does not take the address a mail went to for the one it came from", () => {
    const record = { Delivered: true, IP: "192.0.2.1" };
    expect(siem1.extract(record, source()).sourceAddress).toBeNull();
  });
});

describe("siem-2.0", () => {
  const receipt: VendorRecord = {
    _offset: 7,
    _partition: 60,
    type: "receipt",
    subtype: "Acc",
    timestamp: fallbackTime + 1,
    action: "Acc",
    senderEnvelope: "<>",
    senderHeader: "Ann@b.example",
    recipients: "bo@corp.example",
    senderIp: "192.0.2.10",
    messageId: "<m1@b.example>",
    subject: "Quarterly plan",
    rejectionType: null,
  };

  test("extracts a receipt, taking the header's sender where the envelope has none", () => {
    expect(siem2.extract(receipt, source({ part: "receipt" }))).toMatchObject({
      time: fallbackTime + 1,
      type: "receipt",
      sender: "ann@b.example",
      recipient: "bo@corp.example",
      action: "Acc",
      verdict: null,
      sourceAddress: "192.0.2.10",
      messageId: "m1@b.example",
    });
  });

  test("falls back to the listing's type and the stream's spelling", () => {
    expect(siem2.extract({ eventType: "spam" }, source({ part: "receipt" })).type).toBe("spam");
    expect(siem2.extract({}, source({ part: "av" }))).toMatchObject({ type: "av", time: fallbackTime });
  });

  test("is the same event when the vendor's queue puts it elsewhere", () => {
    const again = { ...receipt, _offset: 8, _partition: 61 };
    expect(idOf(siem2, again)).toBe(idOf(siem2, receipt));
    expect(idOf(siem2, { ...receipt, action: "Rej" })).not.toBe(idOf(siem2, receipt));
  });
});

describe("identity", () => {
  const rules = { name: "f", identityVersion: 1, volatileFields: new Set<string>() };
  const hex = (record: VendorRecord, change: object = {}, type = "t"): string =>
    Buffer.from(compileIdentifier({ ...rules, ...change }).identify(record, type)).toString("hex");

  test("does not change with the order of keys, at any depth", () => {
    expect(hex({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } })).toBe(
      hex({ b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  test("changes with every value, with types, nesting and the order of lists", () => {
    const records: VendorRecord[] = [
      { a: 1 },
      { a: "1" },
      { a: [1] },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: { b: 1 } },
      { a: null },
      { a: "" },
      { a: '1,"b":2' },
      { a: "1:b" },
      { a: [[1], 2] },
      { a: [[1, 2]] },
      { a: true },
      { a: "t" },
      { "a,b": 1, c: 2 },
      { a: 1, "b,c": 2 },
      { a: "1", b: 2 },
    ];
    expect(new Set(records.map((record) => hex(record))).size).toBe(records.length);
  });

  test("differs between feeds, versions and types", () => {
    const record = { a: 1 };
    const ids = [
      hex(record),
      hex(record, { name: "g" }),
      hex(record, { identityVersion: 2 }),
      hex(record, {}, "u"),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test("stays what it is in this version: a released identity must not drift", () => {
    expect(hex({ b: [true, null, "x"], a: { d: 1.5, c: "é" } })).toBe("a1276c2c2788f5e74975bcef8b1b2471");
  });
});

test("a record that is no object is no record", () => {
  for (const value of [null, 1, "text", [1]]) {
    expect(decodeRecord(ttpUrl, { value, raw: "", source: source() })).toBeNull();
  }
});

function idOf(feed: Feed, record: VendorRecord): string {
  const decoded = decodeRecord(feed, { value: record, raw: "", source: source() });
  return Buffer.from(decoded?.id ?? []).toString("hex");
}

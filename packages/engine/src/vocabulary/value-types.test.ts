import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readers, unreadable, type ValueType } from "./value-types.js";

const types = Object.keys(readers) as ValueType[];

describe.each(types)("a %s", (type) => {
  const read: (value: unknown) => unknown = readers[type];

  test("is read, or said to be unreadable, whatever the value is; none is ever thrown", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
        expect(read(value)).not.toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test("is none where the vendor says so", () => {
    for (const value of [null, undefined, ""]) expect(read(value)).toBeNull();
    if (type === "prose" || type === "time") return;
    for (const value of ["N/A", "NA", "null", "-", " n/a ", "[]"]) expect(read(value)).toBeNull();
    if (type !== "word" && type !== "action") expect(read("None")).toBeNull();
  });

  test("reads what it wrote", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string()), (value) => {
        const once = read(value);
        if (once !== null && once !== unreadable) expect(read(once)).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });
});

test.each<[ValueType, unknown, unknown]>([
  ["text", "  Inbound ", "Inbound"],
  ["text", 550, "550"],
  ["text", true, "true"],
  ["text", ["a"], unreadable],
  ["prose", "None", "None"],
  ["prose", "  Re: x ", "  Re: x "],
  ["word", "none", "none"],
  ["action", "hld", "Hld"],
  ["action", "Block", "block"],
  ["action", "None", "none"],
  ["trace-id", "Qx1_ab_1740821600", "Qx1_ab"],
  ["trace-id", "Qx1_ab_17408", "Qx1_ab_17408"],
  ["trace-id", "_1740821600", "_1740821600"],
  ["address", "Ann <ann@b.example>", "ann@b.example"],
  ["address", "<>", null],
  ["address", ["ann@b.example"], "ann@b.example"],
  ["address", { emailAddress: "ann@b.example", displayableName: "Ann" }, "ann@b.example"],
  [
    "addresses",
    "bo@c.example, Cy <cy@c.example>;di@c.example",
    ["bo@c.example", "cy@c.example", "di@c.example"],
  ],
  ["addresses", '"Bo, Jr" <bo@c.example>', ["bo@c.example"]],
  ["addresses", "a<b, c", ["a<b", "c"]],
  ["addresses", ["bo@c.example", "", "<>"], ["bo@c.example"]],
  ["addresses", [{ emailAddress: "bo@c.example" }], ["bo@c.example"]],
  ["addresses", [], null],
  ["ip", "192.0.2.10", "192.0.2.10"],
  ["ip", "2001:DB8::1", "2001:db8::1"],
  ["ip", "192.0.2.256", unreadable],
  ["ip", "192.0.2.010", unreadable],
  ["ip", "192.0.2", unreadable],
  ["ip", "Internal IP", unreadable],
  ["message-id", "m1@b.example", "<m1@b.example>"],
  ["message-id", "<m1@b.example>", "<m1@b.example>"],
  ["message-id", "<<m1@b.example>>", "<m1@b.example>"],
  ["message-id", "\\u003cm1@b.example\\u003e", "<m1@b.example>"],
  ["number", "4170", 4170],
  ["number", " 4.5 ", 4.5],
  ["number", "  ", null],
  ["number", "12 KB", unreadable],
  ["number", Number.NaN, unreadable],
  ["count", "1.5", unreadable],
  ["count", 1e300, unreadable],
  ["duration", "1633", 1633],
  ["duration", -1, unreadable],
  ["duration", 1e12, unreadable],
  ["flag", "Yes", true],
  ["flag", "FALSE", false],
  ["flag", "maybe", unreadable],
  ["time", "2025-03-01T9:33:29+0100", Date.UTC(2025, 2, 1, 8, 33, 29)],
  ["time", "yesterday", unreadable],
  ["texts", "Body", ["Body"]],
  ["texts", '["Body","Attachment"]', ["Body", "Attachment"]],
  ["texts", ["Body", null], ["Body"]],
  ["names", '"a, b.pdf", "c.pdf"', ["a, b.pdf", "c.pdf"]],
  ["names", "a, b.pdf", ["a, b.pdf"]],
  ["names", '"half.pdf', ['"half.pdf']],
  ["names", ["a.pdf"], ["a.pdf"]],
  ["direction", "INBOUND", "inbound"],
  ["direction", "Office 365 Route", unreadable],
  ["json", { a: 1 }, { a: 1 }],
  ["json", '{"a":1}', { a: 1 }],
  ["json", '"{\\"a\\":1}"', { a: 1 }],
  ["json", '"null"', null],
  ["json", '{"a":', unreadable],
  ["json", "7", unreadable],
  ["md5", "AB".repeat(16), "ab".repeat(16)],
  ["sha256", "ab".repeat(31), unreadable],
])("%s: %j", (type, value, expected) => {
  expect(readers[type](value)).toEqual(expected);
});

test("lists longer than any real one are not taken apart", () => {
  const many = Array.from({ length: 10_001 }, (_, index) => `b${index}@c.example`);
  expect(readers.addresses(many)).toBe(unreadable);
  expect(readers.addresses(many.join())).toBe(unreadable);
  expect(readers.addresses(many.slice(1))).toHaveLength(10_000);
});

test("texts made to be slow are read in one pass", () => {
  const length = 1_000_000;
  for (const text of ["<".repeat(length), '"'.repeat(length - 1), `${'"<,'.repeat(length / 3)}`]) {
    expect(readers.addresses(text)).not.toBeUndefined();
    expect(readers.names(text)).not.toBeUndefined();
  }
  expect(readers.json("[".repeat(length))).toBe(unreadable);
});

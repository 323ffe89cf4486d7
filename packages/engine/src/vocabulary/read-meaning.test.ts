import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { field, telling } from "./field.js";
import { compileMeaning } from "./read-meaning.js";

const read = compileMeaning(
  [
    telling("from", "sender"),
    telling("info", "reason"),
    telling("error", "reason"),
    telling("type", ["errorType", "verdict"]),
    telling("found", ["virus", "verdict"]),
    telling("ip", "sourceIp"),
    telling("when", "composedAt"),
    telling("who.mail", "actor"),
    field("count", "number", "How many."),
    field("seen", "time", "When it was seen."),
    field("tags", "json", "Tags."),
    telling("code", "traceId", "Its code.", { keep: true }),
    field("renamed", "text", "Kept elsewhere.", { as: "inner.name" }),
  ],
  new Set(["_offset"]),
);

describe("of several fields that tell one term", () => {
  test("the first in the table does, in whatever order they stand, and what the other says is kept", () => {
    for (const record of [
      { info: "a", error: "b" },
      { error: "b", info: "a" },
    ]) {
      expect(read(record)).toMatchObject({ reason: "a", rest: { error: "b" } });
    }
  });

  test("one that says the same is not kept, and one alone tells it", () => {
    expect(read({ error: "a", info: "a" })).toMatchObject({ reason: "a", rest: {} });
    expect(read({ error: "a", info: "N/A" })).toMatchObject({ reason: "a", rest: {} });
  });

  test("one that tells another term, too, is heard there", () => {
    for (const record of [
      { type: "Rejected", found: "Eicar" },
      { found: "Eicar", type: "Rejected" },
    ]) {
      expect(read(record)).toMatchObject({ errorType: "Rejected", verdict: "Rejected", virus: "Eicar" });
    }
  });
});

describe("what is kept", () => {
  test("has the vendor's name or the one it was given, and the vendor's spelling", () => {
    expect(read({ code: "Qx1_1740821600", renamed: "x" })).toMatchObject({
      traceId: "Qx1",
      rest: { code: "Qx1_1740821600", inner: { name: "x" } },
    });
  });

  test("is typed: numbers are numbers and times are times", () => {
    expect(read({ count: "7", seen: "2025-03-01T10:33:29+0100" }).rest).toEqual({
      count: 7,
      seen: "2025-03-01T09:33:29.000Z",
    });
  });

  test("never has two types under one name: what can't be read stands apart, as text", () => {
    expect(read({ count: "many", seen: [1], tags: "{" }).rest).toEqual({
      unread: { count: "many", seen: "[1]", tags: "{" },
    });
    expect(read({ ip: "Internal IP", when: "soon" }).rest).toEqual({ ip: "Internal IP", when: "soon" });
  });

  test("leaves out what says nothing, and what changes from delivery to delivery", () => {
    const rest = {
      empty: [],
      nothing: {},
      none: null,
      tags: { a: null, b: [null, { c: null }] },
      _offset: 1,
    };
    expect(read(rest).rest).toEqual({ tags: { b: [null, {}] } });
  });

  test("holds fields nobody knows as they are, inside objects as well", () => {
    expect(read({ brandNew: { a: [1] }, who: { mail: "Bo <bo@c.example>", name: "Bo" } })).toMatchObject({
      actor: "bo@c.example",
      rest: { brandNew: { a: [1] }, who: { name: "Bo" } },
    });
    expect(read({ who: "bo@c.example" }).rest).toEqual({ unread: { who: "bo@c.example" } });
  });
});

describe("hostile records", () => {
  test("names of what every object has are names like others", () => {
    const record = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":1,"toString":"x","who":{"__proto__":7}}',
    );
    const { rest } = read(record);
    expect(JSON.parse(JSON.stringify(rest))).toEqual(
      JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x","who":{"__proto__":7}}'),
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(Object.getPrototypeOf(rest)).toBe(Object.prototype);
  });

  test.each([20, 21, 1000, 100_000])(
    "nesting %i levels deep is kept, as text where it is too deep",
    (levels) => {
      const deep: unknown = JSON.parse("[".repeat(levels) + "]".repeat(levels));
      const { rest } = read({ deep, tags: deep });
      const asText = levels < 5000 ? JSON.stringify(deep) : "(nested too deep to be written)";
      expect(rest).toEqual(levels === 20 ? { deep, tags: deep } : { unread: { deep: asText, tags: asText } });
    },
  );

  test("a list beyond all bounds is kept as text", () => {
    const list = Array.from({ length: 10_001 }, (_, index) => index);
    expect(read({ list }).rest).toEqual({ unread: { list: JSON.stringify(list) } });
  });

  test("more names than an index takes are kept together", () => {
    const record = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, index]));
    const { rest } = read(record);
    expect(Object.keys(rest)).toHaveLength(1001);
    const { others } = Object(rest["unread"]);
    expect({ ...rest, ...JSON.parse(others), unread: undefined }).toEqual({ ...record, unread: undefined });
  });

  test("a record read is not changed, and doesn't change the next", () => {
    const record = { tags: { a: null }, error: "x", odd: { b: null } };
    const before = structuredClone(record);
    const first = read(record);
    expect(record).toEqual(before);
    expect(read({})).toEqual(compileMeaning([])({}));
    expect(read(record)).toEqual(first);
  });

  test("whatever it is, it is read", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (record) => {
        expect(read(record).rest).toBeTypeOf("object");
      }),
    );
  });
});

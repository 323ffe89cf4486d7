import fc from "fast-check";
import { expect, test } from "vitest";
import { feeds } from "../feeds/index.js";
import { ecsOf } from "./testing.js";

/** What the vendor might write where we expect something else, and what nobody should. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary-ascii" }),
  fc.constantFrom(
    "N/A",
    "None",
    "<>",
    "",
    "null",
    "[]",
    '{"a":',
    "\\u003c\\u003e",
    "Date: , Time: , IP: ",
    "//[",
  ),
  fc.constantFrom(Number.MAX_VALUE, -1, 1e20, Number.MIN_VALUE),
  fc.constantFrom([[]], [null], [{}], { emailAddress: { emailAddress: 1 } }),
);

const declared = feeds.flatMap((feed) => (feed.forms === undefined ? [] : [{ name: feed.name, feed }]));

test.each(declared)("whatever stands in the fields of a $name record, it has an ECS form", ({ feed }) => {
  const names = feed.forms?.fields.flatMap(({ name }) => [name, name.split(".", 1)[0] ?? name]) ?? [];
  const anyName = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom("__proto__", "constructor", "a.b", "."),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, anyValue), { maxLength: 12 }), (fields) => {
      const document = JSON.parse(JSON.stringify(ecsOf(feed, Object.fromEntries(fields))));
      expect(document).toMatchObject({ event: { module: "mimecast", dataset: feed.forms?.dataset } });
    }),
    { numRuns: 150 },
  );
  expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
});

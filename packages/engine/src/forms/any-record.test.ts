import fc from "fast-check";
import { expect, test } from "vitest";
import { type Feed, feeds } from "../feeds/index.js";
import { checkEcs } from "./ecs/check-ecs.suite.js";
import { openOcsfCheck } from "./ocsf/check-ocsf.js";
import { ocsfClasses } from "./ocsf/classes.js";
import { ecsOf, ocsfOf } from "./testing.js";

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

const check = await openOcsfCheck();
const declared = feeds.map((feed) => ({ name: feed.name, feed }));

function anyRecord(feed: Feed): fc.Arbitrary<Record<string, unknown>> {
  const names = feed.forms.fields.flatMap(({ name }) => [name, name.split(".", 1)[0] ?? name]);
  const anyName = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom("__proto__", "constructor", "toString", "a.b", "."),
  );
  return fc.array(fc.tuple(anyName, anyValue), { maxLength: 12 }).map((fields) => Object.fromEntries(fields));
}

test.each(declared)("whatever stands in the fields of a $name record, it has an ECS form", ({ feed }) => {
  fc.assert(
    fc.property(anyRecord(feed), (record) => {
      const document = JSON.parse(JSON.stringify(ecsOf(feed, record)));
      expect(document).toMatchObject({ event: { module: "mimecast", dataset: feed.forms.dataset } });
      expect(checkEcs(document)).toEqual([]);
    }),
    { numRuns: 50 },
  );
  expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
});

test.each(declared)(
  "whatever stands in the fields of a $name record, its OCSF form is valid",
  async ({ feed }) => {
    const classes = [...feed.forms.ocsfClasses(null), ocsfClasses.baseEvent];
    await fc.assert(
      fc.asyncProperty(anyRecord(feed), async (record) => {
        const document = JSON.parse(JSON.stringify(ocsfOf(feed, record)));
        expect(await check(document)).toEqual([]);
        expect(classes).toContain(document.class_uid);
      }),
      { numRuns: 50 },
    );
  },
);

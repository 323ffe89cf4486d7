import fc from "fast-check";
import { expect, test } from "vitest";
import { compareItems } from "./compare-items.js";

test("tells what is new, changed, the same, seen before, and missing", () => {
  const comparison = compareItems(
    new Map([
      ["a", "1"],
      ["b", "1"],
      ["c", "1"],
    ]),
  );
  expect(comparison.see("a", "1")).toBe("same");
  expect(comparison.see("b", "2")).toBe("changed");
  expect(comparison.see("b", "3")).toBe("repeated");
  expect(comparison.see("d", "1")).toBe("arrived");
  expect(comparison.missing()).toEqual(["c"]);
});

const list = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.constantFrom("1", "2"));

test("what it tells of two states turns the one into the other", () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const comparison = compareItems(new Map(Object.entries(before)));
      const state = new Map(Object.entries(before));
      for (const [id, digest] of Object.entries(after)) {
        const sighting = comparison.see(id, digest);
        expect(sighting === "arrived").toBe(!state.has(id));
        if (sighting !== "same") state.set(id, digest);
      }
      for (const id of comparison.missing()) state.delete(id);
      expect(Object.fromEntries(state)).toEqual(after);
    }),
  );
});

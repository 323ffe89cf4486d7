import { expect, test } from "vitest";
import { discoverFields } from "../testing/discover-fields.js";

test("no handler stumbles over a field that is missing, or of another kind than it should be", async () => {
  const targets = await discoverFields();
  expect(
    targets.filter(({ bugs }) => bugs.length > 0).map(({ route, bugs }) => [route.name, bugs[0]]),
  ).toEqual([]);
  // Handlers are seen to look at what they are sent.
  const fields = new Set(targets.flatMap((target) => target.fields));
  expect(fields.size).toBeGreaterThan(100);
  expect(fields).toContain("emailAddress");
});

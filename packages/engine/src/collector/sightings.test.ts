import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createSightings } from "./sightings.js";

const idOf = (text: string): Uint8Array => createHash("sha256").update(text).digest().subarray(0, 16);

test("counts each id by itself, far beyond its first size", () => {
  const sightings = createSightings();
  for (let round = 1; round <= 3; round += 1) {
    for (let index = 0; index < 20_000; index += 1) {
      if (sightings.see(idOf(`record ${index}`)) !== round)
        throw new Error(`record ${index}, round ${round}`);
    }
  }
  expect(sightings.see(idOf("record 7"))).toBe(4);
  expect(sightings.see(new Uint8Array(16))).toBe(1);
  expect(sightings.see(new Uint8Array(16))).toBe(2);
});

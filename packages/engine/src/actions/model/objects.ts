import { isDeepStrictEqual } from "node:util";
import type { TenantObject } from "./plan.js";

/** The same object by its meaning: the vendor's ids change between reads. */
export function contains(objects: readonly TenantObject[], object: TenantObject): boolean {
  return objects.some(({ item }) => isDeepStrictEqual(item, object.item));
}

/** What came and what went between two readings of the tenant. */
export function compareObjects(
  before: readonly TenantObject[],
  after: readonly TenantObject[],
): { made: readonly TenantObject[]; removed: readonly TenantObject[] } {
  return {
    made: after.filter((object) => !contains(before, object)),
    removed: before.filter((object) => !contains(after, object)),
  };
}

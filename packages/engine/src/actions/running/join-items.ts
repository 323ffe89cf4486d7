import { isDeepStrictEqual } from "node:util";
import type { Item, PlannedCall } from "../model/plan.js";

/** Whether two calls of one operation can go out together: as items, or as one item with both of their lists. */
export function canJoin(one: PlannedCall, other: PlannedCall): boolean {
  const { listedUnder } = one;
  if (listedUnder === undefined || other.listedUnder === undefined) return listedUnder === other.listedUnder;
  return (
    listedUnder === other.listedUnder &&
    isDeepStrictEqual(without(one.item, listedUnder), without(other.item, listedUnder))
  );
}

/** The items of calls that can go out together, as they are sent. */
export function joinItems(calls: readonly PlannedCall[]): Item[] {
  const items = calls.map(({ item }) => item ?? {});
  const [first] = calls;
  const name = first?.listedUnder;
  if (name === undefined) return items;
  return [{ ...first?.item, [name]: items.flatMap((item) => item[name]) }];
}

function without(item: Item | undefined, name: string): Item {
  return { ...item, [name]: null };
}

import { isDeepStrictEqual } from "node:util";
import { PosternError } from "../../errors/index.js";
import type { Plan } from "../model/plan.js";
import type { ItemChange, StoredItem } from "./run-store.js";
import { alreadySo } from "./start-run.js";

/**
 * What a run that goes on does about the targets whose turn never came: by the tenant as it stands now, since somebody
 * may have done the same meanwhile, and ids change. Pure. Throws `plan-changed` where a second person agreed to other
 * calls.
 */
export function planRest(
  waiting: readonly StoredItem[],
  again: Pick<Plan, "items" | "needsApproval">,
): ReadonlyMap<number, ItemChange> {
  const fresh = new Map(again.items.map((item) => [JSON.stringify(item.input), item]));
  return new Map(
    waiting.map((item): [number, ItemChange] => {
      const open: ItemChange = { state: "planned", outcome: null, detail: null };
      const planned = fresh.get(JSON.stringify(item.input));
      if (planned === undefined) return [item.number, open];
      const { calls, before } = planned;
      if (planned.isAlreadySo) return [item.number, { ...alreadySo, calls, before, after: before }];
      if (again.needsApproval !== null && !isDeepStrictEqual(calls, item.calls)) {
        throw new PosternError(
          "plan-changed",
          `${item.sentence} It takes other calls now than were agreed to. Plan what is left again.`,
        );
      }
      return [item.number, { ...open, calls, before }];
    }),
  );
}

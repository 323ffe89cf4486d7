import { randomBytes } from "node:crypto";
import type { Plan } from "../model/plan.js";
import type { StoredItem, StoredRun } from "./run-store.js";

/** What is recorded of a target that needs no call. */
export const alreadySo = {
  state: "settled",
  outcome: "already-so",
  detail: "There was nothing left to do; no call was made.",
} as const;

/** The intent of a plan: what is recorded before the first call goes out. */
export function startRun(
  plan: Plan,
  by: {
    readonly actor: string;
    readonly origin?: string;
    readonly reason: string;
    readonly forMs?: number | undefined;
    readonly holder: string;
    readonly now: number;
  },
): StoredRun {
  const { items, ...rest } = plan;
  const { actor, origin = "", reason, forMs, holder, now } = by;
  return {
    id: `run-${randomBytes(5).toString("hex")}`,
    connection: plan.connection,
    action: plan.action,
    plan: rest,
    items: items.map(
      (item, number): StoredItem => ({
        number,
        input: item.input,
        sentence: item.sentence,
        calls: item.calls,
        called: 0,
        before: item.before,
        after: item.isAlreadySo ? item.before : null,
        ...(item.isAlreadySo ? alreadySo : { state: "planned", outcome: null, detail: null }),
        requestIds: [],
        made: [],
      }),
    ),
    ...(plan.isAlreadySo ? alreadySo : { state: "open", outcome: null, detail: null }),
    actor,
    origin,
    reason,
    expiresAt: forMs === undefined || !plan.undo.isPossible ? null : now + forMs,
    undoes: plan.undoes,
    undoneBy: null,
    createdAt: now,
    updatedAt: now,
    holder,
    readAgainAt: null,
  };
}

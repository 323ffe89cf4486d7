import type { OperationName } from "@postern/mimecast";
import type { Connection } from "../../connections/connection.js";
import type { Store } from "../../store/index.js";
import type { Item, OwnMakings } from "../model/plan.js";
import type { MadeObject } from "../model/run.js";

/**
 * What runs of a connection made that no call lists, the oldest first; nothing where the action's makings are listed, and
 * nothing that was made at another address.
 */
export async function readOwnMakings(
  { store, now }: { readonly store: Store; readonly now: () => number },
  { id: connectionId, baseUrl }: Pick<Connection, "id" | "baseUrl">,
  { unlisted }: { readonly unlisted: OperationName | null },
): Promise<OwnMakings> {
  if (unlisted === null) return { made: [], noteGone: () => Promise.resolve() };
  const rows = await store.read
    .selectFrom("run_items")
    .innerJoin("runs", "runs.id", "run_items.run_id")
    .select(["run_items.input", "run_items.made", "runs.plan"])
    .where("run_items.made", "<>", "[]")
    .where("runs.connection_id", "=", connectionId)
    .orderBy("runs.created_at")
    .orderBy("run_items.run_id")
    .orderBy("run_items.number")
    .execute();
  const gone = await store.read
    .selectFrom("gone_objects")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("operation", "=", unlisted)
    .execute();
  const goneIds = new Set(gone.map(({ id }) => id));
  const made = rows
    .filter(({ plan }) => isMadeAt(plan, baseUrl))
    .flatMap((row) =>
      (JSON.parse(row.made) as MadeObject[])
        .filter(({ operation }) => operation === unlisted)
        .map(({ id }) => ({ input: JSON.parse(row.input) as Item, id, isGone: goneIds.has(id) })),
    );
  return {
    made,
    async noteGone(ids) {
      const known = new Set(made.filter(({ isGone }) => !isGone).map(({ id }) => id));
      const fresh = ids.filter((id) => known.has(id));
      if (fresh.length === 0) return;
      await store.control
        .insertInto("gone_objects")
        .values(fresh.map((id) => ({ connection_id: connectionId, operation: unlisted, id, at: now() })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

/** The plan was written here alone: a decoder's cast. Older versions kept no address. */
function isMadeAt(plan: string, baseUrl: string): boolean {
  const { tenant = null } = JSON.parse(plan) as { tenant?: { baseUrl: string } | null };
  return tenant === null || tenant.baseUrl === baseUrl;
}

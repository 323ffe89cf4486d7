import type { Transaction } from "kysely";
import { PosternError } from "../../errors/index.js";
import type { Database, Store } from "../../store/index.js";

/** Where the audit log ends: what stands behind it was done after the tenant was read. */
export async function readMark(store: Store): Promise<number> {
  const last = await store.read
    .selectFrom("audit")
    .select((select) => select.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return Number(last?.seq ?? 0);
}

/**
 * Refuses to go by what was read before another run did the same to one of the targets, or was settled about it.
 * Throws `plan-changed`.
 */
export async function refuseStale(
  transaction: Transaction<Database>,
  { runId, intents, mark }: { runId: string; intents: readonly string[]; mark: number },
): Promise<void> {
  const since = await transaction
    .selectFrom("audit")
    .select("subject")
    .distinct()
    .where("seq", ">", mark)
    .where("kind", "in", ["call.made", "call.answered", "run.settled"])
    .where("subject", "<>", runId)
    .execute();
  if (since.length === 0) return;
  const others = since.map(({ subject }) => subject);
  const rows = await transaction
    .selectFrom("run_items")
    .select(["run_id", "intent"])
    .where("run_id", "in", others)
    .execute();
  const wanted = new Set(intents);
  const other = rows.find(({ intent }) => wanted.has(intent));
  if (other === undefined) return;
  throw new PosternError(
    "plan-changed",
    `While it was planned, ${other.run_id} did the same to one of its targets. Plan it again.`,
  );
}

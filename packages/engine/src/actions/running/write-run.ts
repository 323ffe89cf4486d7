import { sql, type Transaction } from "kysely";
import { appendAudit, type NewAuditEntry } from "../../audit/index.js";
import type { Database } from "../../store/index.js";
import type { RunItem } from "../model/run.js";
import { insertPlan } from "../planning/plan-store.js";
import { refuseStale } from "./freshness.js";
import type { RunLinks, StoredItem, StoredRun } from "./run-store.js";

const rowsAtOnce = 100;

/** Names what is to be so: the same asked for twice at once is one change. */
function intentOf(run: StoredRun, { input }: RunItem, connectionId: string): string {
  const fields = Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([connectionId, run.action, fields]);
}

export async function insertRun(
  transaction: Transaction<Database>,
  wanted: RunLinks & { readonly run: StoredRun },
): Promise<void> {
  const { run, connectionId, planId, mark, plan, calling } = wanted;
  const intents = run.items.map((item) => intentOf(run, item, connectionId));
  await transaction
    .insertInto("runs")
    .values({
      id: run.id,
      connection_id: connectionId,
      action: run.action,
      plan: JSON.stringify(run.plan),
      state: run.state,
      outcome: run.outcome,
      detail: run.detail,
      actor: run.actor,
      origin: run.origin,
      reason: run.reason,
      expires_at: run.expiresAt,
      undoes: run.undoes,
      holder: run.holder,
      created_at: run.createdAt,
      updated_at: run.updatedAt,
    })
    .execute();
  const rows = run.items.map((item, index) => ({
    run_id: run.id,
    number: item.number,
    intent: intents[index] ?? "",
    input: JSON.stringify(item.input),
    sentence: item.sentence,
    calls: JSON.stringify(item.calls),
    called: item.called,
    before: JSON.stringify(item.before),
    after: JSON.stringify(item.after),
    state: item.state,
    outcome: item.outcome,
    detail: item.detail,
    request_ids: JSON.stringify(item.requestIds),
    made: JSON.stringify(item.made),
  }));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await transaction
      .insertInto("run_items")
      .values(rows.slice(start, start + rowsAtOnce))
      .execute();
  }
  // Behind the items: what another run has under way is told as that.
  await refuseStale(transaction, { runId: run.id, intents, mark });
  if (plan === null)
    await transaction.updateTable("plans").set({ run_id: run.id }).where("id", "=", planId).execute();
  else await insertPlan(transaction, plan, { runId: run.id });
  const intent: NewAuditEntry = {
    at: run.createdAt,
    actor: run.actor,
    origin: run.origin,
    kind: "run.intended",
    connection: run.connection,
    subject: run.id,
    body: {
      action: run.action,
      reason: run.reason,
      plan: planId,
      sentence: run.plan.sentence,
      undoes: run.undoes,
      expiresAt: run.expiresAt,
      targets: run.items.map(({ input, calls, before }) => ({ input, calls, before })),
    },
  };
  await appendAudit(transaction, intent, ...(calling === null ? [] : [calling]));
}

/** As many targets in a statement as were intended in one: of a thousand, each its own would take longer than the calls. */
export async function writeItems(
  transaction: Transaction<Database>,
  { id, items }: { id: string; items: readonly StoredItem[] },
): Promise<void> {
  for (let start = 0; start < items.length; start += rowsAtOnce) {
    const rows = items.slice(start, start + rowsAtOnce).map((item) => {
      const { number, state, called, outcome, detail, after, requestIds, made } = item;
      return sql`(${number}, ${state}, ${called}, ${outcome}, ${detail}, ${JSON.stringify(after)}, ${JSON.stringify(requestIds)}, ${JSON.stringify(made)})`;
    });
    await sql`
      WITH changed (number, state, called, outcome, detail, after, request_ids, made) AS (VALUES ${sql.join(rows)})
      UPDATE run_items
      SET state = changed.state, called = changed.called, outcome = changed.outcome, detail = changed.detail,
        after = changed.after, request_ids = changed.request_ids, made = changed.made
      FROM changed
      WHERE run_items.run_id = ${id} AND run_items.number = changed.number
    `.execute(transaction);
  }
}

/** Of a run that goes on, which is rare: one target at a time. */
export async function writePlans(
  transaction: Transaction<Database>,
  { id, items }: { id: string; items: readonly StoredItem[] },
): Promise<void> {
  for (const { number, calls, before } of items) {
    await transaction
      .updateTable("run_items")
      .set({ calls: JSON.stringify(calls), before: JSON.stringify(before) })
      .where("run_id", "=", id)
      .where("number", "=", number)
      .execute();
  }
}

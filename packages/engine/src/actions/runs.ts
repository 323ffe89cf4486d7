import type { Selectable } from "kysely";
import type { Database, Store } from "../store/index.js";
import type { Plan, Run, RunOutcome, RunState, TenantObject } from "./plan.js";

/** The record of runs: the intent is written before the call, the outcome after reading back. */
export interface RunStore {
  insert(run: Run, holder: string, connectionId: string): Promise<void>;
  update(id: string, change: RunChange): Promise<void>;
  get(id: string): Promise<StoredRun | null>;
  list(filter: { connection?: string; limit?: number }): Promise<StoredRun[]>;
  listUnsettled(): Promise<StoredRun[]>;
}

export interface StoredRun extends Run {
  readonly holder: string;
}

export interface RunChange {
  readonly state: RunState;
  readonly outcome?: RunOutcome;
  readonly detail?: string | null;
  readonly after?: readonly TenantObject[];
  readonly updatedAt: number;
}

const defaultLimit = 100;

export function createRunStore(store: Store): RunStore {
  const select = () =>
    store.read
      .selectFrom("runs")
      .innerJoin("connections", "connections.id", "runs.connection_id")
      .leftJoin("runs as undo", (join) =>
        join.onRef("undo.undoes", "=", "runs.id").on("undo.outcome", "in", ["done", "already-so"]),
      )
      .selectAll("runs")
      .select(["connections.name as connection", "undo.id as undone_by"]);
  return {
    async insert(run, holder, connectionId) {
      await store.control
        .insertInto("runs")
        .values({
          id: run.id,
          connection_id: connectionId,
          action: run.action,
          input: JSON.stringify(run.input),
          plan: JSON.stringify(run.plan),
          state: run.state,
          outcome: run.outcome,
          detail: run.detail,
          before: JSON.stringify(run.before),
          after: run.after === null ? null : JSON.stringify(run.after),
          actor: run.actor,
          reason: run.reason,
          undoes: run.undoes,
          holder,
          created_at: run.createdAt,
          updated_at: run.updatedAt,
        })
        .execute();
    },
    async update(id, { state, outcome, detail, after, updatedAt }) {
      await store.control
        .updateTable("runs")
        .set({
          state,
          updated_at: updatedAt,
          ...(outcome === undefined ? {} : { outcome }),
          ...(detail === undefined ? {} : { detail }),
          ...(after === undefined ? {} : { after: JSON.stringify(after) }),
        })
        .where("id", "=", id)
        .execute();
    },
    async get(id) {
      const row = await select().where("runs.id", "=", id).executeTakeFirst();
      return row === undefined ? null : toRun(row);
    },
    async list({ connection, limit = defaultLimit }) {
      let query = select().orderBy("runs.created_at", "desc").orderBy("runs.id").limit(limit);
      if (connection !== undefined) query = query.where("connections.name", "=", connection);
      return (await query.execute()).map(toRun);
    },
    async listUnsettled() {
      const query = select().where((where) =>
        where.or([where("runs.state", "<>", "settled"), where("runs.outcome", "=", "unknown")]),
      );
      return (await query.execute()).map(toRun);
    },
  };
}

type RunRow = Selectable<Database["runs"]> & { connection: string; undone_by: string | null };

/** The JSON columns were written by `insert` and `update` alone: a decoder's casts. */
function toRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    connection: row.connection,
    action: row.action,
    input: JSON.parse(row.input) as Run["input"],
    plan: JSON.parse(row.plan) as Plan,
    state: row.state as RunState,
    outcome: row.outcome as RunOutcome | null,
    detail: row.detail,
    before: JSON.parse(row.before) as TenantObject[],
    after: row.after === null ? null : (JSON.parse(row.after) as TenantObject[]),
    actor: row.actor,
    reason: row.reason,
    undoes: row.undoes,
    undoneBy: row.undone_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    holder: row.holder,
  };
}

import type { Selectable, Transaction } from "kysely";
import { appendAudit, type NewAuditEntry } from "../../audit/index.js";
import { PosternError } from "../../errors/index.js";
import type { Database, Store } from "../../store/index.js";
import type { Item, PlannedCall, TenantObject } from "../model/plan.js";
import {
  combineOutcomes,
  type ItemState,
  type MadeObject,
  type Outcome,
  type Run,
  type RunItem,
} from "../model/run.js";
import type { NewPlan } from "../planning/plan-store.js";
import { refuseStale } from "./freshness.js";
import { insertRun, writeItems, writePlans } from "./write-run.js";

/** A target of a run with what is left to do about it. */
export interface StoredItem extends RunItem {
  readonly calls: readonly PlannedCall[];
  /** How many of the calls were made, or at least begun. */
  readonly called: number;
  readonly made: readonly MadeObject[];
}

export interface StoredRun extends Omit<Run, "items"> {
  readonly items: readonly StoredItem[];
  readonly holder: string;
}

export interface ItemChange {
  readonly state: ItemState;
  readonly called?: number;
  readonly outcome?: Outcome | null;
  readonly detail?: string | null;
  readonly after?: readonly TenantObject[] | null;
  readonly requestIds?: readonly string[];
  readonly made?: readonly MadeObject[];
  /** Planned anew, from what stands there now. */
  readonly calls?: readonly PlannedCall[];
  readonly before?: readonly TenantObject[] | null;
}

/** What a run is kept with. */
export interface RunLinks {
  readonly connectionId: string;
  readonly planId: string;
  /** Where the audit log ended before the tenant was read. */
  readonly mark: number;
  /** The plan, where it is not kept yet. */
  readonly plan: NewPlan | null;
  /** What of its calls goes out first. */
  readonly calling: NewAuditEntry | null;
}

/** The record of runs: intents before calls, outcomes after reading back, each with its line in the audit log. */
export interface RunStore {
  /**
   * The intent, with what of its calls goes out first, and the plan where it is not kept yet. Throws `already-running`
   * while another run has the same intent, and `plan-changed` where one had it since the mark at which the tenant was read.
   */
  insert(run: StoredRun, links: RunLinks): Promise<void>;
  /**
   * Changes items, and the run once all of them are settled. The run is as its holder, who alone writes it, knows it.
   * Throws `already-running` where it has another holder by now.
   */
  change(
    run: StoredRun,
    changes: ReadonlyMap<number, ItemChange>,
    note: {
      readonly at: number;
      readonly audit: readonly NewAuditEntry[];
      readonly holder?: string;
      /** Where the log ended when the tenant was read for it. Default: it goes by no new reading. */
      readonly mark?: number;
      /** When an unknown outcome is looked for again. Default: never. */
      readonly readAgainAt?: number | null;
    },
  ): Promise<StoredRun>;
  /** Throws `unknown-run`. */
  get(id: string): Promise<StoredRun>;
  list(filter: { connection?: string; limit?: number }): Promise<StoredRun[]>;
  /** Those that are open, and those whose unknown outcome it is time to look for again. */
  listUnsettled(now: number): Promise<StoredRun[]>;
  /** Those begun since a moment that have targets of which nobody could read what became of them. */
  listUnverified(since: number): Promise<StoredRun[]>;
  /** No news of an unknown outcome: it is looked for again later. */
  postpone(id: string, readAgainAt: number | null): Promise<void>;
  listExpired(now: number): Promise<StoredRun[]>;
}

const defaultLimit = 100;

export function createRunStore(store: Store): RunStore {
  const select = (database: Pick<Store["read"], "selectFrom">) =>
    database
      .selectFrom("runs")
      .innerJoin("connections", "connections.id", "runs.connection_id")
      .leftJoin("runs as undo", (join) =>
        join
          .onRef("undo.undoes", "=", "runs.id")
          .on("undo.outcome", "in", ["done", "already-so", "accepted-unverifiable"]),
      )
      .selectAll("runs")
      .select(["connections.name as connection", "undo.id as undone_by"]);
  const readItems = async (database: Pick<Store["read"], "selectFrom">, ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return await database
      .selectFrom("run_items")
      .selectAll()
      .where("run_id", "in", ids)
      .orderBy("run_id")
      .orderBy("number")
      .execute();
  };
  const complete = async (
    database: Pick<Store["read"], "selectFrom">,
    rows: readonly RunRow[],
  ): Promise<StoredRun[]> => {
    const items = new Map<string, ItemRow[]>(rows.map(({ id }) => [id, []]));
    for (const item of await readItems(database, [...items.keys()])) items.get(item.run_id)?.push(item);
    return rows.map((row) => toRun(row, items.get(row.id) ?? []));
  };
  const getFrom = async (database: Pick<Store["read"], "selectFrom">, id: string): Promise<StoredRun> => {
    const row = await select(database).where("runs.id", "=", id).executeTakeFirst();
    const [run] = row === undefined ? [] : await complete(database, [row]);
    if (run === undefined) throw new PosternError("unknown-run", `There is no run "${id}".`);
    return run;
  };
  return {
    async insert(run, links) {
      await whileNoOther(() =>
        store.control.transaction().execute((transaction) => insertRun(transaction, { run, ...links })),
      );
    },
    async change(before, changes, { at, audit, holder, mark = null, readAgainAt = null }) {
      const { id } = before;
      const { items, ...rest } = withChanges(before, changes);
      const run = { ...rest, items, ...(holder === undefined ? {} : { holder }) };
      const write = async (transaction: Transaction<Database>): Promise<StoredRun> => {
        const changed = items.filter(({ number }) => changes.has(number));
        await writeItems(transaction, { id, items: changed });
        await writePlans(transaction, {
          id,
          items: changed.filter(({ number }) => changes.get(number)?.calls),
        });
        if (mark !== null) {
          const own = await transaction
            .selectFrom("run_items")
            .select("intent")
            .where("run_id", "=", id)
            .execute();
          await refuseStale(transaction, { runId: id, intents: own.map(({ intent }) => intent), mark });
        }
        const isSettled = run.items.every(({ state }) => state === "settled");
        const outcome = isSettled ? combineOutcomes(run.items.map((item) => item.outcome)) : null;
        const detail = isSettled ? summarise(run.items) : null;
        const state = isSettled ? "settled" : "open";
        const { numUpdatedRows } = await transaction
          .updateTable("runs")
          .set({ state, outcome, detail, updated_at: at, read_again_at: readAgainAt })
          .$if(holder !== undefined, (query) => query.set({ holder }))
          .where("id", "=", id)
          .where("holder", "=", before.holder)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) {
          throw new PosternError("already-running", `Somebody else goes on with ${id}, or just has.`);
        }
        await appendAudit(transaction, ...audit);
        return { ...run, state, outcome, detail, updatedAt: at, readAgainAt };
      };
      return await whileNoOther(() => store.control.transaction().execute(write));
    },
    get: (id) => getFrom(store.read, id),
    async list({ connection, limit = defaultLimit }) {
      let query = select(store.read).orderBy("runs.created_at", "desc").orderBy("runs.id").limit(limit);
      if (connection !== undefined) query = query.where("connections.name", "=", connection);
      return await complete(store.read, await query.execute());
    },
    async listUnsettled(now) {
      const query = select(store.read).where((where) =>
        where.or([where("runs.state", "<>", "settled"), where("runs.read_again_at", "<=", now)]),
      );
      return await complete(store.read, await query.execute());
    },
    async listUnverified(since) {
      const query = select(store.read)
        .where("runs.created_at", ">=", since)
        .where("runs.state", "=", "settled")
        .where((where) =>
          where.exists(
            where
              .selectFrom("run_items")
              .select("run_items.number")
              .whereRef("run_items.run_id", "=", "runs.id")
              .where("run_items.outcome", "in", ["accepted-unverifiable", "unknown"]),
          ),
        );
      return await complete(store.read, await query.execute());
    },
    async postpone(id, readAgainAt) {
      await store.control
        .updateTable("runs")
        .set({ read_again_at: readAgainAt })
        .where("id", "=", id)
        .execute();
    },
    async listExpired(now) {
      const query = select(store.read)
        .where("runs.expires_at", "<=", now)
        .where("runs.state", "=", "settled")
        .where("runs.outcome", "in", ["done", "partial", "accepted-unverifiable"])
        .where("undo.id", "is", null);
      return await complete(store.read, await query.execute());
    },
  };
}

/** Two runs that are not settled never have the same intent: the store itself refuses the second. */
async function whileNoOther<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    if (!(thrown instanceof Error && thrown.message.includes("run_items.intent"))) throw thrown;
    throw new PosternError(
      "already-running",
      "Another run that is not settled yet does the same to one of these targets.",
      { cause: thrown },
    );
  }
}

/** A run as it is once its items have changed. Pure. */
export function withChanges(run: StoredRun, changes: ReadonlyMap<number, ItemChange>): StoredRun {
  const items = run.items.map((item) => {
    const change = changes.get(item.number);
    return change === undefined ? item : { ...item, ...given(change) };
  });
  return { ...run, items };
}

/** What became of all targets, in a line. */
function summarise(items: readonly StoredItem[]): string | null {
  const [first] = items;
  if (items.length === 1 && first !== undefined) return first.detail;
  const counts = new Map<string, number>();
  for (const { outcome } of items) {
    const name = outcome ?? "not settled";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${String(count)} ${name}`).join(", ");
}

/** Without the members that say nothing. */
function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<Values>;
}

type RunRow = Selectable<Database["runs"]> & { connection: string; undone_by: string | null };
type ItemRow = Selectable<Database["run_items"]>;

/** The JSON columns were written here alone: a decoder's casts. */
function toRun(row: RunRow, items: readonly ItemRow[]): StoredRun {
  return {
    id: row.id,
    connection: row.connection,
    action: row.action,
    // Older versions kept neither rights nor the tenant's address.
    plan: {
      rights: [],
      tenant: null,
      ...(JSON.parse(row.plan) as Omit<Run["plan"], "rights" | "tenant"> & Partial<Run["plan"]>),
    },
    items: items.map(toItem),
    state: row.state as Run["state"],
    outcome: row.outcome as Outcome | null,
    detail: row.detail,
    actor: row.actor,
    origin: row.origin,
    reason: row.reason,
    expiresAt: row.expires_at,
    undoes: row.undoes,
    undoneBy: row.undone_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    holder: row.holder,
    readAgainAt: row.read_again_at,
  };
}

function toItem(row: ItemRow): StoredItem {
  return {
    number: row.number,
    input: JSON.parse(row.input) as Item,
    sentence: row.sentence,
    calls: JSON.parse(row.calls) as PlannedCall[],
    called: row.called,
    before: JSON.parse(row.before) as TenantObject[] | null,
    after: JSON.parse(row.after) as TenantObject[] | null,
    state: row.state as ItemState,
    outcome: row.outcome as Outcome | null,
    detail: row.detail,
    requestIds: JSON.parse(row.request_ids) as string[],
    made: JSON.parse(row.made) as MadeObject[],
  };
}

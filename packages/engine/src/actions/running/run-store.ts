import { type Selectable, sql, type Transaction } from "kysely";
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
import { refuseStale } from "./freshness.js";

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

/** The record of runs: intents before calls, outcomes after reading back, each with its line in the audit log. */
export interface RunStore {
  /**
   * Throws `already-running` while another run has the same intent, and `plan-changed` where one had it since the mark at
   * which the tenant was read.
   */
  insert(run: StoredRun, links: { connectionId: string; planId: string; mark: number }): Promise<void>;
  /**
   * Changes items, and the run once all of them are settled. The run is as its holder, who alone writes it, knows it.
   * Throws `already-running` where it has another holder by now.
   */
  change(
    run: StoredRun,
    changes: ReadonlyMap<number, ItemChange>,
    note: {
      readonly at: number;
      readonly audit: NewAuditEntry | null;
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
  /** No news of an unknown outcome: it is looked for again later. */
  postpone(id: string, readAgainAt: number | null): Promise<void>;
  listExpired(now: number): Promise<StoredRun[]>;
}

const defaultLimit = 100;
const rowsAtOnce = 100;

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
      const items = before.items.map((item) => ({ ...item, ...given(changes.get(item.number) ?? {}) }));
      const run = { ...before, items, ...(holder === undefined ? {} : { holder }) };
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
        if (audit !== null) await appendAudit(transaction, audit);
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

/** Names what is to be so: the same asked for twice at once is one change. */
function intentOf(run: StoredRun, { input }: RunItem, connectionId: string): string {
  const fields = Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([connectionId, run.action, fields]);
}

async function insertRun(
  transaction: Transaction<Database>,
  wanted: { run: StoredRun; connectionId: string; planId: string; mark: number },
): Promise<void> {
  const { run, connectionId, planId, mark } = wanted;
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
  await transaction.updateTable("plans").set({ run_id: run.id }).where("id", "=", planId).execute();
  await appendAudit(transaction, {
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
  });
}

/** Without the members that say nothing. */
function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<Values>;
}

/** As many targets in a statement as were intended in one: of a thousand, each its own would take longer than the calls. */
async function writeItems(
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
async function writePlans(
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

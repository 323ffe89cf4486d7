import {
  type Generation,
  type MimecastClient,
  type OperationName,
  type OthersSpending,
  operations,
} from "@postern/mimecast";
import { principalOf } from "../collector/principal.js";
import type { Connection } from "../connections/connection.js";
import type { BudgetFigures } from "../status/figures.js";
import type { Store } from "../store/index.js";
import {
  type Addresses,
  endOfMinute,
  quotaOf,
  type Spending,
  type SpentMinute,
  type UsageBook,
  windowMsOf,
} from "./book.js";

/** What is left of the vendor's quota for an operation, and who spends it. */
export interface BudgetStatus {
  readonly operation: string;
  /** Calls per window; null where neither the vendor nor its documentation tells. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** When calls are given back; null when none is used up, or nobody knows. */
  readonly resetsAt: number | null;
  /** All connections of the same principal, this one's feeds first. */
  readonly spentBy: readonly (Spending & { readonly connection: string })[];
  /** When that was so. */
  readonly asOf: number;
}

/** What of a process that is gone tells nobody anything any more: no quota has a longer window. */
const forgottenAfterMs = 3_600_000;

/** Where what this process spends is written down, under which name. */
export interface UsageNotes {
  readonly store: Store;
  readonly usage: UsageBook;
  /** Names this process. */
  readonly holder: string;
}

/** What other processes noted of the principal's quotas, by operation. */
export async function readOthersSpending(
  { store, holder }: Pick<UsageNotes, "store" | "holder">,
  { connection, now }: { connection: Connection; now: number },
): Promise<Map<OperationName, OthersSpending>> {
  const rows = await selectBudgets(store)
    .where("principal", "=", principalOf(connection))
    .where("holder", "<>", holder)
    .execute();
  const others = new Map<OperationName, OthersSpending>();
  for (const row of rows) {
    const { operation, at, remaining, resets_at, spent } = giveBack(row, { ...connection, now });
    if (!isOperation(operation)) continue;
    const { calls, blockedUntil } = others.get(operation) ?? { calls: [], blockedUntil: null };
    const until = remaining === 0 && resets_at !== null ? resets_at : 0;
    others.set(operation, {
      calls: [...calls, ...spent.map((one) => ({ at: Math.min(at, endOfMinute(one)), count: one.calls }))],
      blockedUntil: Math.max(blockedUntil ?? 0, until) || null,
    });
  }
  return others;
}

function isOperation(name: string): name is OperationName {
  return name in operations;
}

/** Writes down what this process used, so that other processes can tell. */
export async function saveUsage(
  { store, usage, holder }: UsageNotes,
  request: { readonly connection: Connection; readonly client: MimecastClient; readonly now: number },
): Promise<void> {
  const { connection, client, now } = request;
  const of = { connection_id: connection.id, holder, principal: principalOf(connection) };
  const spending = usage.spending(connection.name, { generation: connection.generation, now });
  const rows = client.budget().flatMap(({ operation, limit, remaining, resetsAt }) => {
    const spentBy = spending.get(operation) ?? [];
    if (spentBy.length === 0 && resetsAt === null) return [];
    return [
      {
        ...of,
        operation,
        call_limit: limit,
        remaining,
        resets_at: resetsAt === null ? null : Math.ceil(resetsAt),
        spent: JSON.stringify(spentBy),
        at: now,
      },
    ];
  });
  const known = new Set<string>(rows.map(({ operation }) => operation));
  for (const [operation, spentBy] of spending) {
    if (known.has(operation)) continue;
    const unknown = { call_limit: null, remaining: null, resets_at: null };
    rows.push({ ...of, operation, ...unknown, spent: JSON.stringify(spentBy), at: now });
  }
  const addresses = usage.addresses(connection.name);
  if (rows.length === 0 && addresses === null) return;
  await store.control.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom("budgets")
      .where("connection_id", "=", connection.id)
      .where("holder", "<>", holder)
      .where("at", "<=", now - forgottenAfterMs)
      .execute();
    if (rows.length > 0) {
      await transaction
        .insertInto("budgets")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["connection_id", "operation", "holder"]).doUpdateSet((select) => ({
            principal: select.ref("excluded.principal"),
            call_limit: select.ref("excluded.call_limit"),
            remaining: select.ref("excluded.remaining"),
            resets_at: select.ref("excluded.resets_at"),
            spent: select.ref("excluded.spent"),
            at: select.ref("excluded.at"),
          })),
        )
        .execute();
    }
    if (addresses === null) return;
    const { remote, local, isProxy, at } = addresses;
    const row = { connection_id: connection.id, remote, local, is_proxy: isProxy ? 1 : 0, at };
    await transaction
      .insertInto("addresses")
      .values(row)
      .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(row))
      .execute();
  });
}

/** Quotas are the principal's: what any of its connections was told last holds for all of them. */
export async function readBudgets(
  store: Store,
  { connection, now }: { connection: Connection; now: number },
): Promise<BudgetStatus[]> {
  const { name: own, generation } = connection;
  const rows = (await selectBudgets(store).where("principal", "=", principalOf(connection)).execute()).map(
    (row) => giveBack(row, { generation, now }),
  );
  const budgets = settle(rows).map(({ operation, call_limit, remaining, resets_at, at }) => ({
    operation,
    limit: call_limit,
    remaining,
    resetsAt: resets_at,
    asOf: at,
    spentBy: sumSpending(rows.filter((row) => row.operation === operation)).sort(
      (one, other) =>
        Number(other.connection === own) - Number(one.connection === own) || other.calls - one.calls,
    ),
  }));
  return budgets.sort((one, other) => (one.operation < other.operation ? -1 : 1));
}

/** What several processes spent for a feed, as one. */
function sumSpending(rows: readonly OpenBudget[]): (Spending & { readonly connection: string })[] {
  const sums = new Map<string, Spending & { readonly connection: string }>();
  for (const { name: connection, spent } of rows) {
    for (const { feed, calls } of spent) {
      const key = JSON.stringify([connection, feed]);
      sums.set(key, { connection, feed, calls: calls + (sums.get(key)?.calls ?? 0) });
    }
  }
  return [...sums.values()];
}

/** What is left of every connection's quotas. */
export async function readAllBudgets(store: Store, now: number): Promise<BudgetFigures[]> {
  const rows = (await selectBudgets(store).execute()).map((row) =>
    giveBack(row, { generation: row.generation === "1.0" ? "1.0" : "2.0", now }),
  );
  const settled = new Map(settle(rows).map((row) => [keyOf(row), row]));
  const each = new Map(rows.map((row) => [`${row.connection_id} ${row.operation}`, row]));
  return [...each.values()].map((row) => {
    const { call_limit: limit = null, remaining = null } = settled.get(keyOf(row)) ?? {};
    return { connection: row.name, operation: row.operation, limit, remaining };
  });
}

function selectBudgets(store: Store) {
  return store.read
    .selectFrom("budgets")
    .innerJoin("connections", "connections.id", "budgets.connection_id")
    .selectAll("budgets")
    .select(["connections.name", "connections.generation"])
    .where("connections.removed_at", "is", null);
}

type BudgetRow = Awaited<ReturnType<ReturnType<typeof selectBudgets>["execute"]>>[number];
type OpenBudget = Omit<BudgetRow, "spent"> & { readonly spent: readonly SpentMinute[] };

/** What was used up may have been given back since, all of it or the calls of its first minutes. */
function giveBack(row: BudgetRow, { generation, now }: { generation: Generation; now: number }): OpenBudget {
  const { operation, call_limit: limit, resets_at: resetsAt } = row;
  const windowMs = windowMsOf(operation, generation);
  const spent = readSpending(row.spent).filter((one) => endOfMinute(one) > now - windowMs);
  const isReset = resetsAt !== null && resetsAt <= now;
  return isReset ? { ...row, remaining: limit, resets_at: null, spent } : { ...row, spent };
}

/** Of each principal's operation what was noted last, less what others have spent as far as it did not know. */
function settle(rows: readonly OpenBudget[]): OpenBudget[] {
  return newestOf(rows).map((row) => {
    const quota = quotaOf(row.operation, row.generation === "1.0" ? "1.0" : "2.0");
    const all = rows.filter((other) => keyOf(other) === keyOf(row)).flatMap(({ spent }) => spent);
    // A limit that the vendor told may be of another window than the one calls are counted in.
    if (quota === null || quota.calls !== row.call_limit || all.length === 0) return row;
    const counted = all.reduce((left, { calls }) => left - calls, quota.calls);
    const remaining = Math.max(0, Math.min(row.remaining ?? counted, counted));
    const givenBackAt = Math.min(...all.map(endOfMinute)) + quota.perSeconds * 1000;
    return { ...row, remaining, resets_at: row.resets_at ?? givenBackAt };
  });
}

/** Of each principal's operation the row that was written last; of two at the same time, the one that knows of more calls. */
function newestOf(rows: readonly OpenBudget[]): OpenBudget[] {
  const newest = new Map<string, OpenBudget>();
  for (const row of rows) {
    const known = newest.get(keyOf(row));
    const knowsMore = (row.remaining ?? 0) < (known?.remaining ?? 0);
    if (known === undefined || known.at < row.at || (known.at === row.at && knowsMore))
      newest.set(keyOf(row), row);
  }
  return [...newest.values()];
}

function keyOf({ principal, operation }: Pick<OpenBudget, "principal" | "operation">): string {
  return `${principal} ${operation}`;
}

export async function readAddresses(store: Store, connectionId: string): Promise<Addresses | null> {
  const row = await store.read
    .selectFrom("addresses")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { remote: row.remote, local: row.local, isProxy: row.is_proxy === 1, at: row.at };
}

function readSpending(text: string): SpentMinute[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isSpending) : [];
}

function isSpending(value: unknown): value is SpentMinute {
  return typeof value === "object" && value !== null && "feed" in value && "minute" in value;
}

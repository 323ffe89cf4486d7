import type { MimecastClient } from "@postern/mimecast";
import type { Connection } from "../connections/connection.js";
import type { BudgetFigures } from "../status/figures.js";
import type { Store } from "../store/index.js";
import type { Addresses, Spending, UsageBook } from "./book.js";

/** What is left of the vendor's quota for an operation, and who spends it. */
export interface BudgetStatus {
  readonly operation: string;
  /** Calls per window; null where neither the vendor nor its documentation tells. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** When calls are given back; null when none is used up, or nobody knows. */
  readonly resetsAt: number | null;
  readonly spentBy: readonly Spending[];
  /** When that was so. */
  readonly asOf: number;
}

/** Writes down what a turn used, so that other processes can tell. */
export async function saveUsage(
  { store, usage }: { store: Store; usage: UsageBook },
  request: { readonly connection: Connection; readonly client: MimecastClient; readonly now: number },
): Promise<void> {
  const { connection, client, now } = request;
  const spending = usage.spending(connection.name, { generation: connection.generation, now });
  const rows = client.budget().flatMap(({ operation, limit, remaining, resetsAt }) => {
    const spentBy = spending.get(operation) ?? [];
    if (spentBy.length === 0 && resetsAt === null) return [];
    return [
      {
        connection_id: connection.id,
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
    rows.push({
      connection_id: connection.id,
      operation,
      ...unknown,
      spent: JSON.stringify(spentBy),
      at: now,
    });
  }
  const addresses = usage.addresses(connection.name);
  if (rows.length === 0 && addresses === null) return;
  await store.control.transaction().execute(async (transaction) => {
    for (const row of rows) {
      await transaction
        .insertInto("budgets")
        .values(row)
        .onConflict((conflict) => conflict.columns(["connection_id", "operation"]).doUpdateSet(row))
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

export async function readBudgets(
  store: Store,
  { connectionId, now }: { connectionId: string; now: number },
): Promise<BudgetStatus[]> {
  const rows = await store.read
    .selectFrom("budgets")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .orderBy("operation")
    .execute();
  return rows.map((row) => {
    // What was used up has been given back since.
    const isOver = row.resets_at !== null && row.resets_at <= now;
    return {
      operation: row.operation,
      limit: row.call_limit,
      remaining: isOver ? row.call_limit : row.remaining,
      resetsAt: isOver ? null : row.resets_at,
      spentBy: isOver ? [] : readSpending(row.spent),
      asOf: row.at,
    };
  });
}

/** What is left of every connection's quotas. */
export async function readAllBudgets(store: Store, now: number): Promise<BudgetFigures[]> {
  const rows = await store.read
    .selectFrom("budgets")
    .innerJoin("connections", "connections.id", "budgets.connection_id")
    .select(["connections.name", "operation", "call_limit", "remaining", "resets_at"])
    .where("connections.removed_at", "is", null)
    .execute();
  return rows.map(({ name, operation, call_limit: limit, remaining, resets_at: resetsAt }) => ({
    connection: name,
    operation,
    limit,
    remaining: resetsAt !== null && resetsAt <= now ? limit : remaining,
  }));
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

function readSpending(text: string): Spending[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isSpending) : [];
}

function isSpending(value: unknown): value is Spending {
  return typeof value === "object" && value !== null && "feed" in value && "calls" in value;
}

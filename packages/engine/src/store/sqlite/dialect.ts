import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { ThreadClient } from "./thread-client.js";

/**
 * Kysely over a database thread: the same queries as on any engine, off the event loop. Where nothing but single queries
 * is asked, as of the reading thread, none waits for the answer to another.
 */
export function createThreadDialect(
  thread: ThreadClient,
  { takesTurns }: { readonly takesTurns: boolean },
): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(thread, takesTurns),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(thread: ThreadClient, takesTurns: boolean): Driver {
  const releases = new WeakMap<DatabaseConnection, () => void>();
  const run = async (connection: DatabaseConnection, sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    async init() {},
    async acquireConnection() {
      const connection = createConnection(thread);
      if (takesTurns) releases.set(connection, await thread.takeTurn());
      return connection;
    },
    beginTransaction: (connection) => run(connection, "begin immediate"),
    commitTransaction: (connection) => run(connection, "commit"),
    rollbackTransaction: (connection) => run(connection, "rollback"),
    async releaseConnection(connection) {
      releases.get(connection)?.();
    },
    // The thread belongs to the store, which closes it.
    async destroy() {},
  };
}

function createConnection(thread: ThreadClient): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, changes } = await thread.query(query.sql, query.parameters);
      // The row type is the one Kysely derived from the query: a decoder's cast, at the edge of the database.
      const typed = rows as R[];
      return changes === null ? { rows: typed } : { rows: typed, numAffectedRows: BigInt(changes) };
    },
    // biome-ignore lint/correctness/useYield: Kysely asks for a generator; pages are read by key instead.
    async *streamQuery() {
      throw new Error("Streaming is not offered: read in pages, by key.");
    },
  };
}

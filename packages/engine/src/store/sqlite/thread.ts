import { parentPort, workerData } from "node:worker_threads";
import type BetterSqlite3 from "better-sqlite3";
import { createCommitter, describeFailure } from "./committer.js";
import { openDatabase } from "./database.js";
import type { Numbered, ThreadAnswer, ThreadRequest, ThreadSettings } from "./protocol.js";

// Runs on a thread of its own: SQLite is synchronous, and a commit that waits for the disk must not hold up
// the event loop that reads from the network.

const port = parentPort;
if (port === null) throw new Error("This file is the entry of a worker thread.");
const settings: ThreadSettings = workerData;

const maxStatements = 200;
const allPages = 0x7fffffff;

function createHandler(
  database: BetterSqlite3.Database,
): (request: ThreadRequest) => ThreadAnswer | Promise<ThreadAnswer> {
  const statements = new Map<string, BetterSqlite3.Statement>();
  const prepare = (sql: string): BetterSqlite3.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= maxStatements) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const commit = settings.role === "write" ? createCommitter(database) : null;
  return (request) => {
    switch (request.kind) {
      case "query": {
        const statement = prepare(request.sql);
        if (statement.reader) {
          return { kind: "query", answer: { rows: statement.all(request.parameters), changes: null } };
        }
        const { changes } = statement.run(request.parameters);
        return { kind: "query", answer: { rows: [], changes } };
      }
      case "commit":
        if (commit === null) throw new Error("The reading thread was asked to commit.");
        return { kind: "commit", outcomes: commit(request.commits) };
      case "execute":
        database.exec(request.sql);
        return { kind: "done" };
      case "backup":
        return copyTo(database, request.file);
      case "close":
        database.close();
        return { kind: "done" };
    }
  };
}

/** In one step: what is written meanwhile would make it begin again after each. */
async function copyTo(database: BetterSqlite3.Database, file: string): Promise<ThreadAnswer> {
  await database.backup(file, { progress: () => allPages });
  return { kind: "done" };
}

function answer(number: number, body: ThreadAnswer): void {
  const numbered: Numbered<ThreadAnswer> = { number, body };
  port?.postMessage(numbered);
}

try {
  const handle = createHandler(openDatabase(settings));
  port.on("message", async ({ number, body }: Numbered<ThreadRequest>) => {
    try {
      const result = handle(body);
      // Only what has to be waited for is waited for: answers keep the order of what was asked.
      answer(number, result instanceof Promise ? await result : result);
    } catch (error) {
      answer(number, { kind: "failed", ...describeFailure(error) });
    }
    if (body.kind === "close") port.close();
  });
  answer(0, { kind: "query", answer: { rows: [], changes: null } });
} catch (error) {
  answer(0, { kind: "failed", ...describeFailure(error) });
  port.close();
}

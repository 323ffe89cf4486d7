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

function createHandler(database: BetterSqlite3.Database): (request: ThreadRequest) => ThreadAnswer {
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
      case "close":
        database.close();
        return { kind: "closed" };
    }
  };
}

function answer(number: number, body: ThreadAnswer): void {
  const numbered: Numbered<ThreadAnswer> = { number, body };
  port?.postMessage(numbered);
}

try {
  const handle = createHandler(openDatabase(settings));
  port.on("message", ({ number, body }: Numbered<ThreadRequest>) => {
    try {
      answer(number, handle(body));
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

import { chmodSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { PosternError } from "../../errors/postern-error.js";
import { migrations } from "../migrations/index.js";
import type { ThreadSettings } from "./protocol.js";

export const storeFileName = "postern.db";
const busyTimeoutMs = 10_000;

/** Opens the file with the durability a checkpoint needs, and brings its schema up to date. */
export function openDatabase(settings: ThreadSettings): BetterSqlite3.Database {
  const database = new BetterSqlite3(settings.path, {
    fileMustExist: settings.role === "read",
    timeout: busyTimeoutMs,
  });
  try {
    if (settings.role === "write") {
      // For its owner alone; SQLite gives the files beside it the same rights.
      chmodSync(settings.path, 0o600);
      prepareForWriting(database);
      migrate(database, settings.path);
    } else {
      database.pragma("query_only = ON");
      database.pragma("cache_size = -2048");
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareForWriting(database: BetterSqlite3.Database): void {
  // The numbers are measured: docs/decisions/0001-store.md.
  // auto_vacuum counts only before the first table; retention gives space back through it.
  database.pragma("auto_vacuum = INCREMENTAL");
  database.pragma("journal_mode = WAL");
  // FULL: a commit that returned is on the disk, also after a power cut.
  database.pragma("synchronous = FULL");
  database.pragma("cache_size = -16384");
  database.pragma("foreign_keys = ON");
  database.pragma("journal_size_limit = 67108864");
}

function migrate(database: BetterSqlite3.Database, path: string): void {
  const applied = Number(database.pragma("user_version", { simple: true }));
  if (applied > migrations.length) {
    throw new PosternError(
      "store-too-new",
      `${path} has schema ${applied}; this version of Postern knows up to ${migrations.length}.`,
    );
  }
  if (applied === migrations.length) return;
  const apply = database.transaction(() => {
    // Read again inside: of two processes that start at once, the second finds the work done.
    const current = Number(database.pragma("user_version", { simple: true }));
    for (const migration of migrations.slice(current)) database.exec(migration.sql);
    database.pragma(`user_version = ${migrations.length}`);
  });
  apply.immediate();
}

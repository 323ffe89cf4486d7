import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { PosternError } from "../../errors/index.js";
import type { Database } from "../schema.js";
import { openDatabase, storeFileName } from "./database.js";
import { isThere, makeDurable } from "./upkeep.js";

export interface RestoredStore {
  readonly path: string;
  /** When the backup was written to last; null: never. */
  readonly writtenAt: number | null;
  /** Where the store is now that was there before; null: there was none. */
  readonly movedTo: string | null;
}

/** What is written into a backup's audit log before it becomes the store. */
export interface RestoreNote {
  readonly backup: string;
  readonly writtenAt: number | null;
  readonly movedTo: string | null;
  /** The head of the audit log that was moved aside; null: there was none, or it could not be read. */
  readonly headMovedAside: string | null;
}

/**
 * Puts a backup in the place of the store. What was there is moved aside, never deleted.
 * Throws `bad-usage` (no backup), `store-too-new`, `store-in-use`, `store-newer`.
 */
export async function restoreSqliteStore(request: {
  readonly home: string;
  readonly file: string;
  readonly now: number;
  readonly note: (database: Kysely<Database>, note: RestoreNote) => Promise<void>;
}): Promise<RestoredStore> {
  const { home, file, now, note } = request;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, storeFileName);
  const incoming = `${path}.incoming`;
  try {
    const writtenAt = await takeIn(file, incoming);
    const present = (await isThere(path)) ? examinePresent(path, writtenAt) : null;
    const movedTo =
      present === null
        ? null
        : `${path}.replaced-${new Date(now).toISOString().slice(0, 19).replaceAll(":", "")}`;
    const headMovedAside = present?.head ?? null;
    await writeNote(incoming, (database) =>
      note(database, { backup: file, writtenAt, movedTo, headMovedAside }),
    );
    if (movedTo !== null) await moveAside(path, movedTo);
    await rename(incoming, path);
    await makeDurable(home);
    return { path, writtenAt, movedTo };
  } finally {
    for (const end of ["", "-wal", "-shm"]) await rm(`${incoming}${end}`, { force: true });
  }
}

/** Copies the backup beside the store, and finds out whether it can be one. Returns when it was written to last. */
async function takeIn(file: string, incoming: string): Promise<number | null> {
  try {
    await copyFile(file, incoming);
    await chmod(incoming, 0o600);
  } catch (error) {
    throw new PosternError("bad-usage", `The backup ${file} can't be read: ${String(error)}`);
  }
  try {
    if (readSchema(incoming) === 0) throw new Error("it is no store of Postern");
    const database = openDatabase({ path: incoming, role: "write" });
    try {
      const damage = database.pragma("quick_check(1)", { simple: true });
      if (damage !== "ok") throw new Error(String(damage));
      // Who worked with it works with it no more; higher tokens shut out what they still send.
      database.exec("UPDATE leases SET expires_at = 0, token = token + 1");
      database.pragma("journal_mode = DELETE");
      return readWrittenAt(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof PosternError) throw error;
    throw new PosternError("bad-usage", `The backup ${file} can't be used: ${String(error)}`);
  }
}

function readSchema(path: string): number {
  const database = new BetterSqlite3(path, { readonly: true });
  try {
    return Number(database.pragma("user_version", { simple: true }));
  } finally {
    database.close();
  }
}

async function writeNote(path: string, write: (database: Kysely<Database>) => Promise<void>): Promise<void> {
  const file = openDatabase({ path, role: "write" });
  const database = new Kysely<Database>({ dialect: new SqliteDialect({ database: file }) });
  try {
    await write(database);
    file.pragma("journal_mode = DELETE");
  } finally {
    await database.destroy();
  }
}

interface Present {
  readonly writtenAt: number | null;
  readonly head: string | null;
}

/** Throws `store-newer`, `store-in-use`. */
function examinePresent(path: string, backupWrittenAt: number | null): Present {
  const present = closeForGood(path);
  if (present.writtenAt !== null && present.writtenAt > (backupWrittenAt ?? 0)) {
    throw new PosternError(
      "store-newer",
      `${path} was written at ${new Date(present.writtenAt).toISOString()}, the backup ${
        backupWrittenAt === null ? "never" : `at ${new Date(backupWrittenAt).toISOString()}`
      }.`,
    );
  }
  return present;
}

async function moveAside(path: string, movedTo: string): Promise<void> {
  await rename(path, movedTo);
  for (const end of ["-wal", "-shm"]) {
    // A damaged store may have left some.
    if (await isThere(`${path}${end}`)) await rename(`${path}${end}`, `${movedTo}${end}`);
  }
}

/** Brings everything into the one file, which only works when nobody else has it open. Nulls: it can't be read. */
function closeForGood(path: string): Present {
  let database: BetterSqlite3.Database | null = null;
  try {
    database = new BetterSqlite3(path, { timeout: 200 });
    database.pragma("journal_mode = DELETE");
    return { writtenAt: readWrittenAt(database), head: readHead(database) };
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new PosternError("store-in-use", `Another process has ${path} open.`);
    }
    return { writtenAt: null, head: null };
  } finally {
    database?.close();
  }
}

/** Nothing that would be lost with a store to which only this was done since its backup. */
const upkeepKinds = "'store.restored', 'vault.key-shown', 'retention.applied'";

function readWrittenAt(database: BetterSqlite3.Database): number | null {
  const statement = database.prepare(`
    SELECT max(at) FROM (
      SELECT max(last_poll_at) AS at FROM streams UNION ALL SELECT max(at) FROM connection_history
      UNION ALL SELECT max(updated_at) FROM credentials UNION ALL SELECT max(updated_at) FROM runs
      UNION ALL SELECT max(at) FROM audit WHERE kind NOT IN (${upkeepKinds}))`);
  const at = statement.pluck().get();
  return typeof at === "number" ? at : null;
}

function readHead(database: BetterSqlite3.Database): string | null {
  const head = database.prepare("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1").pluck().get();
  return typeof head === "string" ? head : null;
}

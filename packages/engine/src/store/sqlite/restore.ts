import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { PosternError } from "../../errors/index.js";
import { openDatabase, storeFileName } from "./database.js";
import { isThere, makeDurable } from "./upkeep.js";

export interface RestoredStore {
  readonly path: string;
  /** When the backup was written to last; null: never. */
  readonly writtenAt: number | null;
  /** Where the store is now that was there before; null: there was none. */
  readonly movedTo: string | null;
}

/**
 * Puts a backup in the place of the store. What was there is moved aside, never deleted.
 * Throws `bad-usage` (no backup), `store-too-new`, `store-in-use`, `store-newer`.
 */
export async function restoreSqliteStore(request: {
  readonly home: string;
  readonly file: string;
  readonly now: number;
}): Promise<RestoredStore> {
  const { home, file, now } = request;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, storeFileName);
  const incoming = `${path}.incoming`;
  try {
    const writtenAt = await takeIn(file, incoming);
    const movedTo = (await isThere(path)) ? await moveAside({ path, writtenAt, now }) : null;
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

async function moveAside(request: {
  readonly path: string;
  readonly writtenAt: number | null;
  readonly now: number;
}): Promise<string> {
  const { path, writtenAt, now } = request;
  const present = closeForGood(path);
  if (present !== null && present > (writtenAt ?? 0)) {
    throw new PosternError(
      "store-newer",
      `${path} was written at ${new Date(present).toISOString()}, the backup ${
        writtenAt === null ? "never" : `at ${new Date(writtenAt).toISOString()}`
      }.`,
    );
  }
  const movedTo = `${path}.replaced-${new Date(now).toISOString().slice(0, 19).replaceAll(":", "")}`;
  await rename(path, movedTo);
  for (const end of ["-wal", "-shm"]) {
    // A damaged store may have left some.
    if (await isThere(`${path}${end}`)) await rename(`${path}${end}`, `${movedTo}${end}`);
  }
  return movedTo;
}

/** Brings everything into the one file, which only works when nobody else has it open. Null: it can't be read. */
function closeForGood(path: string): number | null {
  let database: BetterSqlite3.Database | null = null;
  try {
    database = new BetterSqlite3(path, { timeout: 200 });
    database.pragma("journal_mode = DELETE");
    return readWrittenAt(database);
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new PosternError("store-in-use", `Another process has ${path} open.`);
    }
    return null;
  } finally {
    database?.close();
  }
}

function readWrittenAt(database: BetterSqlite3.Database): number | null {
  const statement = database.prepare(`
    SELECT max(at) FROM (
      SELECT max(last_poll_at) AS at FROM streams UNION ALL SELECT max(at) FROM connection_history
      UNION ALL SELECT max(updated_at) FROM credentials UNION ALL SELECT max(updated_at) FROM runs
      UNION ALL SELECT max(at) FROM audit)`);
  const at = statement.pluck().get();
  return typeof at === "number" ? at : null;
}

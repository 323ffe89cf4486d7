import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { batchOf, insertStream, start, takeLease } from "../samples.suite.js";
import type { Store } from "../store.js";
import { openSqliteStore } from "./open.js";
import { restoreSqliteStore } from "./restore.js";

let directory: string;
let home: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-restore-"));
  home = join(directory, "home");
  file = join(directory, "backup.db");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const restore = () => restoreSqliteStore({ home, file, now: start, note: async () => {} });

async function setPolled(store: Store, at: number): Promise<void> {
  await store.control.updateTable("streams").set({ last_poll_at: at }).execute();
}

/** A store with three events, and a backup of it. */
async function openBackedUp(): Promise<Store> {
  const store = await openSqliteStore({ home });
  const streamId = await insertStream(store);
  const lease = await takeLease(store, "one");
  await store.commit({ streamId, lease, at: start, events: batchOf([1, 2, 3]) });
  await setPolled(store, start);
  await store.upkeep.backup(file);
  return store;
}

async function countEvents(): Promise<number> {
  const store = await openSqliteStore({ home });
  const rows = await store.read.selectFrom("events").select("seq").execute();
  await store.close();
  return rows.length;
}

test("a backup takes the place of nothing, of an older store and of a broken one, which is moved aside", async () => {
  await (await openBackedUp()).close();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await rm(home, { recursive: true });
  expect(await restore()).toEqual({ path: join(home, "postern.db"), writtenAt: start, movedTo: null });
  expect(await countEvents()).toBe(3);
  const { movedTo } = await restore();
  expect(movedTo).toBe(join(home, "postern.db.replaced-2026-01-05T120000"));
  await rm(movedTo ?? "");
  await writeFile(join(home, "postern.db"), "no database at all, but a file of some length");
  await restore();
  expect(await countEvents()).toBe(3);
  expect((await readdir(home)).filter((name) => name.includes("incoming"))).toEqual([]);
});

test("a store that somebody has open is left alone", async () => {
  const store = await openBackedUp();
  await expect(restore()).rejects.toMatchObject({ code: "store-in-use" });
  await store.close();
  expect(await countEvents()).toBe(3);
});

test("a store that was written after the backup is left alone", async () => {
  const store = await openBackedUp();
  await setPolled(store, start + 1000);
  await store.close();
  await expect(restore()).rejects.toMatchObject({ code: "store-newer" });
  expect(await readdir(home)).toEqual(["postern.db"]);
});

test("what is no backup is refused before anything is touched", async () => {
  await (await openBackedUp()).close();
  await writeFile(file, "not a database");
  await expect(restore()).rejects.toMatchObject({ code: "bad-usage" });
  await rm(file);
  await expect(restore()).rejects.toMatchObject({ code: "bad-usage" });
  new BetterSqlite3(file).exec("CREATE TABLE other (a)").close();
  await expect(restore()).rejects.toMatchObject({ code: "bad-usage" });
  const database = new BetterSqlite3(file);
  database.pragma("user_version = 999");
  database.close();
  await expect(restore()).rejects.toMatchObject({ code: "store-too-new" });
  expect(await countEvents()).toBe(3);
});

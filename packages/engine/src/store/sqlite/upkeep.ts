import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Kysely, sql } from "kysely";
import { PosternError } from "../../errors/index.js";
import type { Database } from "../schema.js";
import type { StoreSize, StoreUpkeep } from "../store.js";
import { startThread, type ThreadClient } from "./thread-client.js";

/** What a store of one file needs over the years. */
export function createUpkeep(request: {
  readonly path: string;
  readonly writer: ThreadClient;
  readonly read: Kysely<Database>;
}): StoreUpkeep {
  const { path, writer, read } = request;
  const pragma = async (name: string): Promise<number> => {
    const { rows } = await sql<Record<string, number>>`PRAGMA ${sql.raw(name)}`.execute(read);
    return Object.values(rows[0] ?? {})[0] ?? 0;
  };
  const measure = async (): Promise<StoreSize> => ({
    path,
    schema: await pragma("user_version"),
    bytes: (await sizeOf(path)) + (await sizeOf(`${path}-wal`)),
    pageBytes: await pragma("page_size"),
    freePages: await pragma("freelist_count"),
  });
  return {
    measure,
    async giveBack(pages) {
      await writer.exclusively(() => writer.execute(`PRAGMA incremental_vacuum(${pages})`));
      return await measure();
    },
    async tidy() {
      await writer.exclusively(() => writer.execute("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)"));
    },
    async probe() {
      await writer.exclusively(() =>
        writer.execute(
          "INSERT INTO settings (name, value) VALUES ('probe', '') ON CONFLICT DO UPDATE SET value = ''",
        ),
      );
    },
    async findDamage() {
      // A thread of its own: reading the whole file must not hold up other readers.
      const thread = await startThread({ path, role: "read" });
      try {
        const { rows } = await thread.query("PRAGMA integrity_check(20)", []);
        const told = rows.flatMap((row) => Object.values(row as Record<string, string>));
        return told.filter((line) => line !== "ok");
      } finally {
        await thread.close();
      }
    },
    backup: (file) => backup(path, resolve(file)),
  };
}

/**
 * Copies the store as it stands at one moment, while others go on writing; into one file for its owner alone, which
 * has its name only when it is whole and was read through.
 */
async function backup(path: string, file: string): Promise<number> {
  if (await isThere(file)) {
    throw new PosternError("bad-usage", `${file}: there is a file already, and it is not overwritten.`);
  }
  const partial = `${file}.partial`;
  await makeEmpty(partial);
  try {
    const source = await startThread({ path, role: "read" });
    try {
      await source.backup(partial);
    } finally {
      await source.close();
    }
    await makeDurable(partial);
    await rename(partial, file);
    await makeDurable(dirname(file));
    return await sizeOf(file);
  } finally {
    await rm(partial, { force: true });
  }
}

async function makeEmpty(file: string): Promise<void> {
  try {
    await (await open(file, "w", 0o600)).close();
  } catch (error) {
    throw new PosternError("bad-usage", `${file} can't be written: ${String(error)}`);
  }
}

export async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

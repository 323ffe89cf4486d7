import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Kysely } from "kysely";
import { PosternError } from "../../errors/index.js";
import type { LeaseToken } from "../commit.js";
import type { Database } from "../schema.js";
import type { LeaseRequest, Store } from "../store.js";
import { createCommitQueue } from "./commit-queue.js";
import { storeFileName } from "./database.js";
import { createThreadDialect } from "./dialect.js";
import { startThread } from "./thread-client.js";
import { createUpkeep } from "./upkeep.js";

/** Opens (or makes) the embedded store in a directory. Throws `store-too-new`, `store-failed`. */
export async function openSqliteStore(request: { home: string }): Promise<Store> {
  await makeHome(request.home);
  const path = join(request.home, storeFileName);
  const writer = await startThread({ path, role: "write" });
  const reader = await startThread({ path, role: "read" });
  const read = new Kysely<Database>({ dialect: createThreadDialect(reader, { takesTurns: false }) });
  const control = new Kysely<Database>({ dialect: createThreadDialect(writer, { takesTurns: true }) });
  return {
    read,
    control,
    commit: createCommitQueue(writer),
    takeLease: (lease) => takeLease(control, lease),
    async renewLeases({ holder, now, leaseMs }) {
      await control
        .updateTable("leases")
        .set({ expires_at: now + leaseMs })
        .where("holder", "=", holder)
        .where("expires_at", ">", 0)
        .execute();
    },
    async releaseLease({ principal, token }) {
      await control
        .updateTable("leases")
        .set({ expires_at: 0 })
        .where("principal", "=", principal)
        .where("token", "=", token)
        .execute();
    },
    upkeep: createUpkeep({ path, writer, read }),
    async close() {
      await Promise.all([read.destroy(), control.destroy()]);
      await reader.close();
      await writer.close();
    },
  };
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PosternError("store-failed", `The data directory ${home} can't be made: ${String(error)}`);
  }
}

async function takeLease(control: Kysely<Database>, request: LeaseRequest): Promise<LeaseToken | null> {
  const { principal, holder, now } = request;
  return await control.transaction().execute(async (transaction) => {
    const held = await transaction
      .selectFrom("leases")
      .selectAll()
      .where("principal", "=", principal)
      .executeTakeFirst();
    const ours = held?.holder === holder && held.expires_at > 0;
    if (held !== undefined && !ours && held.expires_at > now && !request.isDead(held.holder)) return null;
    // A new holder gets a higher token: whatever the old one still sends is refused.
    const token = ours ? held.token : (held?.token ?? 0) + 1;
    const row = { principal, holder, token, expires_at: now + request.leaseMs };
    await transaction
      .insertInto("leases")
      .values(row)
      .onConflict((conflict) => conflict.column("principal").doUpdateSet(row))
      .execute();
    return { principal, token };
  });
}

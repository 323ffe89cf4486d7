import type { Recorder } from "../audit/index.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import {
  createKeyFile,
  decodeKey,
  dropNextKeyFile,
  makeKey,
  promoteNextKeyFile,
  readKeyFile,
  readNextKeyFile,
  writeNextKeyFile,
} from "./key.js";
import { type Key, keyId } from "./seal.js";
import { openSecrets, opensProof, rewrapKey, type SealedSecrets, sealProof, sealSecrets } from "./secrets.js";

/** Where the vault's key comes from. */
export type KeySource = "environment" | "file";

export interface VaultStatus {
  readonly keySource: KeySource;
  /** Names the key without telling it. */
  readonly keyId: string;
  /** When this key sealed the vault: at first start, or at the last rotation. */
  readonly sealedAt: number;
  readonly credentials: number;
}

export interface Vault {
  sealSecrets(credentialId: string, secrets: Readonly<Record<string, string>>): SealedSecrets;
  /** Throws `vault-wrong-key`. */
  openSecrets(credentialId: string, sealed: SealedSecrets): Promise<Record<string, string>>;
  status(): Promise<VaultStatus>;
  /** Seals everything with another key, in one transaction. With the key in the environment, the new one is given. */
  rotate(newKey?: string): Promise<VaultStatus>;
  /** The key itself, for a recovery sheet. */
  exportKey(): Promise<string>;
}

interface VaultRequest {
  readonly store: Store;
  readonly home: string;
  /** POSTERN_KEY. */
  readonly environmentKey: string | undefined;
  readonly now: () => number;
  readonly record: Recorder;
}

/** Finds the key and proves it. Throws `vault-wrong-key`, `vault-bad-key`. */
export async function openVault(request: VaultRequest): Promise<Vault> {
  const { store, home, now, record } = request;
  const keySource: KeySource = isGiven(request.environmentKey) ? "environment" : "file";
  let key = await findKey(request);
  const readProof = async () => await store.read.selectFrom("vault").selectAll().executeTakeFirst();

  const status = async (): Promise<VaultStatus> => {
    const row = await readProof();
    const { count } = await store.read
      .selectFrom("credentials")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("sealed", "<>", erased)
      .executeTakeFirstOrThrow();
    return {
      keySource,
      keyId: keyId(key).toString("hex"),
      sealedAt: row?.sealed_at ?? now(),
      credentials: count,
    };
  };

  return {
    sealSecrets: (credentialId, secrets) => sealSecrets(key, { credentialId, secrets }),
    async openSecrets(credentialId, sealed) {
      const opened = openSecrets(key, { credentialId, sealed });
      if (opened !== null) return opened;
      // Another process may have rotated the key while this one was running.
      key = await findKey(request);
      const again = openSecrets(key, { credentialId, sealed });
      if (again !== null) return again;
      throw wrongKey("The vault's key does not open this credential.");
    },
    status,
    async rotate(newKey) {
      const next = chooseNextKey(keySource, newKey);
      if (keySource === "file") await writeNextKeyFile(home, next);
      await rewrapAll(store, { from: key, to: next, now: now(), record });
      if (keySource === "file") await promoteNextKeyFile(home);
      key = next;
      return await status();
    },
    async exportKey() {
      const body = { keyId: keyId(key).toString("hex") };
      await store.control
        .transaction()
        .execute((transaction) =>
          record(transaction, { kind: "vault.key-shown", connection: null, subject: "vault", body }),
        );
      return key.toString("base64");
    },
  };
}

/** A removed credential whose row is still named by kept events: there is nothing left to seal. */
const erased = "{}";

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

function chooseNextKey(keySource: KeySource, newKey: string | undefined): Key {
  if (isGiven(newKey)) return decodeKey(newKey, "The new key");
  if (keySource === "file") return makeKey();
  throw new PosternError(
    "bad-usage",
    "The vault's key comes from POSTERN_KEY, so the new one is yours to make: give it in POSTERN_NEW_KEY.",
  );
}

async function findKey({ store, home, environmentKey, now }: VaultRequest): Promise<Key> {
  const row = await store.control.selectFrom("vault").select("proof").executeTakeFirst();
  const given = isGiven(environmentKey) ? decodeKey(environmentKey, "POSTERN_KEY") : await readKeyFile(home);
  if (row === undefined) {
    const key = given ?? (await createKeyFile(home));
    await store.control
      .insertInto("vault")
      .values({ id: 1, proof: sealProof(key), sealed_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Of two first starts at once, the one whose proof stands decides.
    const proof = await store.control.selectFrom("vault").select("proof").executeTakeFirstOrThrow();
    if (opensProof(key, Buffer.from(proof.proof))) return key;
    throw wrongKey("Another process started this data directory with another key.");
  }
  return await provenKey({ home, given, proof: Buffer.from(row.proof) });
}

/** A rotation that was cut off left two keys; the proof tells which of them is in force. */
async function provenKey(request: { home: string; given: Key | null; proof: Buffer }): Promise<Key> {
  const { home, given, proof } = request;
  const next = await readNextKeyFile(home);
  if (given !== null && opensProof(given, proof)) {
    if (next !== null) await dropNextKeyFile(home);
    return given;
  }
  if (next !== null && opensProof(next, proof)) {
    await promoteNextKeyFile(home);
    return next;
  }
  if (given === null) throw wrongKey(`The vault's key file is missing from ${home}.`);
  throw wrongKey("The vault's key is not the one the secrets in this data directory were sealed with.");
}

async function rewrapAll(
  store: Store,
  { from, to, now, record }: { from: Key; to: Key; now: number; record: Recorder },
): Promise<void> {
  await store.control.transaction().execute(async (transaction) => {
    // Whatever holds a key of its own.
    for (const table of ["credentials", "channels"] as const) {
      const rows = await transaction
        .selectFrom(table)
        .select(["id", "wrapped_key"])
        .where("sealed", "<>", erased)
        .execute();
      for (const row of rows) {
        const wrappedKey = rewrapKey(
          { from, to },
          { credentialId: row.id, wrappedKey: Buffer.from(row.wrapped_key) },
        );
        if (wrappedKey === null)
          throw wrongKey("The vault was changed by another process meanwhile: try again.");
        await transaction
          .updateTable(table)
          .set({ wrapped_key: wrappedKey })
          .where("id", "=", row.id)
          .execute();
      }
    }
    await transaction
      .updateTable("vault")
      .set({ proof: sealProof(to), sealed_at: now })
      .execute();
    const body = {
      before: { keyId: keyId(from).toString("hex") },
      after: { keyId: keyId(to).toString("hex") },
    };
    await record(transaction, { kind: "vault.rotated", connection: null, subject: "vault", body });
  });
}

function wrongKey(message: string): PosternError {
  return new PosternError("vault-wrong-key", message);
}

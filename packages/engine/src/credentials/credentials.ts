import { randomUUID } from "node:crypto";
import { changesOf, type Recorder } from "../audit/index.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import { hintOf, type SealedSecrets, type Vault } from "../vault/index.js";
import type { Credential, CredentialChange, CredentialKind, NewCredential, Secrets } from "./credential.js";
import { describeCredential } from "./describe.js";
import { fromFields, toFields } from "./fields.js";
import { readCredential, readCredentialNames, readCredentials, toCredential } from "./read-credentials.js";
import { checkName, checkSecrets, tellNames } from "./shape.js";

/** Keeps credentials: named, sealed, used by one or more connections. */
export interface CredentialStore {
  /** Throws `bad-usage`, `bad-credentials-shape`, `credential-exists`. */
  add(credential: NewCredential): Promise<Credential>;
  list(): Promise<Credential[]>;
  /** By their ids, in time that does not grow with what else there is. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, Credential>>;
  /** Throws `unknown-credential`. */
  get(name: string): Promise<Credential>;
  update(name: string, change: CredentialChange): Promise<Credential>;
  /** Throws `credential-in-use`. */
  remove(name: string): Promise<void>;
  /** Throws `vault-wrong-key`. */
  open(id: string): Promise<Secrets>;
}

export function createCredentialStore(request: {
  store: Store;
  vault: Vault;
  now: () => number;
  record: Recorder;
}): CredentialStore {
  const { store, vault, now, record } = request;
  const get = async (name: string): Promise<Credential> => {
    const credential = await readCredential(store, name);
    if (credential !== null) return credential;
    const known = tellNames("Credentials", await readCredentialNames(store));
    throw new PosternError("unknown-credential", `There is no credential "${name}". ${known}`);
  };

  return {
    list: () => readCredentials(store),
    find: async (ids) => new Map((await readCredentials(store, ids)).map((one) => [one.id, one])),
    get,
    async add({ name, secrets, expiresAt, rotateEveryDays }) {
      checkName(name, "credential");
      checkSecrets(secrets);
      if ((await readCredential(store, name)) !== null) {
        throw new PosternError("credential-exists", `There is a credential "${name}" already.`);
      }
      const at = now();
      const id = randomUUID();
      const row = {
        id,
        name,
        generation: secrets.kind,
        ...sealedColumns(vault, { id, secrets }),
        created_at: at,
        updated_at: at,
        expires_at: expiresAt ?? null,
        rotate_every_days: rotateEveryDays ?? null,
      };
      await store.control.transaction().execute(async (transaction) => {
        await transaction.insertInto("credentials").values(row).execute();
        const body = describeCredential(toCredential(row, []));
        await record(transaction, { kind: "credential.added", connection: null, subject: name, body });
      });
      return await get(name);
    },
    async update(name, { secrets, expiresAt, rotateEveryDays }) {
      const before = await get(name);
      const { id, kind } = before;
      if (secrets !== undefined) {
        if (secrets.kind !== kind) {
          throw new PosternError("bad-usage", `${name} is a credential of ${kind}, not of ${secrets.kind}.`);
        }
        checkSecrets(secrets);
      }
      await store.control.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable("credentials")
          .set({
            ...(secrets === undefined ? {} : { ...sealedColumns(vault, { id, secrets }), updated_at: now() }),
            ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
            ...(rotateEveryDays === undefined ? {} : { rotate_every_days: rotateEveryDays }),
          })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        const changes = changesOf(describeCredential(before), describeCredential(toCredential(row, [])));
        const replaced = secrets === undefined ? [] : Object.keys(toFields(secrets));
        if (changes === null && replaced.length === 0) return;
        const body = { ...changes, replaced };
        await record(transaction, { kind: "credential.changed", connection: null, subject: name, body });
      });
      return await get(name);
    },
    async remove(name) {
      const credential = await get(name);
      const { id, usedBy } = credential;
      if (usedBy.length > 0) {
        throw new PosternError("credential-in-use", `${name} is used by ${usedBy.join(", ")}.`);
      }
      await store.control.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("credentials").where("id", "=", id).execute();
        const body = { before: describeCredential(credential) };
        await record(transaction, { kind: "credential.removed", connection: null, subject: name, body });
      });
    },
    async open(id) {
      const row = await store.read
        .selectFrom("credentials")
        .select(["id", "generation", "wrapped_key", "sealed"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const sealed: SealedSecrets = {
        wrappedKey: Buffer.from(row.wrapped_key),
        fields: parseSealed(row.sealed),
      };
      return fromFields(row.generation as CredentialKind, await vault.openSecrets(row.id, sealed));
    },
  };
}

function sealedColumns(vault: Vault, { id, secrets }: { id: string; secrets: Secrets }) {
  const fields = toFields(secrets);
  const sealed = vault.sealSecrets(id, fields);
  const encoded = Object.entries(sealed.fields).map(([field, blob]) => [field, blob.toString("base64")]);
  // A password somebody chose could be guessed from its fingerprint; keys the vendor made can't.
  const shown = Object.entries(fields).filter(([field]) => field !== "password");
  const hints = shown.map(([field, value]) => [field, hintOf(value)]);
  return {
    wrapped_key: sealed.wrappedKey,
    sealed: JSON.stringify(Object.fromEntries(encoded)),
    hints: JSON.stringify(Object.fromEntries(hints)),
  };
}

function parseSealed(text: string): Record<string, Buffer> {
  // Written by sealedColumns alone.
  const encoded = JSON.parse(text) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(encoded).map(([field, value]) => [field, Buffer.from(value, "base64")]),
  );
}

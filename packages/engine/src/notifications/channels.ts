import { randomBytes, randomUUID } from "node:crypto";
import type { Recorder } from "../audit/index.js";
import { checkName } from "../credentials/index.js";
import { PosternError } from "../errors/index.js";
import type { Store } from "../store/index.js";
import type { Vault } from "../vault/index.js";
import { type Channel, channelSettings, type NewChannel } from "./channel.js";

/** Keeps the channels; their secrets are sealed by the vault. */
export interface ChannelStore {
  list(): Promise<Channel[]>;
  /** Throws `unknown-channel`. */
  get(name: string): Promise<Channel>;
  /** Returns the signing key where it was made here: it is shown this once. Throws `bad-usage`. */
  add(channel: NewChannel): Promise<{ readonly channel: Channel; readonly madeSecret: string | null }>;
  /** What was still to be sent there goes with it. Throws `unknown-channel`. */
  remove(name: string): Promise<void>;
  openSecret(id: string): Promise<string>;
}

export function createChannelStore(request: {
  readonly store: Store;
  readonly vault: Vault;
  readonly now: () => number;
  readonly record: Recorder;
}): ChannelStore {
  const { store, vault, now, record } = request;
  const list = async (): Promise<Channel[]> => {
    const rows = await store.read.selectFrom("channels").selectAll().orderBy("name").execute();
    return rows.map(({ id, name, settings, created_at: createdAt }) => ({
      id,
      name,
      createdAt,
      ...channelSettings.parse(JSON.parse(settings)),
    }));
  };
  const get = async (name: string): Promise<Channel> => {
    const channels = await list();
    const found = channels.find((channel) => channel.name === name);
    if (found !== undefined) return found;
    const names = channels.map((channel) => channel.name).join(", ");
    throw new PosternError(
      "unknown-channel",
      `Nothing is notified under the name "${name}". ${names === "" ? "There are no channels yet." : `Channels: ${names}.`}`,
    );
  };
  return {
    list,
    get,
    async add({ name, target, only, quiet, secret }) {
      checkName(name, "channel");
      if ((await list()).some((known) => known.name === name))
        throw new PosternError("bad-usage", `There is a channel "${name}" already.`);
      const parsed = channelSettings.safeParse({ target, only: only ?? null, quiet: quiet ?? null });
      if (!parsed.success) {
        const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
        throw new PosternError("bad-usage", `The channel does not fit: ${problems.join("; ")}.`);
      }
      const madeSecret =
        target.kind === "webhook" && secret === undefined ? randomBytes(32).toString("base64url") : null;
      const kept = checkSecret(target.kind, secret ?? madeSecret ?? "");
      const id = randomUUID();
      const sealed = vault.sealSecrets(id, { secret: kept });
      const row = {
        id,
        name,
        settings: JSON.stringify(parsed.data),
        wrapped_key: sealed.wrappedKey,
        sealed: sealed.fields["secret"]?.toString("base64") ?? "",
        created_at: now(),
      };
      await store.control.transaction().execute(async (transaction) => {
        await transaction.insertInto("channels").values(row).execute();
        const body = parsed.data;
        await record(transaction, { kind: "channel.added", connection: null, subject: name, body });
      });
      return { channel: await get(name), madeSecret };
    },
    async remove(name) {
      const { id, target, only, quiet } = await get(name);
      await store.control.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("deliveries").where("channel_id", "=", id).execute();
        await transaction.deleteFrom("channels").where("id", "=", id).execute();
        const body = { before: { target, only, quiet } };
        await record(transaction, { kind: "channel.removed", connection: null, subject: name, body });
      });
    },
    async openSecret(id) {
      const row = await store.read
        .selectFrom("channels")
        .select(["wrapped_key", "sealed"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const opened = await vault.openSecrets(id, {
        wrappedKey: Buffer.from(row.wrapped_key),
        fields: { secret: Buffer.from(row.sealed, "base64") },
      });
      return opened["secret"] ?? "";
    },
  };
}

function checkSecret(kind: Channel["target"]["kind"], secret: string): string {
  if (kind !== "slack" && kind !== "teams") return secret;
  if (URL.canParse(secret) && /^https?:$/.test(new URL(secret).protocol)) return secret;
  throw new PosternError("bad-usage", `The URL of the ${kind} webhook is missing, or is none.`);
}

import {
  type Budget,
  type ClientCredentials,
  createBudget,
  createClient,
  type MimecastClient,
} from "@postern/mimecast";
import { principalOf } from "../collector/principal.js";
import type { Connection } from "../connections/index.js";
import { networkOf } from "../connections/network.js";
import type { CredentialStore } from "../credentials/index.js";
import { PosternError, toPosternError } from "../errors/index.js";
import { readOthersSpending, saveUsage, type UsageNotes } from "../usage/index.js";
import type { EngineOptions } from "./engine.js";
import type { EngineListener } from "./events.js";

/** What a client is wanted for: a connection may have a credential of its own for acting. */
export type Purpose = "reading" | "acting";

export interface ClientSources {
  readonly credentials: CredentialStore;
  readonly now: () => number;
  readonly listener: EngineListener;
  readonly sleep: EngineOptions["sleep"];
  readonly timeouts: EngineOptions["timeouts"];
  /** One for each principal: all its clients spend of the same quotas. */
  readonly budgets: Map<string, Budget>;
}

/**
 * One client a credential and connection, kept while the engine is open: it knows the token, the sockets and the
 * quota used so far. New secrets, settings or base URL make a new one.
 */
export interface ClientPool {
  /** What the work throws comes out as an error of the table. */
  with<T>(
    request: { connection: Connection; purpose: Purpose },
    work: (client: MimecastClient) => Promise<T>,
  ): Promise<T>;
  closeAll(): Promise<void>;
}

interface Held {
  readonly version: string;
  readonly client: Promise<MimecastClient>;
}

export function createClientPool(sources: ClientSources, notes: UsageNotes): ClientPool {
  const held = new Map<string, Held>();
  const close = async (key: string): Promise<void> => {
    const entry = held.get(key);
    held.delete(key);
    const client = await entry?.client.catch(() => null);
    await client?.close();
  };
  const take = async (connection: Connection, purpose: Purpose): Promise<MimecastClient> => {
    const credential = credentialFor(connection, purpose);
    const key = `${connection.id} ${credential.id}`;
    const version = JSON.stringify([
      credential.updatedAt,
      connection.baseUrl,
      connection.settings.network,
      connection.proxyCredential?.updatedAt,
    ]);
    if (held.get(key)?.version !== version) {
      await close(key);
      const client = openClient(sources, { connection, purpose });
      // A client that can't be opened (a wrong vault key) is not kept.
      client.catch(() => held.delete(key));
      held.set(key, { version, client });
    }
    const entry = held.get(key);
    if (entry === undefined) throw new PosternError("internal", "A client was closed while it was opened.");
    return await entry.client;
  };
  /** Other processes may spend of the same quota: what they noted counts, and what this one spends is noted for them. */
  const share = async <T>(
    connection: Connection,
    client: MimecastClient,
    work: () => Promise<T>,
  ): Promise<T> => {
    const budget = budgetOf(sources, connection);
    const others = await readOthersSpending(notes, { connection, now: sources.now() });
    for (const [operation, spending] of others) budget.hear(operation, spending);
    const save = (): Promise<void> => saveUsage(notes, { connection, client, now: sources.now() });
    const result = await work().catch(async (thrown: unknown) => {
      // What went wrong first is what is told.
      await save().catch(() => {});
      throw thrown;
    });
    await save();
    return result;
  };
  return {
    async with({ connection, purpose }, work) {
      try {
        const client = await take(connection, purpose);
        // A credential of its own has a quota of its own, and actions spend little of it.
        if (credentialFor(connection, purpose) !== connection.credential) return await work(client);
        return await share(connection, client, () => work(client));
      } catch (thrown) {
        throw toPosternError(thrown);
      }
    },
    async closeAll() {
      await Promise.all([...held.keys()].map(close));
    },
  };
}

function credentialFor(connection: Connection, purpose: Purpose): Connection["credential"] {
  return purpose === "acting"
    ? (connection.actingCredential ?? connection.credential)
    : connection.credential;
}

function budgetOf(
  { budgets, now }: Pick<ClientSources, "budgets" | "now">,
  { generation, credential }: Pick<Connection, "generation" | "credential">,
): Budget {
  const principal = `${generation} ${principalOf({ credential })}`;
  const budget = budgets.get(principal) ?? createBudget({ generation, now });
  budgets.set(principal, budget);
  return budget;
}

/** A client of its own, which the caller closes. */
export async function openClient(
  { credentials, now, listener, sleep, timeouts, budgets }: ClientSources,
  { connection, purpose }: { connection: Connection; purpose: Purpose },
): Promise<MimecastClient> {
  const credential = credentialFor(connection, purpose);
  const secrets = await credentials.open(credential.id);
  if (secrets.kind === "proxy")
    throw new PosternError("internal", `${connection.name} names a proxy's credential.`);
  const proxy =
    connection.proxyCredential === null ? null : await credentials.open(connection.proxyCredential.id);
  const given: ClientCredentials =
    secrets.kind === "2.0"
      ? { generation: "2.0", oauth: secrets.oauth }
      : { generation: "1.0", keys: secrets.keys };
  return createClient({
    ...given,
    budget: budgetOf({ budgets, now }, { generation: given.generation, credential }),
    baseUrl: connection.baseUrl,
    network: networkOf(connection, proxy),
    now,
    sleep,
    timeouts,
    observe: (event) => listener("client.event", { connection: connection.name, event }),
  });
}

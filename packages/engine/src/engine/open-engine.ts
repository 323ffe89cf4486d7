import { setTimeout as timeout } from "node:timers/promises";
import { actions, createActionEngine } from "../actions/index.js";
import { createOwnDomains } from "../actions/planning/own-domains.js";
import { createActing, createRecorder, type Recorder, readAudit, verifyAudit } from "../audit/index.js";
import { type CollectDependencies, createLeaseKeeper, readBeginnings } from "../collector/index.js";
import type { Check } from "../connections/check.js";
import {
  type Connection,
  type ConnectionStore,
  createConnectionStore,
  findPermittedFeeds,
  readHistory,
  recordState,
  removeConnection,
  testConnection,
} from "../connections/index.js";
import { noteRight, readRights } from "../connections/rights.js";
import { type CredentialStore, createCredentialStore, remindersOf } from "../credentials/index.js";
import { queryCommitted, queryEvents, readLastSeq, summariseClicks } from "../events/index.js";
import { createGuardStore } from "../guards/index.js";
import { createChannelStore, createNotifications } from "../notifications/index.js";
import { createPlaybookEngine } from "../playbooks/index.js";
import { createHeartbeat } from "../service/index.js";
import { noteState } from "../status/note-state.js";
import { readFigures } from "../status/read-figures.js";
import { readConnectionStatus } from "../status/read-status.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { createUpkeep, readFreeBytes } from "../upkeep/index.js";
import { createUsageBook } from "../usage/index.js";
import { openVault, type Vault } from "../vault/index.js";
import { type ClientSources, createClientPool, openClient } from "./client-pool.js";
import { createCollect } from "./collect.js";
import type { Engine, EngineOptions } from "./engine.js";
import type { EngineListener } from "./events.js";
import { createExamination } from "./examine.js";
import { limitHeapGrowth } from "./heap-growth.js";
import { createHolder, isDeadHolder } from "./holder.js";
import { createProof } from "./proof.js";
import { createQuarantine } from "./quarantine.js";
import { readLedger } from "./read-ledger.js";
import { createRun } from "./run.js";

/** Opens the data directory. Throws `store-too-new`, `store-failed`, `vault-bad-key`, `vault-wrong-key`. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  limitHeapGrowth();
  const now = options.now ?? Date.now;
  const watchers = new Set<EngineListener>(options.listener === undefined ? [] : [options.listener]);
  const listener: EngineListener = (name, event) => {
    for (const watcher of watchers) watcher(name, event);
  };
  const acting = createActing(options.actor);
  const record = createRecorder({ acting, now });
  const { store, vault } = await openStoreAndVault(options, { now, record });
  const credentials = createCredentialStore({ store, vault, now, record });
  const connections = createConnectionStore({ store, credentials, now, record });
  const { sleep, timeouts } = options;
  const sources: ClientSources = { credentials, now, listener, sleep, timeouts, budgets: new Map() };
  const holder = createHolder();
  const usage = createUsageBook();
  watchers.add(usage.listener);
  const pool = createClientPool(sources, { store, usage, holder });
  const guards = createGuardStore({ store, record });
  const ownDomains = createOwnDomains({ store, now });
  const actionEngine = createActionEngine({
    store,
    home: options.home,
    now,
    sleep: options.sleep ?? ((milliseconds, signal) => timeout(milliseconds, undefined, { signal })),
    holder,
    isDead: isDeadHolder,
    guards,
    acting,
    record,
    ownDomains,
    getConnection: connections.get,
    withClient: (connection, work) => pool.with({ connection, purpose: "acting" }, work),
  });
  const readFree = () => readFreeBytes(options.home);
  const channels = createChannelStore({ store, vault, now, record });
  const notifications = createNotifications({
    store,
    channels,
    connections,
    readFreeBytes: readFree,
    now,
    listener,
  });
  const heartbeat = createHeartbeat();
  const leases = createLeaseKeeper({ store, holder, isDead: isDeadHolder, now, heartbeat });
  const collecting: CollectDependencies = {
    store,
    now,
    leases,
    listener,
  };
  const collect = createCollect({ connections, pool, collecting });

  return {
    home: options.home,
    actingAs: acting.as,
    connections: createConnectionsFace({ store, connections, sources, record }),
    credentials: createCredentialsFace({ credentials, now }),
    vault: { status: vault.status, rotate: vault.rotate, exportKey: vault.exportKey },
    collector: {
      collect,
      ...createProof({ connections, pool, collecting, sleep: options.sleep }),
      silentMs: heartbeat.silentMs,
      run: createRun({
        heartbeat,
        readFreeBytes: readFree,
        notify: notifications.look,
        connections,
        pool,
        collecting,
        watchers,
        expire: actionEngine.expire,
      }),
    },
    events: {
      query: (filter = {}) => queryEvents(store, filter),
      since: (seq, filter = {}) => queryCommitted(store, { seq, filter }),
      lastSeq: () => readLastSeq(store),
      clicks: (filter = {}) => summariseClicks(store, filter),
    },
    actions: {
      ...actionEngine,
      list: actions.map(({ name, kind, sentence, isUsual }) => ({ name, kind, sentence, isUsual })),
    },
    quarantine: createQuarantine({ connections, collecting, record }),
    ledger: (name, options = {}) => readLedger({ store, connections, now }, name, options),
    playbooks: createPlaybookEngine({
      store,
      actions: actionEngine,
      now,
      acting,
      getConnection: connections.get,
      // Where nobody can sign in, every step says so itself.
      readOwnDomains: (connection) =>
        pool
          .with({ connection, purpose: "acting" }, (client) => ownDomains.read(client, connection))
          .catch(() => []),
    }),
    guards: { read: guards.read, change: guards.change },
    audit: { read: (filter) => readAudit(store, filter), verify: (expected) => verifyAudit(store, expected) },
    async status(filter = {}) {
      const chosen =
        filter.connection === undefined
          ? await connections.list()
          : [await connections.get(filter.connection)];
      return await Promise.all(
        chosen.map((connection) => readConnectionStatus(store, { connection, now: now() })),
      );
    },
    figures: () => readFigures(store, { now: now(), readFreeBytes: readFree }),
    watch(added) {
      watchers.add(added);
      return () => void watchers.delete(added);
    },
    notifications,
    store: createUpkeep({ store, home: options.home, now, record }),
    ...createExamination({ store, connections, sources }),
    async close() {
      await pool.closeAll();
      await store.close();
    },
  };
}

async function openStoreAndVault(
  { home, vaultKey }: EngineOptions,
  { now, record }: { now: () => number; record: Recorder },
): Promise<{ store: Store; vault: Vault }> {
  const store = await openSqliteStore({ home });
  try {
    return { store, vault: await openVault({ store, home, environmentKey: vaultKey, now, record }) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function createConnectionsFace(request: {
  store: Store;
  connections: ConnectionStore;
  sources: ClientSources;
  record: Recorder;
}): Engine["connections"] {
  const { store, connections, sources, record } = request;
  const { now } = sources;
  const note = async (name: string): Promise<void> => {
    const connection = await connections.get(name);
    await noteState(store, { connection, now: now() });
  };
  const setPaused = async (name: string, pausedAt: number | null) => {
    const connection = await connections.setPaused(name, pausedAt);
    await note(name);
    return connection;
  };
  return {
    async add(connection) {
      const added = await connections.add(connection);
      await note(added.name);
      return added;
    },
    list: connections.list,
    get: connections.get,
    update: connections.update,
    pause: (name) => setPaused(name, now()),
    resume: (name) => setPaused(name, null),
    async remove(name, { keepEvents = true } = {}) {
      const connection = await connections.get(name);
      return await removeConnection(store, { connection, keepEvents, now: now(), record });
    },
    async beginnings(name) {
      return await readBeginnings(store, { connection: await connections.get(name), now: now() });
    },
    async history(name) {
      return await readHistory(store, (await connections.get(name)).id);
    },
    async *test(name, signal = new AbortController().signal) {
      const connection = await connections.get(name);
      const clients = await Promise.all([
        openClient(sources, { connection, purpose: "reading" }),
        openClient(sources, { connection, purpose: "acting" }),
      ]);
      const [reading, acting] = clients;
      let isReadable = false;
      try {
        const rights = await readRights(store, connection);
        for await (const check of testConnection({
          connection,
          reading,
          acting,
          rights,
          now: now(),
          signal,
        })) {
          isReadable ||= check.subject.kind === "feed" && check.result === "pass";
          await noteCheck(store, connection, { check, now: now() });
          yield check;
        }
      } finally {
        await Promise.all(clients.map((client) => client.close()));
      }
      if (!isReadable) return;
      const { state } = await readConnectionStatus(store, { connection, now: now() });
      if (state !== "draft") return;
      const reason = "The probes went well; nothing was read yet.";
      await recordState(store, { connectionId: connection.id, at: now(), state: "pending", reason });
    },
    async permittedFeeds(name, signal = new AbortController().signal) {
      return await findPermitted(sources, { connection: await connections.get(name), signal });
    },
  };
}

/** What a probe of an action found is shown with its plans. */
async function noteCheck(
  store: Store,
  connection: Connection,
  { check, now }: { readonly check: Check; readonly now: number },
): Promise<void> {
  const { subject, operation, result, state } = check;
  const isDecided = result === "pass" || (result === "fail" && state === "not-permitted");
  if (subject.kind !== "action" || operation === null || !isDecided) return;
  await noteRight(store, connection, { operation, isHeld: result === "pass", at: now });
}

async function findPermitted(
  sources: ClientSources,
  { connection, signal }: { connection: Connection; signal: AbortSignal },
): Promise<string[]> {
  const reading = await openClient(sources, { connection, purpose: "reading" });
  try {
    return await findPermittedFeeds({ connection, reading, now: sources.now(), signal });
  } finally {
    await reading.close();
  }
}

function createCredentialsFace(request: {
  credentials: CredentialStore;
  now: () => number;
}): Engine["credentials"] {
  const { credentials, now } = request;
  return {
    add: credentials.add,
    list: credentials.list,
    get: credentials.get,
    update: credentials.update,
    remove: credentials.remove,
    reminders: async () => remindersOf(await credentials.list(), now()),
  };
}

import { type Connection, type ConnectionStore, readHistory } from "../connections/index.js";
import { readRights } from "../connections/rights.js";
import { makeBundle, type SupportBundle } from "../doctor/bundle.js";
import { diagnose, type Finding, findingOfFailure } from "../doctor/index.js";
import { readConnectionStatus } from "../status/read-status.js";
import type { Store } from "../store/index.js";
import { type ClientSources, openClient } from "./client-pool.js";
import type { Engine } from "./engine.js";
import type { EngineListener } from "./events.js";

type Examination = Pick<Engine, "doctor" | "supportBundle">;

export function createExamination(request: {
  store: Store;
  connections: ConnectionStore;
  sources: ClientSources;
}): Examination {
  const { store, connections, sources } = request;
  const { now } = sources;

  async function* examine(
    connection: Connection,
    { signal, listener }: { signal: AbortSignal; listener: EngineListener },
  ): AsyncGenerator<Finding> {
    const watched = { ...sources, listener };
    let clients: Awaited<ReturnType<typeof openClient>>[] = [];
    try {
      clients = await Promise.all([
        openClient(watched, { connection, purpose: "reading" }),
        openClient(watched, { connection, purpose: "acting" }),
      ]);
      const [reading, acting] = clients;
      if (reading === undefined || acting === undefined) return;
      const proxy = connection.proxyCredential;
      yield* diagnose({
        connection,
        secrets: await sources.credentials.open(connection.credential.id),
        proxySecrets: proxy === null ? null : await sources.credentials.open(proxy.id),
        reading,
        acting,
        rights: await readRights(store, connection),
        status: await readConnectionStatus(store, { connection, now: now() }),
        now,
        signal,
      });
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      yield findingOfFailure(thrown);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  }

  return {
    async *doctor(name, signal = new AbortController().signal) {
      const connection = await connections.get(name);
      yield* examine(connection, { signal, listener: sources.listener });
    },
    async supportBundle(name, signal = new AbortController().signal) {
      const connection = await connections.get(name);
      const requests: SupportBundle["requests"][number][] = [];
      const listener: EngineListener = (eventName, event) => {
        sources.listener(eventName, event);
        if (!("event" in event)) return;
        const { event: seen } = event;
        if (seen.type !== "request.answered") return;
        requests.push({
          operation: seen.operation ?? "unknown",
          status: seen.httpStatus,
          requestId: seen.requestId,
        });
      };
      const findings: Finding[] = [];
      for await (const finding of examine(connection, { signal, listener })) findings.push(finding);
      return makeBundle({
        connection,
        findings,
        status: await readConnectionStatus(store, { connection, now: now() }),
        history: await readHistory(store, connection.id),
        requests,
        now: now(),
      });
    },
  };
}

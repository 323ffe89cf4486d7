import type { V2Credentials } from "@postern/emulator";
import { openEngine } from "@postern/engine";
import { serveOnce } from "./child.js";
import { type Stalls, watchEventLoop } from "./event-loop.js";
import { type HandOvers, watchHandOvers } from "./hand-over.js";
import { connectionName, connectionSettings } from "./setting.js";
import { type Spent, startSpending } from "./spent.js";

export interface CollectRequest {
  readonly tenant: V2Credentials;
  readonly home: string;
  /** The tenant's time; it stands still, so the collector's does too. */
  readonly now: number;
  readonly isFirst: boolean;
  /** How far back a first pass looks. */
  readonly days: number;
  readonly watchTurns: boolean;
}

export interface CollectOutcome extends Spent {
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly files: number;
  /** Batches committed; those that waited together share a transaction. */
  readonly batches: number;
  readonly handOvers: HandOvers;
  readonly stalls: Stalls;
}

/** One pass of the collector, from the first listing to the last durable commit. */
async function measureCollecting(request: CollectRequest): Promise<CollectOutcome> {
  const { tenant, home, now, isFirst, days, watchTurns } = request;
  let files = 0;
  let batches = 0;
  const engine = await openEngine({
    home,
    now: () => now,
    listener: (name) => {
      if (name === "file.completed") files += 1;
      if (name === "batch.committed") batches += 1;
    },
  });
  if (isFirst) {
    const { baseUrl, clientId, clientSecret } = tenant;
    await engine.connections.add({
      name: connectionName,
      generation: "2.0",
      baseUrl,
      oauth: { clientId, clientSecret },
      settings: connectionSettings(days),
    });
  }
  const readHandOvers = watchHandOvers();
  const readStalls = watchEventLoop({ turns: watchTurns });
  const spend = startSpending();
  const { connections } = await engine.collector.collect({ connection: connectionName });
  const result = connections[0]?.feeds[0];
  if (result?.state !== "healthy") throw new Error(`The feed is ${result?.state}: ${result?.reason}`);
  const { stored, duplicates, quarantined } = result;
  const spent = spend({ events: stored + duplicates, bytes: 0 });
  const stalls = readStalls();
  const handOvers = readHandOvers();
  await engine.close();
  return { ...spent, stored, duplicates, quarantined, files, batches, handOvers, stalls };
}

await serveOnce(measureCollecting);

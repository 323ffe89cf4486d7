import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, type EngineListener, openEngine } from "@postern/engine";
import { hourMs } from "../../setting/setting.js";
import { type AccountKeys, startTenants, type Tenants } from "./tenants.js";

type Generation = "v1" | "v2";

/** Read by spans of time and whole; of every fifth account also by a chain of tokens and by listings, which cost more. */
function feedsOf(account: number, generation: Generation) {
  const hasLogs = account % 5 === 0;
  if (generation === "v1") return hasLogs ? (["ttp-url", "siem-1.0"] as const) : (["ttp-url"] as const);
  return hasLogs ? (["held-messages", "siem-2.0"] as const) : (["held-messages"] as const);
}

interface Place {
  readonly name: string;
  readonly account: number;
  readonly generation: Generation;
  readonly feeds: ReturnType<typeof feedsOf>;
}

/** So that a month takes minutes: 2 polls a day in place of 96, each of as many windows as there are hours. */
const everyHours = 12;

/** A running collector over many connections, and their tenants, on one clock that a test moves. */
export interface Month {
  readonly engine: Engine;
  readonly home: string;
  readonly tenants: Tenants;
  /** The connections' names, those of one account side by side. */
  readonly connections: readonly Place[];
  now(): number;
  /** Moves time by a cadence, and waits until every connection was polled. */
  step(): Promise<void>;
  /** Closes everything and begins anew on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openMonth({ accounts, start }: { accounts: number; start: number }): Promise<Month> {
  const tenants = await startTenants({ count: accounts, start });
  const home = await mkdtemp(join(tmpdir(), "postern-month-"));
  const finished = new EventEmitter();
  let now = start;
  const advance = async (ms: number): Promise<void> => {
    now += ms;
    await tenants.advance(ms);
  };
  const listener: EngineListener = (name, event) => {
    if (name === "poll.finished") finished.emit("poll", event);
  };
  const open = (): Promise<Engine> =>
    // What a quota asks to wait passes on the clock.
    openEngine({ home, now: () => now, sleep: (ms) => advance(ms), listener });
  let engine = await open();
  const connections = await connectAll(engine, await tenants.keys());
  const begin = () => {
    const stop = new AbortController();
    return { stop, running: engine.collector.run({ signal: stop.signal }) };
  };
  const end = async ({ stop, running }: ReturnType<typeof begin>): Promise<void> => {
    stop.abort();
    await running;
    await engine.close();
  };
  let run = begin();
  return {
    get engine() {
      return engine;
    },
    home,
    tenants,
    connections,
    now: () => now,
    async step() {
      const left = new Set(connections.map(({ name }) => name));
      const done = new AbortController();
      const onPoll = ({
        connection,
        nextPollAt,
      }: {
        connection: string;
        nextPollAt: number | null;
      }): void => {
        if (nextPollAt === null || nextPollAt > now) left.delete(connection);
        if (left.size === 0) finished.emit("all");
      };
      finished.on("poll", onPoll);
      const all = once(finished, "all", { signal: done.signal });
      await advance(everyHours * hourMs);
      // A collector that fails must not leave the test waiting.
      const failed = run.running.then(() => {
        throw new Error("The collector has ended.");
      });
      failed.catch(() => {});
      try {
        await Promise.race([all, failed]);
      } finally {
        finished.off("poll", onPoll);
        done.abort();
        all.catch(() => {});
      }
    },
    async restart() {
      await end(run);
      engine = await open();
      run = begin();
    },
    async close() {
      await end(run);
      await tenants.stop();
      await rm(home, { recursive: true });
    },
  };
}

async function connectAll(engine: Engine, keys: readonly AccountKeys[]): Promise<Place[]> {
  const places: Place[] = [];
  const everyMinutes = everyHours * 60;
  // The list has a cadence of its own.
  const feedSettings = { "held-messages": { everyMinutes } };
  const settings = { actions: [], lookbackHours: 6, everyMinutes, feedSettings };
  for (const [account, { v1, v2 }] of keys.entries()) {
    const of = (generation: Generation): Place => {
      const feeds = feedsOf(account, generation);
      const place = { name: `${generation}-${account}`, account, generation, feeds };
      places.push(place);
      return place;
    };
    const { baseUrl: baseUrl1, ...hmac } = v1;
    const { baseUrl: baseUrl2, ...oauth } = v2;
    const [one, two] = [of("v1"), of("v2")];
    await engine.connections.add({
      name: one.name,
      generation: "1.0",
      baseUrl: baseUrl1,
      keys: hmac,
      settings: { ...settings, feeds: one.feeds },
    });
    await engine.connections.add({
      name: two.name,
      generation: "2.0",
      baseUrl: baseUrl2,
      oauth,
      settings: { ...settings, feeds: two.feeds },
    });
  }
  return places;
}

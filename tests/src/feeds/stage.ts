import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, type VirtualClock } from "@postern/emulator";
import { type CollectResult, type Feed, openEngine, type StoredEvent } from "@postern/engine";
import { scriptedKeys } from "../setting/scripted-keys.js";
import { workday } from "../setting/setting.js";
import { type ScriptedVendor, startScriptedVendor } from "./scripted-vendor.js";

/** How far back a reader of the stage begins. */
export const lookbackHours = 4;

/** One connection to the vendor, which reads one feed. */
export interface Reader {
  collect(): Promise<CollectResult["connections"][number]["feeds"][number]>;
  events(): Promise<StoredEvent[]>;
}

/** The scripted vendor and an engine, on a clock that stands still. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly vendor: ScriptedVendor;
  /** Makes a connection of its own, with a credential of its own: what others stored and called is nothing to it. */
  connect(feed: Feed): Promise<Reader>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const clock = createClock({ start: workday, frozen: true });
  const home = await mkdtemp(join(tmpdir(), "postern-feeds-"));
  const vendor = await startScriptedVendor(() => clock.now());
  const { baseUrl } = vendor;
  // Waiting is the clock's business: a test never waits for a quota.
  const engine = await openEngine({ home, now: () => clock.now(), sleep: async (ms) => clock.advance(ms) });
  let count = 0;
  return {
    clock,
    vendor,
    async connect(feed) {
      count += 1;
      const connection = `reader-${count}`;
      // A stream is read beside the feed that confirms it.
      const others = feed.reading.kind === "stream" ? [feed.reading.confirmedBy] : [];
      const settings = { feeds: [feed.name, ...others], actions: [], lookbackHours };
      const access = feed.generations.includes("2.0")
        ? ({ generation: "2.0", oauth: { ...oauth, clientId: `conformance-client-id-${count}` } } as const)
        : ({ generation: "1.0", keys: { ...scriptedKeys, accessKey: accessKeyOf(count) } } as const);
      await engine.connections.add({ name: connection, baseUrl, settings, ...access });
      return {
        async collect() {
          const [result] = (await engine.collector.collect({ connection, feeds: [feed.name] })).connections;
          const [read] = result?.feeds ?? [];
          if (read !== undefined) return read;
          throw new Error(`${feed.name} was not read: ${result?.problem?.message}`);
        },
        async events() {
          const found: StoredEvent[] = [];
          for await (const event of engine.events.since(0, { connection })) found.push(event);
          return found;
        },
      };
    },
    async close() {
      await engine.close();
      vendor.close();
      await rm(home, { recursive: true });
    },
  };
}

const oauth = { clientSecret: "conformance-client-secret-000000000001" };

const accessKeyOf = (count: number) =>
  Buffer.from(`scripted-access-key-of-a-test-that-is-long-enough-${count}`).toString("base64");

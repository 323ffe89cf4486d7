import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createClock,
  type StartTenantOptions,
  startTenant,
  type Tenant,
  type VirtualClock,
} from "@postern/emulator";
import {
  type CollectResult,
  type ConnectionSettings,
  type Engine,
  type EngineEventMap,
  type EngineListener,
  type EngineOptions,
  feedsOf,
  openEngine,
} from "@postern/engine";

/** A working day at noon: the company is at work, and the day's phishing wave has begun. */
export const workday = Date.UTC(2026, 0, 7, 12, 2, 30);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** An emulated tenant and an engine with a connection of each generation, on one clock that stands still. */
export interface Setting {
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly home: string;
  readonly clock: VirtualClock;
  readonly troubles: EngineEventMap["feed.trouble"][];
  collect(feeds: readonly string[], connection?: string): Promise<CollectResult>;
  /** Closes the engine and opens another one on the same home. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export interface SettingOptions {
  readonly tenant?: StartTenantOptions;
  readonly settings?: Partial<ConnectionSettings>;
  readonly vaultKey?: string;
  readonly listener?: EngineListener;
  readonly timeouts?: EngineOptions["timeouts"];
}

export async function openSetting(options: SettingOptions = {}): Promise<Setting> {
  const clock = options.tenant?.clock ?? createClock({ start: workday, frozen: true });
  const tenant = await startTenant({ messagesPerDay: 400, retentionDays: 2, ...options.tenant, clock });
  const home = await mkdtemp(join(tmpdir(), "postern-test-"));
  const troubles: EngineEventMap["feed.trouble"][] = [];
  const open = (): Promise<Engine> =>
    openEngine({
      home,
      now: () => clock.now(),
      // Waiting is the clock's business: a test never waits for a quota.
      sleep: async (milliseconds) => clock.advance(milliseconds),
      listener: (name, event) => {
        if (name === "feed.trouble") troubles.push(event as EngineEventMap["feed.trouble"]);
        options.listener?.(name, event);
      },
      ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
      ...(options.vaultKey === undefined ? {} : { vaultKey: options.vaultKey }),
    });
  let engine = await open();
  await addConnections(engine, { tenant, settings: { lookbackHours: 24, ...options.settings } });
  return {
    tenant,
    home,
    clock,
    troubles,
    get engine() {
      return engine;
    },
    collect: (feeds, connection = "v2") => engine.collector.collect({ connection, feeds }),
    async reopen() {
      await engine.close();
      engine = await open();
    },
    async close() {
      await engine.close();
      await tenant.close();
      await rm(home, { recursive: true });
    },
  };
}

async function addConnections(
  engine: Engine,
  { tenant, settings }: { tenant: Tenant; settings: Partial<ConnectionSettings> },
): Promise<void> {
  const { baseUrl: v1, ...keys } = tenant.v1;
  const { baseUrl: v2, ...oauth } = tenant.v2;
  const actions = engine.actions.list.filter(({ kind }) => kind === "writing").map(({ name }) => name);
  // Of the feeds chosen, each connection takes those that its generation has.
  const settingsOf = (generation: "1.0" | "2.0") => {
    const known = new Set(feedsOf(generation).map(({ name }) => name));
    const feeds = settings.feeds?.filter((name) => known.has(name));
    return { actions, ...settings, ...(feeds === undefined ? {} : { feeds }) };
  };
  await engine.connections.add({
    name: "v1",
    generation: "1.0",
    baseUrl: v1,
    keys,
    settings: settingsOf("1.0"),
  });
  await engine.connections.add({
    name: "v2",
    generation: "2.0",
    baseUrl: v2,
    oauth,
    settings: settingsOf("2.0"),
  });
}

import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, type EngineListener, openEngine } from "@postern/engine";
import { createMetrics } from "@postern/engine/telemetry";
import { serveOnce } from "../collection/child.js";
import { putOffPolls, spreadPolls } from "./schedule.js";
import { cadenceMs, feeds, lookbackHours, type Moving, readClock, slackMs, startMs } from "./setting.js";
import { type ServiceTenant, startServiceTenant } from "./tenant.js";

export interface ServiceRequest {
  readonly home: string;
  readonly connections: number;
  /** How long it works with everything due at once. */
  readonly firstSeconds: number;
  readonly steady: readonly SteadyRequest[];
}

export interface SteadyRequest {
  readonly seconds: number;
  /** How many times as many polls come due in a time as usual: as if there were so many connections. */
  readonly rate: number;
}

/** Work for a time. Polls are those of single feeds. */
export interface Measure {
  readonly seconds: number;
  /** Of all threads of the collector, user and system. */
  readonly cpuSeconds: number;
  readonly polls: number;
}

export interface Steady extends Measure {
  readonly rate: number;
  /** Of the polls that came due; null: the measure was too short for any to be late. */
  readonly onTime: number | null;
  /** How late the middle one and the latest began, in milliseconds; null: it never did. */
  readonly medianLateMs: number | null;
  readonly worstLateMs: number | null;
}

/** What a Prometheus that asks while all is as usual gets, and what it waits. */
export interface Scrapes {
  readonly number: number;
  readonly megabytes: number;
  readonly medianMs: number;
  readonly longestMs: number;
}

export interface ServiceOutcome {
  /** Everything is due at once, as when it is started. */
  readonly first: Measure;
  readonly steady: readonly Steady[];
  /** At the usual cadence, every 15 seconds; null: that was not measured. */
  readonly scrapes: Scrapes | null;
  /** A service begins, with nothing due. */
  readonly starting: Measure;
  /** It goes on so. */
  readonly idle: Measure;
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
}

interface Stage {
  readonly request: ServiceRequest;
  readonly tenant: ServiceTenant;
  readonly engine: Engine;
  readonly watch: { listener: EngineListener };
  readonly time: { clock: Moving };
}

/** Two looks at what operators are to be told of, which come every 15 seconds. */
const idleSeconds = 30;
/** A service that is started lists all connections, plans their polls and looks at what retention takes away. */
const startingSeconds = 10;

async function measureService(request: ServiceRequest): Promise<ServiceOutcome> {
  const { home, connections } = request;
  const tenant = await startServiceTenant();
  const watch: Stage["watch"] = { listener: () => {} };
  const time: Stage["time"] = { clock: { from: startMs, fromRealMs: Date.now() } };
  const engine = await openEngine({
    home,
    now: () => readClock(time.clock),
    listener: (name, event) => watch.listener(name, event),
  });
  const stage: Stage = { request, tenant, engine, watch, time };
  try {
    await setClock(stage, startMs);
    await connectAll(stage, await tenant.open(connections));
    const first = await measureFirst(stage);
    const steady: Steady[] = [];
    let scrapes: Scrapes | null = null;
    for (const wanted of request.steady) {
      const endScraping = wanted.rate === 1 ? scrapeOften(engine) : null;
      steady.push(await measureSteady(stage, wanted));
      if (endScraping !== null) scrapes = await endScraping();
    }
    putOffPolls(home, readClock(stage.time.clock));
    const { starting, idle } = await measureIdle(stage);
    global.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return {
      first,
      steady,
      scrapes,
      starting,
      idle,
      heapMegabytes: heapUsed / 2 ** 20,
      residentMegabytes: rss / 2 ** 20,
    };
  } finally {
    await engine.close();
    await tenant.stop();
  }
}

const scrapeEveryMs = 15_000;

/** As Prometheus does by itself. The store is read anew each time. */
function scrapeOften(engine: Engine): () => Promise<Scrapes | null> {
  const metrics = createMetrics({ figures: engine.figures, version: "bench", otlp: null });
  const unwatch = engine.watch(metrics.listener);
  const tookMs: number[] = [];
  let megabytes = 0;
  const scrape = async (): Promise<void> => {
    const startedMs = performance.now();
    const text = await metrics.scrape();
    tookMs.push(performance.now() - startedMs);
    megabytes = Buffer.byteLength(text) / 2 ** 20;
  };
  const end = new AbortController();
  const scraping = (async () => {
    while (!end.signal.aborted) {
      await sleep(scrapeEveryMs, undefined, { signal: end.signal }).catch(() => {});
      if (!end.signal.aborted) await scrape();
    }
  })();
  return async () => {
    end.abort();
    await scraping;
    unwatch();
    await metrics.close();
    tookMs.sort((one, other) => one - other);
    const longestMs = tookMs.at(-1);
    const medianMs = tookMs[Math.floor(tookMs.length / 2)];
    if (longestMs === undefined || medianMs === undefined) return null;
    return { number: tookMs.length, megabytes, medianMs, longestMs };
  };
}

async function setClock(stage: Stage, from: number): Promise<void> {
  stage.time.clock = { from, fromRealMs: Date.now() };
  await stage.tenant.setClock(stage.time.clock);
}

async function connectAll(
  { engine }: Stage,
  credentials: Awaited<ReturnType<ServiceTenant["open"]>>,
): Promise<void> {
  for (const [index, { baseUrl, clientId, clientSecret }] of credentials.entries()) {
    await engine.connections.add({
      name: `c${index}`,
      generation: "2.0",
      baseUrl,
      oauth: { clientId, clientSecret },
      settings: { feeds, actions: [], lookbackHours, feedSettings: usualCadence },
    });
  }
}

/** Some feeds have a slower one of their own. */
const usualCadence = Object.fromEntries(feeds.map((feed) => [feed, { everyMinutes: cadenceMs / 60_000 }]));

/** Runs the service for so long, or until so many feeds were polled. */
async function measure(
  { engine, watch }: Stage,
  { seconds, polls: wanted = Number.POSITIVE_INFINITY }: { seconds: number; polls?: number },
): Promise<Measure> {
  const stop = new AbortController();
  let polls = 0;
  const inner = watch.listener;
  watch.listener = (name, event) => {
    inner(name, event);
    if (name !== "feed.finished") return;
    polls += 1;
    if (polls >= wanted) stop.abort();
  };
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const running = engine.collector.run({ signal: stop.signal });
  await Promise.race([running, sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => {})]);
  const { user, system } = process.cpuUsage(startedCpu);
  const spent = (performance.now() - startedMs) / 1000;
  stop.abort();
  await running;
  watch.listener = inner;
  return { seconds: spent, cpuSeconds: (user + system) / 1e6, polls };
}

async function measureIdle({ engine }: Stage): Promise<Pick<ServiceOutcome, "starting" | "idle">> {
  const stop = new AbortController();
  const running = engine.collector.run({ signal: stop.signal });
  const spend = async (seconds: number): Promise<Measure> => {
    const startedCpu = process.cpuUsage();
    await sleep(seconds * 1000);
    const { user, system } = process.cpuUsage(startedCpu);
    return { seconds, cpuSeconds: (user + system) / 1e6, polls: 0 };
  };
  const starting = await spend(startingSeconds);
  const idle = await spend(idleSeconds);
  stop.abort();
  await running;
  return { starting, idle };
}

async function measureFirst(stage: Stage): Promise<Measure> {
  const { connections, firstSeconds: seconds } = stage.request;
  return await measure(stage, { seconds, polls: connections * feeds.length });
}

async function measureSteady(stage: Stage, { rate, seconds }: SteadyRequest): Promise<Steady> {
  const from = readClock(stage.time.clock) + cadenceMs;
  await setClock(stage, from);
  const withinMs = cadenceMs / rate;
  const dueAt = spreadPolls(stage.request.home, { now: from, withinMs });
  const late = new Map<string, number>();
  stage.watch.listener = (name, event) => {
    if (name !== "feed.started" || !("feed" in event)) return;
    const due = dueAt.get(event.connection);
    const key = `${event.connection} ${event.feed}`;
    if (due !== undefined && !late.has(key)) late.set(key, readClock(stage.time.clock) - due);
  };
  const measured = await measure(stage, { seconds: Math.min(seconds, withinMs / 1000) });
  const until = readClock(stage.time.clock);
  stage.watch.listener = () => {};
  const lateness = [...dueAt]
    .filter(([, at]) => at <= until)
    .flatMap(([connection, at]) =>
      feeds.flatMap((feed) => {
        const begun = late.get(`${connection} ${feed}`);
        if (begun !== undefined) return begun;
        // What came due too lately to be late by now tells nothing.
        return until - at > slackMs ? Number.POSITIVE_INFINITY : [];
      }),
    )
    .sort((one, other) => (one === other ? 0 : one - other));
  return {
    ...measured,
    rate,
    onTime:
      until - from < 2 * slackMs ? null : lateness.filter((ms) => ms <= slackMs).length / lateness.length,
    medianLateMs: finite(lateness[Math.floor(lateness.length / 2)]),
    worstLateMs: finite(lateness.at(-1)),
  };
}

function finite(ms: number | undefined): number | null {
  return ms === undefined || !Number.isFinite(ms) ? null : ms;
}

await serveOnce(measureService);

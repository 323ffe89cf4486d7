import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClock, type Feed, type VirtualClock } from "@postern/emulator";
import { expect } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

const entry = fileURLToPath(new URL("./collector-process.js", import.meta.url));
/** The stream first: what it brings is provisional until the files are read. */
const feeds = ["siem-2.0-stream", "siem-2.0", "siem-1.0", "ttp-url", "threat-intel-grid"] as const;
/** Share of the kills whose time runs from the start, not from the first call. */
const startsKilled = 0.15;
/** Longer than a process reads that is up to date: some are done before they are killed. */
const readingMs = 500;

/**
 * Kills collecting processes at random instants, until so many were in the midst of something, then lets one finish:
 * the store must hold what the tenant published. Most die while they read, some while they start.
 */
export async function killAndCompare(request: {
  kills: number;
  messagesPerDay: number;
  seed: number;
}): Promise<void> {
  const random = randomFrom(request.seed);
  await disturb(request, async (setting) => {
    let killed = 0;
    for (let started = 0; killed < request.kills; started += 1) {
      expect(started).toBeLessThan(request.kills * 3);
      const child = startCollector(setting, feeds);
      const exited = once(child, "exit");
      if (random() >= startsKilled) await Promise.race([exited, once(child, "message")]);
      await Promise.race([exited, sleep(random() * readingMs)]);
      child.kill("SIGKILL");
      const [, signal] = await exited;
      if (signal === "SIGKILL") killed += 1;
      // Listings have a quota of 50 calls per 15 minutes; time also brings new records.
      setting.clock.advance(15 * minuteMs);
    }
  });
}

/**
 * Kills it at the first thing it tells, the next one at the second, and so on to the end of a cycle: each commit, and
 * each step between two. Gives how many died before one came to the end.
 */
export async function killAtEachStep(request: { messagesPerDay: number; most: number }): Promise<number> {
  let died = 0;
  await disturb(request, async (setting) => {
    for (let step = 1; step <= request.most; step += 1) {
      const [, signal] = await once(startCollector(setting, feeds, step), "exit");
      if (signal !== "SIGKILL") return;
      died += 1;
      setting.clock.advance(15 * minuteMs);
    }
    throw new Error(`None of ${died} came to the end`);
  });
  return died;
}

/**
 * Two processes on one store: the first is stopped while it reads, for longer than its lease lasts, and goes on when the
 * second has read everything.
 */
export async function stopPastLease(request: { messagesPerDay: number; seed: number }): Promise<void> {
  const random = randomFrom(request.seed);
  await disturb(request, async (setting) => {
    const stopped = startCollector(setting, feeds, 0, "ignore");
    const exited = once(stopped, "exit");
    await sleep(400 + random() * 300);
    stopped.kill("SIGSTOP");
    setting.clock.advance(5 * minuteMs);
    const [exitCode] = await once(startCollector(setting, feeds), "exit");
    expect(exitCode).toBe(0);
    stopped.kill("SIGCONT");
    await exited;
    setting.clock.advance(15 * minuteMs);
  });
}

/** What comes of it has to be what the tenant published, when all is over. */
async function disturb(
  { messagesPerDay }: { messagesPerDay: number },
  work: (setting: Setting) => Promise<void>,
): Promise<void> {
  const clock = createClock({ start: workday, frozen: true });
  const setting = await openSetting({
    tenant: { clock, messagesPerDay, retentionDays: 3 },
    settings: { lookbackHours: 12, feeds },
  });
  try {
    await work(setting);
    await finish(setting);
    for (const connection of ["v1", "v2"] as const) await compareAll(setting, connection);
  } finally {
    await setting.close();
  }
}

export function startCollector(
  { home, clock }: { home: string; clock: VirtualClock },
  feeds: readonly string[],
  dieAt = 0,
  stderr: "inherit" | "ignore" = "inherit",
): ChildProcess {
  return spawn(process.execPath, [entry, home, String(clock.now()), String(dieAt), ...feeds], {
    stdio: ["ignore", "ignore", stderr, "ipc"],
  });
}

/** A cut-off listing may wait for its quota: a few more polls, as the service would make them. */
async function finish(setting: Setting): Promise<void> {
  for (let poll = 0; poll < 4; poll += 1) {
    for (const connection of ["v1", "v2"]) await setting.engine.collector.collect({ connection });
    const verdicts = (await setting.engine.status()).flatMap((status) =>
      status.feeds.map(({ ledger }) => ledger.verdict),
    );
    if (verdicts.every((verdict) => verdict === "complete" || verdict === "provisional")) return;
    setting.clock.advance(15 * minuteMs);
  }
  throw new Error(`never complete: ${JSON.stringify(await setting.engine.status())}`);
}

async function compareAll(setting: Setting, connection: "v1" | "v2"): Promise<void> {
  const [status] = await setting.engine.status({ connection });
  for (const { feed, stored, provisional, ledger } of status?.feeds ?? []) {
    if (ledger.verdict === "provisional") continue;
    const count = await expectSameRecords({
      engine: setting.engine,
      tenant: setting.tenant,
      connection,
      feed: feed as Feed,
      from: workday - 11 * hourMs,
      // The sandbox has forty minutes for a file.
      until: setting.clock.now() - (feed === "ttp-attachment" ? 60 : 20) * minuteMs,
    });
    expect(count).toBeGreaterThan(0);
    // The counters went through the same kills as the events.
    let events = 0;
    for await (const _event of setting.engine.events.query({ connection, feed })) events += 1;
    expect(stored + provisional).toBe(events);
  }
}

/** Mulberry32: the same kills for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

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
/** Read when all is over, as the service would go on. Lists that are polled have a loop of their own. */
const others = ["ttp-attachment", "audit", "dlp", "rejections", "held-releases"] as const;

/** Kills a collecting process at random instants, then lets one finish: the store must hold what the tenant published. */
export async function killAndCompare(request: {
  kills: number;
  messagesPerDay: number;
  seed: number;
}): Promise<void> {
  const clock = createClock({ start: workday, frozen: true });
  const setting = await openSetting({
    tenant: { clock, messagesPerDay: request.messagesPerDay, retentionDays: 1 },
    settings: { lookbackHours: 12, feeds: [...feeds, ...others] },
  });
  try {
    const random = randomFrom(request.seed);
    let interrupted = 0;
    for (let kill = 0; kill < request.kills; kill += 1) {
      const child = startCollector(setting, feeds);
      const exited = once(child, "exit");
      // The first third of a second is spent on starting: kills spread over start, reading and commits.
      const ended = await Promise.race([
        exited.then(() => true),
        sleep(150 + random() * 900).then(() => false),
      ]);
      if (!ended) {
        child.kill("SIGKILL");
        await exited;
        interrupted += 1;
      }
      // Listings have a quota of 50 calls per 15 minutes; time also brings new records.
      clock.advance(15 * minuteMs);
    }
    expect(interrupted).toBeGreaterThan(0);
    await finish(setting);
    for (const connection of ["v1", "v2"] as const) await compareAll(setting, connection);
  } finally {
    await setting.close();
  }
}

export function startCollector(
  { home, clock }: { home: string; clock: VirtualClock },
  feeds: readonly string[],
): ChildProcess {
  return spawn(process.execPath, [entry, home, String(clock.now()), ...feeds], {
    stdio: ["ignore", "ignore", "inherit"],
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

import fc from "fast-check";
import type { WindowEntry } from "../store/index.js";
import { accountOf } from "./account.js";
import { joinWindows } from "./join-windows.js";
import { createMemoryLedger, type MemoryLedger } from "./memory-ledger.js";
import { planWindows, readableUntilOf, subtractSpans } from "./plan-windows.js";
import { type Clocks, proveWindow, readClocks } from "./prove-window.js";
import { timelineOf } from "./timeline.js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5);
/** The last sweep is a day after the end of the last window. */
const settlingHours = 28;

/** What may happen between two polls, and during one. */
type Step =
  /** Time goes on; `late` events of so many minutes ago become visible at the vendor. */
  | { readonly kind: "pass"; readonly minutes: number; readonly lateMinutes: readonly number[] }
  /** A poll; at `breaksAt`, a read fails (null: none), with nothing or a part of it committed. */
  | { readonly kind: "poll"; readonly breaksAt: number | null }
  /** The credential is refused until it is renewed. */
  | { readonly kind: "refuse" }
  | { readonly kind: "renew" }
  /** This machine's clock is wrong by so much from now on. */
  | { readonly kind: "jump"; readonly minutes: number }
  /** A new process: only what was committed is left. */
  | { readonly kind: "restart" }
  /** What is done with is joined, as after a poll. */
  | { readonly kind: "join" };

interface Settings {
  readonly settleMinutes: number;
  readonly retentionHours: number | null;
  readonly lookbackMinutes: number;
}

interface Schedule extends Settings {
  readonly steps: readonly Step[];
}

const stepOf: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 3 * 24 * 60 })),
      lateMinutes: fc.array(fc.integer({ min: 0, max: 26 * 60 }), { maxLength: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("poll" as const),
      breaksAt: fc.option(fc.nat(6), { freq: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "refuse" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "renew" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("jump" as const),
      minutes: fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "restart" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "join" }) },
);

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  settleMinutes: fc.integer({ min: 0, max: 40 }),
  retentionHours: fc.option(fc.integer({ min: 6, max: 14 * 24 })),
  lookbackMinutes: fc.integer({ min: 0, max: 600 }),
  steps: fc.array(stepOf, { maxLength: 40 }),
});

/** An event of the vendor's: when it happened, and since when a query answers it. */
interface VendorEvent {
  readonly at: number;
  readonly visibleAt: number;
}

/** The vendor and Postern's planning and ledger, played by hand. */
interface World {
  readonly since: number;
  readonly trueNow: number;
  /** As this machine's clock has it. */
  readonly now: number;
  readonly events: readonly VendorEvent[];
  readonly stored: ReadonlySet<VendorEvent>;
  readonly ledger: MemoryLedger;
}

interface Simulation {
  readonly world: () => World;
  play(step: Step): Promise<void>;
  /** Mends clock and credential, and polls every hour until the last sweep is done. */
  settle(): Promise<void>;
  /** Throws where the ledger says what is not so. */
  check(): Promise<void>;
}

export function simulate(settings: Settings): Simulation {
  const settleDelayMs = settings.settleMinutes * minute;
  const retentionMs = settings.retentionHours === null ? null : settings.retentionHours * hour;
  const sweepAfterMs = [hour, day];
  const since = start - settings.lookbackMinutes * minute;
  const ledger = createMemoryLedger();
  const events: VendorEvent[] = [];
  const stored = new Set<VendorEvent>();
  let trueNow = start;
  let skewMs = 0;
  let isRefused = false;
  /** This process has had an answer, and knows the vendor's clock. */
  let isAnswered = false;
  const now = (): number => trueNow + skewMs;
  const clocks = (): Clocks => ({ now: now(), vendorNow: isAnswered ? trueNow : null });

  const happen = (at: number, visibleAt: number): void => {
    events.push({ at, visibleAt });
  };
  for (let at = since; at < start; at += 7 * minute) happen(at, at + Math.min(settleDelayMs, minute));

  /** What the vendor answers: what is visible, and still kept. */
  const ask = (from: number, until: number): VendorEvent[] =>
    events.filter(
      ({ at, visibleAt }) =>
        at >= from &&
        at < until &&
        visibleAt <= trueNow &&
        (retentionMs === null || at >= trueNow - retentionMs),
    );
  const plan = async () => {
    const { earliest, latest } = readClocks(clocks());
    return planWindows({
      since,
      until: null,
      now: earliest,
      settleDelayMs,
      retentionMs: retentionMs === null ? null : retentionMs - (latest - earliest),
      entries: await ledger.windows(),
      maxWindowMs: hour,
      alignMs: null,
      sweepAfterMs,
    });
  };
  const enter = (windows: readonly WindowEntry[]): void => ledger.enter({ windows });

  const poll = async (breaksAt: number | null): Promise<boolean> => {
    if (isRefused) return false;
    const { windows, lost, distrusted } = await plan();
    enter(distrusted.map((entry) => ({ ...entry, state: "incomplete", reason: "clock", asOf: now() })));
    for (const [index, window] of windows.entries()) {
      const answered = ask(window.from, window.until);
      isAnswered = true;
      if (index === breaksAt) {
        // Killed in the middle: half the events were committed, and nothing that says so.
        for (const event of answered.slice(0, answered.length / 2)) stored.add(event);
        return true;
      }
      for (const event of answered) stored.add(event);
      enter(proveWindow(window, { ...clocks(), part: "", settleDelayMs, retentionMs, alignMs: null }));
    }
    if (isAnswered && lost.length > 0) {
      const { lost: gone } = await plan();
      enter(gone.map((span) => ({ part: "", ...span, state: "lost", reason: "retention", asOf: now() })));
    }
    return windows.length > 0 || distrusted.length > 0;
  };

  const timeline = async () =>
    timelineOf({
      since,
      now: now(),
      readableUntil: readableUntilOf({ now: now(), settleDelayMs, alignMs: null }),
      keptSince: retentionMs === null ? null : now() - retentionMs,
      sweepAfterMs,
      entries: await ledger.windows(),
      reading: null,
      trouble: null,
    });

  /** What is shown and planned from the ledger. */
  const told = async (): Promise<string> => {
    const { windows, lost, distrusted } = await plan();
    const entries = await ledger.windows();
    const account = accountOf({
      proves: "spans",
      spans: await timeline(),
      entries,
      sweepAfterMs,
      now: now(),
      asOf: null,
      furtherGaps: [],
    });
    return JSON.stringify([windows, lost, distrusted, account, await timeline()]);
  };
  const join = async (): Promise<void> => {
    if (!isAnswered) return;
    const { earliest, latest } = readClocks(clocks());
    const keptSince = retentionMs === null ? null : earliest - retentionMs - (latest - earliest);
    const joined = joinWindows(await ledger.windows(), { now: earliest, sweepAfterMs, keptSince });
    if (joined.length === 0) return;
    const before = await told();
    enter(joined);
    if ((await told()) !== before) throw new Error("joining changed what is told");
  };

  return {
    world: () => ({ since, trueNow, now: now(), events, stored, ledger }),
    async play(step) {
      switch (step.kind) {
        case "pass": {
          const until = trueNow + step.minutes * minute;
          for (let at = trueNow; at < until; at += 7 * minute)
            happen(at, at + Math.min(settleDelayMs, minute));
          trueNow = until;
          for (const late of step.lateMinutes) {
            const at = trueNow - late * minute;
            if (at >= since) happen(at, trueNow);
          }
          return;
        }
        case "poll":
          await poll(step.breaksAt);
          return;
        case "refuse":
          isRefused = true;
          return;
        case "renew":
          isRefused = false;
          return;
        case "jump":
          skewMs = step.minutes * minute;
          return;
        case "restart":
          // Planning keeps nothing between polls: all there is stands in the ledger.
          isAnswered = false;
          return;
        case "join":
          await join();
          return;
      }
    },
    async settle() {
      skewMs = 0;
      isRefused = false;
      for (let hours = 0; hours <= settlingHours; hours += 1) {
        await join();
        let rounds = 0;
        while (await poll(null)) {
          rounds += 1;
          if (rounds > 5) throw new Error("there is always something due");
        }
        trueNow += hour;
      }
    },
    async check() {
      const spans = await timeline();
      const whole = { from: since, until: Math.max(since, now()) };
      if (subtractSpans(whole, spans).length > 0) throw new Error("the timeline has holes");
      for (const [index, span] of spans.entries()) {
        const before = spans[index - 1];
        if (before !== undefined && before.until !== span.from) throw new Error("the timeline overlaps");
      }
      const entries = await ledger.windows();
      for (const [index, entry] of entries.entries()) {
        const next = entries[index + 1];
        if (next !== undefined && next.from < entry.until) throw new Error("two entries for one time");
      }
      for (const { from, until, asOf } of entries.filter(({ state }) => state === "complete")) {
        if (until > trueNow) throw new Error("said of the future that it is complete");
        const isMissing = (event: VendorEvent): boolean =>
          event.at >= from && event.at < until && event.visibleAt <= asOf && !stored.has(event);
        if (events.some(isMissing)) throw new Error("said to be complete, and is not");
      }
    },
  };
}

/**
 * What policy promises at the end: every event that became visible within a day of its time, in a span the ledger does
 * not call lost or unprovable, and that the vendor kept until the last sweep.
 */
function promisedOf(
  { events, trueNow }: World,
  { entries, retentionHours }: { entries: readonly WindowEntry[]; retentionHours: number | null },
): VendorEvent[] {
  const named = entries.filter(({ state }) => state === "lost" || state === "unprovable");
  // Sweeps of neighbours are joined to six hours, and asked for while all of it is kept.
  const keptSince = retentionHours === null ? -Infinity : trueNow - (retentionHours - 7) * hour;
  return events.filter(
    ({ at, visibleAt }) =>
      at >= keptSince &&
      visibleAt <= at + day &&
      entries.some(({ from, until }) => at >= from && at < until) &&
      !named.some(({ from, until }) => at >= from && at < until),
  );
}

/** Plays a schedule; fails where an invariant does not hold at any moment, or at the end an event is missing. */
export async function playSchedule({ steps, ...settings }: Schedule): Promise<void> {
  const { play, check, settle, world } = simulate(settings);
  let storedBefore = 0;
  for (const step of steps) {
    await play(step);
    await check();
    const { size } = world().stored;
    if (size < storedBefore) throw new Error("an event was forgotten");
    storedBefore = size;
  }
  await settle();
  await check();
  const entries = await world().ledger.windows();
  if (entries.some(({ state }) => state === "incomplete"))
    throw new Error("something stays incomplete, though nothing is amiss");
  const { trueNow, since } = world();
  const readable = { from: since, until: trueNow - hour - settings.settleMinutes * minute };
  if (readable.from < readable.until && subtractSpans(readable, entries).length > 0)
    throw new Error("a gap that no entry accounts for");
  const { stored } = world();
  const missing = promisedOf(world(), {
    entries,
    retentionHours: settings.retentionHours,
  }).filter((event) => !stored.has(event));
  if (missing.length > 0) throw new Error(`missing: ${JSON.stringify(missing.slice(0, 3))}`);
}

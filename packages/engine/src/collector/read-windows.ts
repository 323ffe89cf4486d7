import type { WindowReading } from "../feeds/index.js";
import {
  type Clocks,
  joinWindows,
  type PlannedWindow,
  planWindows,
  proveWindow,
  readClocks,
  type WindowPlan,
} from "../ledger/index.js";
import type { WindowEntry } from "../store/index.js";
import { type BatchSource, createBatchBuilder } from "./batch.js";
import type { Progress, Reached, ReadContext } from "./context.js";
import { dataOf, listCall } from "./list-call.js";
import { lostSpan } from "./lost-span.js";
import { createCommitPipeline } from "./pipeline.js";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const secondMs = 1000;
const maxWindowMs = hourMs;

function alignMsOf({ alignMinutes }: WindowReading): number | null {
  return alignMinutes === undefined ? null : alignMinutes * minuteMs;
}

/** A call, or a list of an answer, with windows of its own. */
type Part = WindowReading & { readonly name: string };

/** Reads every window that is due, part by part, the oldest first. */
export async function readWindows(context: ReadContext, reading: WindowReading): Promise<Reached> {
  const entries = await context.ledger.windows();
  const parts = (reading.parts ?? [{ name: "" }]).map((part): Part => ({ ...reading, ...part }));
  for (const part of parts) {
    const known = entries.filter((entry) => entry.part === part.name);
    if ((await readPart(context, part, known)) === "yielded") return "yielded";
    await readAgain(context, part);
  }
  return "end";
}

async function readPart(
  context: ReadContext,
  part: Part,
  entries: readonly WindowEntry[],
): Promise<"end" | "yielded"> {
  const plan = planPart(context, part, entries);
  const distrusted = distrust(context, plan);
  if (distrusted.length > 0)
    await context.commit({ part: part.name, place: "distrusted windows", windows: distrusted });
  for (const [index, window] of plan.windows.entries()) {
    await readWindow(context, { part, window, next: plan.windows[index + 1] });
    context.listener("window.completed", {
      connection: context.connection,
      feed: context.feed.name,
      from: window.from,
      until: window.until,
      left: plan.windows.length - index - 1,
    });
    if (index < plan.windows.length - 1 && context.isSpent()) return "yielded";
  }
  if (plan.lost.length > 0) await enterLost(context, part);
  await joinDone(context, part, entries);
  return "end";
}

/** Keeps the ledger short. What is done with was not read in this poll, so it stands as it stood before. */
async function joinDone(context: ReadContext, part: Part, entries: readonly WindowEntry[]): Promise<void> {
  // By a clock of ours that is ahead, a read would count as a sweep that has yet to come.
  if (context.isReplay || context.client.clockAheadMs() === null) return;
  const { retentionMs, sweepAfterMs } = context;
  const { earliest, latest } = readClocks(clocksOf(context));
  const keptSince = retentionMs === null ? null : earliest - retentionMs - (latest - earliest);
  const windows = joinWindows(entries, { now: earliest, sweepAfterMs, keptSince });
  if (windows.length > 0) await context.commit({ part: part.name, place: "joined windows", windows });
}

function planPart(context: ReadContext, part: Part, entries: readonly WindowEntry[]): WindowPlan {
  const { since, until, settleDelayMs, sweepAfterMs, retentionMs } = context;
  const { earliest, latest } = readClocks(clocksOf(context));
  return planWindows({
    since,
    until,
    now: earliest,
    settleDelayMs,
    // What the vendor keeps is reckoned from the later of both clocks: an empty answer from beyond proves nothing.
    retentionMs: retentionMs === null ? null : retentionMs - (latest - earliest),
    entries,
    maxWindowMs,
    alignMs: alignMsOf(part),
    sweepAfterMs,
  });
}

/** What is lost is entered when the vendor's clock is known: by a wrong one of ours, much would seem to be. */
async function enterLost(context: ReadContext, part: Part): Promise<void> {
  // What was read before it left retention stays what it is.
  if (context.isReplay || context.client.clockAheadMs() === null) return;
  const entries = (await context.ledger.windows()).filter((entry) => entry.part === part.name);
  const windows = planPart(context, part, entries).lost.map((span) => lostSpan(context, part.name, span));
  if (windows.length > 0) await context.commit({ part: part.name, place: "lost windows", windows });
}

function clocksOf({ client, now }: ReadContext): Clocks {
  const aheadMs = client.clockAheadMs();
  return { now: now(), vendorNow: aheadMs === null ? null : now() + aheadMs };
}

function distrust({ now }: ReadContext, { distrusted }: WindowPlan): WindowEntry[] {
  const reason = "read while this machine's clock was ahead";
  return distrusted.map((entry) => ({ ...entry, state: "incomplete", reason, asOf: now() }));
}

async function readWindow(
  context: ReadContext,
  { part, window, next }: { part: Part; window: PlannedWindow; next: PlannedWindow | undefined },
): Promise<void> {
  await readSpan(context, { part, span: window }, () => ({
    ...(next === undefined ? {} : { reading: next }),
    windows: proveWindow(window, {
      ...clocksOf(context),
      part: part.name,
      settleDelayMs: context.settleDelayMs,
      retentionMs: context.retentionMs,
      alignMs: alignMsOf(part),
    }),
  }));
}

/** Records that change after they are made: what is different now is an event of its own, the rest is dropped. */
async function readAgain(context: ReadContext, part: Part): Promise<void> {
  const { rereads } = part;
  if (rereads === undefined || context.isReplay) return;
  const name = `${part.name} again`.trim();
  const last = await context.ledger.checkpoint(name);
  const now = context.now();
  const checkpoint = { part: name, position: new Date(now).toISOString(), caughtUpAt: now };
  if (last === null) {
    // At first everything was read just now.
    await context.commit({ part: part.name, place: name, checkpoint });
    return;
  }
  if (last.caughtUpAt !== null && now - last.caughtUpAt < rereads.everyHours * hourMs) return;
  const stepMs = alignMsOf(part) ?? secondMs;
  const until = Math.floor((now - context.settleDelayMs) / stepMs) * stepMs;
  const from = Math.max(Math.floor(context.since / stepMs) * stepMs, until - rereads.days * dayMs);
  if (from >= until) return;
  await readSpan(context, { part, span: { from, until } }, () => ({ checkpoint }));
}

/** Reads a span; its last commit carries what closes it. */
async function readSpan(
  context: ReadContext,
  { part, span }: { part: Part; span: { readonly from: number; readonly until: number } },
  close: () => Pick<Progress, "windows" | "checkpoint" | "reading">,
): Promise<void> {
  const place = `${new Date(span.from).toISOString()} … ${new Date(span.until).toISOString()}`;
  const source: BatchSource = {
    part: part.name,
    name: `${part.name} ${place}`.trim(),
    fileName: null,
    fallbackTime: span.from,
    isList: true,
  };
  const builder = createBatchBuilder(context.feed, source, { openEntries: context.openEntries });
  const pipeline = createCommitPipeline(builder, context.commit);
  const progress = { part: part.name, place, reading: { from: span.from, until: span.until } };
  try {
    let line = 0;
    // The vendor takes both ends as inside, with a precision of seconds. Both ends stay as they are for all pages.
    const item = part.request({ from: span.from, until: span.until - secondMs });
    const { operation, pageSize } = part;
    const call = listCall({ operation, pageSize, item, signal: context.signal });
    for await (const answer of context.client.pages(operation, call)) {
      for (const record of part.records(dataOf(operation, answer))) {
        line += 1;
        builder.addValue(record, { line });
        await pipeline.push(() => progress);
      }
    }
    await pipeline.finish({ part: part.name, place, ...close() });
  } finally {
    await pipeline.settle();
  }
}

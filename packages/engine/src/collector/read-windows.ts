import type { WindowReading } from "../feeds/index.js";
import { type PlannedWindow, planWindows } from "../ledger/index.js";
import type { WindowEntry } from "../store/index.js";
import { createBatchBuilder } from "./batch.js";
import type { Reached, ReadContext } from "./context.js";
import { createCommitPipeline } from "./pipeline.js";

const hourMs = 3_600_000;
const secondMs = 1000;
const maxWindowMs = hourMs;
/** Late arrivals are looked for one hour and one day after a window's end. */
export const sweepAfterMs = [hourMs, 24 * hourMs] as const;
const part = "";

/** Reads every window that is due, the oldest first. */
export async function readWindows(context: ReadContext, reading: WindowReading): Promise<Reached> {
  const entries = await context.ledger.windows();
  const plan = planWindows({
    since: context.since,
    now: context.now(),
    settleDelayMs: context.settleDelayMs,
    retentionMs: context.retentionMs,
    entries,
    maxWindowMs,
    sweepAfterMs,
  });
  if (plan.lost.length > 0) {
    const lost = plan.lost.map((span): WindowEntry => {
      const reason = "older than the vendor keeps records";
      return { part, ...span, state: "lost", reason, asOf: context.now() };
    });
    await context.commit({ part, place: "lost windows", windows: lost });
  }
  for (const [index, window] of plan.windows.entries()) {
    await readWindow(context, { reading, window });
    context.listener("window.completed", {
      connection: context.connection,
      feed: context.feed.name,
      from: window.from,
      until: window.until,
      left: plan.windows.length - index - 1,
    });
  }
  return "end";
}

async function readWindow(
  context: ReadContext,
  { reading, window }: { reading: WindowReading; window: PlannedWindow },
): Promise<void> {
  const place = `${new Date(window.from).toISOString()} … ${new Date(window.until).toISOString()}`;
  const builder = createBatchBuilder(context.feed, {
    part,
    name: place,
    fileName: null,
    fallbackTime: window.from,
  });
  const pipeline = createCommitPipeline(builder, context.commit);
  try {
    let line = 0;
    // The vendor takes both ends as inside, with a precision of seconds. Both ends stay as they are for all pages.
    const item = reading.request({ from: window.from, until: window.until - secondMs });
    const pages = context.client.pages(reading.operation, {
      data: [item],
      pagination: { pageSize: reading.pageSize },
      signal: context.signal,
    });
    for await (const answer of pages) {
      for (const record of reading.records(answer.data)) {
        line += 1;
        builder.addValue(record, { line });
        await pipeline.push(() => ({ part, place }));
      }
    }
    const entry: WindowEntry = {
      part,
      from: window.from,
      until: window.until,
      state: "complete",
      reason: null,
      asOf: context.now(),
    };
    await pipeline.finish({ part, place, windows: [entry] });
  } finally {
    await pipeline.settle();
  }
}

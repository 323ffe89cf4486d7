import type { WholeReading } from "../feeds/index.js";
import { enterPoll, type PollPosition } from "../ledger/index.js";
import { createBatchBuilder } from "./batch.js";
import type { Reached, ReadContext } from "./context.js";
import { dataOf, listCall } from "./list-call.js";
import { createCommitPipeline } from "./pipeline.js";
import { duePoll, pollPlace } from "./polls.js";

const hourMs = 3_600_000;
const part = "";

/** Reads a list from its beginning to its end; what is known already is dropped by its id. */
export async function readWhole(context: ReadContext, reading: WholeReading): Promise<Reached> {
  const position = await duePoll(context);
  if (position === null) return "not-due";
  const place = pollPlace(position);
  // A record without a time has that of the beginning: the poll's would make another event of it every time.
  const source = { part, name: place, fileName: null, fallbackTime: context.since, isList: true } as const;
  const builder = createBatchBuilder(context.feed, source, { openEntries: context.openEntries });
  const pipeline = createCommitPipeline(builder, context.commit);
  const { operation, pageSize } = reading;
  try {
    let line = 0;
    const call = listCall({ operation, pageSize, item: null, signal: context.signal });
    for await (const answer of context.client.pages(operation, call)) {
      for (const record of reading.records(dataOf(operation, answer))) {
        line += 1;
        builder.addValue(record, { line });
        await pipeline.push(() => ({ part, place }));
      }
    }
    const reached: PollPosition = { ...position, state: "complete", wholeAt: position.at };
    const checkpoint = { part, position: JSON.stringify(reached), caughtUpAt: position.at };
    const maxGapMs = reading.reachHours * hourMs;
    // A poll out of turn proves nothing that the next one does not.
    const windows = context.isReplay
      ? []
      : enterPoll(await context.ledger.windows(), { at: position.at, maxGapMs });
    await pipeline.finish({ part, place, windows, checkpoint });
  } finally {
    await pipeline.settle();
  }
  return "end";
}

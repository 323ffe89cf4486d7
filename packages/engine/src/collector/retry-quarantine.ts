import { Readable } from "node:stream";
import type { Connection } from "../connections/index.js";
import { type Feed, findFeed } from "../feeds/index.js";
import { type Retriable, retriables } from "../quarantine/index.js";
import { addLine } from "./add-line.js";
import { type BatchBuilder, createBatchBuilder } from "./batch.js";
import type { FeedDependencies } from "./collect-feed.js";
import { createCommitWriter, type ReadContext } from "./context.js";
import type { HeldLease } from "./lease.js";
import { splitLines } from "./lines.js";
import { needsNaturalKeys } from "./natural-keys.js";
import { openSiemFiles } from "./open-siem-file.js";
import { openThreatFiles } from "./open-threat-file.js";
import { openStream } from "./streams.js";
import { BrokenFile, unpack } from "./unpack.js";

interface RetryCounts {
  tried: number;
  mended: number;
}

type RetryContext = Pick<ReadContext, "feed" | "commit" | "signal" | "hasNaturalKeys">;

/** Tries these entries of one feed again, outside a poll. Makes no call. */
export async function retryStream(
  { store, now, listener }: Pick<FeedDependencies, "store" | "now" | "listener">,
  request: {
    readonly connection: Connection;
    readonly feed: string;
    readonly lease: HeldLease;
    readonly ids: readonly number[];
  },
): Promise<RetryCounts> {
  const { connection, lease, ids } = request;
  const feed = findFeed(request.feed);
  const stream = await openStream(store, { connection, feed, since: undefined, now: now() });
  const { feeds } = connection.settings;
  async function* entries(): AsyncGenerator<Retriable> {
    for (const id of ids) yield* retriables(store, { streamId: stream.id, from: id, until: id + 1 });
  }
  const context: RetryContext = {
    feed,
    hasNaturalKeys: await needsNaturalKeys(store, { feeds, feed, streamId: stream.id }),
    signal: new AbortController().signal,
    commit: createCommitWriter({
      store,
      lease: () => lease.current(),
      streamId: stream.id,
      connection: connection.name,
      feed: feed.name,
      now,
      listener,
      tally: { stored: 0, duplicates: 0, quarantined: 0 },
    }),
  };
  return await retryQuarantine(context, entries());
}

/** Decodes what is in quarantine again: what succeeds is stored, and leaves quarantine in the same commit. */
export async function retryQuarantine(
  context: RetryContext,
  entries: AsyncIterable<Retriable>,
): Promise<RetryCounts> {
  const counts: RetryCounts = { tried: 0, mended: 0 };
  for await (const entry of entries) {
    context.signal.throwIfAborted();
    counts.tried += 1;
    if (entry.truncated || context.feed.reading.kind === "snapshot") continue;
    if (await retryOne(context, entry)) counts.mended += 1;
  }
  return counts;
}

async function retryOne(context: RetryContext, entry: Retriable): Promise<boolean> {
  const { source, id } = entry;
  const builder = createBatchBuilder(context.feed, source, context);
  const progress = { part: source.part, place: source.name };
  try {
    for await (const _ of decode(context.feed, { entry, builder })) {
      if (builder.isFull) {
        const { events } = builder.take();
        await context.commit({ ...progress, batch: { events, quarantine: [], items: [] } });
      }
    }
  } catch (error) {
    if (error instanceof BrokenFile) return false;
    throw error;
  }
  const { events, quarantine } = builder.take();
  if (quarantine.length > 0) return false;
  await context.commit({
    ...progress,
    batch: { events, quarantine: [], items: [] },
    settled: [id],
    settledBy: "retry",
  });
  return true;
}

/** Adds what the bytes hold, the way they came; yields now and then. Throws BrokenFile. */
async function* decode(
  feed: Feed,
  { entry, builder }: { entry: Retriable; builder: BatchBuilder },
): AsyncGenerator<void> {
  const bytes = Buffer.from(entry.bytes);
  const { name } = entry.source;
  const fileName = entry.source.fileName ?? name;
  if (entry.reason !== "broken-file") {
    builder.addText(bytes.toString("utf8"), { line: entry.line ?? 1 });
    return;
  }
  const { reading } = feed;
  if (reading.kind === "chain" && reading.operation === "siem.get-logs") {
    for await (const file of openSiemFiles({ fileName, bytes })) {
      if (file.kind === "broken") throw new BrokenFile(file.problem, { head: file.bytes, isWhole: true });
      for (const [index, record] of file.records.entries()) {
        builder.addValue(record, { line: index + 1 });
        yield;
      }
    }
    return;
  }
  const files =
    reading.kind === "chain"
      ? openThreatFiles({ fileName, bytes })
      : [{ objects: splitLines(unpack(Readable.from([bytes]), { keepsHead: false })) }];
  for await (const { objects } of files) {
    for await (const lines of objects) {
      for (const line of lines) addLine(builder, { line, name });
      yield;
    }
  }
}

import { MimecastError, type StreamPage } from "@postern/mimecast";
import { findFeed, type StreamReading } from "../feeds/index.js";
import { type BatchSource, createBatchBuilder } from "./batch.js";
import type { Reached, ReadContext } from "./context.js";
import { countCalls, planStream, type StreamPosition, startAnew } from "./plan-stream.js";

const part = "";
const minuteMs = 60_000;
const pageSize = 100;

/**
 * Reads what is new in the stream, as far as this poll's share of the quota goes. Every page is committed by itself,
 * with the cursor behind it.
 */
export async function readStream(context: ReadContext, reading: StreamReading): Promise<Reached> {
  const { client, ledger, since, now } = context;
  const batchStream = await context.openStream(findFeed(reading.confirmedBy));
  const checkpoint = await ledger.checkpoint(part);
  const known = { since, confirmedUntil: batchStream.lastEventAt };
  let position = planStream({
    ...known,
    position: checkpoint === null ? null : parsePosition(checkpoint.position),
    isCaughtUp: checkpoint?.caughtUpAt != null,
    now: now(),
  });
  const everyMinutes = context.everyMs / minuteMs;
  for (let calls = countCalls({ ...reading, everyMinutes }, client.budget()); calls > 0; calls -= 1) {
    const page = await ask(context, { reading, position });
    if (page === null) {
      position = startAnew({ ...known, now: now() });
      continue;
    }
    const next = await storePage(context, { reading, page, position, streamId: batchStream.id });
    if (page.isCaughtUp) return "end";
    // Without a cursor, or with the one just sent, the same page would come again.
    if (page.nextPage === null || ("next" in position && page.nextPage === position.next)) return "part";
    position = next;
  }
  return "part";
}

/** A page; null for a cursor that the tenant no longer takes. */
async function ask(
  { client, signal }: ReadContext,
  { reading, position }: { reading: StreamReading; position: StreamPosition },
): Promise<StreamPage | null> {
  const { operation } = reading;
  const place = "from" in position ? { from: position.from } : { nextPage: position.next };
  try {
    return await client.readStream({ operation, pageSize, signal, ...place });
  } catch (error) {
    const isRefused =
      error instanceof MimecastError && (error.kind === "invalid-cursor" || error.kind === "rejected");
    if (isRefused && "next" in position) return null;
    throw error;
  }
}

/** Stores a page under the feed its events belong to, and moves the cursor with it. Gives the position behind it. */
async function storePage(
  context: ReadContext,
  request: { reading: StreamReading; page: StreamPage; position: StreamPosition; streamId: number },
): Promise<StreamPosition> {
  const { reading, page, position, streamId } = request;
  const before = "from" in position ? position.from : position.reached;
  const source: BatchSource = {
    // Which type it is only the record tells.
    part: "unknown",
    name: `the page of the stream at ${JSON.stringify(position)}`,
    fileName: null,
    fallbackTime: before ?? context.since,
  };
  const builder = createBatchBuilder(findFeed(reading.confirmedBy), source, { hasNaturalKeys: true });
  page.events.forEach((event, index) => {
    builder.addValue(event, { line: index + 1 });
  });
  const batch = builder.take();
  const now = context.now();
  // An event that claims to be from the future says nothing about how far the stream was read.
  const times = batch.events.rows.map(([time]) => Math.min(time, now));
  const reached = times.length === 0 ? ("from" in position ? null : position.reached) : Math.max(...times);
  const next: StreamPosition = page.nextPage === null ? position : { next: page.nextPage, at: now, reached };
  await context.commit({
    part,
    place: "the stream",
    batch,
    provisionalIn: streamId,
    checkpoint: {
      part,
      position: JSON.stringify(next),
      caughtUpAt: page.isCaughtUp ? now : null,
    },
  });
  return next;
}

function parsePosition(text: string): StreamPosition {
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null) {
    if ("next" in value && typeof value.next === "string" && "at" in value && typeof value.at === "number") {
      const reached = "reached" in value && typeof value.reached === "number" ? value.reached : null;
      return { next: value.next, at: value.at, reached };
    }
    if ("from" in value && typeof value.from === "number") return { from: value.from };
  }
  throw new Error(`A checkpoint of a stream does not parse: ${text}`);
}

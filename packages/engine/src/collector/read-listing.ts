import type { BatchFile, BatchListing } from "@postern/mimecast";
import { MimecastError } from "@postern/mimecast";
import type { ListingReading } from "../feeds/index.js";
import { formatVendorDay } from "../feeds/values/time.js";
import type { FileEntry } from "../store/index.js";
import { cutOffReason } from "./ask-again.js";
import type { Reached, ReadContext } from "./context.js";
import { joinOldFiles } from "./join-files.js";
import { noteLostSpan } from "./lost-span.js";
import { readFile } from "./read-file.js";

const pageSize = 100;
/** Files of a page read at once: enough to hide the network's delay and share commits, few enough to stay small in memory. */
const filesAtOnce = 4;
/** How long after an event its file may still be published: what the last sweep of a window allows as well. */
const latestPublicationMs = 86_400_000;
/** Empty pages that claim there is more, followed before waiting for the next poll. */
const maxEmptyPages = 3;

/** Where a listing is read from: a day before the first page, the vendor's cursor afterwards. */
type Position = { readonly day: string } | { readonly next: string };

/** A page of a listing, named by where it begins. */
interface PlaceInListing {
  readonly part: string;
  readonly position: Position;
}

interface ListContext extends ReadContext {
  readonly list: (place: PlaceInListing) => Promise<BatchListing>;
  /** Commits of pages without files: nothing waits for them but the end of the poll. */
  readonly entered: Promise<unknown>[];
}

/** Reads every listing of the feed to its end; a file that can't be read is noted and doesn't hold up the rest. */
export async function readListing(feedContext: ReadContext, reading: ListingReading): Promise<Reached> {
  const { client, signal } = feedContext;
  const { operation } = reading;
  const entered: Promise<unknown>[] = [];
  const context: ListContext = {
    ...feedContext,
    entered,
    list: ({ part, position }) =>
      client.listBatch({
        operation,
        type: part,
        pageSize,
        signal,
        ...("day" in position
          ? { dateRangeStartsAt: position.day, ...lastDay(feedContext) }
          : { nextPage: position.next }),
      }),
  };
  await retryUnfinishedFiles(context, "incomplete");
  let reached: Reached;
  try {
    reached = await readParts(context, reading);
  } finally {
    await Promise.allSettled(entered);
  }
  await Promise.all(entered);
  if (reached === "yielded") return "yielded";
  // What a poll before this one was stopped in stands on the page it stopped at; what does not is listed no more.
  await retryUnfinishedFiles(context, "reading");
  await joinOldFiles(context);
  return reached;
}

async function readParts(context: ListContext, { parts }: ListingReading): Promise<Reached> {
  let reached: Reached = "end";
  for (const part of parts) {
    const partReached = await readPart(context, part);
    if (partReached === "yielded") return "yielded";
    if (partReached === "part") reached = "part";
  }
  return reached;
}

async function readPart(context: ListContext, part: string): Promise<Reached> {
  const checkpoint = await context.ledger.checkpoint(part);
  // Listing it again would only cost a call: this poll has seen its end already.
  if (context.isResumed && (checkpoint?.caughtUpAt ?? 0) >= context.beganAt) return "end";
  let position: Position =
    checkpoint === null ? { day: firstDay(context) } : parsePosition(checkpoint.position);
  if (!context.isResumed) await noteLostSpan(context, part, checkpoint);
  let emptyPages = 0;
  for (;;) {
    let listing: BatchListing;
    try {
      listing = await context.list({ part, position });
    } catch (error) {
      if (!isForgottenCursor(error) || "day" in position) throw error;
      // Repeats are dropped by their ids, so starting again from the day costs only time.
      position = { day: firstDay(context) };
      continue;
    }
    await readPage(context, { part, position, files: listing.files });
    if (listing.unreadableEntries > 0)
      await noteUnreadable(context, { part, position, count: listing.unreadableEntries });
    const next = isPlausible(listing.nextPage) ? listing.nextPage : null;
    const isStuck = next === null || ("next" in position && next === position.next);
    emptyPages = listing.files.length === 0 ? emptyPages + 1 : 0;
    const isEnd = listing.isCaughtUp || isStuck || emptyPages > maxEmptyPages;
    if (next !== null) position = { next };
    const committed = context.commit({
      part,
      place: part,
      checkpoint: {
        part,
        position: JSON.stringify(position),
        caughtUpAt: listing.isCaughtUp ? context.now() : null,
      },
    });
    if (listing.files.length > 0) await committed;
    else {
      // Seen when all parts are read; marked as handled so that it is no unhandled rejection until then.
      committed.catch(() => {});
      context.entered.push(committed);
    }
    if (isEnd) return listing.isCaughtUp ? "end" : "part";
    if (context.isSpent()) return "yielded";
  }
}

/** Entries of a page without a usable link: what stood behind them can't be read, and the ledger says so. */
async function noteUnreadable(
  context: ReadContext,
  { part, position, count }: PlaceInListing & { count: number },
): Promise<void> {
  const cursor = JSON.stringify(position);
  const reason = `${count} entries of the listing have no usable link`;
  const name = `entries without a link at ${cursor}`;
  const file: FileEntry = {
    part,
    name,
    cursor,
    state: "lost",
    reason,
    lines: 0,
    sizeBytes: null,
    attempts: 1,
    retryAt: null,
  };
  await context.commit({ part, place: name, file });
  context.listener("feed.trouble", {
    connection: context.connection,
    feed: context.feed.name,
    code: "unreadable-answer",
    detail: `${part}: ${reason}`,
  });
}

function firstDay(context: ReadContext): string {
  const horizon = context.retentionMs === null ? 0 : context.now() - context.retentionMs;
  return formatVendorDay(Math.max(context.since, horizon));
}

/** Of a replay with an end; nothing where files may still come, and the listing is read as far as there is any. */
function lastDay({ until, now }: ReadContext): { dateRangeEndsAt?: string } {
  if (until === null) return {};
  const day = formatVendorDay(until + latestPublicationMs);
  return day < formatVendorDay(now()) ? { dateRangeEndsAt: day } : {};
}

interface Page extends PlaceInListing {
  readonly files: readonly BatchFile[];
}

async function readPage(context: ListContext, { part, position, files }: Page): Promise<void> {
  const known = await context.ledger.files(
    part,
    files.map(({ objectPath }) => objectPath),
  );
  const waiting = files.filter(({ objectPath }) => known.get(objectPath)?.state !== "complete");
  const queue = waiting.values();
  const cursor = JSON.stringify(position);
  const relist = async (objectPath: string): Promise<BatchFile | null> => {
    const again = await context.list({ part, position });
    return again.files.find((file) => file.objectPath === objectPath) ?? null;
  };
  const work = async (): Promise<void> => {
    for (const file of queue) {
      const entry = known.get(file.objectPath) ?? newEntry({ part, cursor, file });
      await readFile(context, { file, entry, relist });
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: filesAtOnce }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
}

function newEntry({ part, cursor, file }: { part: string; cursor: string; file: BatchFile }): FileEntry {
  return {
    part,
    name: file.objectPath,
    cursor,
    state: "reading",
    reason: null,
    lines: 0,
    sizeBytes: file.sizeBytes,
    attempts: 0,
    retryAt: null,
  };
}

/** Files noted as unfinished are asked for again through the page that listed them, until they leave retention. */
async function retryUnfinishedFiles(context: ListContext, state: "incomplete" | "reading"): Promise<void> {
  const unfinished = await context.ledger.unfinishedFiles();
  for (const entry of unfinished) {
    if (entry.state !== state || (entry.retryAt ?? 0) > context.now() || entry.cursor === null) continue;
    const position = parsePosition(entry.cursor);
    const listing = await context.list({ part: entry.part, position }).catch((error: unknown) => {
      if (isForgottenCursor(error)) return null;
      throw error;
    });
    const file = listing?.files.find(({ objectPath }) => objectPath === entry.name);
    if (file === undefined) {
      const reason = `${entry.reason ?? cutOffReason}; the tenant lists it no more`;
      const lost: FileEntry = { ...entry, state: "lost", reason };
      await context.commit({ part: entry.part, place: entry.name, file: lost });
      continue;
    }
    const relist = async (): Promise<BatchFile | null> => null;
    await readFile(context, { file, entry, relist });
  }
}

function parsePosition(text: string): Position {
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null) {
    if ("next" in value && typeof value.next === "string") return { next: value.next };
    if ("day" in value && typeof value.day === "string") return { day: value.day };
  }
  throw new Error(`A checkpoint of a listing does not parse: ${text}`);
}

/** A cursor the tenant no longer takes: too old, or of another server. */
function isForgottenCursor(error: unknown): boolean {
  return error instanceof MimecastError && (error.kind === "invalid-cursor" || error.kind === "rejected");
}

/** A cursor whose offsets are all zero never progresses (seen by a peer): it is not taken as a checkpoint. */
function isPlausible(cursor: string | null): boolean {
  if (cursor === null || cursor === "") return false;
  const decoded = Buffer.from(cursor, "base64").toString("latin1");
  return !/^\[[a-z_ ]+=0-0(?:, [a-z_ ]+=0-0)*\]/.test(decoded);
}

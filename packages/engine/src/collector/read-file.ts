import { type BatchFile, MimecastError } from "@postern/mimecast";
import { isOfStore, toPosternError } from "../errors/index.js";
import type { FileEntry, QuarantineRow } from "../store/index.js";
import { addLine } from "./add-line.js";
import { type BatchSource, createBatchBuilder } from "./batch.js";
import type { ReadContext } from "./context.js";
import { splitLines } from "./lines.js";
import { createCommitPipeline } from "./pipeline.js";
import { retryAtOf } from "./retry-delay.js";
import { BrokenFile, unpack } from "./unpack.js";

/** Polls that stop at a file whose download fails, before reading on behind it. */
const attemptsBeforeGoingOn = 2;

interface FileRequest {
  readonly file: BatchFile;
  readonly entry: FileEntry;
  /** Asks the tenant for a fresh link; null when it lists the file no more. */
  readonly relist: (objectPath: string) => Promise<BatchFile | null>;
}

/**
 * Reads one listed file into the store. What can't be read is noted in the ledger, with the reason and when it is
 * tried again. Throws only when going on makes no sense: the tenant is out of reach, or we are being stopped.
 */
export async function readFile(context: ReadContext, { file, entry, relist }: FileRequest): Promise<void> {
  let progress = entry;
  let current = file;
  const onProgress = (reached: FileEntry): void => {
    progress = reached;
  };
  let mayRelist = true;
  let mayRepeat = true;
  for (;;) {
    try {
      await streamFile(context, { file: current, entry: progress, onProgress, keepsHead: !mayRepeat });
      context.listener("file.completed", {
        connection: context.connection,
        feed: context.feed.name,
        part: entry.part,
        file: entry.name,
      });
      return;
    } catch (error) {
      if (error instanceof MimecastError && error.kind === "link-expired" && mayRelist) {
        mayRelist = false;
        current = (await relist(file.objectPath)) ?? current;
        continue;
      }
      // Damage on the way is told from damage at rest by reading once more.
      if (error instanceof BrokenFile && mayRepeat) {
        mayRepeat = false;
        continue;
      }
      await noteFailure(context, { entry: progress, error });
      return;
    }
  }
}

async function noteFailure(
  context: ReadContext,
  { entry, error }: { entry: FileEntry; error: unknown },
): Promise<void> {
  const attempts = entry.attempts + 1;
  const retryAt = retryAtOf(attempts, context.now());
  if (error instanceof BrokenFile) {
    const row: QuarantineRow = {
      source: entry.name,
      line: null,
      reason: "broken-file",
      detail: error.message,
      from: { part: entry.part, fileName: entry.name, fallbackTime: listingTime(entry, context) },
      bytes: error.head,
      truncated: !error.isWhole,
    };
    const file: FileEntry = { ...entry, state: "incomplete", reason: error.message, attempts, retryAt };
    const events = { ids: new Uint8Array(), rows: [] };
    await context.commit({
      part: entry.part,
      place: entry.name,
      file,
      batch: { events, quarantine: [row], items: [] },
    });
  } else {
    const problem = toPosternError(error);
    if (context.signal.aborted || problem.code === "lease-lost" || isOfStore(problem.code)) throw error;
    const file: FileEntry = { ...entry, state: "incomplete", reason: problem.message, attempts, retryAt };
    await context.commit({ part: entry.part, place: entry.name, file });
    if (attempts < attemptsBeforeGoingOn) throw error;
  }
  context.listener("feed.trouble", {
    connection: context.connection,
    feed: context.feed.name,
    code: error instanceof BrokenFile ? "broken-file" : toPosternError(error).code,
    detail: `${entry.name}: ${error instanceof Error ? error.message : String(error)}`,
  });
}

async function streamFile(
  context: ReadContext,
  request: { file: BatchFile; entry: FileEntry; onProgress: (entry: FileEntry) => void; keepsHead: boolean },
): Promise<void> {
  const { file, entry, onProgress, keepsHead } = request;
  const { part, name } = entry;
  const source: BatchSource = { part, name, fileName: name, fallbackTime: listingTime(entry, context) };
  const builder = createBatchBuilder(context.feed, source, context);
  const pipeline = createCommitPipeline(builder, async (progress) => {
    const result = await context.commit(progress);
    if (progress.file !== undefined) onProgress(progress.file);
    return result;
  });
  const { body } = await context.client.download(file.url, { signal: context.signal });
  // A read that was cut off starts over: lines that are stored already are dropped by their ids, which holds even
  // when the file was served differently this time.
  let lines = 0;
  try {
    for await (const chunk of splitLines(unpack(body, { keepsHead }))) {
      for (const line of chunk) {
        addLine(builder, { line, name });
        lines = line.number;
        // Asked here, so that a line costs no promise.
        if (builder.isFull)
          await pipeline.push(() => ({ part, place: name, file: { ...entry, state: "reading", lines } }));
      }
    }
    const complete: FileEntry = { ...entry, state: "complete", reason: null, lines, retryAt: null };
    builder.endFile(name);
    await pipeline.finish({ part, place: name, file: complete });
  } catch (error) {
    // The lines before the damage are good: they are kept.
    if (error instanceof BrokenFile && !builder.isEmpty) {
      await pipeline.finish({ part, place: name, file: { ...entry, state: "reading", lines } });
    }
    throw error;
  } finally {
    body.destroy();
    await pipeline.settle();
  }
}

/** For records without a time: the file's own, else the day its listing began with, else the start of reading. */
function listingTime(entry: FileEntry, context: ReadContext): number {
  const day = /"day":"(\d{4}-\d{2}-\d{2})"/.exec(entry.cursor ?? "")?.[1];
  const inName = /(\d{4})[-/]?(\d{2})[-/]?(\d{2})/.exec(new URL(entry.name).pathname);
  const named = inName === null ? Number.NaN : Date.parse(`${inName[1]}-${inName[2]}-${inName[3]}`);
  if (!Number.isNaN(named)) return named;
  return day === undefined ? context.since : Date.parse(day);
}

import { createHash } from "node:crypto";
import { MimecastError, type SiemLogsAnswer } from "@postern/mimecast";
import { readFileNameTime } from "../feeds/time.js";
import type { FileEntry } from "../store/index.js";
import { type BatchBuilder, type BatchSource, createBatchBuilder } from "./batch.js";
import type { Reached, ReadContext } from "./context.js";
import { openSiemFiles, type SiemFile } from "./open-siem-file.js";
import { createCommitPipeline } from "./pipeline.js";

const part = "";
/** A chain is read once: what it drops is gone. So quarantine keeps far more of it than of a listed file. */
const maxQuarantineBytes = 16 * 1024 * 1024;

type FileAnswer = Extract<SiemLogsAnswer, { kind: "file" }>;

/**
 * Follows the chain of tokens to its end. The token moves with the last commit of what it brought; meanwhile the next
 * answer is on its way already.
 */
export async function readChain(context: ReadContext): Promise<Reached> {
  let token = (await context.ledger.checkpoint(part))?.position;
  let asked = ask(context, token);
  for (;;) {
    let answer: SiemLogsAnswer;
    try {
      answer = await asked;
    } catch (error) {
      if (!(error instanceof MimecastError && error.kind === "invalid-cursor") || token === undefined)
        throw error;
      // The token died with its files: the oldest that is still held comes next, repeats are dropped.
      token = undefined;
      asked = ask(context, token);
      continue;
    }
    if (answer.kind === "end") {
      const position = answer.nextToken ?? token;
      if (position !== undefined) await commitEnd(context, position);
      return "end";
    }
    const next = answer.nextToken;
    const isLast = next === null || next === token;
    const ahead = isLast ? null : ask(context, next);
    // It may fail while the answer before it is being stored: that shows when its turn comes.
    ahead?.catch(() => {});
    await storeAnswer(context, { answer, token });
    if (ahead === null || next === null) return "part";
    token = next;
    asked = ahead;
  }
}

async function ask(context: ReadContext, token: string | undefined): Promise<SiemLogsAnswer> {
  return await context.client.readSiemLogs({
    compress: true,
    signal: context.signal,
    ...(token === undefined ? {} : { token }),
  });
}

type RecordsSiemFile = Extract<SiemFile, { kind: "records" }>;
type BrokenSiemFile = Extract<SiemFile, { kind: "broken" }>;

/** Stores all files of an answer; its last commit moves the token, so that a cut-off answer is asked for again. */
async function storeAnswer(
  context: ReadContext,
  { answer, token }: { answer: FileAnswer; token: string | undefined },
): Promise<void> {
  const place = answer.fileName === "" ? "a file without a name" : answer.fileName;
  const answerTime = readFileNameTime(answer.fileName) ?? context.since;
  const builder = createBatchBuilder(context.feed, sourceOf(answer.fileName, answerTime));
  const pipeline = createCommitPipeline(builder, context.commit);
  const broken = new Map<string, BrokenSiemFile>();
  let lines = 0;
  const store = async (file: RecordsSiemFile): Promise<void> => {
    builder.begin(sourceOf(file.name, answerTime));
    for (const [index, record] of file.records.entries()) {
      builder.addValue(record, { line: index + 1 });
      await pipeline.push(() => ({ part, place }));
    }
    lines += file.records.length;
  };
  try {
    // One file at a time is in memory, however many the answer packs.
    for await (const file of openSiemFiles(answer)) {
      if (file.kind === "broken") broken.set(file.name, file);
      else await store(file);
    }
    if (broken.size > 0) {
      // Damage on the way is told from damage at rest by asking once more, before the token leaves it behind.
      const again = await ask(context, token);
      const isWhole = broken.has(answer.fileName);
      for await (const file of again.kind === "file" ? openSiemFiles(again) : []) {
        if (file.kind === "broken" || !(isWhole || broken.has(file.name))) continue;
        await store(file);
        broken.delete(isWhole ? answer.fileName : file.name);
      }
    }
    for (const file of broken.values()) quarantineFile(context, { builder, file });
    const problems = [...broken.values()].map(({ name, problem }) => `${name}: ${problem}`);
    const entry: FileEntry = {
      part,
      // Two servers may use one name in the same millisecond; the token tells their answers apart.
      name: `${place} ${createHash("sha256")
        .update(token ?? "first")
        .digest("hex")
        .slice(0, 8)}`,
      cursor: null,
      state: problems.length === 0 ? "complete" : "incomplete",
      reason: problems.length === 0 ? null : problems.join("; "),
      lines,
      sizeBytes: answer.bytes.length,
      attempts: 1,
      retryAt: null,
    };
    const position = answer.nextToken ?? token;
    await pipeline.finish({
      part,
      place,
      file: entry,
      ...(position === undefined ? {} : { checkpoint: { part, position, caughtUpAt: null } }),
    });
  } finally {
    await pipeline.settle();
  }
  context.listener("file.completed", {
    connection: context.connection,
    feed: context.feed.name,
    part,
    file: place,
  });
}

function sourceOf(name: string, answerTime: number): BatchSource {
  return { part, name, fileName: name, fallbackTime: readFileNameTime(name) ?? answerTime };
}

function quarantineFile(
  context: ReadContext,
  { builder, file }: { builder: BatchBuilder; file: BrokenSiemFile },
): void {
  builder.addQuarantine({
    source: file.name,
    line: null,
    reason: "broken-file",
    detail: file.problem,
    bytes: file.bytes.subarray(0, maxQuarantineBytes),
    truncated: file.bytes.length > maxQuarantineBytes,
  });
  context.listener("feed.trouble", {
    connection: context.connection,
    feed: context.feed.name,
    code: "broken-file",
    detail: `${file.name}: ${file.problem}`,
  });
}

async function commitEnd(context: ReadContext, position: string): Promise<void> {
  const checkpoint = { part, position, caughtUpAt: context.now() };
  await context.commit({ part, place: "end of the chain", checkpoint });
}

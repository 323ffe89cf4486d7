import { createHash } from "node:crypto";
import type { FileEntry } from "../store/index.js";
import { addLine } from "./add-line.js";
import { type BatchBuilder, type BatchSource, createBatchBuilder } from "./batch.js";
import type { Chain, ChainFile, ChainFileAnswer, ChainPosition } from "./chain.js";
import type { ReadContext } from "./context.js";
import { type CommitPipeline, createCommitPipeline } from "./pipeline.js";
import { retryAtOf } from "./retry-delay.js";
import { BrokenFile } from "./unpack.js";

const part = "";
/** A chain is read once: what it drops is gone. So quarantine keeps far more of it than of a listed file. */
const maxQuarantineBytes = 16 * 1024 * 1024;

type BrokenChainFile = Extract<ChainFile, { kind: "broken" }>;
type GoodChainFile = Exclude<ChainFile, BrokenChainFile>;

/** An answer of a chain on its way into the store. */
interface Storing {
  readonly context: ReadContext;
  readonly chain: Chain;
  readonly answer: ChainFileAnswer;
  /** What the answer was asked for with. */
  readonly position: ChainPosition;
  readonly builder: BatchBuilder;
  readonly pipeline: CommitPipeline;
  readonly place: string;
  /** The ledger's entry, where it was broken or cut off before: the chain has gone on since, and its token stays. */
  readonly again?: FileEntry;
  /** The ledger's entry, where a poll before this one was cut off in the midst of this answer. */
  readonly cutOff?: FileEntry | undefined;
  /** Files that can't be read to their end, by name. */
  readonly broken: Map<string, BrokenChainFile>;
  lines: number;
}

/**
 * Stores all files of an answer; its last commit moves the token, so that a cut-off answer is asked for again.
 * Gives the position behind it, and how many records there were.
 */
export async function storeAnswer(
  context: ReadContext,
  request: {
    readonly chain: Chain;
    readonly answer: ChainFileAnswer;
    readonly position: ChainPosition;
    readonly again?: FileEntry;
    readonly cutOff?: FileEntry | undefined;
  },
): Promise<{ position: ChainPosition; lines: number }> {
  const { answer } = request;
  const builder = createBatchBuilder(context.feed, sourceOf(request, answer.fileName), {
    openEntries: context.openEntries,
  });
  const storing: Storing = {
    ...request,
    context,
    builder,
    pipeline: createCommitPipeline(builder, context.commit),
    place: placeOf(answer),
    broken: new Map(),
    lines: 0,
  };
  try {
    await takeFiles(storing, answer);
    if (storing.broken.size > 0) await takeAgain(storing);
    if (storing.broken.size === 0) endAnswer(storing);
    // Its bytes were kept the first time.
    if (request.again?.state !== "incomplete")
      for (const file of storing.broken.values()) quarantineFile(storing, file);
    return { position: await finish(storing), lines: storing.lines };
  } finally {
    await storing.pipeline.settle();
  }
}

function sourceOf({ chain, answer }: { chain: Chain; answer: ChainFileAnswer }, name: string): BatchSource {
  return { part, name, fileName: name, fallbackTime: chain.fallbackTime(answer, name) };
}

/** One file at a time is in memory, however many the answer packs. */
async function takeFiles(
  storing: Storing,
  answer: ChainFileAnswer,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  for await (const file of storing.chain.open(answer)) {
    if (isWanted(file.name)) await takeFile(storing, file);
  }
}

/** Damage on the way is told from damage at rest by asking once more, before the token leaves it behind. */
async function takeAgain(storing: Storing): Promise<void> {
  const { chain, position, broken, answer } = storing;
  const again = await chain.ask(position);
  if (again.kind !== "file") return;
  const names = new Set(broken.keys());
  broken.clear();
  // Of an answer that could not be opened at all, everything is wanted.
  await takeFiles(storing, again, (name) => names.has(answer.fileName) || names.has(name));
}

/** What is good of a file is stored; what is broken is noted. */
async function takeFile(storing: Storing, file: ChainFile): Promise<void> {
  const { broken, answer } = storing;
  if (file.kind === "broken") {
    broken.set(file.name, file);
    return;
  }
  try {
    await storeFile(storing, file);
    storing.builder.endFile(file.name);
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    // The packed bytes hold all of it, and stand for the file in quarantine.
    broken.set(file.name, { kind: "broken", name: file.name, problem: error.message, bytes: answer.bytes });
  }
}

async function storeFile(storing: Storing, file: GoodChainFile): Promise<void> {
  const { builder, pipeline, place } = storing;
  builder.begin(sourceOf(storing, file.name));
  const push = () => {
    storing.lines += 1;
    return pipeline.push(() => ({ part, place, file: { ...entryOf(storing), ...soFar(storing) } }));
  };
  if (file.kind === "records") {
    for (const [index, record] of file.records.entries()) {
      builder.addValue(record, { line: index + 1 });
      await push();
    }
    return;
  }
  for await (const lines of file.lines) {
    for (const line of lines) {
      addLine(builder, { line, name: file.name });
      await push();
    }
  }
}

async function finish(storing: Storing): Promise<ChainPosition> {
  const { context, chain, answer, position, builder, pipeline, place, again } = storing;
  const newest = Math.min(builder.latestTime ?? 0, context.now());
  const reached: ChainPosition = {
    ...position,
    token: answer.nextToken ?? (chain.tokensHaveSpans ? null : position.token),
    seen: Math.max(position.seen ?? 0, newest) || null,
  };
  const isPlaced = again === undefined && (reached.token !== null || chain.tokensHaveSpans);
  await pipeline.finish({
    part,
    place,
    file: entryOf(storing),
    ...(isPlaced ? { checkpoint: { part, position: chain.format(reached), caughtUpAt: null } } : {}),
  });
  const { connection, feed, listener } = context;
  listener("file.completed", { connection, feed: feed.name, part, file: place });
  return reached;
}

/** An answer that could not be opened was given a name of its own each time it was served. */
function endAnswer({ builder, answer, again }: Storing): void {
  builder.endFile(answer.fileName);
  if (again !== undefined) builder.endFile(again.name.slice(0, again.name.lastIndexOf(" ")));
}

function placeOf({ fileName }: ChainFileAnswer): string {
  return fileName === "" ? "a file without a name" : fileName;
}

/** Two servers may use one name in the same millisecond; what was asked for tells their answers apart. */
export function nameOfAnswer({
  chain,
  answer,
  position,
}: Pick<Storing, "chain" | "answer" | "position">): string {
  const asked = createHash("sha256").update(chain.format(position)).digest("hex").slice(0, 8);
  return `${placeOf(answer)} ${asked}`;
}

/** What is said of an answer while it is being stored. */
function soFar({ chain, position, again }: Storing): Partial<FileEntry> {
  const state = again?.state ?? "reading";
  return { state, cursor: chain.format(position), reason: again?.reason ?? null, retryAt: null };
}

function entryOf(storing: Storing): FileEntry {
  const { context, chain, answer, position, broken, lines, again, cutOff } = storing;
  const problems = [...broken.values()].map(({ name, problem }) => `${name}: ${problem}`);
  const name = (again ?? cutOff)?.name ?? nameOfAnswer(storing);
  const attempts = (again?.attempts ?? 0) + 1;
  const told = { part, name, lines, sizeBytes: answer.bytes.length, attempts };
  if (problems.length === 0) return { ...told, cursor: null, state: "complete", reason: null, retryAt: null };
  return {
    ...told,
    cursor: chain.format(position),
    state: "incomplete",
    reason: problems.join("; "),
    retryAt: retryAtOf(attempts, context.now()),
  };
}

function quarantineFile({ context, builder }: Storing, file: BrokenChainFile): void {
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

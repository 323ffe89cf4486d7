import { maxDepth, refuseRecord } from "../feeds/decoding/decode.js";
import { decodeChange } from "../feeds/identity/changes.js";
import type { SnapshotReading, StateList, VendorRecord } from "../feeds/index.js";
import { stringifyShallow } from "../feeds/values/json.js";
import { enterPoll, idOfText, type PollPosition } from "../ledger/index.js";
import { type BatchBuilder, createBatchBuilder } from "./batch.js";
import { compareItems, type ItemComparison } from "./compare-items.js";
import type { Progress, Reached, ReadContext } from "./context.js";
import { readDepartures } from "./departures.js";
import { dataOf, listCall } from "./list-call.js";
import { type CommitPipeline, createCommitPipeline } from "./pipeline.js";
import { duePoll, pollPlace } from "./polls.js";
import { readItem, restoreItem, type SnapshotItem } from "./snapshot-item.js";

const part = "";
/** Polls further apart than this leave a gap that is named. */
const gapShare = 2;
/** Items taken from the store at once. */
const itemsAtOnce = 500;

/** One poll of a feed's lists, under way. */
interface Poll {
  readonly context: ReadContext;
  readonly reading: SnapshotReading;
  readonly position: PollPosition;
  readonly comparison: ItemComparison;
  readonly builder: BatchBuilder;
  readonly pipeline: CommitPipeline;
}

/**
 * Reads the lists whole and stores what arrived, changed and left since the last poll. Each commit carries items
 * together with the events about them: a poll cut off at any point has told what it has stored, and the next one
 * tells the rest. Nothing counts as left before all was read to its end.
 */
export async function readSnapshot(context: ReadContext, reading: SnapshotReading): Promise<Reached> {
  const position = await duePoll(context);
  if (position === null) return "not-due";
  const poll = await beginPoll(context, { reading, position });
  try {
    const isPaged = await readLists(poll);
    // Rows that go while a list is paged through shift those behind them across the edge of a page, unseen.
    if (isPaged && poll.comparison.missing().length > 0) await readLists(poll);
    await tellDepartures(poll);
    const maxGapMs = context.everyMs * gapShare;
    const windows = enterPoll(await context.ledger.windows(), { at: position.at, maxGapMs });
    poll.builder.endList();
    await poll.pipeline.finish({ ...progressOf(position, "complete"), windows });
  } finally {
    await poll.pipeline.settle();
  }
  return "end";
}

async function beginPoll(
  context: ReadContext,
  { reading, position }: { reading: SnapshotReading; position: PollPosition },
): Promise<Poll> {
  const source = {
    part,
    name: pollPlace(position),
    fileName: null,
    fallbackTime: position.at,
    isList: true,
  } as const;
  const builder = createBatchBuilder(context.feed, source, { openEntries: context.openEntries });
  const pipeline = createCommitPipeline(builder, context.commit);
  const comparison = compareItems(await context.ledger.items.digests());
  // The poll's number is spent before anything is told under it.
  await context.commit(progressOf(position, "reading"));
  return { context, reading, position, comparison, builder, pipeline };
}

function progressOf(position: PollPosition, state: PollPosition["state"]): Omit<Progress, "batch"> {
  const wholeAt = state === "reading" ? position.wholeAt : position.at;
  const reached: PollPosition = { ...position, state, wholeAt };
  const checkpoint = { part, position: JSON.stringify(reached), caughtUpAt: wholeAt };
  return { part, place: pollPlace(position), checkpoint };
}

/** True where a list had more than one page. */
async function readLists(poll: Poll): Promise<boolean> {
  const { reading, position } = poll;
  const { perItem, parts = [{ name: "" }] } = reading;
  const further: { part: string; request: object }[] = [];
  const note = ({ record, key }: { record: VendorRecord; key: string }): void => {
    const request = perItem?.request(record) ?? null;
    if (request !== null) further.push({ part: key, request });
  };
  let isPaged = false;
  for (const { name, ...own } of parts) {
    const list = { ...reading, ...own };
    const request = list.request?.({ at: position.at }) ?? null;
    isPaged = (await readList(poll, { list, part: name, request, note })) || isPaged;
  }
  if (perItem === undefined) return isPaged;
  for (const { part, request } of further) {
    isPaged = (await readList(poll, { list: perItem, part, request, note: () => {} })) || isPaged;
  }
  return isPaged;
}

async function readList(
  poll: Poll,
  request: {
    readonly list: StateList;
    readonly part: string;
    readonly request: object | null;
    readonly note: (item: { record: VendorRecord; key: string }) => void;
  },
): Promise<boolean> {
  const { list, part, note } = request;
  const { context, reading, comparison } = poll;
  const { operation, pageSize } = list;
  const call = listCall({ operation, pageSize, item: request.request, signal: context.signal });
  const nameItem = list.pageSize === null ? numberTwins(list.key) : list.key;
  const { secretFields = [] } = reading;
  let line = 0;
  let pageCount = 0;
  for await (const answer of context.client.pages(operation, call)) {
    pageCount += 1;
    const changed: SnapshotItem[] = [];
    for (const value of list.records(dataOf(operation, answer))) {
      line += 1;
      const item = readItem(context.feed, { value, part, secretFields, nameItem });
      if (item === null) {
        quarantine(poll, { value, part, line });
        continue;
      }
      note(item);
      const sighting = comparison.see(item.id, item.digest);
      if (sighting === "arrived") await tell(poll, { item, type: "arrived" });
      if (sighting === "changed") changed.push(item);
    }
    await tellChanges(poll, changed);
  }
  return pageCount > 1;
}

/** In one answer, a second item of the same name is another item; in a paged list, it is the same one seen twice. */
function numberTwins(key: StateList["key"]): StateList["key"] {
  const counts = new Map<string, number>();
  return (record) => {
    const name = key(record);
    if (name === null) return null;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  };
}

async function tell(poll: Poll, { item, type }: { item: SnapshotItem; type: string }): Promise<void> {
  const { context, position, builder, pipeline } = poll;
  const { number, at, wholeAt } = position;
  const id = idOfText(item.id);
  const digest = idOfText(item.digest);
  const { record, raw } = item;
  const decoded = decodeChange(context.feed, {
    type,
    item: id,
    digest,
    record,
    raw,
    poll: { number, at, before: wholeAt },
    source: { part: item.part, fileName: null, fallbackTime: at },
  });
  const isThere = type === "arrived" || type === "changed";
  builder.addItem(isThere ? { id, state: "there", part: item.part, digest, raw } : { id, state: "gone" }, {
    decoded,
    raw,
  });
  await pipeline.push(() =>
    isThere ? { part, place: pollPlace(position) } : progressOf(position, "leaving"),
  );
}

/** A digest also changes when a new version of the feed takes other fields as volatile: then nothing happened. */
async function tellChanges(poll: Poll, items: readonly SnapshotItem[]): Promise<void> {
  const { context, builder, pipeline, position } = poll;
  const kept = await context.ledger.items.texts(items.map(({ id }) => id));
  for (const item of items) {
    const before = kept.get(item.id);
    if (
      before === undefined ||
      restoreItem(context.feed, { id: item.id, ...before }).digest !== item.digest
    ) {
      await tell(poll, { item, type: "changed" });
      continue;
    }
    const { part, raw } = item;
    builder.addItem(
      { id: idOfText(item.id), state: "there", part, digest: idOfText(item.digest), raw },
      null,
    );
    await pipeline.push(() => ({ part, place: pollPlace(position) }));
  }
}

async function tellDepartures(poll: Poll): Promise<void> {
  const { context, reading, position, comparison } = poll;
  const missing = comparison.missing();
  const since = position.wholeAt ?? context.since;
  const tellDeparture = await readDepartures(context, { log: reading.departures, since, missing });
  for (let start = 0; start < missing.length; start += itemsAtOnce) {
    const kept = await context.ledger.items.texts(missing.slice(start, start + itemsAtOnce));
    for (const [id, { part, raw }] of kept) {
      const item = restoreItem(context.feed, { id, part, raw });
      await tell(poll, { item, type: tellDeparture(item) });
    }
  }
}

function quarantine(
  { context, builder, reading }: Poll,
  { value, part, line }: { value: unknown; part: string; line: number },
): void {
  const detail = refuseRecord(value) ?? "no record";
  if (reading.secretFields === undefined) {
    builder.addBroken(stringifyShallow(value, maxDepth), { line, detail });
    return;
  }
  // Where secrets may stand and nothing tells which part is one, nothing is kept.
  const source = `${context.feed.name} ${part}`.trim();
  builder.addQuarantine({
    source,
    line,
    reason: "broken-record",
    detail,
    bytes: new Uint8Array(),
    truncated: true,
  });
}

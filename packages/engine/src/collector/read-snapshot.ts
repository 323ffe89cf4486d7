import { operation } from "@postern/mimecast";
import { decodeChange } from "../feeds/changes.js";
import { maxDepth, refuseRecord } from "../feeds/decode.js";
import type { SnapshotReading, VendorRecord } from "../feeds/index.js";
import { stringifyShallow } from "../feeds/json.js";
import { enterPoll, idOfText, type PollPosition, parsePollPosition, planPoll } from "../ledger/index.js";
import { type BatchBuilder, createBatchBuilder } from "./batch.js";
import { compareItems, type ItemComparison } from "./compare-items.js";
import type { Progress, Reached, ReadContext } from "./context.js";
import { readDepartures } from "./departures.js";
import { type CommitPipeline, createCommitPipeline } from "./pipeline.js";
import { readItem, restoreItem, type SnapshotItem } from "./snapshot-item.js";

const minuteMs = 60_000;
const part = "";
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

type StateList = Pick<SnapshotReading, "operation" | "pageSize" | "records" | "key">;

/**
 * Reads the lists whole and stores what arrived, changed and left since the last poll. Each commit carries items
 * together with the events about them: a poll cut off at any point has told what it has stored, and the next one
 * tells the rest. Nothing counts as left before all was read to its end.
 */
export async function readSnapshot(context: ReadContext, reading: SnapshotReading): Promise<Reached> {
  const everyMs = (context.everyMinutes ?? reading.everyMinutes) * minuteMs;
  const checkpoint = await context.ledger.checkpoint(part);
  const last = checkpoint === null ? null : parsePollPosition(checkpoint.position);
  const position = planPoll(last, { now: context.now(), everyMs });
  if (position === null) return "not-due";
  const poll = await beginPoll(context, { reading, position });
  try {
    const isPaged = await readLists(poll);
    // Rows that go while a list is paged through shift those behind them across the edge of a page, unseen.
    if (isPaged && poll.comparison.missing().length > 0) await readLists(poll);
    await tellDepartures(poll);
    const windows = enterPoll(await context.ledger.windows(), { at: position.at, everyMs });
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
  const source = { part, name: placeOf(position), fileName: null, fallbackTime: position.at };
  const builder = createBatchBuilder(context.feed, source);
  const pipeline = createCommitPipeline(builder, context.commit);
  const comparison = compareItems(await context.ledger.items.digests());
  // The poll's number is spent before anything is told under it.
  await context.commit(progressOf(position, "reading"));
  return { context, reading, position, comparison, builder, pipeline };
}

function placeOf({ at }: PollPosition): string {
  return `as of ${new Date(at).toISOString()}`;
}

function progressOf(position: PollPosition, state: PollPosition["state"]): Omit<Progress, "batch"> {
  const wholeAt = state === "reading" ? position.wholeAt : position.at;
  const reached: PollPosition = { ...position, state, wholeAt };
  const checkpoint = { part, position: JSON.stringify(reached), caughtUpAt: wholeAt };
  return { part, place: placeOf(position), checkpoint };
}

/** True where a list had more than one page. */
async function readLists(poll: Poll): Promise<boolean> {
  const { reading, position } = poll;
  const { perItem } = reading;
  const further: { part: string; request: object }[] = [];
  let isPaged = await readList(poll, {
    list: reading,
    part,
    request: reading.request?.({ at: position.at }) ?? null,
    note: ({ record, key }) => {
      if (perItem !== undefined) further.push({ part: key, request: perItem.request(record) });
    },
  });
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
  const pages = context.client.pages(list.operation, {
    ...(operation(list.operation).method === "GET"
      ? {}
      : { data: request.request === null ? [] : [request.request] }),
    ...(list.pageSize === null ? {} : { pagination: { pageSize: list.pageSize } }),
    signal: context.signal,
  });
  const nameItem = list.pageSize === null ? numberTwins(list.key) : list.key;
  const { secretFields = [] } = reading;
  let line = 0;
  let pageCount = 0;
  for await (const answer of pages) {
    pageCount += 1;
    const changed: SnapshotItem[] = [];
    for (const value of list.records(answer.data)) {
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
  await pipeline.push(() => (isThere ? { part, place: placeOf(position) } : progressOf(position, "leaving")));
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
    await pipeline.push(() => ({ part, place: placeOf(position) }));
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
  { builder, reading, position }: Poll,
  { value, part, line }: { value: unknown; part: string; line: number },
): void {
  const hasSecrets = (reading.secretFields ?? []).length > 0;
  builder.addQuarantine({
    source: `${part} ${placeOf(position)}`.trim(),
    line,
    reason: "broken-record",
    detail: refuseRecord(value) ?? "no record",
    // Where secrets may stand and nothing tells which part is one, nothing is kept.
    bytes: Buffer.from(hasSecrets ? "" : stringifyShallow(value, maxDepth), "utf8"),
    truncated: hasSecrets,
  });
}

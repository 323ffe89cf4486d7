import type { ClickWords } from "../clicks/click-words.js";
import { dayMs, minuteMs } from "../clock/spans.js";
import { defaultSpanMs } from "../logs/generated-log.js";
import type { LogRow } from "../logs/log-row.js";
import { liveOrder, type RowMaker } from "../logs/row-maker.js";
import type { Click } from "../traffic/click.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Message } from "../traffic/message.js";
import { comparePlaces } from "../traffic/place.js";
import type { Traffic } from "../traffic/traffic.js";
import { isObject, type JsonObject, parseJson, readNumber } from "../wire/decode.js";
import { type Drift, driftRecord } from "./drift.js";
import { splitRecords } from "./line-sink.js";
import { longestDelayMs } from "./line-times.js";
import type { SiemEventType } from "./siem-archive.js";
import { type Span, writeSpan } from "./write-span.js";

/** Older starts are refused. */
export const streamReachMs = dayMs;

/** A busy tenant has tens of thousands of events in a minute. */
const spanMs = minuteMs;
/** More than the events of a minute, and a quarter of an hour of them is still below what is done by hand. */
const ordersPerSpan = 1 << 22;

/** Where what happened comes from: generated traffic, or what was done by hand. */
interface Source {
  messagesBetween(from: number, until: number): readonly Message[];
  clicksBetween(from: number, until: number): readonly Click[];
}

interface Event {
  readonly time: number;
  readonly record: JsonObject;
}

interface Batches {
  readonly accountCode: string;
  readonly batchMs: number;
  readonly types: readonly SiemEventType[];
  /** Null where the spelling stays. */
  readonly drift: Drift | null;
  readonly words: ClickWords;
}

/** The log of a stream: the same events as in the batch files, sooner and in another spelling. */
export function planStream(options: {
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly batchMs: number;
  readonly types: readonly SiemEventType[];
  readonly drift: Drift | null;
  readonly words: ClickWords;
  /** How long after it happened an event shows. Longer than the second a click is rounded by. */
  readonly delayMs: number;
}): { readonly generate: RowMaker; readonly live: RowMaker; readonly spanMs: number } {
  const { traffic, live, delayMs, ...rest } = options;
  const batches: Batches = { accountCode: traffic.company.accountCode, ...rest };
  return {
    generate: (from, until) =>
      placeEvents(findEvents(traffic, batches, { from, until }), { firstOrder: 0, delayMs }),
    live: (from, until) =>
      placeEvents(findEvents(live, batches, { from, until }), { firstOrder: liveOrder, delayMs }),
    spanMs,
  };
}

/** The events with `from <= time < until`, published or not, in the words of the stream. */
function findEvents(
  source: Source,
  { accountCode, batchMs, types, drift, words }: Batches,
  { from, until }: { readonly from: number; readonly until: number },
): Event[] {
  const events: Event[] = [];
  const earliest = from - longestDelayMs;
  // A line's time depends on when its file comes out: batch by batch it is the same as in the file.
  for (let batch = Math.floor(earliest / batchMs); batch * batchMs < until; batch += 1) {
    const start = Math.max(batch * batchMs, earliest);
    const end = Math.min((batch + 1) * batchMs, until);
    const span: Span = {
      messages: source.messagesBetween(start, end),
      // What turns up late comes with the files alone.
      clicks: () => source.clicksBetween(start, end).filter((click) => click.visibleFrom <= click.time),
      context: { accountCode, publishedAt: (batch + 1) * batchMs },
      words,
      separator: "\n",
    };
    for (const record of writeTypes(types, span)) {
      const time = readNumber(record, "timestamp") ?? start;
      if (time < from || time >= until) continue;
      const told = toStreamForm(record);
      events.push({ time, record: drift?.isOnAt(time) === true ? driftRecord(told, "stream") : told });
    }
  }
  return events;
}

/** Events to the millisecond, each a little later to be seen. */
function placeEvents(
  events: readonly Event[],
  { firstOrder, delayMs }: { readonly firstOrder: number; readonly delayMs: number },
): LogRow[] {
  return events
    .map(({ time, record }, index) => ({
      time,
      order: firstOrder + Math.floor((time % defaultSpanMs) / spanMs) * ordersPerSpan + index,
      fields: record,
      raw: JSON.stringify(record),
      visibleFrom: time + delayMs,
    }))
    .sort(comparePlaces);
}

function writeTypes(types: readonly SiemEventType[], span: Span): JsonObject[] {
  const written = new Map<SiemEventType, readonly string[]>();
  for (const type of types) {
    if (written.has(type)) continue;
    for (const [name, rendered] of writeSpan("2.0", type, span)) written.set(name, splitRecords(rendered));
  }
  return [...written.values()].flat().flatMap((raw) => {
    const record = parseJson(raw);
    return isObject(record) ? [record] : [];
  });
}

/** Two members have other names here, and what tells the place in the vendor's queue is missing. */
function toStreamForm(record: JsonObject): JsonObject {
  const { _offset, _partition, type, subtype, ...rest } = record;
  return { ...rest, eventType: type, subType: subtype };
}

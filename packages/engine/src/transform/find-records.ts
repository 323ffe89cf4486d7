import { type Feed, feeds, isRecord, parseJson, recogniseFeeds, type VendorRecord } from "../feeds/index.js";
import { isEmptyAnswer, openEnvelope } from "./envelope.js";
import type { Fault } from "./problem.js";

/** A record and its feed, or why there is none. */
export type Found =
  | { readonly ok: true; readonly feed: Feed; readonly value: unknown }
  | { readonly ok: false; readonly fault: Fault };

/** Lists of answers of lists: no deeper than anybody wraps records. */
const maxEnvelopes = 4;
/** Exports of other tools wrap records in theirs, some as JSON text. */
const maxSearchDepth = 8;

/** The records of a feed in a value: the value itself, or what stands in a list or a whole answer of the API. */
export function findRecords(value: unknown, feed: Feed): readonly Found[] {
  return openRecords(value, { feed, depth: 0 });
}

function openRecords(value: unknown, { feed, depth }: { feed: Feed; depth: number }): readonly Found[] {
  const envelope = depth === maxEnvelopes ? null : openEnvelope(value);
  if (envelope === null) return [{ ok: true, feed, value }];
  if (envelope.kind === "list")
    return envelope.items.flatMap((item) => openRecords(item, { feed, depth: depth + 1 }));
  const { data } = envelope;
  const faults = envelope.faults.map(toFound);
  if (isEmptyAnswer(data)) return faults;
  const records = recordsOf(feed, data);
  // Where an answer of the feed is nothing but records, another feed's would be taken for one.
  const isItsOwn = records.some((record) => isRecord(record) && feed.looksLike?.(record) !== false);
  if (isItsOwn) return [...records.map((record): Found => ({ ok: true, feed, value: record })), ...faults];
  const message = `An answer of the API, but without a record of ${feed.name}.`;
  return [toFound({ code: "broken-record", message }), ...faults];
}

/** The records in a value, each with the feed that its fields tell. */
export function recogniseRecords(value: unknown): readonly Found[] {
  return search(value, 0) ?? [toFound(unknown(value))];
}

/** Null where nothing looks like a record. */
function search(value: unknown, depth: number): readonly Found[] | null {
  if (depth > maxSearchDepth) return null;
  if (typeof value === "string") return searchText(value, depth);
  if (typeof value !== "object" || value === null) return null;
  const envelope = openEnvelope(value);
  if (envelope?.kind === "list") return searchList(envelope.items, depth);
  if (envelope?.kind === "answer") {
    const faults = envelope.faults.map(toFound);
    const found = searchAnswer(envelope.data, depth);
    return found === null && faults.length === 0 ? null : [...(found ?? []), ...faults];
  }
  if (!isRecord(value)) return null;
  const [feed, ...others] = recogniseFeeds(value);
  if (feed !== undefined)
    return [others.length === 0 ? { ok: true, feed, value } : ambiguous([feed, ...others])];
  const inside = Object.values(value).flatMap((member) => search(member, depth + 1) ?? []);
  return inside.length === 0 ? null : inside;
}

/** Collectors of logs keep what they were given as text in a field of their own. */
function searchText(text: string, depth: number): readonly Found[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const parsed = parseJson(text);
  return parsed.ok ? search(parsed.value, depth + 1) : null;
}

/** An item that is no record, among others that are, is a fault; where none is, the whole is. */
function searchList(items: readonly unknown[], depth: number): readonly Found[] | null {
  const found = items.map((item) => search(item, depth + 1));
  if (items.length > 0 && found.every((each) => each === null)) return null;
  return found.flatMap((each, index) => each ?? [toFound(unknown(items[index]))]);
}

/** A feed knows where its records stand in an answer, and may add to them what only the answer tells. */
function searchAnswer(data: readonly unknown[], depth: number): readonly Found[] | null {
  if (isEmptyAnswer(data)) return [];
  for (const feed of feeds) {
    if (!("records" in feed.reading)) continue;
    const records = recordsOf(feed, data);
    if (records.length > 0 && records.every((record) => isOnlyOf(feed, record)))
      return records.map((record) => ({ ok: true, feed, value: record }));
  }
  return searchList(data, depth);
}

function recordsOf({ reading }: Feed, data: readonly unknown[]): readonly unknown[] {
  return "records" in reading ? reading.records(data) : data.flat();
}

function isOnlyOf(feed: Feed, record: unknown): boolean {
  if (!isRecord(record)) return false;
  const [first, ...others] = recogniseFeeds(record);
  return first === feed && others.length === 0;
}

function ambiguous(possible: readonly Feed[]): Found {
  const names = possible.map(({ name }) => name).join(" or ");
  return toFound({
    code: "unknown-record",
    message: `It may be a record of ${names}: say which with --feed.`,
  });
}

function unknown(value: unknown): Fault {
  const inside = firstInside(value);
  const message = isRecord(inside)
    ? `No feed has records with these fields: ${nameFields(inside)}.`
    : "It is JSON, but no record.";
  return { code: "unknown-record", message };
}

/** What a list or an answer begins with says more than what it is wrapped in. */
function firstInside(value: unknown): unknown {
  const envelope = openEnvelope(value);
  if (envelope === null) return value;
  const [first] = envelope.kind === "list" ? envelope.items : envelope.data;
  return isRecord(first) ? first : value;
}

const maxNamedFields = 8;
const maxNamedCharacters = 40;

function nameFields(record: VendorRecord): string {
  const names = Object.keys(record);
  const shown = names.slice(0, maxNamedFields).map((name) => name.slice(0, maxNamedCharacters));
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

function toFound(fault: Fault): Found {
  return { ok: false, fault };
}

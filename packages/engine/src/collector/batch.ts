import { hash } from "node:crypto";
import { type DecodedRecord, decodeRecord, maxDepth, refuseRecord } from "../feeds/decoding/decode.js";
import type { Feed, RecordSource } from "../feeds/index.js";
import { parseJson, stringifyShallow } from "../feeds/values/json.js";
import type { OpenEntries } from "../quarantine/index.js";
import {
  type EventBatch,
  type EventRow,
  type ItemEntry,
  idBytes,
  type QuarantineRow,
} from "../store/index.js";
import { createSettling } from "./settling.js";
import { createSightings } from "./sightings.js";

/** Rows a commit carries. More store a little faster; fewer take less memory (docs/performance.md). */
const batchRows = 500;

/** Text a commit carries at most, however few its rows. */
const maxBatchCharacters = 8 * 1024 * 1024;

/** Bytes of a broken piece that quarantine keeps. */
export const maxQuarantineBytes = 1024 * 1024;

export interface Batch {
  readonly events: EventBatch;
  readonly quarantine: readonly QuarantineRow[];
  /** Items of a snapshot, with the events that tell what became of them. */
  readonly items: readonly ItemEntry[];
  /** Ids of what leaves quarantine with it. */
  readonly settled?: readonly number[];
}

/** The window or file that records come from. */
export interface BatchSource extends RecordSource {
  /** Names it in quarantine. */
  readonly name: string;
  /** A list has no lasting places: what is broken in it is named by what it is, to be kept once however often read. */
  readonly isList?: true;
}

/** Gathers the records of windows and files, one after the other, into batches for the store. */
export interface BatchBuilder {
  /** What is added from now on comes from here: sightings are counted anew. */
  begin(source: BatchSource): void;
  addText(text: string, place: { line: number }): void;
  addValue(value: unknown, place: { line: number }): void;
  /** An item of a list and what happened to it; null where nothing did that is worth telling. */
  addItem(item: ItemEntry, change: { decoded: DecodedRecord; raw: string } | null): void;
  /** What is no record: its text goes to quarantine. */
  addBroken(text: string, place: { line: number; detail: string }): void;
  addQuarantine(row: QuarantineRow): void;
  /** A file was read to its end: what of it is in quarantine, and is not broken again, leaves it. */
  endFile(name: string): void;
  /** The same of a list of which nothing is left to read. */
  endList(): void;
  readonly isEmpty: boolean;
  /** The newest time of all records that were added. */
  readonly latestTime: number | null;
  /** Time for a commit. */
  readonly isFull: boolean;
  /** Hands over what was gathered and starts anew. */
  take(): Batch;
}

export function createBatchBuilder(
  feed: Feed,
  first: BatchSource,
  /** `hasNaturalKeys`: the events come by another way, too. `openEntries`: what may leave quarantine. */
  options: { readonly hasNaturalKeys?: boolean; readonly openEntries?: OpenEntries } = {},
): BatchBuilder {
  let source = first;
  let sightings = createSightings();
  const ids = createIdBuffer();
  const naturalKeys = options.hasNaturalKeys === true ? createIdBuffer() : null;
  let rows: EventRow[] = [];
  let quarantine: QuarantineRow[] = [];
  let items: ItemEntry[] = [];
  let settled: number[] = [];
  const openEntries = options.openEntries ?? new Map();
  const settling = createSettling(openEntries);
  let characters = 0;
  let latestTime: number | null = null;

  const add = (value: unknown, place: { raw: string; line: number }): void => {
    characters += place.raw.length;
    const decoded = decodeRecord(feed, { value, raw: place.raw, source });
    if (decoded === null) {
      quarantineText(place.raw, { line: place.line, detail: refuseRecord(value) ?? "no record" });
      return;
    }
    if (source.isList && openEntries.size > 0)
      settled.push(...settling.of(nameOfItem(feed, Buffer.from(place.raw))));
    addDecoded(decoded);
  };
  const addDecoded = (decoded: DecodedRecord): void => {
    latestTime = Math.max(latestTime ?? decoded.time, decoded.time);
    ids.add(decoded.id);
    naturalKeys?.add(decoded.naturalKey());
    rows.push(decoded.row(sightings.see(decoded.id)));
  };
  const recordSource = (): RecordSource => {
    const { part, fileName, fallbackTime } = source;
    return { part, fileName, fallbackTime };
  };
  const quarantineText = (text: string, { line, detail }: { line: number; detail: string }): void => {
    const bytes = Buffer.from(text, "utf8");
    characters += Math.min(bytes.length, maxQuarantineBytes);
    const place = source.isList
      ? {
          source: nameOfItem(feed, bytes),
          line: null,
          detail: `${detail} (${source.name})`,
        }
      : { source: source.name, line, detail };
    settling.keep(place);
    quarantine.push({
      ...place,
      from: recordSource(),
      reason: "broken-record",
      bytes: bytes.subarray(0, maxQuarantineBytes),
      truncated: bytes.length > maxQuarantineBytes,
    });
  };

  return {
    begin(next) {
      source = next;
      sightings = createSightings();
    },
    addText(text, { line }) {
      const parsed = parseJson(text);
      if (parsed.ok) add(parsed.value, { raw: text, line });
      else quarantineText(text, { line, detail: parsed.problem });
    },
    addValue(value, { line }) {
      const refused = refuseRecord(value);
      if (refused === null) add(value, { raw: JSON.stringify(value), line });
      else quarantineText(stringifyShallow(value, maxDepth), { line, detail: refused });
    },
    addItem(item, change) {
      items.push(item);
      if (change === null) return;
      // As text of the event, and once more as text of the item.
      characters += change.raw.length * 2;
      addDecoded(change.decoded);
    },
    addBroken: quarantineText,
    endFile(name) {
      settled.push(...settling.of(name));
    },
    endList() {
      settled.push(...settling.rest());
    },
    addQuarantine(row) {
      settling.keep(row);
      quarantine.push({ ...row, from: recordSource() });
    },
    get isEmpty() {
      return rows.length + quarantine.length + items.length + settled.length === 0;
    },
    get latestTime() {
      return latestTime;
    },
    get isFull() {
      return (
        Math.max(rows.length, items.length) + quarantine.length >= batchRows ||
        characters >= maxBatchCharacters
      );
    },
    take() {
      const events: EventBatch = {
        ids: ids.take(),
        rows,
        ...(naturalKeys === null ? {} : { naturalKeys: naturalKeys.take() }),
      };
      const batch: Batch = { events, quarantine, items, settled };
      rows = [];
      quarantine = [];
      items = [];
      settled = [];
      characters = 0;
      return batch;
    },
  };
}

/** A list has no lasting places: what is broken in it is named by what it is. */
function nameOfItem(feed: Feed, bytes: Uint8Array): string {
  return `${feed.name} ${hash("sha256", bytes).slice(0, 16)}`;
}

/** Packs ids one behind the other. */
function createIdBuffer(): { add(id: Uint8Array): void; take(): Uint8Array } {
  let bytes = new Uint8Array(batchRows * idBytes);
  let used = 0;
  return {
    add(id) {
      if (used + idBytes > bytes.length) {
        const larger = new Uint8Array(bytes.length * 2);
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(id, used);
      used += idBytes;
    },
    take() {
      const taken = bytes.slice(0, used);
      used = 0;
      return taken;
    },
  };
}

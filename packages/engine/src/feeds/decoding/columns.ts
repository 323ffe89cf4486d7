import type { Field } from "../../vocabulary/index.js";
import { nameDelivery } from "../../vocabulary/judgement.js";
import type { TermName } from "../../vocabulary/terms.js";
import { readers } from "../../vocabulary/value-types.js";
import type { EventFields, VendorRecord } from "../feed.js";
import { blankFields } from "../values/blank-fields.js";
import {
  readAddress,
  readHost,
  readIpAddress,
  readMessageId,
  readSubject,
  readText,
} from "../values/text.js";
import { readTime } from "../values/time.js";

/** The fields of an event, still to be corrected by what one field says about another. */
export type Columns = { -readonly [Name in keyof EventFields]: EventFields[Name] };

/** What is known of an event beside its record's fields. */
interface KnownOfEvent {
  readonly type: string;
  /** For a record without a time. */
  readonly fallbackTime: number;
}

export type ColumnReader = (record: VendorRecord, known: KnownOfEvent) => Columns;

type Reader = (value: unknown) => string | number | null;

/** The terms that tell a column, the first that has a value, as the store writes it. The host is that of the URL. */
const tellers: {
  readonly [Name in Exclude<keyof Columns, "type" | "host">]: readonly (readonly [TermName, Reader])[];
} = {
  time: [["time", readTime]],
  sender: [
    ["sender", readAddress],
    ["headerSender", readAddress],
  ],
  recipient: [["recipients", readAddress]],
  url: [["url", readText]],
  action: [
    ["action", readAction],
    ["delivered", readDelivered],
  ],
  verdict: [["verdict", readText]],
  sourceAddress: [["sourceIp", readIpAddress]],
  messageId: [["messageId", readMessageId]],
  subject: [["subject", readSubject]],
};

/** A field that may tell a column: of several, the one with the lowest rank does. */
interface Candidate {
  readonly column: keyof Columns;
  readonly slot: number;
  readonly rank: number;
  readonly read: Reader;
}

/**
 * Reads the store's columns by the table that the forms are made from, so that a search finds what a document shows.
 * It goes over the record's keys: to look for keys that aren't there would cost more.
 */
export function compileColumns(table: readonly Field[]): ColumnReader {
  const candidates = listCandidates(table);
  const nested = [...candidates.keys()].filter((name) => name.includes("."));
  const ranks = new Float64Array(Object.keys(tellers).length);
  return (record, { type, fallbackTime }) => {
    const columns = { ...blankFields, type: type, time: fallbackTime };
    ranks.fill(Number.POSITIVE_INFINITY);
    for (const key in record) {
      const telling = candidates.get(key);
      if (telling !== undefined) tell(columns, record[key], { telling, ranks });
    }
    for (const name of nested) {
      tell(columns, valueAt(record, name), { telling: candidates.get(name) ?? [], ranks });
    }
    if (columns.url !== null) columns.host = readHost(columns.url);
    return columns;
  };
}

function listCandidates(table: readonly Field[]): Map<string, Candidate[]> {
  const candidates = new Map<string, Candidate[]>();
  for (const [slot, [column, told]] of Object.entries(tellers).entries()) {
    let rank = 0;
    for (const [term, read] of told) {
      for (const { name, tells } of table) {
        if (!tells.includes(term)) continue;
        const known = candidates.get(name) ?? [];
        candidates.set(name, [...known, { column: column as keyof typeof tellers, slot, rank, read }]);
        rank += 1;
      }
    }
  }
  return candidates;
}

function tell(
  columns: Columns,
  value: unknown,
  { telling, ranks }: { readonly telling: readonly Candidate[]; readonly ranks: Float64Array },
): void {
  if (value === null || value === undefined || value === "") return;
  const values: Record<string, unknown> = columns;
  for (const { column, slot, rank, read } of telling) {
    if (rank >= (ranks[slot] ?? 0)) continue;
    const told = read(value);
    if (told === null) continue;
    values[column] = told;
    ranks[slot] = rank;
  }
}

function valueAt(record: VendorRecord, name: string): unknown {
  let value: unknown = record;
  for (const key of name.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function readAction(value: unknown): string | null {
  const word = readers.action(value);
  return typeof word === "string" ? word : null;
}

function readDelivered(value: unknown): string | null {
  const flag = readers.flag(value);
  return typeof flag === "boolean" ? nameDelivery(flag) : null;
}

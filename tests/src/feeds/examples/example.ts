/** A vendor record, as somebody might send it. */
export type VendorRecord = Readonly<Record<string, unknown>>;

/**
 * Records of a feed, of our own invention, in the vendor's shapes: what the conformance suite needs to know of it.
 */
export interface FeedExample {
  /** The n-th record of a kind, with every field, of that time (milliseconds since the epoch). */
  readonly full: (time: number, number: number) => VendorRecord;
  /** The same without anything that may be missing: what is left tells it from others, and hardly more. */
  readonly bare: (number: number) => VendorRecord;
  /** Other spellings of a full record, which say the same. */
  readonly spellings: (record: VendorRecord) => readonly VendorRecord[];
  /** Whether these records answer a request item; absent: any. */
  readonly isAsked?: (item: VendorRecord) => boolean;
  /** What stands in the `data` of an answer with these records, where the catalogue's `rowsUnder` doesn't tell. */
  readonly data?: (records: readonly VendorRecord[]) => readonly unknown[];
}

/** The vendor's request format, which most records have too: `2026-01-05T09:33:29+0000`. */
export function vendorTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}

/** The same moment on an account's own clock: `2026-01-05T05:33:29-0400`. */
export function localTime(time: number, hours: number): string {
  const sign = hours < 0 ? "-" : "+";
  const offset = `${sign}${String(Math.abs(hours)).padStart(2, "0")}00`;
  return vendorTime(time + hours * 3_600_000).replace("+0000", offset);
}

/** A record without these fields. */
export function without(record: VendorRecord, ...names: readonly string[]): VendorRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** What the vendor writes where it has no value, each in place of these fields. */
export function emptied(record: VendorRecord, ...names: readonly string[]): readonly VendorRecord[] {
  const put = (value: unknown) => ({ ...record, ...Object.fromEntries(names.map((name) => [name, value])) });
  return [without(record, ...names), ...[null, "", "N/A", "None"].map(put)];
}

import { isRecord } from "../decoding/decode.js";
import type { Feed, VendorRecord } from "../feed.js";

/** A record and its text. */
interface RecordText {
  readonly record: VendorRecord;
  readonly raw: string;
}

/** A record and its text without what must never be stored, hashed or shown; the same where its feed has no secrets. */
export function withoutSecrets<Known extends RecordText>(feed: Feed, known: Known): Known {
  const names = secretFieldsOf(feed);
  if (names.length === 0) return known;
  const record = withoutFields(known.record, names);
  // Never the text that came: it may hold what reading it loses, such as the first of two members of one name.
  return isRecord(record) ? { ...known, record, raw: JSON.stringify(record) } : known;
}

/** Names of fields whose values are secrets. */
export function secretFieldsOf({ reading }: Feed): readonly string[] {
  return reading.kind === "snapshot" ? (reading.secretFields ?? []) : [];
}

/** A copy without the members of these names, in whatever case, at whatever depth they stand. */
export function withoutFields(value: unknown, names: readonly string[]): unknown {
  return names.length === 0 ? value : strip(value, new Set(names.map((name) => name.toLowerCase())));
}

function strip(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => strip(inner, names));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !names.has(name.toLowerCase()))
      .map(([name, inner]) => [name, strip(inner, names)]),
  );
}

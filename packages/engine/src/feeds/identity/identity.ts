import { hash } from "node:crypto";
import { idBytes } from "../../store/commit.js";
import type { VendorRecord } from "../feed.js";
import { canonicalKey, canonicalValue, rememberByKeys } from "./canonical.js";
import { type FeedDrift, isAbsent, type Normaliser, normalisers } from "./drift.js";

/** What a feed declares of the identity of its records. */
export interface IdentityRules {
  readonly name: string;
  /** Raised when the identity of records changes, so that old and new ids never mix unseen. */
  readonly identityVersion: number;
  /** Fields that change from one delivery of a record to the next, and so don't count for its identity. */
  readonly volatileFields: ReadonlySet<string>;
  /** How the spelling of the other fields changes; absent: not at all. */
  readonly drift?: FeedDrift;
  readonly naturalKey?: NaturalKey;
}

/** The fields that tell an event from others even when all the rest is delivered otherwise, by another way. */
export interface NaturalKey {
  /** A record that lacks one of them has no natural key. */
  readonly required: readonly string[];
  /** They count where they are there. */
  readonly further: readonly string[];
}

/** Tells what a record is, whichever way and however often it was delivered. */
export interface Identifier {
  /**
   * 16 bytes of SHA-256 over the canonical record: keys sorted at every depth, volatile fields left out, drift
   * absorbed. The order of keys, white space and escapes don't change it. `type` is that of the event, which may
   * stand elsewhere than in the record: in its file's name, say.
   */
  identify(record: VendorRecord, type: string): Uint8Array;
  /** 16 bytes over the natural key; those of `id` for a record that has none. */
  naturalKey(record: VendorRecord, event: { readonly type: string; readonly id: Uint8Array }): Uint8Array;
}

export function compileIdentifier(rules: IdentityRules): Identifier {
  const { name, identityVersion, volatileFields, drift, naturalKey } = rules;
  const write = compileWriter({ drift, isCounted: (key) => !volatileFields.has(key) });
  const prefix = `${name}|${identityVersion}|`;
  const natural = new Set([...(naturalKey?.required ?? []), ...(naturalKey?.further ?? [])]);
  const writeNatural = compileWriter({ drift, isCounted: (key) => natural.has(key) });
  const hasNatural = (record: VendorRecord): boolean =>
    naturalKey?.required.every((key) => !isAbsent(record[key])) ?? false;
  return {
    identify: (record, type) => digest(`${prefix}${type}|{${write(record)}}`),
    naturalKey: (record, { type, id }) =>
      hasNatural(record) ? digest(`${name}|natural|${type}|${writeNatural(record)}`) : id,
  };
}

function digest(canonical: string): Uint8Array {
  return hash("sha256", canonical, "buffer").subarray(0, idBytes);
}

/** How one key of a record is written. */
interface Step {
  readonly key: string;
  /** The canonical key: the same for all its spellings. */
  readonly head: string;
  readonly normalise: Normaliser;
}

/** Makes a writer of canonical records. What it does with each key is decided once for each order of keys. */
function compileWriter(request: {
  readonly drift: FeedDrift | undefined;
  readonly isCounted: (key: string) => boolean;
}): (record: VendorRecord) => string {
  const { drift, isCounted } = request;
  const aliases = new Map(Object.entries(drift?.aliases ?? {}));
  const kinds = new Map(Object.entries(drift?.kinds ?? {}));
  const planStep = (key: string): { name: string; step: Step } => {
    const name = aliases.get(key) ?? key;
    const kind = kinds.get(name);
    const normalise = kind === undefined ? canonicalValue : normalisers[kind];
    return { name, step: { key, head: canonicalKey(name), normalise } };
  };
  const planOf = rememberByKeys((keys) =>
    keys
      .map(planStep)
      .filter(({ name }) => isCounted(name))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ step }) => step),
  );
  return drift === undefined
    ? (record) => writeAll(record, planOf(Object.keys(record)))
    : (record) => writePresent(record, planOf(Object.keys(record)));
}

function writeAll(record: VendorRecord, steps: readonly Step[]): string {
  let text = "";
  for (const { key, head } of steps) text += head + canonicalValue(record[key]);
  return text;
}

function writePresent(record: VendorRecord, steps: readonly Step[]): string {
  let text = "";
  let lastHead = "";
  let lastWritten = "";
  for (const { key, head, normalise } of steps) {
    const value = record[key];
    if (value === null || value === "") continue;
    const written = normalise(value);
    // A value that stands under two spellings of its key is one.
    if (written === "" || (head === lastHead && written === lastWritten)) continue;
    text += head + written;
    lastHead = head;
    lastWritten = written;
  }
  return text;
}

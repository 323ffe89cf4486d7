import type { Feed, VendorRecord } from "../feeds/feed.js";
import { withoutSecrets } from "../feeds/values/secrets.js";
import { compileMeaning, type MeaningReader } from "../vocabulary/index.js";
import type { FormEvent } from "./event.js";
import type { FeedForms } from "./feed-forms.js";

/** What the store knows of an event, and its record. */
export interface KnownEvent {
  readonly id: string;
  readonly type: string;
  readonly time: number;
  readonly record: VendorRecord;
  readonly raw: string;
}

/** Reads an event for its forms. */
export function readFormEvent(feed: Feed, known: KnownEvent & { readonly forms: FeedForms }): FormEvent {
  const { forms, id, type, time, record, raw } = withoutSecrets(feed, known);
  const readers = readersOf(feed, forms);
  const read = readers.byType.get(type) ?? readers.general;
  const meaning = read(record);
  forms.refine?.(meaning, record, type);
  return { id, feed: feed.name, type, time, record, raw, meaning };
}

interface Readers {
  readonly general: MeaningReader;
  readonly byType: ReadonlyMap<string, MeaningReader>;
}

const compiled = new WeakMap<FeedForms, Readers>();

function readersOf({ volatileFields }: Feed, forms: FeedForms): Readers {
  const known = compiled.get(forms);
  if (known !== undefined) return known;
  const { fields, fieldsByType = new Map<string, never>() } = forms;
  const byType = new Map<string, MeaningReader>();
  for (const [type, own] of fieldsByType) {
    byType.set(type, compileMeaning([...own, ...fields], volatileFields));
  }
  // What changes from one delivery of a record to the next is no part of what happened.
  const readers = { general: compileMeaning(fields, volatileFields), byType };
  compiled.set(forms, readers);
  return readers;
}

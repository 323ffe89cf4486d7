import type { Feed, VendorRecord } from "../feeds/feed.js";
import { compileMeaning, type MeaningReader } from "../vocabulary/index.js";
import type { FormEvent } from "./event.js";
import type { FeedForms } from "./feed-forms.js";

const compiled = new WeakMap<FeedForms, MeaningReader>();

/** Reads an event for its forms; what the store knows of it (id, type, time) is given. */
export function readFormEvent(
  feed: Feed,
  known: {
    readonly forms: FeedForms;
    readonly id: string;
    readonly type: string;
    readonly time: number;
    readonly record: VendorRecord;
    readonly raw: string;
  },
): FormEvent {
  const { forms, ...event } = known;
  let read = compiled.get(forms);
  if (read === undefined) {
    read = compileMeaning(forms.fields);
    compiled.set(forms, read);
  }
  const meaning = read(known.record);
  forms.refine?.(meaning, known.record);
  return { ...event, feed: feed.name, meaning };
}

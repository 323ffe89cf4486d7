import { PosternError } from "../errors/index.js";
import type { StoredEvent } from "../events/stored-event.js";
import { type Feed, findFeed, isRecord } from "../feeds/index.js";
import { writeEcs } from "./ecs/write-ecs.js";
import type { FormDocument } from "./event.js";
import { writeOcsf } from "./ocsf/write-ocsf.js";
import { type KnownEvent, readFormEvent } from "./read-event.js";

/** What an event can be written as: in a vocabulary others know, or as the vendor has it. */
export const forms = ["ecs", "ocsf", "raw"] as const;

export type Form = (typeof forms)[number];

/** A form that is made from the record, not the record itself. */
type Vocabulary = Exclude<Form, "raw">;

interface FormOptions {
  /** Whether the record's text stands in the document (`event.original`, `raw_data`). */
  readonly original: boolean;
}

/** Writes an event in a vocabulary. */
export function writeForm(
  feed: Feed,
  event: KnownEvent,
  { form, original }: FormOptions & { readonly form: Vocabulary },
): FormDocument {
  const { forms } = feed;
  const read = readFormEvent(feed, { ...event, forms });
  switch (form) {
    case "ecs": {
      const document = writeEcs(forms, read);
      if (!original) leaveOut(document["event"], "original");
      return document;
    }
    case "ocsf": {
      const document = writeOcsf(forms, read);
      if (!original) leaveOut(document, "raw_data");
      return document;
    }
  }
}

/** What of a stored event a form is made from. */
export type EventSource = Pick<StoredEvent, "feed" | "id" | "type" | "time" | "raw">;

/** A stored event as JSON text in that form. */
export function writeEvent(event: EventSource, form: Form): string {
  const { feed, id, type, time, raw } = event;
  const record: unknown = JSON.parse(raw);
  if (form === "raw") return JSON.stringify(record);
  if (!isRecord(record)) throw new PosternError("internal", `The stored event ${id} is no record.`);
  return JSON.stringify(writeForm(findFeed(feed), { id, type, time, record, raw }, { form, original: true }));
}

/** JSON leaves out what is undefined; deleting would make the object slow to write. */
function leaveOut(holder: unknown, key: string): void {
  if (typeof holder === "object" && holder !== null) Reflect.set(holder, key, undefined);
}

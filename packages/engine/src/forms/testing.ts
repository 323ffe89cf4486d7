import { decodeRecord } from "../feeds/decoding/decode.js";
import type { Feed, RecordSource } from "../feeds/feed.js";
import { writeEcs } from "./ecs/write-ecs.js";
import type { FormDocument, FormEvent } from "./event.js";
import type { FeedForms } from "./feed-forms.js";
import { writeOcsf } from "./ocsf/write-ocsf.js";
import { readFormEvent } from "./read-event.js";

/** When a record without a time happened, in tests. */
export const fallbackTime = Date.UTC(2025, 2, 1);

const nowhere: RecordSource = { part: "", fileName: null, fallbackTime };

/** The ECS form of a record, decoded as the collector does. */
export function ecsOf(feed: Feed, record: unknown, source = nowhere): FormDocument {
  const { forms, event } = eventOf(feed, record, source);
  return writeEcs(forms, event);
}

/** The OCSF form of a record, decoded as the collector does. */
export function ocsfOf(feed: Feed, record: unknown, source = nowhere): FormDocument {
  const { forms, event } = eventOf(feed, record, source);
  return writeOcsf(forms, event);
}

function eventOf(feed: Feed, record: unknown, source: RecordSource): { forms: FeedForms; event: FormEvent } {
  const { forms } = feed;
  const raw = JSON.stringify(record);
  const decoded = decodeRecord(feed, { value: record, raw, source });
  if (decoded === null) throw new Error("no record");
  const [time, type] = decoded.row(1);
  const id = Buffer.from(decoded.id).toString("hex");
  const parsed = record as Record<string, unknown>;
  return { forms, event: readFormEvent(feed, { forms, id, type, time, record: parsed, raw }) };
}

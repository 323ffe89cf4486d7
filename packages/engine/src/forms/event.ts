import type { VendorRecord } from "../feeds/feed.js";
import type { Meaning } from "../vocabulary/index.js";
import type { Disposition } from "../vocabulary/judgement.js";

/** An event on its way into a form: the record as it came, and what was read from it. */
export interface FormEvent {
  /** Stable id of the event, 32 hex digits. */
  readonly id: string;
  readonly feed: string;
  /** Event type, as the store has it. */
  readonly type: string;
  /** Event time, milliseconds since the epoch. */
  readonly time: number;
  readonly record: VendorRecord;
  /** The record's text, unchanged. */
  readonly raw: string;
  readonly meaning: Meaning;
}

/** A document of either vocabulary, or an object in one. */
export type FormDocument = Record<string, unknown>;

/** What an OCSF event is: its class by number (API feed reference; OCSF 1.8.0), and what was done. */
export interface OcsfKind {
  readonly classUid: number;
  readonly activityId: number;
  /** Needed for activity 99, Other. */
  readonly activityName?: string;
  /** Title of a finding. */
  readonly title?: string;
  /** Types of a finding, such as the checks that fired; else it is the category of its URL. */
  readonly types?: readonly string[];
  /** What shows a detection, beside mail, file, URL and people: stands in `evidences[0].data`. */
  readonly data?: unknown;
  /** `evidences[0].verdict_id`, where the word of the record's verdict doesn't decide it. */
  readonly verdictId?: number;
  /** Attributes of the class that no term tells: `entity`, `group`, `command_uid`, `osint`, `protocol_name`, … */
  readonly own?: FormDocument;
}

/** What an ECS event is; the values are those that ECS allows. */
export interface EcsKind {
  readonly category: readonly string[];
  /** Beside what follows from the disposition. */
  readonly type?: readonly string[];
  /** `event.kind` other than `event` and `alert`. */
  readonly kind?: "enrichment" | "state" | "metric" | "asset";
}

/** ECS words for a disposition: what was stopped is denied, what went through is allowed. */
export const ecsTypeOf: Readonly<Record<Disposition, string>> = {
  allowed: "allowed",
  restored: "allowed",
  tagged: "allowed",
  filed: "allowed",
  notified: "allowed",
  secured: "allowed",
  blocked: "denied",
  rejected: "denied",
  dropped: "denied",
  quarantined: "denied",
  deleted: "denied",
  delayed: "info",
  warned: "info",
  detected: "info",
  isolated: "info",
  logged: "info",
  other: "info",
};

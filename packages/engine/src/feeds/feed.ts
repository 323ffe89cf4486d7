import type { Generation } from "@postern/mimecast";
import type { FeedForms } from "../forms/feed-forms.js";
import type { IdentityRules } from "./identity/identity.js";
import type { Reading } from "./reading.js";

/** A vendor record: a JSON object. */
export type VendorRecord = Readonly<Record<string, unknown>>;

/** Where a record came from: what decoding may need beside the record itself. */
export interface RecordSource {
  /** Event type of the listing, or null where the record or its file's name tells. */
  readonly part: string;
  /** Name of the file the record stood in; null for pages. */
  readonly fileName: string | null;
  /** Time for a record that has none: its file's or listing's, never that of its arrival. */
  readonly fallbackTime: number;
}

/** What a feed extracts of a record. Times are milliseconds since the epoch; absent is null, never "N/A". */
export interface EventFields {
  readonly time: number;
  readonly type: string;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly url: string | null;
  readonly host: string | null;
  readonly action: string | null;
  readonly verdict: string | null;
  readonly sourceAddress: string | null;
  readonly messageId: string | null;
  readonly subject: string | null;
}

/**
 * A kind of record that can be collected. The file of a feed declares; the collector does.
 * Product, permission and quota stand in the catalogue, with the operation.
 */
export interface Feed extends IdentityRules {
  /** A sentence a newcomer understands. */
  readonly sentence: string;
  /** What nobody outside the vendor has confirmed of its records; for its page. */
  readonly note?: string;
  readonly generations: readonly Generation[];
  readonly reading: Reading;
  /** Read only where it is chosen: of use to few. */
  readonly isOptIn?: true;
  /** An opt-in of another product: a new connection takes it where nothing was chosen and the credential may read it. */
  readonly isTakenWherePermitted?: true;
  readonly settleDelayMinutes: number;
  /** How far back the API reaches; null where the vendor states no figure. */
  readonly retentionDays: number | null;
  /**
   * Whether a record of unknown origin has the fields that only this feed's records have. A stream leaves it to the
   * feed whose records it brings.
   */
  readonly looksLike?: (record: VendorRecord) => boolean;
  readonly extract: (record: VendorRecord, source: RecordSource) => EventFields;
  /** The meaning of its fields, and so its ECS and OCSF forms. */
  readonly forms: FeedForms;
}

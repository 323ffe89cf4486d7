import type { GatewayEventType, Generation } from "@postern/mimecast/catalogue";
import type { RenderedRecords } from "./line-sink.js";

/** What stands between two records: they are lines, or elements of an array. */
export type Separator = "\n" | ",";

/** One SIEM file: a publication batch, an event type, and a part of it where the batch is large. */
export interface FileRef {
  readonly batch: number;
  readonly type: GatewayEventType;
  readonly part: number;
  /** Only records of this subtype, when a listing asked for `process:Hld` and the like. */
  readonly subtype?: string;
}

/** The SIEM records of a tenant, generated or recorded, in batches of equal spans of time. */
export interface SiemArchive {
  /** Length of a batch: batch `n` covers the times from `n * batchMs` on. */
  readonly batchMs: number;
  /** The batches published and still kept: `first <= batch < end`. */
  bounds(generation: Generation, now: number): { readonly first: number; readonly end: number };
  countParts(
    generation: Generation,
    file: { readonly batch: number; readonly type: GatewayEventType },
  ): number;
  /** The records of a file; files of other types that come cheaply with it may be in the answer too. */
  render(
    generation: Generation,
    ref: FileRef,
    separator: Separator,
  ): ReadonlyMap<GatewayEventType, RenderedRecords>;
}

/** Messages of one part: files stay at a few megabytes whatever the volume. */
export const messagesPerPart = 5000;

export function fileKey(ref: FileRef): string {
  const type = ref.subtype === undefined ? ref.type : `${ref.type}:${ref.subtype}`;
  return `${type}/${ref.batch}/${ref.part}`;
}

import {
  type GatewayEventType,
  type Generation,
  gatewayEventTypes,
  type IntegratedEventType,
  integratedEventTypes,
} from "@postern/mimecast/catalogue";
import type { LoggedWay } from "../administration/enhanced-logging.js";
import type { FileFeed } from "../tenant/feeds.js";
import type { RenderedRecords } from "./line-sink.js";

/** What stands between two records: they are lines, or elements of an array. */
export type Separator = "\n" | ",";

/** An event type of either product; no name is used by both. */
export type SiemEventType = GatewayEventType | IntegratedEventType;

/** The event types of a feed of files. */
export const typesOfFeed: Readonly<Record<FileFeed, readonly SiemEventType[]>> = {
  "siem-1.0": gatewayEventTypes,
  "siem-2.0": gatewayEventTypes,
  "siem-ci": integratedEventTypes,
};

/** The feed of API 2.0 that a type belongs to. */
export function feedOfType(type: SiemEventType): Exclude<FileFeed, "siem-1.0"> {
  return integratedEventTypes.some((candidate) => candidate === type) ? "siem-ci" : "siem-2.0";
}

/** One SIEM file: a publication batch, an event type, and a part of it where the batch is large. */
export interface FileRef {
  readonly batch: number;
  readonly type: SiemEventType;
  readonly part: number;
  /** Only records of this subtype, when a listing asked for `process:Hld` and the like. */
  readonly subtype?: string;
  /** Only records about mail of these ways, where not all are logged; those that tell no way stay. */
  readonly ways?: readonly LoggedWay[];
}

/** The SIEM records of a tenant, generated or recorded, in batches of equal spans of time. */
export interface SiemArchive {
  /** Length of a batch: batch `n` covers the times from `n * batchMs` on. */
  readonly batchMs: number;
  /** The batches published and still kept: `first <= batch < end`. */
  bounds(generation: Generation, now: number): { readonly first: number; readonly end: number };
  countParts(generation: Generation, file: { readonly batch: number; readonly type: SiemEventType }): number;
  /** The records of a file; files of other types that come cheaply with it may be in the answer too. */
  render(
    generation: Generation,
    ref: FileRef,
    separator: Separator,
  ): ReadonlyMap<SiemEventType, RenderedRecords>;
}

/** Messages of one part: files stay at a few megabytes whatever the volume. */
export const messagesPerPart = 5000;

export function fileKey(ref: Omit<FileRef, "type"> & { readonly type: string }): string {
  const type = ref.subtype === undefined ? ref.type : `${ref.type}:${ref.subtype}`;
  return `${type}/${ref.batch}/${ref.part}${ref.ways === undefined ? "" : `/${ref.ways.join("+")}`}`;
}

import type { Generation } from "@postern/mimecast/catalogue";
import type { Detail, DetailValue } from "../declared/detail.js";
import type { SiemEventType } from "../siem/siem-archive.js";
import type { Feed } from "../tenant/feeds.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { FaultSchedule } from "./schedule.js";
import type { PathKind } from "./site.js";
import type { FaultKind, faultTable } from "./table/index.js";

/** Where, when and how often a fault strikes. Without an aim it strikes wherever its kind can. */
export interface FaultAim extends FaultSchedule {
  readonly operation?: EmulatedOperationName;
  readonly feed?: Feed;
  /** For faults of single SIEM files: only files of this type. */
  readonly type?: SiemEventType;
  readonly generation?: Generation;
  /** Only paths of this kind. Faults of sockets leave downloads alone unless this says `download`. */
  readonly path?: PathKind;
  /** Only calls that change something, or only those that don't. */
  readonly effect?: "read" | "write";
  /** Answers spoiled; `Infinity` for ever. Default 1; for ever with a schedule or a probability. */
  readonly times?: number;
  /** Matching answers left alone before. Default 0. */
  readonly after?: number;
  /** Of a matching answer to be spoiled, from 0 to 1. The draws repeat with the same `seed` (default 1). */
  readonly probability?: number;
  readonly seed?: number;
}

type DetailsOf<Kind extends FaultKind> = (typeof faultTable)[Kind]["details"];

export type FaultCase = {
  [Kind in FaultKind]: { readonly kind: Kind } & {
    readonly [Name in keyof DetailsOf<Kind>]?: DetailsOf<Kind>[Name] extends infer D
      ? D extends Detail
        ? DetailValue<D>
        : never
      : never;
  };
}[FaultKind];

export type Fault = FaultAim & FaultCase;
export type { FaultKind } from "./table/index.js";

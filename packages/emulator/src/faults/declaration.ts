import type { Detail } from "../declared/detail.js";
import type { Feed } from "../tenant/feeds.js";
import type { EmulatedOperationName } from "../wire/routes.js";

/** Where a kind strikes; in the docs, and what aims are refused as never hitting. */
export type FaultPlace =
  /** Signed and bearer calls, before or after they are carried out. */
  | "calls"
  /** Whatever leaves by the socket: calls, and with `path=download` the files of batch listings. */
  | "sockets"
  /** The files of batch listings. */
  | "files"
  /** The tenant as a whole, from when it is injected until it is removed. */
  | "tenant";

export type AimName =
  | "operation"
  | "feed"
  | "type"
  | "generation"
  | "path"
  | "effect"
  | "times"
  | "after"
  | "probability"
  | "seed"
  | "from"
  | "until"
  | "everyMinutes"
  | "forMinutes";

/** One kind of fault. All that is said of it anywhere is made from this. */
export interface FaultDeclaration {
  /** What a client meets, in a sentence. */
  readonly says: string;
  readonly place: FaultPlace;
  /** It can strike only calls of these; absent: of all. */
  readonly operations?: readonly EmulatedOperationName[];
  /** It can strike only these feeds; absent: all. */
  readonly feeds?: readonly Feed[];
  /** The only aims it takes; absent: all. */
  readonly aims?: readonly AimName[];
  readonly details: Readonly<Record<string, Detail>>;
  /** Where it is known from: section of the reference, or who reported it. */
  readonly source: string;
}

/** Keeps the words of a declaration literal, so that the type of a fault can be read off its declaration. */
export function declareFaults<const Table extends Readonly<Record<string, FaultDeclaration>>>(
  table: Table,
): Table {
  return table;
}

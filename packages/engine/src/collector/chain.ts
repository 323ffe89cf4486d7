import type { SiemLogsAnswer } from "@postern/mimecast";
import type { ChainReading } from "../feeds/index.js";
import type { ReadContext } from "./context.js";
import type { Line } from "./lines.js";
import { openMailLogChain } from "./mail-log-chain.js";
import { openThreatFeedChain } from "./threat-feed-chain.js";

/** How far a chain was read. Times are milliseconds since the epoch. */
export interface ChainPosition {
  /** What the next answer is asked for with; null: from the beginning, or from the newest record. */
  readonly token: string | null;
  /** The newest record's time, of what was read to an end. */
  readonly latest: number | null;
  /** The same of what is being read: in which order records come is unknown, so older ones may still follow. */
  readonly seen: number | null;
  /** When the end was reached last. */
  readonly endedAt: number | null;
}

/** A link of the chain: a file, or several in one, and the token of the next. */
export type ChainAnswer = SiemLogsAnswer;
export type ChainFileAnswer = Extract<ChainAnswer, { kind: "file" }>;

/** A file of an answer. Lines come one by one, however many there are; BrokenFile ends them. */
export type ChainFile =
  | { readonly kind: "records"; readonly name: string; readonly records: readonly unknown[] }
  | { readonly kind: "lines"; readonly name: string; readonly lines: AsyncIterable<readonly Line[]> }
  | { readonly kind: "broken"; readonly name: string; readonly problem: string; readonly bytes: Buffer };

/** One of the vendor's chains: how it is asked, and what its answers hold. */
export interface Chain {
  readonly ask: (position: ChainPosition) => Promise<ChainAnswer>;
  readonly open: (answer: ChainFileAnswer) => AsyncIterable<ChainFile>;
  /** For records that have none: of the file of this name, in this answer. */
  readonly fallbackTime: (answer: ChainFileAnswer, fileName: string) => number;
  /**
   * A token may know the span it was first given for: then an answer without one ends the span, and what came since
   * is asked for anew. Else it goes on for ever, and its end is that of all there is.
   */
  readonly tokensHaveSpans: boolean;
  /** Empty answers in a row that are followed to the next, before waiting for the next poll. */
  readonly maxEmptyAnswers: number;
  /** The checkpoint's text. */
  readonly format: (position: ChainPosition) => string;
  readonly parse: (text: string) => ChainPosition;
}

export function openChain(context: ReadContext, reading: ChainReading): Chain {
  switch (reading.operation) {
    case "siem.get-logs":
      return openMailLogChain(context);
    case "ttp.threat-intel.get-feed":
      return openThreatFeedChain(context, reading.feedType);
  }
}

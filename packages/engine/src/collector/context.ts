import type { MimecastClient } from "@postern/mimecast";
import type { EngineListener } from "../engine/events.js";
import type { Feed } from "../feeds/index.js";
import type { FeedTiming, Ledger, Span } from "../ledger/index.js";
import type { OpenEntries } from "../quarantine/index.js";
import type {
  CheckpointEntry,
  Commit,
  CommitResult,
  FileEntry,
  LeaseToken,
  SettledBy,
  Store,
  WindowEntry,
} from "../store/index.js";
import type { Batch } from "./batch.js";
import type { Stream } from "./streams.js";

/** One feed of one connection, as the ways of reading see it. */
export interface ReadContext extends FeedTiming {
  readonly connection: string;
  readonly feed: Feed;
  readonly streamId: number;
  /** Reading starts here, milliseconds since the epoch. */
  readonly since: number;
  /** Reading ends here, milliseconds since the epoch; null: with what is readable. */
  readonly until: number | null;
  /** When this poll began. */
  readonly beganAt: number;
  /** Others had their turn since it began: what was read to its end meanwhile needs no second look. */
  readonly isResumed: boolean;
  /** The credential was refused: whether it works again, only a call tells, however early it is for one. */
  readonly wasRefused: boolean;
  /** A span is read again that was read before. */
  readonly isReplay: boolean;
  /** Time to make room for others: asked after each window, page or answer. */
  readonly isSpent: () => boolean;
  readonly client: MimecastClient;
  readonly ledger: Ledger;
  readonly commit: CommitWriter;
  /** The feed's events come by the stream, too, or did a while ago. */
  readonly hasNaturalKeys: boolean;
  /** What of the feed is in quarantine. */
  readonly openEntries: OpenEntries;
  /** The stream of another feed of this connection. */
  readonly openStream: (feed: Feed) => Promise<Stream>;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly listener: EngineListener;
}

/**
 * How far a poll came: to the end of what the tenant has, only a piece of the way until the next poll, a piece of the
 * way because it is the others' turn, or nowhere before its time.
 */
export type Reached = "end" | "part" | "yielded" | "not-due";

/** What goes into the store together: a batch, and the progress it stands for. */
export interface Progress {
  readonly part: string;
  /** Names the window or file in what is shown. */
  readonly place: string;
  readonly batch?: Batch;
  /** The stream the batch's events belong to, where that is another one. */
  readonly provisionalIn?: number;
  readonly windows?: readonly WindowEntry[];
  readonly file?: FileEntry;
  /** Entries of files that became too old are joined. */
  readonly joinFiles?: NonNullable<Commit["joinFiles"]>;
  readonly checkpoint?: CheckpointEntry;
  /** Ids of what leaves quarantine with this, beside the batch's own. */
  readonly settled?: readonly number[];
  /** What it leaves quarantine by; absent: by reading. */
  readonly settledBy?: SettledBy;
  /** The span of event time that is being read now. */
  readonly reading?: Span;
}

export type CommitWriter = (progress: Progress) => Promise<CommitResult>;

/** Commits under the lease, counts what came of it, and tells the listener. */
export function createCommitWriter(request: {
  readonly store: Store;
  readonly lease: () => LeaseToken;
  readonly streamId: number;
  readonly connection: string;
  readonly feed: string;
  readonly now: () => number;
  readonly listener: EngineListener;
  readonly tally: Tally;
}): CommitWriter {
  const { store, lease, streamId, connection, feed, now, listener, tally } = request;
  return async (progress) => {
    const { part, place, batch, settled = [], settledBy: by = "reading", ...data } = progress;
    const { settled: ofBatch = [], ...rows } = batch ?? {};
    const ids = [...settled, ...ofBatch];
    const begunAt = performance.now();
    const result = await store.commit({
      streamId,
      lease: lease(),
      at: now(),
      ...rows,
      ...data,
      ...(ids.length === 0 ? {} : { settled: { ids, by } }),
    });
    const quarantined = batch?.quarantine.length ?? 0;
    tally.stored += result.stored;
    tally.duplicates += result.duplicates;
    tally.quarantined += quarantined;
    if (batch !== undefined) {
      const durationMs = Math.round((performance.now() - begunAt) * 1000) / 1000;
      listener("batch.committed", { connection, feed, part, place, ...result, quarantined, durationMs });
    }
    return result;
  };
}

/** What one pass brought for one feed. */
export interface Tally {
  stored: number;
  duplicates: number;
  quarantined: number;
}

import type { ClientEvent } from "@postern/mimecast";
import type { Outcome } from "../actions/model/run.js";
import type { ErrorCode } from "../errors/index.js";
import type { NoticeKind } from "../notifications/notice.js";
import type { StoreTrouble } from "../service/store-watch.js";
import type { FeedState } from "../status/status.js";

interface FeedPlace {
  readonly connection: string;
  readonly feed: string;
}

interface NoticeEvent {
  readonly kind: NoticeKind | "test";
  readonly connection: string | null;
  readonly detail: string;
}

/** Everything observable goes through this map: progress, logs, metrics, and what operators are told. */
export interface EngineEventMap {
  /** The collector knows what there is to collect, and begins. */
  "service.started": { readonly connections: number };
  /** It has given back what it held. */
  "service.stopped": Readonly<Record<string, never>>;
  "poll.started": { readonly connection: string };
  "feed.started": FeedPlace;
  /** A batch was committed. `place` names the window or file it belongs to. */
  "batch.committed": FeedPlace & {
    readonly part: string;
    readonly place: string;
    readonly stored: number;
    readonly duplicates: number;
    readonly quarantined: number;
    readonly durationMs: number;
  };
  "window.completed": FeedPlace & { readonly from: number; readonly until: number; readonly left: number };
  "file.completed": FeedPlace & { readonly part: string; readonly file: string };
  /** Something is amiss, and the feed goes on. */
  "feed.trouble": FeedPlace & { readonly code: ErrorCode; readonly detail: string };
  "feed.finished": FeedPlace & {
    readonly state: FeedState;
    readonly code: ErrorCode | null;
    readonly reason: string | null;
    readonly stored: number;
    readonly duplicates: number;
    readonly quarantined: number;
  };
  /** A whole poll came to nothing; the next one comes at its time. */
  "poll.failed": { readonly connection: string; readonly code: ErrorCode; readonly detail: string };
  /** A turn of a connection is over; the next one comes at this time, null where nothing is due. */
  "poll.finished": { readonly connection: string; readonly nextPollAt: number | null };
  /** This process works for a principal from now on: whose quota counts for these connections. */
  "lease.taken": { readonly connections: readonly string[] };
  "lease.released": { readonly connections: readonly string[] };
  /** Another process collects for this connection: this one takes over when that one ends. Told once. */
  "lease.waiting": { readonly connection: string };
  /** The time of a run was up: it was taken back, or says why not. */
  "run.expired": {
    readonly connection: string;
    readonly runId: string;
    /** The run that took it back; null where it could not be made. */
    readonly undoneBy: string | null;
    readonly outcome: Outcome | null;
    readonly detail: string | null;
  };
  /** Something operators should know of has begun, or is over; channels are told. */
  "notice.raised": NoticeEvent;
  "notice.recovered": NoticeEvent;
  "notification.sent": { readonly channel: string };
  /** A channel did not take a message; it is tried again, unless given up. */
  "notification.failed": { readonly channel: string; readonly detail: string; readonly isGivenUp: boolean };
  /** Nothing is read for now: the disk is nearly full, or takes no more. */
  "store.paused": { readonly trouble: StoreTrouble; readonly detail: string };
  "store.resumed": Readonly<Record<string, never>>;
  /** What is to be taken away stays for now; it is tried again within the hour. */
  "retention.failed": { readonly detail: string };
  /** What the API client does, redacted. */
  "client.event": { readonly connection: string; readonly event: ClientEvent };
}

export type EngineEventName = keyof EngineEventMap;
export type EngineListener = <Name extends EngineEventName>(name: Name, event: EngineEventMap[Name]) => void;

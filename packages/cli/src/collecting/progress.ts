import {
  type EngineEventMap,
  type EngineEventName,
  type EngineListener,
  type ErrorCode,
  errorTable,
} from "@postern/engine";

/** How far the reading of a feed has come in this pass. */
export interface FeedProgress {
  readonly connection: string;
  readonly feed: string;
  stored: number;
  duplicates: number;
  quarantined: number;
  windowsDone: number;
  /** Windows still to read, as told last; null for feeds that aren't read in windows. */
  windowsLeft: number | null;
  filesDone: number;
  /** Where the reading is: a window or a file. */
  place: string;
  /** What is in the way right now. */
  note: string;
  lastTrouble: { readonly code: ErrorCode; readonly detail: string } | null;
  outcome: EngineEventMap["feed.finished"] | null;
}

/** Told of what changed. */
export interface ProgressView {
  started(feed: FeedProgress): void;
  advanced(feed: FeedProgress): void;
  troubled(feed: FeedProgress): void;
  finished(feed: FeedProgress): void;
  /** A whole poll of a connection came to nothing. */
  pollFailed(event: EngineEventMap["poll.failed"]): void;
  /** A run whose time was up. */
  expired(event: EngineEventMap["run.expired"]): void;
  /** About Postern itself rather than a connection. */
  notice(text: string, kind: "trouble" | "mended"): void;
}

export interface ProgressBook {
  readonly listener: EngineListener;
  /** From now on another view is told. */
  show(view: ProgressView): void;
}

type Handlers = { readonly [Name in EngineEventName]: (event: EngineEventMap[Name]) => void };

/** For those who watch the account itself, or nothing at all. */
export const silentView: ProgressView = {
  started: () => {},
  advanced: () => {},
  troubled: () => {},
  finished: () => {},
  pollFailed: () => {},
  expired: () => {},
  notice: () => {},
};

/** Keeps account of what the engine tells, feed by feed, and passes it on to the view. */
export function createProgressBook(firstView: ProgressView): ProgressBook {
  let view = firstView;
  const feeds = new Map<string, FeedProgress>();
  const find = (place: { connection: string; feed: string }): FeedProgress => {
    const known = feeds.get(keyOf(place.connection, place.feed));
    if (known !== undefined) return known;
    const fresh = startProgress(place);
    feeds.set(keyOf(place.connection, place.feed), fresh);
    return fresh;
  };
  const handlers: Handlers = {
    "service.started": () => {},
    "service.stopped": () => {},
    "lease.taken": () => {},
    "lease.released": () => {},
    "notification.sent": () => {},
    "poll.started": () => {},
    "poll.finished": () => {},
    "poll.failed": (event) => view.pollFailed(event),
    "lease.waiting": ({ connection }) =>
      view.pollFailed({ connection, code: "lease-held", detail: errorTable["lease-held"].posternDoes }),
    "notice.raised": ({ detail }) => view.notice(detail, "trouble"),
    "notice.recovered": ({ detail }) => view.notice(detail, "mended"),
    "notification.failed": ({ channel, detail }) =>
      view.notice(`${channel === "" ? "Notices" : channel} could not be told: ${detail}`, "trouble"),
    "store.paused": ({ detail }) => view.notice(`Collecting is paused: ${detail}`, "trouble"),
    "store.resumed": () => view.notice("The store can be written to again: collecting goes on.", "mended"),
    "retention.failed": ({ detail }) =>
      view.notice(`Old events could not be taken away: ${detail}`, "trouble"),
    "feed.started": (event) => view.started(Object.assign(find(event), startProgress(event))),
    "batch.committed": (event) => view.advanced(addBatch(find(event), event)),
    "window.completed": (event) => view.advanced(addWindow(find(event), event)),
    "file.completed": (event) => view.advanced(addFile(find(event), event)),
    "feed.trouble": (event) => view.troubled(addTrouble(find(event), event)),
    "feed.finished": (event) => view.finished(Object.assign(find(event), { outcome: event, note: "" })),
    "run.expired": (event) => view.expired(event),
    "client.event": (event) => {
      const waiting = addWait([...feeds.values()], event);
      if (waiting !== null) view.advanced(waiting);
    },
  };
  return {
    listener: (name, event) => handlers[name](event),
    show: (next) => {
      view = next;
    },
  };
}

function keyOf(connection: string, feed: string): string {
  return `${connection}\n${feed}`;
}

function startProgress({ connection, feed }: { connection: string; feed: string }): FeedProgress {
  return {
    connection,
    feed,
    stored: 0,
    duplicates: 0,
    quarantined: 0,
    windowsDone: 0,
    windowsLeft: null,
    filesDone: 0,
    place: "",
    note: "",
    lastTrouble: null,
    outcome: null,
  };
}

function addBatch(progress: FeedProgress, event: EngineEventMap["batch.committed"]): FeedProgress {
  progress.stored += event.stored;
  progress.duplicates += event.duplicates;
  progress.quarantined += event.quarantined;
  progress.place = shorten(event.place);
  progress.note = "";
  return progress;
}

function addWindow(progress: FeedProgress, event: EngineEventMap["window.completed"]): FeedProgress {
  progress.windowsDone += 1;
  progress.windowsLeft = event.left;
  progress.note = "";
  return progress;
}

function addFile(progress: FeedProgress, event: EngineEventMap["file.completed"]): FeedProgress {
  progress.filesDone += 1;
  progress.place = shorten(event.file);
  progress.note = "";
  return progress;
}

function addTrouble(progress: FeedProgress, event: EngineEventMap["feed.trouble"]): FeedProgress {
  progress.lastTrouble = event;
  progress.note = `${event.code}: ${event.detail}`;
  return progress;
}

/** Of a file's whole path its name is enough. */
function shorten(place: string): string {
  return place.slice(place.lastIndexOf("/") + 1);
}

const longestUnmentionedWaitMs = 2000;

/** A wait for the tenant's quota is worth a word: otherwise it looks as if nothing happened. */
function addWait(
  feeds: readonly FeedProgress[],
  { connection, event }: EngineEventMap["client.event"],
): FeedProgress | null {
  if (event.type !== "request.throttled" || event.waitMs < longestUnmentionedWaitMs) return null;
  const reading = feeds.find((feed) => feed.connection === connection && feed.outcome === null);
  if (reading === undefined) return null;
  reading.note = `waiting ${Math.ceil(event.waitMs / 1000)} s for the tenant's rate limit`;
  return reading;
}

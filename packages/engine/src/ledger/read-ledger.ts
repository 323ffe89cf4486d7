import type { Selectable } from "kysely";
import type { Connection } from "../connections/connection.js";
import { errorCodes, errorTable } from "../errors/index.js";
import { type Feed, findFeed, type Reading } from "../feeds/index.js";
import type { LedgerAccount, LedgerGap, LedgerProof } from "../status/status.js";
import type { Database, Store, WindowEntry } from "../store/index.js";
import { accountOf } from "./account.js";
import { createLedger, type UnfinishedFile } from "./ledger.js";
import { readableUntilOf, subtractSpans } from "./plan-windows.js";
import { forecastLevel, mergeTimelines, type TimelineSpan, type Trouble, timelineOf } from "./timeline.js";
import { type FeedTiming, timingOf } from "./timing.js";

const minuteMs = 60_000;
/** How far back the speed of catching up is looked at. */
const watchedMs = 30 * minuteMs;

/** Everything the ledger knows of a feed. Times are milliseconds since the epoch. */
export interface FeedLedger {
  readonly feed: string;
  readonly account: LedgerAccount;
  /** The timeline, in order and without holes. For positions, the times are estimates. */
  readonly spans: readonly TimelineSpan[];
  /** When it will be level, going on as it has; null: it is, or nobody can tell. */
  readonly levelAt: number | null;
}

export type StreamRow = Selectable<Database["streams"]>;

interface PartAccount {
  readonly name: string;
  readonly entries: readonly WindowEntry[];
  /** When it was read to its end last; null: not known, or not yet. */
  readonly asOf: number | null;
  readonly isAtEnd: boolean;
}

/** The ledger of one feed of a connection, from the store. */
export async function readFeedLedger(
  store: Store,
  request: { readonly connection: Connection; readonly stream: StreamRow; readonly now: number },
): Promise<FeedLedger> {
  const { connection, stream, now } = request;
  const feed = findFeed(stream.feed);
  const { reading } = feed;
  const timing = timingOf(feed, connection.settings);
  const proves = proofOf(reading);
  const unfinishedFiles = await createLedger(store, stream.id).unfinishedFiles();
  const parts = await readParts(store, { stream, reading, proves, now });
  const entries = parts.flatMap((part) => part.entries);
  const common = {
    since: beginningOf(entries, { proves, since: stream.since }),
    now,
    readableUntil: stream.reason !== null && proves === "states" ? now : readableUntil(feed, timing, now),
    keptSince: timing.retentionMs === null || proves === "states" ? null : now - timing.retentionMs,
    sweepAfterMs: timing.sweepAfterMs,
    reading: readingOf(stream),
    trouble: troubleOf(stream, connection.name),
  };
  const timelines = parts.map(({ name, entries }) => ({
    name,
    spans: timelineOf({ ...common, entries }),
  }));
  const spans = proves === "nothing" ? [] : mergeTimelines(timelines);
  return {
    feed: feed.name,
    spans,
    levelAt: forecastLevel(spans, { entries, now, watchedMs }),
    account:
      proves === "nothing"
        ? provisionalAccount(parts)
        : accountOf({
            proves,
            spans,
            entries,
            sweepAfterMs: timing.sweepAfterMs,
            now,
            asOf: asOfAll(parts, proves),
            furtherGaps: [...gapsOfFiles(unfinishedFiles, common.since), ...gapsOfParts(parts, proves)],
          }),
  };
}

/** A replay may have reached further back than reading began; of a list, nothing can be told before its first poll. */
function beginningOf(
  entries: readonly WindowEntry[],
  { proves, since }: { proves: LedgerProof; since: number },
): number {
  const first = Math.min(...entries.map(({ from }) => from));
  if (proves === "states" && entries.length > 0) return first;
  return Math.min(since, first);
}

function proofOf({ kind }: Reading): LedgerProof {
  switch (kind) {
    case "windows":
      return "spans";
    case "chain":
    case "listing":
      return "positions";
    case "snapshot":
    case "whole":
      return "states";
    case "stream":
      return "nothing";
  }
}

function readableUntil({ reading }: Feed, { settleDelayMs, everyMs }: FeedTiming, now: number): number {
  switch (reading.kind) {
    case "windows": {
      const alignMs = reading.alignMinutes === undefined ? null : reading.alignMinutes * minuteMs;
      return readableUntilOf({ now, settleDelayMs, alignMs });
    }
    // What a list was since the last poll, the next one tells.
    case "snapshot":
    case "whole":
      return now - everyMs;
    default:
      return now - settleDelayMs;
  }
}

async function readParts(
  store: Store,
  request: { stream: StreamRow; reading: Reading; proves: LedgerProof; now: number },
): Promise<PartAccount[]> {
  const { stream, reading, proves, now } = request;
  const ledger = createLedger(store, stream.id);
  const entries = await ledger.windows();
  const of = (name: string): WindowEntry[] => entries.filter(({ part }) => part === name);
  if (proves === "spans") {
    const names = reading.kind === "windows" ? (reading.parts ?? [{ name: "" }]) : [];
    return names.map(({ name }) => {
      const asOf = of(name).flatMap((entry) => (entry.state === "complete" ? entry.asOf : []));
      return {
        name,
        entries: of(name),
        asOf: asOf.length === 0 ? null : Math.min(...asOf),
        isAtEnd: true,
      };
    });
  }
  if (proves === "states") {
    const asOf = entries.at(-1)?.asOf ?? null;
    return [{ name: "", entries, asOf, isAtEnd: true }];
  }
  const names = reading.kind === "listing" ? reading.parts : [""];
  return await Promise.all(
    names.map(async (name): Promise<PartAccount> => {
      const checkpoint = await ledger.checkpoint(name);
      const { caughtUpAt = null, endedAt = null } = checkpoint ?? {};
      const newest = caughtUpAt ?? Math.max(endedAt ?? 0, (await ledger.newestFileEvent(name)) ?? 0);
      const reached = { from: stream.since, until: Math.min(newest, now) };
      const gaps = of(name);
      const read = subtractSpans(reached, gaps).map(
        (span): WindowEntry => ({
          ...span,
          part: name,
          state: "complete",
          reason: null,
          asOf: endedAt ?? span.until,
        }),
      );
      const isAtEnd = caughtUpAt !== null;
      return { name, entries: [...gaps, ...read], asOf: caughtUpAt, isAtEnd };
    }),
  );
}

function readingOf({ reading_from: from, reading_until: until }: StreamRow) {
  return from === null || until === null ? null : { from, until };
}

function troubleOf({ reason, state_since: since, code }: StreamRow, name: string): Trouble | null {
  if (reason === null) return null;
  const known = errorCodes.find((candidate) => candidate === code);
  const mend = known === undefined ? null : errorTable[known].youDo.replaceAll("NAME", name);
  return { reason, since, mend };
}

/** An account is as true as its oldest part; before all were read once, it is not an account. */
function asOfAll(parts: readonly PartAccount[], proves: LedgerProof): number | null {
  const times = parts.flatMap(({ asOf }) => asOf ?? []);
  if (times.length === 0 || (proves === "spans" && times.length < parts.length)) return null;
  return Math.min(...times);
}

/** A chain begins with the oldest that the tenant holds: what it lost of the time before `since` was never promised. */
function gapsOfFiles(files: readonly UnfinishedFile[], since: number): LedgerGap[] {
  const isPromised = ({ state, newestEventAt }: UnfinishedFile): boolean =>
    state !== "lost" || newestEventAt === null || newestEventAt >= since;
  return files.filter(isPromised).map(({ name, state, reason }) => ({
    what: name,
    span: null,
    state: state === "lost" ? "lost" : "incomplete",
    reason: reason ?? "not read to its end yet",
  }));
}

function gapsOfParts(parts: readonly PartAccount[], proves: LedgerProof): LedgerGap[] {
  if (proves !== "positions" || parts.every(({ entries }) => entries.length === 0)) return [];
  return parts
    .filter(({ isAtEnd }) => !isAtEnd)
    .map(({ name }) => ({
      what: name === "" ? "the chain of files" : `the listing of ${name}`,
      span: null,
      state: "incomplete",
      reason: "not read to its end yet",
    }));
}

function provisionalAccount([part]: readonly PartAccount[]): LedgerAccount {
  return {
    verdict: "provisional",
    proves: "nothing",
    from: null,
    until: null,
    asOf: part?.asOf ?? null,
    sweepsPending: 0,
    gaps: [],
  };
}

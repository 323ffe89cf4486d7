import type { ConnectionLedger, FeedLedger, LedgerFile, TimelineSpan } from "@postern/engine";
import { countOf } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, type Text, warn } from "../screen/text.js";
import { describeZone, formatDuration, formatTime } from "../screen/times.js";
import { pad } from "../screen/width.js";
import { describeBand, drawBand } from "./band.js";
import { lineOf as fileLineOf, mendOf, paintState, shortName, showFiles, showFileTotals } from "./files.js";
import { paintVerdict } from "./status.js";

const bandCells = 48;
const shownGaps = 40;
/** Level before anybody has read this. */
const soonMs = 60_000;

interface Shown {
  readonly since: number | null;
  readonly now: number;
  /** The files one by one, too. */
  readonly files: boolean;
}

/** A band for each feed, and a table of what is missing, why, and what mends it. */
export function showLedger(screen: Screen, ledger: ConnectionLedger, { since, now, files }: Shown): void {
  const { feeds } = ledger;
  if (feeds.length === 0) {
    screen.line("Nothing was read yet: run `postern collect` or `postern run`.");
    return;
  }
  const all = feeds.flatMap(({ spans }) => spans);
  const from = since ?? Math.min(now - 1, ...all.map((span) => span.from));
  const name = Math.max(...feeds.map(({ feed }) => feed.length));
  screen.line(
    bold(ledger.connection),
    dim(
      `  ${formatTime(from, now)} to ${formatTime(now, now)}, ${formatDuration((now - from) / bandCells)} a cell`,
    ),
  );
  for (const feed of feeds) screen.line("  ", pad(feed.feed, name), "  ", lineOf(feed, { from, now }));
  screen.line("  ", describeBand(all.filter(({ until }) => until > from)));
  showGaps(screen, ledger, { from, now });
  for (const { feed, from, until, askedAt, share } of ledger.replays) {
    const span = `${formatTime(from, now)} to ${formatTime(until, now)}`;
    const read = share === null ? "" : `, ${Math.floor(share * 100)} % read`;
    screen.line(
      "  ",
      feed,
      `  to be read again: ${span}${read}`,
      dim(`, asked for at ${formatTime(askedAt, now)}`),
    );
  }
  if (ledger.files.length > 0) {
    screen.line();
    showFileTotals(screen, ledger.files, now);
    if (files) showFiles(screen, ledger.files, now);
    else screen.line(dim("  --files lists them one by one."));
  }
  if (feeds.some(({ account }) => account.proves === "positions")) {
    const names = feeds.filter(({ account }) => account.proves === "positions").map(({ feed }) => feed);
    screen.line(dim(`Of ${names.join(", ")}, positions are proved; the times they cover are an estimate.`));
  }
  screen.line(dim(describeZone(now)));
}

function lineOf(
  { account, spans, levelAt }: FeedLedger,
  { from, now }: { from: number; now: number },
): Text[] {
  if (account.verdict === "provisional") return [dim("a stream proves nothing: the feed it belongs to does")];
  const level =
    levelAt === null || levelAt - now < soonMs
      ? ""
      : dim(`  level in about ${formatDuration(levelAt - now)}`);
  return [
    ...drawBand(spans, { from, until: now, cells: bandCells }),
    "  ",
    paintVerdict(account.verdict),
    level,
  ];
}

function showGaps(
  screen: Screen,
  ledger: ConnectionLedger,
  { from, now }: { from: number; now: number },
): void {
  const gaps = ledger.feeds.flatMap((feed) => [
    ...feed.spans
      .filter((span) => isGap(span) && span.until > from)
      .map((span) => gapOfSpan(feed.feed, span, now)),
    ...ledger.files
      .filter((files) => files.feed === feed.feed)
      .flatMap(({ files }) => files.filter(({ state }) => state !== "complete"))
      .map((file) => gapOfFile(feed.feed, file, now)),
  ]);
  if (gaps.length === 0) return;
  const shown = gaps.slice(0, shownGaps);
  // Many gaps have one reason: it is told once, and whole.
  const notes = [...new Set(shown.map(noteOf))];
  printTable(screen, {
    columns: [{ title: "feed" }, { title: "state" }, { title: "span" }, { title: "since" }, { title: "why" }],
    rows: shown.map((gap) => [...gap.cells, `[${notes.indexOf(noteOf(gap)) + 1}]`]),
  });
  if (gaps.length > shownGaps)
    screen.line(dim(`  and ${countOf(gaps.length - shownGaps, "gap")} more; --json lists all`));
  notes.forEach((note, index) => {
    const { reason, mend } = shown.find((gap) => noteOf(gap) === note) ?? { reason: "", mend: null };
    screen.line(`  [${index + 1}] `, reason);
    if (mend !== null && !reason.endsWith(mend)) screen.line(dim("      what mends it  "), mend);
  });
}

interface Gap {
  readonly cells: readonly Text[];
  readonly reason: string;
  readonly mend: string | null;
}

function noteOf({ reason, mend }: Gap): string {
  return JSON.stringify([reason, mend]);
}

/** What became due within one usual cadence is on its way: the band shows it, and nobody has to look into it. */
const onItsWayMs = 15 * 60_000;

function isGap({ state, from, until }: TimelineSpan): boolean {
  if (state === "due") return until - from > onItsWayMs;
  return state !== "complete" && state !== "settling";
}

function gapOfSpan(feed: string, span: TimelineSpan, now: number): Gap {
  const { state, from, until, reason, since, mend } = span;
  const cells = [
    feed,
    state === "lost" ? bad(state) : state === "incomplete" || state === "unprovable" ? warn(state) : state,
    `${formatTime(from, now)} to ${formatTime(until, now)}`,
    since === null ? "" : formatTime(since, now),
  ];
  return { cells, reason: reason ?? "", mend };
}

function gapOfFile(feed: string, file: LedgerFile, now: number): Gap {
  const { state, name, reason, attempts, updatedAt } = file;
  const place = `${shortName(name)}, line ${fileLineOf(file)}, ${countOf(attempts, "attempt")}`;
  return {
    cells: [feed, paintState(state), place, formatTime(updatedAt, now)],
    reason: reason ?? "not read to its end yet",
    mend: mendOf(file, now),
  };
}

import type { FeedFiles, LedgerFile } from "@postern/engine";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, dim, good, type Text, warn } from "../screen/text.js";
import { formatTime } from "../screen/times.js";
import { pad } from "../screen/width.js";

const shownFiles = 100;

/** A line a feed: how many files or answers were read, and what became of the others. */
export function showFileTotals(screen: Screen, files: readonly FeedFiles[], now: number): void {
  const name = Math.max(...files.map(({ feed }) => feed.length));
  for (const { feed, totals } of files) {
    const { counts, lines, from, until } = totals;
    const { complete, reading, incomplete, lost } = counts;
    const parts: Text[] = [
      `${countOf(complete, "file")} read`,
      ...(reading > 0 ? [", ", `${formatCount(reading)} in progress`] : []),
      ...(incomplete > 0 ? [", ", warn(`${formatCount(incomplete)} incomplete`)] : []),
      ...(lost > 0 ? [", ", bad(`${formatCount(lost)} lost`)] : []),
      dim(`; ${countOf(lines, "line")}`),
    ];
    const covers =
      from === null || until === null
        ? ""
        : dim(`, events of about ${formatTime(from, now)} to ${formatTime(until, now)}`);
    screen.line("  ", pad(feed, name), "  ", ...parts, covers);
  }
}

/** A row a file, the latest first. */
export function showFiles(screen: Screen, feeds: readonly FeedFiles[], now: number): void {
  const rows = feeds.flatMap(({ feed, files }) => files.map((file) => rowOf(feed, { file, now })));
  if (rows.length === 0) return;
  printTable(screen, {
    columns: [
      { title: "feed" },
      { title: "state" },
      { title: "file", gives: true },
      { title: "line", align: "right" },
      { title: "stored", align: "right" },
      { title: "repeats", align: "right" },
      { title: "events of about" },
      { title: "reason", gives: true },
      { title: "what mends it", gives: true },
    ],
    rows: rows.slice(0, shownFiles),
  });
  if (rows.length > shownFiles)
    screen.line(dim(`  and ${countOf(rows.length - shownFiles, "file")} more; --json lists all`));
}

function rowOf(feed: string, { file, now }: { file: LedgerFile; now: number }): Text[] {
  const { part, from, until } = file;
  return [
    part === "" ? feed : `${feed} ${part}`,
    paintState(file.state),
    shortName(file.name),
    lineOf(file),
    formatCount(file.stored),
    formatCount(file.duplicates),
    from === null || until === null ? "" : `${formatTime(from, now)} to ${formatTime(until, now)}`,
    file.reason ?? "",
    mendOf(file, now),
  ];
}

/** Where a file stands in a reason's place: by its own name, without the path. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** How far it was read: all of it, or which line of how many. */
export function lineOf({ state, lines, ofLines }: LedgerFile): string {
  if (state === "complete") return formatCount(lines);
  return ofLines === null ? formatCount(lines) : `${formatCount(lines)} of about ${formatCount(ofLines)}`;
}

export function mendOf({ mend, retryAt }: LedgerFile, now: number): string {
  return retryAt === null ? (mend ?? "") : `tried again at ${formatTime(retryAt, now)}`;
}

export function paintState(state: LedgerFile["state"]): Text {
  switch (state) {
    case "complete":
      return good(state);
    case "reading":
      return "in progress";
    case "incomplete":
      return warn(state);
    case "lost":
      return bad(state);
  }
}

import type { StoreCheck, StoreInfo } from "@postern/engine";
import { formatBytes, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, good } from "../screen/text.js";
import { formatFullTime } from "../screen/times.js";

export function showInfo(screen: Screen, info: StoreInfo): void {
  const events = info.feeds.reduce((sum, feed) => sum + feed.events, 0);
  const free = info.freePages * info.pageBytes;
  screen.line(dim("  file       "), info.path);
  screen.line(dim("  schema     "), String(info.schema));
  screen.line(dim("  size       "), formatBytes(info.bytes), dim(`, ${formatBytes(free)} of it free inside`));
  screen.line(dim("  disk       "), formatBytes(info.diskFreeBytes), dim(" free"));
  screen.line(dim("  events     "), formatCount(events));
  if (info.feeds.length > 0) showKept(screen, info);
}

/** What is held of every feed, and for how long. */
export function showKept(screen: Screen, { feeds }: Pick<StoreInfo, "feeds">): void {
  screen.line();
  printTable(screen, {
    columns: [
      { title: "connection", gives: true },
      { title: "feed" },
      { title: "events", align: "right" },
      { title: "oldest" },
      { title: "newest" },
      { title: "kept" },
      { title: "taken away before" },
    ],
    rows: feeds.map((feed) => [
      feed.connection,
      bold(feed.feed),
      formatCount(feed.events),
      dim(timeOrNone(feed.oldest)),
      dim(timeOrNone(feed.newest)),
      feed.keepDays === null ? "for ever" : `${formatCount(feed.keepDays)} d`,
      dim(timeOrNone(feed.keptSince)),
    ]),
  });
}

const sentences: Readonly<Record<StoreCheck["check"], string>> = {
  integrity: "the file is whole",
  references: "no row refers to a missing one",
  counts: "events and what the ledger's hours count agree",
  sequence: "commit numbers were given once",
  audit: "the audit log is whole",
};

export function showStoreCheck(screen: Screen, { check, flaws }: StoreCheck): void {
  screen.line(flaws.length === 0 ? good("  ok  ") : bad("  not "), ` ${sentences[check]}`);
  for (const flaw of flaws) screen.line("        ", flaw);
}

function timeOrNone(time: number | null): string {
  return time === null ? "–" : formatFullTime(time);
}

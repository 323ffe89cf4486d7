import type { CollectResult, FeedResult } from "@postern/engine";
import { formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, warn } from "../screen/text.js";
import { paintState } from "./status.js";

/** What one pass brought, feed by feed. */
export function showCollected(screen: Screen, result: CollectResult): void {
  const rows = result.connections.flatMap((connection) =>
    connection.feeds.map((feed) => ({ connection, feed })),
  );
  showProblems(screen, result);
  if (rows.length === 0) {
    const isProblem = result.connections.some(({ problem }) => problem !== null);
    if (!isProblem) screen.line(dim("No feed was due."));
    return;
  }
  printTable(screen, {
    columns: [
      { title: "connection" },
      { title: "feed" },
      { title: "state" },
      { title: "stored", align: "right" },
      { title: "duplicates", align: "right" },
      { title: "quarantined", align: "right" },
    ],
    rows: rows.map(({ connection, feed }) => [
      bold(connection.name),
      feed.feed,
      paintState(feed.state),
      formatCount(feed.stored),
      formatCount(feed.duplicates),
      feed.quarantined === 0 ? "0" : warn(formatCount(feed.quarantined)),
    ]),
  });
  for (const [reason, feeds] of groupByReason(rows)) {
    screen.line("  ", warn(feeds.join(", ")), `  ${reason}`);
  }
}

/** Connections of which nothing could be read at all. */
function showProblems(screen: Screen, { connections }: CollectResult): void {
  for (const { name, problem } of connections) {
    if (problem !== null) screen.line("  ", bold(name), "  ", bad(problem.code), `  ${problem.message}`);
  }
}

/** One refused credential stops several feeds: its reason is told once. */
function groupByReason(
  rows: readonly { readonly connection: { readonly name: string }; readonly feed: FeedResult }[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { connection, feed } of rows) {
    if (feed.reason === null) continue;
    const feeds = groups.get(feed.reason) ?? [];
    feeds.push(`${connection.name} ${feed.feed}`);
    groups.set(feed.reason, feeds);
  }
  return groups;
}

import type { BudgetStatus, ConnectionStatus, FeedState, FeedStatus, LedgerAccount } from "@postern/engine";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatDuration, formatTime, formatTimeOrNever } from "../screen/times.js";
import { showBanner } from "./warnings.js";

/** What arrived and what is vouched for, connection by connection. */
export function showStatus(screen: Screen, statuses: readonly ConnectionStatus[], now: number): void {
  for (const status of statuses) {
    screen.line(
      bold(status.name),
      dim(`  API ${status.generation}  ${status.baseUrl}  `),
      paintState(status.state),
    );
    if (status.stateReason !== null) screen.line("  ", status.stateReason);
    for (const warning of status.warnings) showWarning(screen, warning);
    printTable(screen, {
      columns: [
        { title: "feed" },
        { title: "state" },
        { title: "last event" },
        { title: "last arrival" },
        { title: "lag", align: "right" },
        { title: "today", align: "right" },
        { title: "stored", align: "right" },
        { title: "duplicates", align: "right" },
        { title: "quarantined", align: "right" },
        { title: "ledger" },
        { title: "as of" },
        { title: "next poll" },
      ],
      rows: status.feeds.map((feed) => rowOf(feed, { status, now })),
    });
    showWay(screen, status);
    showBudgets(screen, status, now);
    for (const feed of status.feeds) showRemarks(screen, feed, { now, status });
    if (status.state === "credentials-refused")
      screen.line("  ", dim(`What came since is incomplete: \`postern ledger ${status.name}\` shows it.`));
    screen.line();
  }
  screen.line(dim(describeZone(now)));
}

/** What makes every other line untrustworthy stands out. */
function showWarning(screen: Screen, warning: string): void {
  if (/^Certificates are not checked/.test(warning)) showBanner(screen, warning);
  else screen.line("  ", warn(warning));
}

export function paintState(state: FeedState | ConnectionStatus["state"]): Text {
  switch (state) {
    case "healthy":
    case "connected":
      return good(state);
    case "draft":
    case "waiting-for-propagation":
    case "waiting":
    case "pending":
    case "paused":
    case "catching-up":
    case "throttled":
    case "degraded":
      return warn(state);
    case "unlicensed":
    case "not-permitted":
    case "credentials-refused":
    case "failing":
      return bad(state);
  }
}

function rowOf(feed: FeedStatus, { status, now }: { status: ConnectionStatus; now: number }): Text[] {
  return [
    feed.feed,
    paintState(feed.state),
    formatTimeOrNever(feed.lastEventAt, now),
    formatTimeOrNever(feed.lastArrivalAt, now),
    feed.lagMs === null ? "" : dim(formatDuration(feed.lagMs)),
    formatCount(feed.eventsToday),
    formatCount(feed.stored),
    formatCount(feed.duplicates),
    feed.quarantined === 0 ? "0" : warn(formatCount(feed.quarantined)),
    paintVerdict(feed.ledger.verdict),
    formatTimeOrNever(feed.ledger.asOf, now),
    nextPollOf(feed, { status, now }),
  ];
}

function nextPollOf(
  { nextPollAt, state }: FeedStatus,
  { status, now }: { status: ConnectionStatus; now: number },
): Text {
  if (!status.isCollected) return dim("not running");
  if (nextPollAt === null) return state === "credentials-refused" ? dim("paused") : dim("now");
  return nextPollAt <= now ? dim("now") : formatTime(nextPollAt, now);
}

function showWay(screen: Screen, { addresses, egress }: ConnectionStatus): void {
  if (addresses === null || egress === null) return;
  const { remote, isProxy } = addresses;
  screen.line(dim(`  ${isProxy ? `through the proxy at ${remote}` : `tenant at ${remote}`}`));
  screen.line(dim(`  our own address  ${egress.address ?? "not known"}: ${egress.reason}`));
}

/** Quotas that somebody spends of, the scarcest first. */
function showBudgets(screen: Screen, { name, budgets }: ConnectionStatus, now: number): void {
  const shareLeft = ({ limit, remaining }: BudgetStatus): number =>
    limit === null || remaining === null || limit === 0 ? 1 : remaining / limit;
  for (const budget of [...budgets].sort((one, other) => shareLeft(one) - shareLeft(other))) {
    const { operation, limit, remaining, resetsAt, spentBy } = budget;
    if (limit === null) continue;
    const left = `${formatCount(remaining ?? limit)} of ${formatCount(limit)} calls left`;
    const spent = spentBy
      .map(({ connection, feed, calls }) => {
        const who = [connection === name ? "" : `${connection}: `, feed || "others"].join("");
        return `${who} ${formatCount(calls)}`;
      })
      .join(", ");
    screen.line(
      dim(`  ${operation}  `),
      shareLeft(budget) < 0.1 ? warn(left) : left,
      dim(resetsAt === null ? "" : `, more at ${formatTime(resetsAt, now)}`),
      dim(spent === "" ? "" : `; spent by ${spent}`),
    );
  }
}

export function paintVerdict(verdict: LedgerAccount["verdict"]): Text {
  switch (verdict) {
    case "complete":
      return good(verdict);
    case "provisional":
      return verdict;
    case "unprovable":
    case "not-read":
    case "incomplete":
      return warn(verdict);
    case "lost":
      return bad(verdict);
  }
}

const shownGaps = 5;

/** What there is to say about a feed. A reason that was told already is not told again. */
function showRemarks(
  screen: Screen,
  feed: FeedStatus,
  { now, status }: { now: number; status: ConnectionStatus },
): void {
  const told = status.stateReason;
  // A refused credential is the same for all feeds: it is told once, not with each of them.
  const isOfAll = status.state === "credentials-refused" && feed.reason === told;
  const name: Text = ["  ", warn(feed.feed), "  "];
  if (feed.reason !== null && !isOfAll) {
    const reason = feed.reason === told ? "as above" : feed.reason;
    screen.line(name, dim(`${feed.state} since ${formatTime(feed.stateSince, now)}: `), reason);
  }
  const coverage = describeCoverage(feed.ledger, now);
  if (coverage !== "") screen.line(dim(`  ${feed.feed}  ${coverage}`));
  if (feed.provisional > 0) {
    const count = countOf(feed.provisional, "event");
    screen.line(dim(`  ${feed.feed}  ${count} brought by the stream, not yet confirmed by the files`));
  }
  const gaps = feed.ledger.gaps.filter(
    ({ state, reason }) => !isOfAll || state !== "incomplete" || !reason.endsWith(told ?? reason),
  );
  for (const gap of gaps.slice(0, shownGaps)) {
    // Of a part it is told with the part's name in front.
    const isTold = feed.reason !== null && gap.reason.endsWith(feed.reason);
    const reason = isTold ? `${gap.reason.slice(0, -(feed.reason?.length ?? 0))}as above` : gap.reason;
    const { what, span } = gap;
    const place = span === null ? what : `${formatTime(span.from, now)} to ${formatTime(span.until, now)}`;
    screen.line(name, gap.state === "lost" ? bad(gap.state) : warn(gap.state), `  ${place}: ${reason}`);
  }
  if (gaps.length > shownGaps) {
    screen.line(name, dim(`and ${countOf(gaps.length - shownGaps, "gap")} more; --json lists all`));
  }
}

const coverageWords: Readonly<Record<LedgerAccount["proves"], string>> = {
  spans: "covers",
  positions: "covers about",
  states: "states as polled from",
  nothing: "read from",
};

/** Which span the verdict is about, and what may still come into it. */
export function describeCoverage(
  { from, until, proves, sweepsPending }: Omit<LedgerAccount, "verdict" | "gaps">,
  now: number,
): string {
  const parts: string[] = [];
  if (from !== null && until !== null) {
    parts.push(`${coverageWords[proves]} ${formatTime(from, now)} to ${formatTime(until, now)}`);
  }
  if (sweepsPending > 0) parts.push(`${countOf(sweepsPending, "re-read")} for late arrivals to come`);
  return parts.join("; ");
}

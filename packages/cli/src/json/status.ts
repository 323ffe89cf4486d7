import type { ConnectionStatus, FeedStatus } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";
import { encodeGap } from "./ledger.js";

export function encodeStatus(status: ConnectionStatus): object {
  const { budgets, addresses } = status;
  return {
    ...status,
    budgets: budgets.map((budget) => ({
      ...budget,
      resetsAt: toIsoOrNull(budget.resetsAt),
      asOf: toIso(budget.asOf),
    })),
    addresses: addresses === null ? null : { ...addresses, at: toIso(addresses.at) },
    feeds: status.feeds.map(encodeFeed),
  };
}

function encodeFeed(feed: FeedStatus): object {
  const { ledger } = feed;
  return {
    ...feed,
    stateSince: toIso(feed.stateSince),
    lastEventAt: toIsoOrNull(feed.lastEventAt),
    lastArrivalAt: toIsoOrNull(feed.lastArrivalAt),
    lastPollAt: toIsoOrNull(feed.lastPollAt),
    nextPollAt: toIsoOrNull(feed.nextPollAt),
    ledger: {
      ...ledger,
      gaps: ledger.gaps.map(encodeGap),
      from: toIsoOrNull(ledger.from),
      until: toIsoOrNull(ledger.until),
      asOf: toIsoOrNull(ledger.asOf),
    },
  };
}

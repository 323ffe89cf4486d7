import type { ConnectionStatus, FeedStatus } from "@postern/engine";
import { toIso, toIsoOrNull } from "../screen/times.js";

export function encodeStatus(status: ConnectionStatus): object {
  return { ...status, feeds: status.feeds.map(encodeFeed) };
}

function encodeFeed(feed: FeedStatus): object {
  const { ledger } = feed;
  return {
    ...feed,
    stateSince: toIso(feed.stateSince),
    lastEventAt: toIsoOrNull(feed.lastEventAt),
    lastArrivalAt: toIsoOrNull(feed.lastArrivalAt),
    lastPollAt: toIsoOrNull(feed.lastPollAt),
    ledger: {
      ...ledger,
      from: toIsoOrNull(ledger.from),
      until: toIsoOrNull(ledger.until),
      asOf: toIsoOrNull(ledger.asOf),
    },
  };
}

import type { Generation } from "@postern/mimecast/catalogue";
import { PosternError } from "../errors/postern-error.js";
import { account } from "./account.js";
import { archiveSearch } from "./archive-search.js";
import { archiveView } from "./archive-view.js";
import { audit } from "./audit.js";
import { awarenessPerformance } from "./awareness-performance.js";
import { awarenessScores } from "./awareness-scores.js";
import { awarenessWatchlist } from "./awareness-watchlist.js";
import { dlp } from "./dlp.js";
import type { Feed } from "./feed.js";
import { heldMessages } from "./held-messages.js";
import { heldReleases } from "./held-releases.js";
import { heldSummary } from "./held-summary.js";
import { nearestWords } from "./nearest.js";
import { packages } from "./packages.js";
import { phishingCampaigns } from "./phishing-campaigns.js";
import { processingQueue } from "./processing-queue.js";
import { queueDepth } from "./queue-depth.js";
import { rejections } from "./rejections.js";
import { remediationIncidents } from "./remediation-incidents.js";
import { reportedEmails } from "./reported-emails.js";
import { siem1 } from "./siem-1.0.js";
import { siem2 } from "./siem-2.0.js";
import { siem2Stream } from "./siem-2.0-stream.js";
import { siemCi } from "./siem-ci.js";
import { siemCiStream } from "./siem-ci-stream.js";
import { supportInfo } from "./support-info.js";
import { threatEvents } from "./threat-events.js";
import { threatIntelCustomer } from "./threat-intel-customer.js";
import { threatIntelGrid } from "./threat-intel-grid.js";
import { threatStatistics } from "./threat-statistics.js";
import { ttpAttachment } from "./ttp-attachment.js";
import { ttpImpersonation } from "./ttp-impersonation.js";
import { ttpUrl } from "./ttp-url.js";

/** Every feed Postern collects. Adding one is writing its file and naming it here. */
export const feeds: readonly Feed[] = [
  ttpUrl,
  ttpAttachment,
  ttpImpersonation,
  audit,
  dlp,
  rejections,
  heldMessages,
  heldReleases,
  heldSummary,
  processingQueue,
  queueDepth,
  archiveSearch,
  archiveView,
  remediationIncidents,
  threatIntelCustomer,
  threatIntelGrid,
  awarenessScores,
  awarenessWatchlist,
  awarenessPerformance,
  phishingCampaigns,
  account,
  packages,
  supportInfo,
  threatEvents,
  reportedEmails,
  threatStatistics,
  siem1,
  siem2,
  siem2Stream,
  siemCi,
  siemCiStream,
];

export function feedsOf(generation: Generation): readonly Feed[] {
  return feeds.filter((feed) => feed.generations.includes(generation));
}

/** What a connection collects where nothing was chosen. */
export function defaultFeedsOf(generation: Generation): readonly Feed[] {
  return feedsOf(generation).filter(({ isOptIn }) => isOptIn !== true);
}

/** Throws `bad-usage` for a name that is no feed. */
export function findFeed(name: string): Feed {
  const feed = feeds.find((candidate) => candidate.name === name);
  if (feed !== undefined) return feed;
  const names = feeds.map((candidate) => candidate.name);
  const near = nearestWords(name, names);
  const hint = near.length === 0 ? `Feeds: ${names.join(", ")}` : `Did you mean ${near.join(" or ")}?`;
  throw new PosternError("bad-usage", `There is no feed "${name}". ${hint}`);
}

/** Throws `bad-usage` where a stream was chosen without the feed that confirms what it brings. */
export function checkStreams(chosen: readonly string[]): void {
  for (const name of chosen) {
    const { reading } = findFeed(name);
    if (reading.kind !== "stream" || chosen.includes(reading.confirmedBy)) continue;
    throw new PosternError(
      "bad-usage",
      `The feed ${name} needs ${reading.confirmedBy} beside it, which confirms what the stream brings.`,
    );
  }
}

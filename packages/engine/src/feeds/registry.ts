import type { Generation } from "@postern/mimecast/catalogue";
import { PosternError } from "../errors/postern-error.js";
import { account } from "./account/account.js";
import { packages } from "./account/packages.js";
import { supportInfo } from "./account/support-info.js";
import { archiveSearch } from "./archive/archive-search.js";
import { archiveView } from "./archive/archive-view.js";
import { audit } from "./audit/audit.js";
import { awarenessPerformance } from "./awareness/awareness-performance.js";
import { awarenessScores } from "./awareness/awareness-scores.js";
import { awarenessWatchlist } from "./awareness/awareness-watchlist.js";
import { phishingCampaigns } from "./awareness/phishing-campaigns.js";
import { nearestWords } from "./describing/nearest.js";
import { dlp } from "./dlp.js";
import type { Feed } from "./feed.js";
import { heldMessages } from "./held/held-messages.js";
import { heldReleases } from "./held/held-releases.js";
import { heldSummary } from "./held/held-summary.js";
import { processingQueue } from "./queues/processing-queue.js";
import { queueDepth } from "./queues/queue-depth.js";
import { rejections } from "./rejections.js";
import { remediationIncidents } from "./remediation/remediation-incidents.js";
import { siem1 } from "./siem/siem-1.0.js";
import { siem2 } from "./siem/siem-2.0.js";
import { siem2Stream } from "./siem/siem-2.0-stream.js";
import { siemCi } from "./siem/siem-ci.js";
import { siemCiStream } from "./siem/siem-ci-stream.js";
import { threatIntelCustomer } from "./threat-intel/threat-intel-customer.js";
import { threatIntelGrid } from "./threat-intel/threat-intel-grid.js";
import { reportedEmails } from "./threats/reported-emails.js";
import { threatEvents } from "./threats/threat-events.js";
import { threatStatistics } from "./threats/threat-statistics.js";
import { ttpAttachment } from "./ttp/ttp-attachment.js";
import { ttpImpersonation } from "./ttp/ttp-impersonation.js";
import { ttpUrl } from "./ttp/ttp-url.js";

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

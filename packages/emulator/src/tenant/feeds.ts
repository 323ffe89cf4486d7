import type { OperationName } from "@postern/mimecast/catalogue";

/** Every feed the tenant publishes, with the operation that serves it. */
export const operationOfFeed = {
  "siem-1.0": "siem.get-logs",
  "siem-2.0": "siem.batch.cg",
  "siem-2.0-stream": "siem.stream.cg",
  "siem-ci": "siem.batch.ci",
  "siem-ci-stream": "siem.stream.ci",
  "ttp-url": "ttp.url.get-logs",
  "ttp-attachment": "ttp.attachment.get-logs",
  "ttp-impersonation": "ttp.impersonation.get-logs",
  audit: "audit.get-audit-events",
  dlp: "dlp.get-logs",
  rejections: "gateway.get-rejections",
  "threat-intel-customer": "ttp.threat-intel.get-feed",
  "threat-intel-grid": "ttp.threat-intel.get-feed",
  "held-messages": "gateway.get-hold-message-list",
  "held-summary": "gateway.get-hold-summary-list",
  "held-releases": "gateway.get-held-release-logs",
  "processing-queue": "gateway.find-processing-messages",
  "queue-depth": "email.get-email-queues",
  "archive-search": "archive.get-search-logs",
  "archive-view": "archive.get-view-logs",
  "remediation-incidents": "ttp.remediation.find-incidents",
  "awareness-scores": "awareness-training.company.get-safe-score-details",
  "awareness-performance": "awareness-training.company.get-performance-details",
  "awareness-watchlist": "awareness-training.company.get-watchlist-details",
  "phishing-campaigns": "awareness-training.phishing.campaign.get-user-data",
  account: "account.get-account",
  packages: "provisioning.get-packages",
  "support-info": "account.get-support-info",
  "threat-events": "threats.events.list",
  "threat-statistics": "threats.stats.gateway-detections",
  "reported-emails": "threat-reporting.reported-emails.list",
} as const satisfies Readonly<Record<string, OperationName>>;

export type Feed = keyof typeof operationOfFeed;

/** These come in files; all others are rows of a log. */
const fileFeeds = ["siem-1.0", "siem-2.0", "siem-ci"] as const;
export type FileFeed = (typeof fileFeeds)[number];

/** These have the events of another feed, sooner and in another spelling. */
const streamFeeds = ["siem-2.0-stream", "siem-ci-stream"] as const;
export type StreamFeed = (typeof streamFeeds)[number];

/** The feeds that are read as rows of a log. */
export type LogFeed = Exclude<Feed, FileFeed>;

/** Their records come, change and go; each version of one counts as a record. */
const snapshotFeeds: ReadonlySet<Feed> = new Set<Feed>([
  "held-messages",
  "held-summary",
  "processing-queue",
  "remediation-incidents",
  "awareness-scores",
  "awareness-performance",
  "awareness-watchlist",
  "phishing-campaigns",
  "account",
  "packages",
  "support-info",
  "threat-statistics",
]);

export function isSnapshotFeed(feed: Feed): boolean {
  return snapshotFeeds.has(feed);
}

export const feeds: readonly Feed[] = Object.keys(operationOfFeed).filter(isFeed);

export function isLogFeed(feed: Feed): feed is LogFeed {
  return !fileFeeds.some((candidate) => candidate === feed);
}

export function isStreamFeed(feed: Feed): feed is StreamFeed {
  return streamFeeds.some((candidate) => candidate === feed);
}

/** A value for each feed. */
export function mapFeeds<Value>(make: (feed: Feed) => Value): Record<Feed, Value> {
  const values: Partial<Record<Feed, Value>> = {};
  for (const feed of feeds) values[feed] = make(feed);
  if (!isComplete(values)) throw new Error("a feed got no value");
  return values;
}

export function isFeed(name: string): name is Feed {
  return name in operationOfFeed;
}

function isComplete<Value>(values: Partial<Record<Feed, Value>>): values is Record<Feed, Value> {
  return feeds.every((feed) => feed in values);
}

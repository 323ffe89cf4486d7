export { readThreatFeed } from "./threat-feed.js";
export type { ThreatFeedAnswer, ThreatFeedRequest, ThreatFeedType } from "./threat-feed-types.js";

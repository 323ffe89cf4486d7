export { decodeRecord, isRecord, refuseRecord } from "./decode.js";
export {
  describeFeed,
  type FeedDescription,
  type FeedFacts,
  type FieldDescription,
  type FieldTable,
  tellFacts,
} from "./describe.js";
export * from "./feed.js";
export { parseJson } from "./json.js";
export { operationsOf } from "./operations.js";
export type * from "./reading.js";
export { recogniseFeeds } from "./recognise.js";
export { checkStreams, defaultFeedsOf, feeds, feedsOf, findFeed } from "./registry.js";

export { decodeRecord, isRecord, refuseRecord } from "./decoding/decode.js";
export {
  describeFeed,
  type FeedDescription,
  type FeedFacts,
  type FieldDescription,
  type FieldTable,
  tellFacts,
} from "./describing/describe.js";
export { operationsOf } from "./describing/operations.js";
export { recogniseFeeds } from "./describing/recognise.js";
export * from "./feed.js";
export type * from "./reading.js";
export { checkStreams, defaultFeedsOf, feeds, feedsOf, findFeed } from "./registry.js";
export { parseJson } from "./values/json.js";

export * from "./feed.js";
export { operationsOf } from "./operations.js";
export type * from "./reading.js";
export { defaultFeedsOf, feeds, feedsOf, findFeed } from "./registry.js";

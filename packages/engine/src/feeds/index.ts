export * from "./feed.js";
export type * from "./reading.js";
export { feeds, feedsOf, findFeed } from "./registry.js";

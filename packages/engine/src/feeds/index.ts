export * from "./feed.js";
export { feeds, feedsOf, findFeed } from "./registry.js";

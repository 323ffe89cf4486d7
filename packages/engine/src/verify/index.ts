export { verifyFeed } from "./verify-feed.js";

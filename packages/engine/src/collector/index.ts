export type { Batch } from "./batch.js";
export { type CollectDependencies, collectConnection } from "./collect.js";
export { collectFeed, type FeedRequest } from "./collect-feed.js";
export type { ReadContext } from "./context.js";
export { createLeaseKeeper, type HeldLease } from "./lease.js";
export { principalOf } from "./principal.js";
export { readFeed } from "./read-feed.js";
export { retryStream } from "./retry-quarantine.js";
export { refuseOthers } from "./streams.js";

export { type CollectDependencies, collectConnection } from "./collect.js";
export { collectFeed } from "./collect-feed.js";
export { createLeaseKeeper, type HeldLease } from "./lease.js";
export { principalOf } from "./principal.js";
export { refuseOthers } from "./streams.js";

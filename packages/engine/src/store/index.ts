export * from "./commit.js";
export type { Database, EventTable } from "./schema.js";
export { openSqliteStore } from "./sqlite/open.js";
export type { LeaseRequest, Store } from "./store.js";

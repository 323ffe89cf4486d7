export * from "./commit.js";
export type { Database } from "./schema.js";
export { keepNaturalKeysMs } from "./sqlite/event-matcher.js";
export { openSqliteStore } from "./sqlite/open.js";
export { type RestoredStore, restoreSqliteStore } from "./sqlite/restore.js";
export type { Store, StoreSize } from "./store.js";

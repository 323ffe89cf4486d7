export type { StoreCheck } from "./check-store.js";
export type { KeptFeed, StoreInfo } from "./read-info.js";
export { createUpkeep, readFreeBytes, restoreStore, type Upkeep } from "./upkeep.js";

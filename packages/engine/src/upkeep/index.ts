export type { StoreCheck } from "./check-store.js";
export type { KeptFeed, StoreInfo } from "./read-info.js";
export { createUpkeep, restoreStore, type Upkeep } from "./upkeep.js";

export { sleepInRealTime } from "./alarm.js";
export { createHeartbeat, type Heartbeat } from "./heartbeat.js";
export { keepHouse } from "./housekeeping.js";
export { readAssignments, readChanges, readFeeds } from "./read-assignments.js";
export { createService } from "./service.js";
export { createStoreWatch, usualReserveBytes } from "./store-watch.js";
export { createTurns } from "./turns.js";

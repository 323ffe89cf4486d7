export { summariseClicks } from "./clicks.js";
export { queryCommitted, queryEvents, readLastSeq } from "./query.js";
export type * from "./stored-event.js";

export type * from "./connection.js";
export { type ConnectionStore, createConnectionStore } from "./connections.js";
export { readHistory, recordState, wasTested } from "./history.js";
export { removeConnection } from "./remove-connection.js";
export { connectionStateOf } from "./state.js";
export { findPermittedFeeds, testConnection } from "./test-connection.js";

export type { Connection } from "./connection.js";
export { type ConnectionStore, createConnectionStore } from "./connections.js";
export { testConnection } from "./test-connection.js";

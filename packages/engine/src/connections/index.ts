export type { Check } from "./check.js";
export type * from "./connection.js";
export { type ConnectionStore, createConnectionStore, type Secrets } from "./connections.js";
export { testConnection } from "./test-connection.js";

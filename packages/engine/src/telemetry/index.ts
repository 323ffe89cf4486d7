export { createHealth, type Health, type HealthState } from "./health.js";
export * from "./logs/index.js";
export * from "./metrics/index.js";

export { createMetrics, type Metrics } from "./create-metrics.js";
export type { OtlpSettings } from "./readers.js";

export { type CollectDependencies, collectConnection } from "./collect.js";
export { type PolledConnection, runCollector } from "./run.js";

export { type CollectDependencies, collectConnection } from "./collect.js";
export { runCollector } from "./run.js";

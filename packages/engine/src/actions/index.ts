export { type ActionEngine, createActionEngine } from "./action-engine.js";
export type * from "./plan.js";
export { actions, findAction } from "./registry.js";

export { createActionEngine } from "./action-engine.js";
export { actions } from "./registry.js";

export {
  type ActionEngine,
  createActionEngine,
  type PlanRequest,
  type RunOptions,
  type RunReason,
} from "./action-engine.js";
export { actions } from "./registry.js";
export { type BlockMethod, blockMethods, chooseMethod, type MethodChoice } from "./senders/choose-method.js";

export { createActionEngine } from "./action-engine.js";
export {
  type ActionDescription,
  checkActionInput,
  describeAction,
  describeActions,
} from "./describing/describe.js";
export type { ActionField } from "./describing/fields.js";
export type { ActionEngine, Expired, KeptPlan, PlanRequest, RunOptions, RunReason } from "./faces.js";
export { actions } from "./registry.js";
export { type BlockMethod, blockMethods, chooseMethod, type MethodChoice } from "./senders/choose-method.js";

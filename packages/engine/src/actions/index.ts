export {
  type ActionEngine,
  createActionEngine,
  type Expired,
  type KeptPlan,
  type PlanRequest,
  type RunOptions,
  type RunReason,
} from "./action-engine.js";
export {
  type ActionDescription,
  checkActionInput,
  describeAction,
  describeActions,
} from "./describing/describe.js";
export type { ActionField } from "./describing/fields.js";
export { actions } from "./registry.js";
export { type BlockMethod, blockMethods, chooseMethod, type MethodChoice } from "./senders/choose-method.js";

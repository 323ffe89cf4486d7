export type { Reply } from "./attempt.js";
export type { Authorize, Caller, ClientContext } from "./context.js";
export { failWithFault } from "./failures.js";
export { createAborted, pause, sleepFor } from "./pause.js";
export { perform } from "./perform.js";
export { planRetry, type RetryPlan } from "./plan-retry.js";
export { readAnswer } from "./reply.js";
export { createRequestId } from "./request-id.js";

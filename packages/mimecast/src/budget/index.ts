export { type Budget, createBudget, type OthersSpending, type Reservation } from "./budget.js";
export type { BudgetState } from "./state.js";
export { readRetryAfter, readThrottleWait } from "./waits.js";

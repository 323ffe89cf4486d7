import type { OperationName } from "../catalogue/index.js";

/** What is known of one operation's quota, at the moment of asking. */
export interface BudgetState {
  readonly operation: OperationName;
  /** Calls allowed per window: the answer's `X-RateLimit-Limit`, else the catalogue; null when neither tells. */
  readonly limit: number | null;
  /** Calls left in the window, the lower of what the vendor said and what we counted; null when unknown. */
  readonly remaining: number | null;
  /** Epoch milliseconds at which at least one call is given back; null when nothing is used up or known. */
  readonly resetsAt: number | null;
  /** Milliseconds the next call would wait; 0 when it would go out at once. */
  readonly waitingMs: number;
}

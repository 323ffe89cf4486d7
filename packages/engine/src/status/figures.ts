import type { WindowState } from "../store/commit.js";
import type { FeedState } from "./status.js";

/** What metrics show of the store: cheap to read, however many connections there are. Times as everywhere. */
export interface Figures {
  readonly asOf: number;
  readonly feeds: readonly FeedFigures[];
  readonly budgets: readonly BudgetFigures[];
  /** Of the store on its disk. */
  readonly bytes: number;
  /** Null where the disk does not tell. */
  readonly freeBytes: number | null;
}

export interface FeedFigures {
  readonly connection: string;
  readonly feed: string;
  readonly state: FeedState;
  readonly lastEventAt: number | null;
  readonly lastArrivalAt: number | null;
  /** Spans as the ledger keeps them: neighbours that are complete are one. */
  readonly windows: Readonly<Record<WindowState, number>>;
}

export interface BudgetFigures {
  readonly connection: string;
  readonly operation: string;
  readonly limit: number | null;
  readonly remaining: number | null;
}

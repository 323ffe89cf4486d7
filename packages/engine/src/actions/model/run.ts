import type { OperationName } from "@postern/mimecast";
import type { Item, Plan, TenantObject } from "./plan.js";

/** How far a target of a run has come. `calling`: a call is out, and only reading tells what came of it. */
export type ItemState = "planned" | "calling" | "called" | "settled";

export type Outcome =
  | "done"
  | "already-so"
  | "partial"
  | "failed"
  /** The tenant took the call, and no call of its API shows what came of it. */
  | "accepted-unverifiable"
  | "unknown"
  /** The run ended before its turn came. */
  | "not-run";

/** What an answer named as made: found again by its id alone where no call lists it. */
export interface MadeObject {
  readonly operation: OperationName;
  readonly id: string;
}

/** What became of one target. */
export interface RunItem {
  readonly number: number;
  readonly input: Item;
  readonly sentence: string;
  readonly state: ItemState;
  readonly outcome: Outcome | null;
  readonly detail: string | null;
  readonly before: readonly TenantObject[] | null;
  readonly after: readonly TenantObject[] | null;
  /** The vendor's, for its support. */
  readonly requestIds: readonly string[];
}

/** One execution of an action. */
export interface Run {
  readonly id: string;
  readonly connection: string;
  readonly action: string;
  /** What was planned, but for the items, which stand here as they came out. */
  readonly plan: Omit<Plan, "items">;
  readonly items: readonly RunItem[];
  readonly state: "open" | "settled";
  readonly outcome: Outcome | null;
  readonly detail: string | null;
  readonly actor: string;
  /** Where it was asked: the host, later the address of a browser. */
  readonly origin: string;
  readonly reason: string;
  /** When it is to be taken back by itself. */
  readonly expiresAt: number | null;
  /** The run this one takes back. */
  readonly undoes: string | null;
  /** The run that took this one back. */
  readonly undoneBy: string | null;
  /** When its unknown outcome is looked for again; null where nothing is unknown, or no reading can tell it. */
  readonly readAgainAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What many targets amount to. Pure. */
export function combineOutcomes(outcomes: readonly (Outcome | null)[]): Outcome | null {
  if (outcomes.includes(null)) return null;
  const kinds = new Set(outcomes);
  const [only] = kinds;
  if (kinds.size === 1 && only !== undefined) return only;
  if (kinds.has("unknown")) return "unknown";
  for (const bad of ["failed", "partial", "not-run"] as const) if (kinds.has(bad)) return "partial";
  return kinds.has("accepted-unverifiable") ? "accepted-unverifiable" : "done";
}

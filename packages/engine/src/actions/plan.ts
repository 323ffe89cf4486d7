import type { Generation, OperationName, Permission, Product } from "@postern/mimecast";

/** One call a plan makes, in order. */
export interface PlannedCall {
  readonly operation: OperationName;
  readonly purpose: string;
  /** The request item, as it will be sent. */
  readonly item: Readonly<Record<string, unknown>>;
}

/** An object in the tenant that matters to the plan, found by its meaning. */
export interface TenantObject {
  readonly id: string;
  readonly meaning: string;
  /** `same` does already what the action would; `opposite` stands in its way. */
  readonly bearing: "same" | "opposite" | "related";
  readonly item: Readonly<Record<string, unknown>>;
}

/** What the last 30 days of our own store say it would have hit. */
export interface PlanHistory {
  readonly days: number;
  readonly messages: number;
  readonly recipients: number;
  readonly clicks: number;
  readonly lastAt: number | null;
}

/** What a run would do. Shown before anything happens. */
export interface Plan {
  readonly action: string;
  readonly connection: string;
  readonly generation: Generation;
  readonly input: Readonly<Record<string, unknown>>;
  /** A plain sentence of what it does. */
  readonly sentence: string;
  readonly calls: readonly PlannedCall[];
  /** Objects that stand in the tenant already and mean the same or the opposite. */
  readonly before: readonly TenantObject[];
  /** True when there is nothing left to do. */
  readonly isAlreadySo: boolean;
  readonly warnings: readonly string[];
  readonly history: PlanHistory;
  readonly undo: { readonly isPossible: boolean; readonly sentence: string };
  readonly permission: Permission | null;
  readonly products: readonly Product[];
}

export type RunState = "intended" | "called" | "settled";
export type RunOutcome = "done" | "already-so" | "partial" | "failed" | "unknown";

/** One execution of an action. */
export interface Run {
  readonly id: string;
  readonly connection: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly plan: Plan;
  readonly state: RunState;
  readonly outcome: RunOutcome | null;
  readonly detail: string | null;
  readonly before: readonly TenantObject[];
  readonly after: readonly TenantObject[] | null;
  readonly actor: string;
  readonly reason: string;
  /** The run this one takes back. */
  readonly undoes: string | null;
  /** The run that took this one back. */
  readonly undoneBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

import type { Actor } from "../audit/index.js";
import type { PosternError } from "../errors/index.js";
import type { Item, Plan } from "./model/plan.js";
import type { Run } from "./model/run.js";
import type { Approval } from "./planning/plan-store.js";
import type { Progress } from "./running/carry-out.js";

/** Why; and who asks, from where, if not whoever the engine acts for. */
export interface RunReason extends Partial<Actor> {
  readonly reason: string;
}

export interface PlanRequest {
  readonly action: string;
  readonly connection: string;
  /** One target. */
  readonly input?: Item;
  /** Many; repeats are dropped. */
  readonly inputs?: readonly Item[];
  /** Who plans, if not whoever the engine acts for: a second person may have to agree. */
  readonly actor?: string;
  /** Why; it goes into the tenant's own record of the object. */
  readonly reason?: string;
}

export interface RunOptions {
  /** Taken back by itself after so long. */
  readonly forMs?: number | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /** Stops between two calls; what was called is read back all the same. */
  readonly signal?: AbortSignal;
}

export interface ActionEngine {
  plan(request: PlanRequest): Promise<Plan>;
  run(request: PlanRequest & RunReason & RunOptions): Promise<Run>;
  /** A plan made before, planned again and refused where something it depends on has changed. */
  runPlan(planId: string, reason: RunReason & RunOptions & { acceptChanges?: boolean }): Promise<Run>;
  approve(planId: string, reason: RunReason): Promise<Approval>;
  /** The newest first. */
  plans(filter?: { connection?: string; limit?: number }): Promise<KeptPlan[]>;
  /** Throws `unknown-plan`. */
  getPlan(planId: string): Promise<KeptPlan>;
  planUndo(runId: string, options?: UndoOptions): Promise<Plan>;
  undo(runId: string, reason: RunReason & RunOptions & UndoOptions): Promise<Run>;
  /** Goes on with the targets whose turn never came. */
  resume(runId: string, reason: RunReason & RunOptions): Promise<Run>;
  runs(filter?: { connection?: string; limit?: number }): Promise<Run[]>;
  /** Throws `unknown-run`. */
  getRun(runId: string): Promise<Run>;
  /** Takes back what was to last for a while only. What can't be taken back is told, and keeps nothing else from it. */
  expire(): Promise<Expired[]>;
  read(
    request: { action: string; connection: string; input: Item; signal?: AbortSignal } & RunReason,
  ): AsyncGenerator<Item>;
}

/** A plan with who asked for it, who agreed to it, and what it was carried out as. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly actor: string;
  readonly reason: string;
  readonly approvals: readonly Approval[];
  readonly runId: string | null;
}

/** A run whose time was up. */
export interface Expired {
  readonly run: Run;
  /** Null where it could not be taken back. */
  readonly undo: Run | null;
  readonly problem: PosternError | null;
}

export interface UndoOptions extends Partial<Actor> {
  /** Also what somebody changed since. */
  readonly evenIfChanged?: boolean;
}

import type { RunOptions, RunReason } from "../actions/index.js";
import type { Plan } from "../actions/model/plan.js";
import type { Run } from "../actions/model/run.js";
import type { PosternError } from "../errors/index.js";
import type { Scope } from "./scope.js";
import type { ContainmentTarget, TargetKind } from "./target.js";

export interface ProposalRequest {
  readonly connection: string;
  /** A URL, a sender's address, a message id. */
  readonly target: string;
  /** What it is, where that can't be seen. */
  readonly kind?: TargetKind | undefined;
  /** Networks of devices that are managed, as `203.0.113.0/24`. */
  readonly managedNetworks?: readonly string[] | undefined;
  /** Who asks, if not whoever the engine acts for. */
  readonly actor?: string;
  readonly reason?: string;
}

/** What contains a target: every step planned, nothing run. */
export interface Proposal {
  readonly connection: string;
  readonly target: ContainmentTarget;
  /** The rewritten link that was given in the place of the URL. */
  readonly decodedFrom: string | null;
  readonly scope: Scope;
  readonly steps: readonly ProposedStep[];
}

export interface ProposedStep {
  readonly key: string;
  readonly action: string;
  readonly why: string;
  readonly isRecommended: boolean;
  /** Null where it can't be planned. */
  readonly plan: Plan | null;
  readonly problem: PosternError | null;
}

/** What was run of a proposal, as one. */
export interface Containment {
  readonly id: string;
  readonly connection: string;
  readonly target: ContainmentTarget;
  readonly steps: readonly ContainmentStep[];
  readonly actor: string;
  readonly reason: string;
  readonly createdAt: number;
}

export interface ContainmentStep {
  readonly key: string;
  readonly plan: Plan;
  /** Null: not run yet. */
  readonly run: Run | null;
  /** What just kept it from being run or taken back. */
  readonly problem: PosternError | null;
}

type Care = Pick<RunOptions, "signal" | "onProgress">;

export interface PlaybookEngine {
  propose(request: ProposalRequest): Promise<Proposal>;
  /** Runs the steps named, one after the other. What can't be run is told, and keeps no other from it. */
  contain(
    proposal: Proposal,
    chosen: { readonly steps: readonly string[] } & RunReason & Care,
  ): Promise<Containment>;
  /** Runs what is left: steps that waited for a second person, or that a stop left over. */
  resume(id: string, reason: RunReason & Care): Promise<Containment>;
  /** Takes all of it back, the last step first. */
  undo(id: string, reason: RunReason & Care & { readonly evenIfChanged?: boolean }): Promise<Containment>;
  /** Throws `unknown-containment`. */
  get(id: string): Promise<Containment>;
  /** The newest first. */
  list(limit?: number): Promise<Containment[]>;
}

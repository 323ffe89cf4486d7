import type { Generation } from "@postern/mimecast";
import type { Plan, Run } from "../actions/plan.js";
import type { Check } from "../connections/check.js";
import type { Connection, NewConnection } from "../connections/connection.js";
import type { ClickFilter, ClickSummary, EventFilter, StoredEvent } from "../events/stored-event.js";
import type { ConnectionStatus, FeedState } from "../status/status.js";
import type { EngineListener } from "./events.js";

export interface EngineOptions {
  /** Data directory; made when missing. */
  readonly home: string;
  /** The vault's key (POSTERN_KEY); without it a key file in the data directory is used. */
  readonly vaultKey?: string;
  /** Milliseconds since the epoch; default the machine's clock. */
  readonly now?: () => number;
  /** How the API client waits (for quotas, between tries); default real time. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly listener?: EngineListener;
}

/** Postern without terminal or server: what the command line runs in process and a server will serve. */
export interface Engine {
  readonly home: string;
  readonly connections: {
    /** Checks the shape of the values, seals them, and stores the connection. No call is made. */
    add(connection: NewConnection): Promise<Connection>;
    list(): Promise<Connection[]>;
    /** Throws `unknown-connection`. */
    get(name: string): Promise<Connection>;
    /** Forgets connection, credential and everything collected through it. */
    remove(name: string): Promise<void>;
    /** Probes the credential, then each chosen feed and action, one by one; calls nothing outside them. */
    test(name: string, signal?: AbortSignal): AsyncGenerator<Check>;
  };
  readonly collector: {
    /** One pass over the feeds that are due. A feed that fails is told in its result, the others go on. */
    collect(request?: CollectRequest): Promise<CollectResult>;
    /** Polls until the signal. */
    run(request: RunRequest): Promise<void>;
  };
  readonly events: {
    /** Newest first; pages through the store, so that any number costs little memory. */
    query(filter?: EventFilter): AsyncGenerator<StoredEvent>;
    /** In the order of commits, from behind `seq`: for following. */
    since(seq: number, filter?: EventFilter): AsyncGenerator<StoredEvent>;
    lastSeq(): Promise<number>;
    clicks(filter?: ClickFilter): Promise<ClickSummary[]>;
  };
  readonly actions: {
    readonly list: readonly ActionSummary[];
    /** Reads the tenant and the store; changes nothing. Throws `plan-refused`, `bad-usage`. */
    plan(request: PlanRequest): Promise<Plan>;
    /** Plans again, records the intent, calls once, reads back. */
    run(request: PlanRequest & RunReason): Promise<Run>;
    /** What undoing would do. Throws `unknown-run`, `not-undoable`, `changed-since`. */
    planUndo(runId: string): Promise<Plan>;
    undo(runId: string, reason: RunReason): Promise<Run>;
    /** Newest first. Runs whose outcome is unknown are settled by reading the tenant first. */
    runs(filter?: { connection?: string; limit?: number }): Promise<Run[]>;
  };
  status(filter?: { connection?: string }): Promise<ConnectionStatus[]>;
  close(): Promise<void>;
}

export interface CollectRequest {
  readonly connection?: string;
  readonly feeds?: readonly string[];
  /** Reads from this time on, also what was never asked for before. */
  readonly since?: number;
  readonly signal?: AbortSignal;
}

export interface CollectResult {
  readonly connections: readonly {
    readonly name: string;
    readonly generation: Generation;
    readonly feeds: readonly FeedResult[];
  }[];
}

export interface FeedResult {
  readonly feed: string;
  readonly state: FeedState;
  readonly reason: string | null;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

export interface RunRequest {
  readonly connection?: string;
  readonly cadenceMinutes?: number;
  readonly signal: AbortSignal;
}

export interface ActionSummary {
  readonly name: string;
  readonly sentence: string;
}

export interface PlanRequest {
  readonly action: string;
  readonly connection: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Why; it goes into the tenant's own record of the object. */
  readonly reason?: string;
}

export interface RunReason {
  /** Who asks. */
  readonly actor: string;
  readonly reason: string;
}

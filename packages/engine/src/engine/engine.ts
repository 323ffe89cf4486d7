import type { Generation, Timeouts } from "@postern/mimecast";
import type { ActionEngine } from "../actions/index.js";
import type { Actor, AuditEntry, AuditFilter, AuditVerdict } from "../audit/index.js";
import type { Beginning } from "../collector/index.js";
import type { Check } from "../connections/check.js";
import type {
  Connection,
  ConnectionChange,
  ConnectionHistoryEntry,
  NewConnection,
  RemovedConnection,
} from "../connections/connection.js";
import type {
  Credential,
  CredentialChange,
  CredentialReminder,
  NewCredential,
} from "../credentials/credential.js";
import type { SupportBundle } from "../doctor/bundle.js";
import type { Finding } from "../doctor/finding.js";
import type { ErrorCode } from "../errors/index.js";
import type { ClickFilter, ClickSummary, EventFilter, StoredEvent } from "../events/stored-event.js";
import type { GuardRules } from "../guards/index.js";
import type { FeedFiles } from "../ledger/files.js";
import type { PendingReplay } from "../ledger/pending-replays.js";
import type { FeedLedger } from "../ledger/read-ledger.js";
import type { Notifications } from "../notifications/index.js";
import type { PlaybookEngine } from "../playbooks/index.js";
import type { QuarantineEntry, QuarantineFilter, RetryResult } from "../quarantine/entry.js";
import type { Figures } from "../status/figures.js";
import type { ConnectionStatus, FeedState } from "../status/status.js";
import type { Upkeep } from "../upkeep/index.js";
import type { VaultStatus } from "../vault/vault.js";
import type { VerifyReport } from "../verify/report.js";
import type { EngineListener } from "./events.js";
import type { LeftOut } from "./plan-replay.js";

export interface EngineOptions {
  /** Data directory; made when missing. */
  readonly home: string;
  /** The vault's key (POSTERN_KEY); without it a key file in the data directory is used. */
  readonly vaultKey?: string;
  /** For whom it acts: who stands in the audit log where a call names nobody else. */
  readonly actor?: Actor;
  /** Milliseconds since the epoch; default the machine's clock. */
  readonly now?: () => number;
  /** How the API client waits (for quotas, between tries); default real time. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** How long a tenant may leave a call without an answer; default those of the API client. */
  readonly timeouts?: Timeouts;
  readonly listener?: EngineListener;
}

/** Postern without terminal or server: what the command line runs in process and a server will serve. */
export interface Engine {
  readonly home: string;
  /** Does a piece of work for somebody else than who opened it: whatever it changes stands in the audit log as theirs. */
  actingAs<Result>(actor: Actor, work: () => Result): Result;
  readonly connections: {
    /** Checks the shape of the values, seals them, and stores the connection. No call is made. */
    add(connection: NewConnection): Promise<Connection>;
    list(): Promise<Connection[]>;
    /** Throws `unknown-connection`. */
    get(name: string): Promise<Connection>;
    /** Settings, base URL, acting and proxy credentials; its secrets are replaced in the credential. */
    update(name: string, change: ConnectionChange): Promise<Connection>;
    pause(name: string): Promise<Connection>;
    /** What came meanwhile is read at the next poll, as far as the tenant still holds it. */
    resume(name: string): Promise<Connection>;
    /** Takes away ledger and credential; the events stay under a name of their own, unless told otherwise. */
    remove(name: string, options?: { readonly keepEvents?: boolean }): Promise<RemovedConnection>;
    /** Where the reading of each feed begins: a lookback made longer counts from the next poll on. */
    beginnings(name: string): Promise<Beginning[]>;
    /** Its states, the oldest first. */
    history(name: string): Promise<ConnectionHistoryEntry[]>;
    /** Probes the credential, then each chosen feed and action, one by one; calls nothing outside them. */
    test(name: string, signal?: AbortSignal): AsyncGenerator<Check>;
    /** Feeds of other products that nobody chose, and that the credential may read: one probe for each. */
    permittedFeeds(name: string, signal?: AbortSignal): Promise<string[]>;
  };
  readonly credentials: {
    add(credential: NewCredential): Promise<Credential>;
    list(): Promise<Credential[]>;
    /** Throws `unknown-credential`. */
    get(name: string): Promise<Credential>;
    /** New secrets work from the next call on; the gap since the old ones failed is read by itself. */
    update(name: string, change: CredentialChange): Promise<Credential>;
    /** Throws `credential-in-use`. */
    remove(name: string): Promise<void>;
    reminders(): Promise<CredentialReminder[]>;
  };
  readonly vault: {
    status(): Promise<VaultStatus>;
    /** With the key in the environment, the new one is given. Throws `bad-usage`. */
    rotate(newKey?: string): Promise<VaultStatus>;
    /** The key itself, for a recovery sheet: with it and the data directory, every secret can be read. */
    exportKey(): Promise<string>;
  };
  readonly collector: {
    /** One pass over the feeds that are due. A feed that fails is told in its result, the others go on. */
    collect(request?: CollectRequest): Promise<CollectResult>;
    /** Polls until the signal. */
    run(request: RunRequest): Promise<void>;
    /** How long the running service has given no sign of life; a second or so is usual. Null while none runs. */
    silentMs(): number | null;
    /**
     * Reads a span again; what is stored already is dropped. Left to the collector that is running, where one is.
     * Throws `bad-usage` for a span that can't be, `not-replayable` where no feed has anything to be read again.
     */
    replay(request: SpanRequest): Promise<ReplayResult>;
    /** Reads a span from the tenant and compares it with the store. Changes nothing. */
    verify(request: SpanRequest): AsyncGenerator<VerifyReport>;
  };
  /** What could not be decoded, kept with its bytes. */
  readonly quarantine: {
    /** The newest first; without what is settled, where it is not asked for. */
    list(filter?: QuarantineFilter): Promise<QuarantineEntry[]>;
    /** Throws `bad-usage` for an id that is not there. */
    read(id: number): Promise<{ readonly entry: QuarantineEntry; readonly bytes: Uint8Array }>;
    /** Decodes again, here or in the process that collects; makes no call. */
    retry(filter: QuarantineFilter): Promise<RetryResult>;
    /** Takes away for good. Gives how many there were. */
    discard(ids: readonly number[]): Promise<number>;
  };
  /** Every feed's account and timeline. Throws `unknown-connection`, `bad-usage`. */
  ledger(name: string, request?: LedgerRequest): Promise<ConnectionLedger>;
  readonly events: {
    /** Newest first; pages through the store, so that any number costs little memory. */
    query(filter?: EventFilter): AsyncGenerator<StoredEvent>;
    /** In the order of commits, from behind `seq`: for following. */
    since(seq: number, filter?: EventFilter): AsyncGenerator<StoredEvent>;
    lastSeq(): Promise<number>;
    clicks(filter?: ClickFilter): Promise<ClickSummary[]>;
  };
  readonly actions: ActionEngine & { readonly list: readonly ActionSummary[] };
  /** Several actions that are planned, run, verified and taken back as one. */
  readonly playbooks: PlaybookEngine;
  readonly guards: {
    read(): Promise<GuardRules>;
    /** Throws `bad-usage`. */
    change(change: Partial<GuardRules>, by?: Partial<Actor>): Promise<GuardRules>;
  };
  readonly audit: {
    /** Oldest first. */
    read(filter?: AuditFilter): AsyncGenerator<AuditEntry>;
    /** `expected`: a head that was noted elsewhere. */
    verify(expected?: string): Promise<AuditVerdict>;
  };
  readonly notifications: Notifications;
  readonly store: Upkeep;
  status(filter?: { connection?: string }): Promise<ConnectionStatus[]>;
  /** What metrics show of the store. */
  figures(): Promise<Figures>;
  /** Tells one more of what happens, until what is given back is called. */
  watch(listener: EngineListener): () => void;
  /** Looks at everything between us and the tenant's records, from the outside in. Throws `unknown-connection`. */
  doctor(name: string, signal?: AbortSignal): AsyncGenerator<Finding>;
  /** What support needs to see of a connection: findings, states, versions, request ids; no secret. */
  supportBundle(name: string, signal?: AbortSignal): Promise<SupportBundle>;
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
    /** Why nothing could be read at all, such as a lease that another process holds; null when feeds were read. */
    readonly problem: { readonly code: ErrorCode; readonly message: string } | null;
  }[];
}

export interface FeedResult {
  readonly feed: string;
  readonly state: FeedState;
  /** The error behind a state that is amiss. */
  readonly code: ErrorCode | null;
  readonly reason: string | null;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
}

/** A span of event time of a connection: `until` is not in it. Milliseconds since the epoch. */
export interface SpanRequest {
  readonly connection: string;
  /** All that were chosen, where none is named. */
  readonly feeds?: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly signal?: AbortSignal;
}

export interface ReplayResult {
  /** Another process collects for this connection: it was left word, and carries it out. */
  readonly isLeft: boolean;
  /** What came of it here. */
  readonly feeds: readonly FeedResult[];
  /** Feeds of which nothing is read, and why. */
  readonly skipped: readonly { readonly feed: string; readonly reason: string }[];
  /** Spans of the others that are not read. */
  readonly leftOut: readonly LeftOut[];
}

export interface LedgerRequest {
  readonly feeds?: readonly string[];
  /** Lists complete files and answers, too: those that hold something from `since` on; null: all there are. */
  readonly files?: { readonly since: number | null };
}

export interface ConnectionLedger {
  readonly connection: string;
  readonly feeds: readonly FeedLedger[];
  /** Of the feeds whose files or answers have entries of their own. */
  readonly files: readonly FeedFiles[];
  /** What is to be read again and is not yet. */
  readonly replays: readonly PendingReplay[];
}

export interface RunRequest {
  readonly connection?: string;
  readonly cadenceMinutes?: number;
  /** Collecting pauses while less than this is free on the disk of the store; default 256 MB. */
  readonly reserveBytes?: number;
  readonly signal: AbortSignal;
}

export interface ActionSummary {
  readonly name: string;
  readonly kind: "writing" | "reading";
  readonly sentence: string;
  /** Taken where none were chosen. */
  readonly isUsual: boolean;
}

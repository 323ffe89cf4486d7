import type { Kysely } from "kysely";
import type { Commit, CommitResult, LeaseToken } from "./commit.js";
import type { Database } from "./schema.js";

/** The durable store. SQLite stands behind it; PostgreSQL will join behind the same face. */
export interface Store {
  /** For reading; sees what is committed, never waits for a writer. */
  readonly read: Kysely<Database>;
  /** For control (connections, leases, runs): small writes, one at a time with the commits. */
  readonly control: Kysely<Database>;
  /** Data and progress in one durable transaction. Throws `lease-lost`, `store-failed`. */
  commit(commit: Commit): Promise<CommitResult>;
  /** Takes or renews the lease of a principal; null while another holder has it. */
  takeLease(request: LeaseRequest): Promise<LeaseToken | null>;
  /** Moves the end of every lease that this holder still has. */
  renewLeases(request: Pick<LeaseRequest, "holder" | "now" | "leaseMs">): Promise<void>;
  releaseLease(lease: LeaseToken): Promise<void>;
  close(): Promise<void>;
}

export interface LeaseRequest {
  readonly principal: string;
  /** Who asks: unique to a process. The same holder asking again renews and keeps its token. */
  readonly holder: string;
  readonly now: number;
  readonly leaseMs: number;
  /** True when a holder certainly lives no more: its lease may be taken before it runs out. */
  readonly isDead: (holder: string) => boolean;
}

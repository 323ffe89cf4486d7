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
  readonly upkeep: StoreUpkeep;
  close(): Promise<void>;
}

/** What a store needs over the years. Throws `store-failed`. */
export interface StoreUpkeep {
  measure(): Promise<StoreSize>;
  /** Gives up to so many free pages back to the disk, in one short step. */
  giveBack(pages: number): Promise<StoreSize>;
  /** Brings up to date what queries are planned by, and shortens the log beside the store. */
  tidy(): Promise<void>;
  /** Writes a row, to see whether that can be done. */
  probe(): Promise<void>;
  /** Reads all of it; empty: nothing is damaged. */
  findDamage(): Promise<string[]>;
  /** Copies it to a new file, also while others write. Returns the bytes of the copy. Throws `bad-usage`. */
  backup(file: string): Promise<number>;
}

export interface StoreSize {
  readonly path: string;
  /** Number of the newest migration. */
  readonly schema: number;
  /** On the disk, with the log beside it. */
  readonly bytes: number;
  readonly pageBytes: number;
  /** Pages that hold nothing, and can be given back. */
  readonly freePages: number;
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

import type { ErrorCode } from "../../errors/index.js";
import type { Commit, CommitResult } from "../commit.js";

/** What the thread that owns a database connection is started with. */
export interface ThreadSettings {
  readonly path: string;
  readonly role: "write" | "read";
}

export type ThreadRequest =
  | { readonly kind: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: "commit"; readonly commits: readonly Commit[] }
  /** Statements that answer nothing, or too much. */
  | { readonly kind: "execute"; readonly sql: string }
  | { readonly kind: "backup"; readonly file: string }
  | { readonly kind: "close" };

export interface QueryAnswer {
  readonly rows: readonly unknown[];
  readonly changes: number | null;
}

export type ThreadAnswer =
  | { readonly kind: "query"; readonly answer: QueryAnswer }
  | { readonly kind: "commit"; readonly outcomes: readonly CommitOutcome[] }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

/** What became of one of the commits that shared a transaction. */
export type CommitOutcome =
  | { readonly ok: true; readonly result: CommitResult }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

export interface Numbered<T> {
  readonly number: number;
  readonly body: T;
}

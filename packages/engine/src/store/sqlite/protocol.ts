import type { ErrorCode } from "../../errors/index.js";
import type { Commit, CommitResult } from "../commit.js";

/** What the thread that owns a database connection is started with. */
export interface ThreadSettings {
  readonly path: string;
  readonly role: "write" | "read";
}

export type ThreadRequest =
  | { readonly kind: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: "commit"; readonly commit: Commit }
  | { readonly kind: "close" };

export interface QueryAnswer {
  readonly rows: readonly unknown[];
  readonly changes: number | null;
}

export type ThreadAnswer =
  | { readonly kind: "query"; readonly answer: QueryAnswer }
  | { readonly kind: "commit"; readonly result: CommitResult }
  | { readonly kind: "closed" }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string };

export interface Numbered<T> {
  readonly number: number;
  readonly body: T;
}

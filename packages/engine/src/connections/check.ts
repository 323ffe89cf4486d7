import type { OperationName, Permission, Product } from "@postern/mimecast";
import type { ErrorCode } from "../errors/index.js";

/** What a probe of one feed or action found. */
export interface Check {
  readonly subject: { readonly kind: "credential" | "feed" | "action"; readonly name: string };
  readonly operation: OperationName | null;
  readonly result: "pass" | "fail" | "cannot-tell";
  /** The state this feed or action is in by it. */
  readonly state: "ready" | "not-permitted" | "credentials-refused" | "failing";
  readonly code: ErrorCode | null;
  readonly detail: string;
  /** What is missing, by the catalogue. */
  readonly permission: Permission | null;
  readonly products: readonly Product[];
  /** What was thrown; null when it passed. Not for showing. */
  readonly error: unknown;
  /** What to do; empty when it passed. */
  readonly mend: string;
}

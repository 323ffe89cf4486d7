import type { KeyedHash } from "../wire/keyed-hash.js";
import type { Application1Account } from "./application1.js";
import type { UserAccount } from "./users.js";

/**
 * - `expired`, `revoked`: by order of `tenant.application`; both answer 418.
 * - `void`: ended with its user's password, its user or its application; the same as unknown keys.
 */
export type BindingState = "good" | "expired" | "revoked" | "void";

/** An access key and its secret: a user bound to a 1.0 application. */
export interface Binding {
  readonly accessKey: string;
  readonly secretKey: string;
  /** The same, ready to check signatures with. */
  readonly signingKey: KeyedHash;
  readonly application: Application1Account;
  /** Every call runs with this user's roles. */
  readonly user: UserAccount;
  /** The moment it was made or extended last. */
  validatedAt: number;
  state: BindingState;
  /** What ended it, for the request log. */
  endedBy: string | null;
}

export function endBinding(
  binding: Binding,
  options: { readonly state: Exclude<BindingState, "good">; readonly by: string },
): void {
  if (binding.state === "void") return;
  binding.state = options.state;
  binding.endedBy = options.by;
}

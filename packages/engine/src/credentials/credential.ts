import type { Generation, HmacKeys, OAuthClient } from "@postern/mimecast";
import type { SecretHint } from "../vault/index.js";

/** What a credential is for: one generation of the API, or a proxy on the way to it. */
export type CredentialKind = Generation | "proxy";

export interface ProxyLogin {
  readonly username: string;
  readonly password: string;
}

/** The secrets themselves: they go in, and come out only to make calls. */
export type Secrets =
  | { readonly kind: "1.0"; readonly keys: HmacKeys }
  | { readonly kind: "2.0"; readonly oauth: OAuthClient }
  | { readonly kind: "proxy"; readonly login: ProxyLogin };

/** A credential as it may be shown. Times are milliseconds since the epoch. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly kind: CredentialKind;
  /** Field → last four characters and fingerprint. */
  readonly hints: Readonly<Record<string, SecretHint>>;
  readonly createdAt: number;
  /** When its secrets were last replaced. */
  readonly updatedAt: number;
  /** When the keys stop working, where that is known. */
  readonly expiresAt: number | null;
  /** After how many days its secrets should be replaced. */
  readonly rotateEveryDays: number | null;
  /** Names of the connections that use it. */
  readonly usedBy: readonly string[];
}

export interface NewCredential {
  readonly name: string;
  readonly secrets: Secrets;
  readonly expiresAt?: number;
  readonly rotateEveryDays?: number;
}

export interface CredentialChange {
  /** New secrets, of the same kind. Connections that use the credential go on with them, and read their gaps. */
  readonly secrets?: Secrets;
  readonly expiresAt?: number | null;
  readonly rotateEveryDays?: number | null;
}

/** Something about a credential that its operator should see to. */
export interface CredentialReminder {
  readonly credential: string;
  readonly kind: "expired" | "expires-soon" | "rotation-due";
  readonly at: number;
  readonly message: string;
}

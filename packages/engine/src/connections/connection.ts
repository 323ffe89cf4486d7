import type { Generation, HmacKeys, OAuthClient } from "@postern/mimecast";
import type { SecretHint } from "../vault/index.js";

/** What may be set per connection; everything else keeps its default. */
export interface ConnectionSettings {
  /** Feeds to collect, by name. */
  readonly feeds: readonly string[];
  /** Actions that may be run, by name. */
  readonly actions: readonly string[];
  /** How far back the first read reaches, from the making of the connection. */
  readonly lookbackHours: number;
  /** Overrides of a feed's own numbers. */
  readonly feedSettings: Readonly<Record<string, FeedSettings>>;
}

export interface FeedSettings {
  readonly settleDelayMinutes?: number;
  /** null: ask for everything, however old. */
  readonly retentionDays?: number | null;
}

/** Postern's link to one tenant. Holds no secret: those stay in the vault. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly generation: Generation;
  readonly baseUrl: string;
  readonly credential: CredentialSummary;
  readonly settings: ConnectionSettings;
  readonly createdAt: number;
}

/** A credential as it may be shown. */
export interface CredentialSummary {
  readonly id: string;
  readonly name: string;
  /** Field → last four characters and fingerprint. */
  readonly hints: Readonly<Record<string, SecretHint>>;
}

export type NewConnection = {
  readonly name: string;
  readonly baseUrl: string;
  readonly settings?: Partial<ConnectionSettings>;
} & (
  | { readonly generation: "1.0"; readonly keys: HmacKeys }
  | { readonly generation: "2.0"; readonly oauth: OAuthClient }
);

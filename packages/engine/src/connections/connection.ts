import type { Generation, HmacKeys, OAuthClient } from "@postern/mimecast";
import type { Credential } from "../credentials/index.js";

/** What may be set per connection; everything else keeps its default. */
export interface ConnectionSettings {
  /** Feeds to collect, by name. */
  readonly feeds: readonly string[];
  /** Actions that may be run, by name. */
  readonly actions: readonly string[];
  /** Nothing is changed in the tenant through it, whoever asks. */
  readonly isReadOnly: boolean;
  /** How far back the first read reaches, from the making of the connection. */
  readonly lookbackHours: number;
  /** Time between two polls of a feed that names no other; null: the collector's own. */
  readonly everyMinutes: number | null;
  /** How long the store keeps events, by their time; null: for ever. */
  readonly keepDays: number | null;
  /** Overrides of a feed's own numbers. */
  readonly feedSettings: Readonly<Record<string, FeedSettings>>;
  readonly network: NetworkSettings;
}

export interface FeedSettings {
  readonly settleDelayMinutes?: number;
  /** null: ask for everything, however old. */
  readonly retentionDays?: number | null;
  /** Time between two polls. */
  readonly everyMinutes?: number;
  /** How far back the first read reaches, from the making of the connection. */
  readonly lookbackHours?: number;
  /** After which times a window is read again for late arrivals; none: never. */
  readonly sweepAfterHours?: readonly number[];
  /** How long the store keeps its events; null: for ever. */
  readonly keepDays?: number | null;
}

/** The way to the tenant. A proxy's user name and password are a credential of their own. */
export interface NetworkSettings {
  readonly proxyUrl?: string;
  /** PEM of a certificate authority to trust beside the machine's own. */
  readonly ca?: string;
  /** false: certificates are not checked. A CA is the better way. */
  readonly verifyCertificates?: boolean;
  /** Only IPv4 or only IPv6. */
  readonly family?: 4 | 6;
}

/** Postern's link to one tenant. Holds no secret: those stay in the vault. Times are milliseconds since the epoch. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly generation: Generation;
  readonly baseUrl: string;
  /** Used for reading, and for acting where there is no other. */
  readonly credential: Credential;
  readonly actingCredential: Credential | null;
  readonly proxyCredential: Credential | null;
  readonly settings: ConnectionSettings;
  readonly createdAt: number;
  readonly pausedAt: number | null;
  /** When the API 1.0 application was made, where it was told. */
  readonly applicationCreatedAt: number | null;
}

export type NewConnection = {
  readonly name: string;
  readonly baseUrl: string;
  readonly settings?: Partial<ConnectionSettings>;
  /** Name of a credential for acting. */
  readonly actingCredential?: string;
  /** Name of a credential of kind `proxy`. */
  readonly proxyCredential?: string;
  readonly applicationCreatedAt?: number;
} & (
  | { readonly generation: "1.0"; readonly keys: HmacKeys }
  | { readonly generation: "2.0"; readonly oauth: OAuthClient }
  /** Name of a credential that exists already. */
  | { readonly generation: Generation; readonly credential: string }
);

export interface ConnectionChange {
  readonly baseUrl?: string;
  readonly settings?: Partial<ConnectionSettings>;
  readonly actingCredential?: string | null;
  readonly proxyCredential?: string | null;
}

/** State of a connection, by the one word that matters most. */
export type ConnectionState =
  | "draft"
  | "waiting-for-propagation"
  | "pending"
  | "connected"
  | "degraded"
  | "credentials-refused"
  | "catching-up"
  | "paused";

export interface ConnectionHistoryEntry {
  readonly at: number;
  readonly state: ConnectionState;
  readonly reason: string | null;
}

/** What removing a connection took away, and what it left. */
export interface RemovedConnection {
  readonly name: string;
  /** The name its events are found under from now on; null when they are gone. */
  readonly eventsKeptAs: string | null;
  readonly eventsRemoved: number;
  /** Credentials that no other connection used. */
  readonly credentialsRemoved: readonly string[];
}

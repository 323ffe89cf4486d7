import type { Generation, Product } from "@postern/mimecast/catalogue";
import type { Administration, V1Credentials, V2Credentials } from "../administration/types.js";
import type { VirtualClock } from "../clock/clock.js";
import type { ManagedSender } from "../console/managed-senders.js";
import type { ManagedUrl } from "../console/managed-urls.js";
import type { Fault } from "../faults/fault.js";
import type { Faults } from "../faults/fault-desk.js";
import type { Guesses } from "../guesses/guesses.js";
import type { GuessInForce } from "../journal/kept-guesses.js";
import type { PoliciesInForce } from "../policies/policies.js";
import type { RecordsShift } from "../records/shift-records.js";
import type { EmulatedRegions, RegionCode } from "../regions/regions.js";
import type { Scenario } from "../scenarios/scenario.js";
import type { Check } from "../strictness/checks.js";
import type { Forgiven } from "../strictness/leniency.js";
import type { TlsMode } from "../tls/identity.js";
import type { Device, Whereabouts } from "../traffic/devices.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { Feed } from "./feeds.js";

export interface StartTenantOptions {
  /** Same seed, same company and same traffic. Default 1. */
  readonly seed?: number;
  /** Mean over a week, 10 to 5,000,000. Default 2000. */
  readonly messagesPerDay?: number;
  /** Default: real time, can be moved. */
  readonly clock?: VirtualClock;
  /** Serve the recorded records of this directory instead of generated traffic. */
  readonly recordsDir?: string;
  /** Which address of this machine to listen on: 0.0.0.0 for all. Default 127.0.0.1, which is listened on anyway. */
  readonly host?: string;
  /** The host name in every URL the tenant hands out, and in its certificate. Default: `host`, or 127.0.0.1 for all. */
  readonly publicHost?: string;
  /**
   * Where from beyond this machine the console and the control API are reached, which ask nobody for a password. Default:
   * nowhere, whatever `host` says.
   */
  readonly controlHost?: string;
  /** Moves the times of recorded records: so that the newest is of the start, or by milliseconds. Default: not at all. */
  readonly recordsShift?: RecordsShift;
  /** 0 (the default) takes a free one, or with `persist` the one of before. */
  readonly ports?: { readonly v1?: number; readonly v2?: number };
  /** What the registered application may do. Default: everything. */
  readonly application?: {
    readonly products?: readonly Product[];
    readonly permissions?: readonly string[];
  };
  /** Cap of the cache of generated files. Default 64 MiB. */
  readonly cacheBytes?: number;
  /** How long SIEM files are kept and how far listings reach back. Default 7; null: for ever. Off with `recordsDir`. */
  readonly retentionDays?: number | null;
  /** How far generated traffic reaches back from the start. Default 180. */
  readonly historyDays?: number;
  /** How often SIEM files are published: a divisor of 60. Default 15. */
  readonly publishEveryMinutes?: number;
  /** Default `fernhill.example`. */
  readonly companyDomain?: string;
  /** Default Fernhill Instruments. */
  readonly companyName?: string;
  /**
   * What happens: the name of a scenario, a file of one, or one as data. Other options given win over what it says of the
   * company. With accounts in it, `tenant.accounts` are the others. Not together with `recordsDir`.
   */
  readonly scenario?: string | Scenario;
  /** API 1.0: how far `x-mc-date` may be off the tenant's clock; null: not checked. Default 15. */
  readonly maxSkewMinutes?: number | null;
  /** Leave out all checks that docs/emulator/strict.md names, or some of them. Default: none, as the real service. */
  readonly loose?: boolean | readonly Check[];
  /** Faults that are armed from the start. */
  readonly faults?: readonly Fault[];
  /** What nobody has published, taken otherwise than we do. With `persist` over what was given before, which is kept. */
  readonly guesses?: Partial<Guesses>;
  /**
   * The gateway's lines of API 2.0 are spelled now so, now otherwise, as the vendor's were seen: numbers and booleans,
   * JSON in text, cases, brackets. The stream may spell an event otherwise than its file. Off with `recordsDir`.
   * Default false; the fault `drift` switches it on from a moment on.
   */
  readonly drift?: boolean;
  /** Whether the account has Cloud Integrated beside the gateway, watching the same mail. Default true. */
  readonly cloudIntegrated?: boolean;
  /** Where the account lives. Default `eu`. */
  readonly region?: RegionCode;
  /** Open the other hosts from the start, as `openRegions()` does later. Default false. */
  readonly regions?: boolean;
  /** Where calls from this machine seem to come from, for the admin IP ranges. Default 192.0.2.200. */
  readonly egressAddress?: string;
  /** Serve https, with an authority made at the start (`tenant.tls.ca`) or with a certificate gone bad. */
  readonly tls?: boolean | { readonly mode?: TlsMode };
  /** Told of every request as it is answered. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /**
   * A file in which the tenant lives on: what was done to it (by the API, the console, the control API, this code) is
   * done again at the next start with the same file, whatever ended the last one. Default: memory alone.
   */
  readonly persist?: string;
  /** With `persist`: how many bytes of what is to be done again gather before the file is put together. Default 128 KiB. */
  readonly persistLimitBytes?: number;
  /** How far the tenant's `Date`, and what it expects in `x-mc-date`, is ahead of its clock. Default 0. */
  readonly clockSkewMs?: number;
  /** How many file hashes the account's own list holds; the vendor's number isn't published. Default 10,000. */
  readonly hashQuota?: number;
  /** How many managed URLs the account holds; that there is a number is known, not which. Default: no end. */
  readonly managedUrlQuota?: number;
}

export interface ApplicationControl {
  setProducts(products: readonly Product[]): void;
  setPermissions(permissions: readonly string[]): void;
  disable(): void;
  enable(): void;
  /** Keys, client secret and living tokens are refused from now on. */
  revokeKeys(): void;
  /** The binding of the 1.0 keys lapses (418) and living 2.0 tokens expire; the client secret stays good. */
  expireKeys(): void;
  /** New keys and a new client secret; the old ones are refused. `tenant.v1` and `tenant.v2` show the new ones. */
  regenerateKeys(): void;
}

export interface TruthRecord {
  readonly time: number;
  /** Of a SIEM record or a STIX object its own; `"click"` for the URL protection log, the feed's name for the others. */
  readonly type: string;
  /** The record's JSON text, exactly as it is served. */
  readonly raw: string;
}

export interface CampaignClick {
  readonly time: number;
  readonly recipient: string;
  readonly sourceIp: string;
  readonly from: Whereabouts;
  /** Of the device; no feed tells it. */
  readonly managed: boolean;
  readonly userAgent: string;
  /** `warned`: stopped at the warning and turned back. Who went on was allowed. */
  readonly outcome: "allowed" | "warned" | "blocked";
}

/** A phishing wave. Clicks may lie in the future: they will happen, unless the URL is blocked before. */
export interface Campaign {
  /** What the waves of a campaign have in common: the look-alike domain, with another mailbox and link each. */
  readonly campaign: string;
  /** 1 for the first wave of its campaign. */
  readonly number: number;
  readonly sender: string;
  readonly senderDomain: string;
  readonly url: string;
  readonly subject: string;
  readonly startedAt: number;
  readonly recipients: readonly string[];
  readonly clicks: readonly CampaignClick[];
}

/** Somebody of the company, and what they click with: the same devices and addresses for good. */
export interface TenantPerson {
  readonly name: string;
  readonly address: string;
  readonly department: string;
  readonly site: string;
  readonly devices: Readonly<Record<Whereabouts, Device>>;
}

export interface ClickOutcome {
  readonly outcome: "allowed" | "blocked" | "warned";
  readonly reason: string;
}

export interface Delivery {
  /** The envelope's. */
  readonly sender: string;
  readonly recipient: string;
  readonly subject?: string;
  /** Default: the sender. */
  readonly headerFrom?: string;
  /** The sending server's address. */
  readonly sourceIp?: string;
  readonly attachment?: { readonly fileName: string; readonly content: string };
}

export interface DeliveryOutcome {
  readonly outcome: "accepted" | "rejected";
  readonly reason: string;
}

export interface RequestEntry {
  /** Counts from 1, since the start of the process. */
  readonly number: number;
  readonly at: number;
  readonly generation: Generation;
  readonly operation: EmulatedOperationName | "download" | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The code it was refused with; null for an ordinary answer. */
  readonly refused: string | null;
  /** Why, in words: often more than the answer told. Null for an ordinary answer. */
  readonly explanation: string | null;
  /** The checks a loose tenant has left out, and a strict one would have refused it by. */
  readonly forgiven: readonly Forgiven[];
}

export interface RecordsReport {
  readonly files: number;
  readonly served: Readonly<Record<Feed, number>>;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  readonly oldest: number | null;
}

export interface Tenant {
  readonly v1: V1Credentials;
  readonly v2: V2Credentials;
  readonly clock: VirtualClock;
  /** For somebody on this machine, where the console (`/console`) and the control API (`/_emulator/…`) are. */
  readonly controlUrl: string;
  readonly account: { readonly code: string; readonly name: string; readonly domain: string };
  /** Passphrase and support code, which the account call hands out: a client must keep neither. */
  readonly accountSecrets: readonly string[];
  readonly records: RecordsReport | null;
  readonly application: ApplicationControl;
  /** The service user, the applications and the account settings, with the console's rules. */
  readonly administration: Administration;
  readonly region: RegionCode;
  /** The other hosts, once they are open. */
  readonly regions: EmulatedRegions | null;
  /** The authority to trust and the certificate that is shown, both PEM; null without TLS. */
  readonly tls: { readonly ca: string; readonly certificate: string; readonly mode: TlsMode } | null;
  readonly faults: Faults;
  readonly managedUrls: readonly ManagedUrl[];
  /** The policies of every family, as they were saved: mail follows up to `policyDelayMinutes` later. */
  readonly policies: PoliciesInForce;
  /** The recipients' own lists; no call of the API reads them. */
  readonly managedSenders: readonly ManagedSender[];
  /** The account's own list of files, by SHA-256; no call of the API reads it. */
  readonly fileHashes: readonly { readonly hash: string; readonly verdict: "ALLOW" | "BLOCK" }[];
  /** Distinct records handed out whole at least once. True twins are two records. */
  served(generation: Generation): Record<Feed, number>;
  /** Of `served`, the clicks that repeat another served click word for word (true twins). */
  servedTwins(generation: Generation): number;
  /**
   * What a feed has published, past the handlers. Of a snapshot it is the state at this moment; records of one that have
   * no time of their own have that of the last midnight, or now.
   */
  truth(feed: Feed, range?: { readonly from?: number; readonly until?: number }): Iterable<TruthRecord>;
  /** The link a recipient finds in the place of a URL; decode-url tells the URL again. Throws for what is no URL. */
  rewrite(url: string): string;
  click(event: {
    /** As it was sent, or as it was rewritten. */
    readonly url: string;
    readonly recipient: string;
    readonly sourceIp?: string;
  }): ClickOutcome;
  /** A message arrives from outside. Throws for what is no address. */
  deliver(message: Delivery): DeliveryOutcome;
  /** What an administrator decides about held messages; throws for one that isn't held. */
  readonly hold: {
    release(id: string): void;
    /** `reason` is one of the five the console offers. */
    reject(id: string, reason?: string): void;
  };
  /** What only the console can: puts back what an incident removed, by its `unremediateCode`. Throws for an unknown one. */
  restoreRemediation(unremediateCode: string): void;
  /** The phishing waves from yesterday to tomorrow; none with recorded records. */
  campaigns(): readonly Campaign[];
  /** Who works there. */
  readonly people: readonly TenantPerson[];
  /** The last thousand requests, oldest first. */
  requests(): readonly RequestEntry[];
  /** Generates the SIEM files of a span into the cache, so that a benchmark measures the client alone. */
  warm(options: {
    readonly generation: Generation;
    readonly from: number;
    readonly until: number;
  }): Promise<{ files: number; lines: number; bytes: number }>;
  /** Opens hosts of other regions, the discovery host and the regional gateways, each on a port of its own. */
  openRegions(): Promise<EmulatedRegions>;
  /** The guesses made for it, at this start and, with `persist`, before. */
  readonly guesses: readonly GuessInForce[];
  /** The other accounts of a scenario of a service provider, on ports of their own; closed with this one. */
  readonly accounts: readonly Tenant[];
  close(): Promise<void>;
}

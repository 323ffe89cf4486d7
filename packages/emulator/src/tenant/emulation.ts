import type { Product } from "@postern/mimecast/catalogue";
import type { Account } from "../account/account.js";
import type { AccountAdministration } from "../administration/administration.js";
import type { Training } from "../awareness/awareness-rows.js";
import type { VirtualClock } from "../clock/clock.js";
import type { HashList } from "../console/hash-list.js";
import type { ManagedSenders } from "../console/managed-senders.js";
import type { ManagedUrls } from "../console/managed-urls.js";
import type { FaultInjector } from "../faults/fault-injector.js";
import type { OtherIds } from "../faults/other-ids.js";
import type { Guesses } from "../guesses/guesses.js";
import type { Wording } from "../guesses/wording.js";
import type { HeldMail } from "../held/held-mail.js";
import type { AccountJournal } from "../journal/account-journal.js";
import type { RequestLog } from "../ledger/request-log.js";
import type { ServedLedger } from "../ledger/served.js";
import type { RewrittenLinks } from "../links/rewritten-links.js";
import type { ArchiveTrail } from "../logs/archive-trail.js";
import type { AuditTrail } from "../logs/audit-trail.js";
import type { EventLogs } from "../logs/event-log.js";
import type { LastWindows } from "../logs/last-windows.js";
import type { Policies } from "../policies/policies.js";
import type { RegionCode } from "../regions/regions.js";
import type { IncidentLog } from "../remediation/incident-log.js";
import type { Remediator } from "../remediation/remediator.js";
import type { SeenFiles } from "../remediation/seen-files.js";
import type { SiemFiles } from "../siem/siem-files.js";
import type { ObjectStore } from "../store/object-store.js";
import type { Leniency } from "../strictness/leniency.js";
import type { Subscriptions } from "../threats/subscriptions.js";
import type { MessageBook } from "../tracking/message-book.js";
import type { LiveEvents } from "../traffic/live-events.js";
import type { Traffic } from "../traffic/traffic.js";
import type { UploadShelf } from "../uploads/upload-shelf.js";
import type { QuotaMeter } from "../wire/quota-meter.js";
import type { TokenMint } from "../wire/tokens.js";

/** The state of one emulated tenant, as its handlers see it. */
export interface Emulation {
  readonly clock: VirtualClock;
  readonly accountCode: string;
  readonly administration: AccountAdministration;
  /** Where the account lives. */
  readonly region: RegionCode;
  /** Base URLs of the tenant's own hosts, once they listen. */
  readonly urls: { readonly v1: string; readonly v2: string };
  /** Where calls of this machine seem to come from. */
  readonly egressAddress: string;
  readonly managedUrls: ManagedUrls;
  readonly policies: Policies;
  readonly managedSenders: ManagedSenders;
  readonly hashList: HashList;
  readonly subscriptions: Subscriptions;
  readonly links: RewrittenLinks;
  readonly logs: EventLogs;
  /** Changes made through the API. */
  readonly auditTrail: AuditTrail;
  /** What was searched and read in the archive through the API. */
  readonly archiveTrail: ArchiveTrail;
  readonly heldMail: HeldMail;
  readonly messages: MessageBook;
  /** Mail and clicks made by hand. */
  readonly live: LiveEvents;
  readonly uploads: UploadShelf;
  readonly incidents: IncidentLog;
  readonly remediator: Remediator;
  readonly seenFiles: SeenFiles;
  readonly traffic: Traffic;
  readonly training: Training;
  readonly account: Account;
  readonly siemFiles: SiemFiles;
  readonly store: ObjectStore;
  readonly mint: TokenMint;
  readonly faults: FaultInjector;
  /** Null: nothing is kept. */
  readonly journal: AccountJournal | null;
  readonly otherIds: OtherIds;
  readonly served: ServedLedger;
  readonly quotas: QuotaMeter;
  /** The `x-mc-req-id`s of signed calls, where the guess `repeatedRequestId` refuses a second call with one. */
  readonly seenRequestIds: Set<string>;
  readonly requests: RequestLog;
  /** How far back listings may ask; null: no limit. */
  readonly retentionMs: number | null;
  /** How far back the streams may be asked; null: no limit. */
  readonly streamReachMs: number | null;
  /** Tolerance of `x-mc-date`; null: not checked. */
  readonly maxSkewMs: number | null;
  readonly leniency: Leniency;
  readonly guesses: Guesses;
  readonly wording: Wording;
  /** What the account hasn't bought: no application of it has these. */
  readonly absentProducts: readonly Product[];
  /**
   * The time the tenant tells in `Date` and expects in `x-mc-date`: that of the clock it was given, which its client can
   * share; without one the machine's, for no client follows a clock that somebody moves in the console.
   */
  wireNow(): number;
  /** Whether somebody of the company has this address. */
  isInternalAddress(address: string): boolean;
  readonly lastWindows: LastWindows;
  /** The other accounts of the same service provider, by their code: its applications can address them. */
  readonly accounts: Map<string, Emulation>;
  /** Whose applications can address this account, if anybody's: its service provider. */
  provider: AccountAdministration | null;
  /** To be called after each change of managed URLs, senders or policies, and each decision about held mail. */
  forgetFuture(): void;
}

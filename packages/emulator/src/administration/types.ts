import type { Product } from "@postern/mimecast/catalogue";
import type { KeyRequest } from "./application1.js";
import type { Connector } from "./directories/connectors.js";
import type { DirectorySync } from "./directories/directory-sync.js";
import type { EmergencyContact } from "./emergency-contact.js";
import type { EnhancedLoggingBoxes } from "./enhanced-logging.js";
import type { GroupTree } from "./groups.js";
import type { GatewaySettings } from "./mail-gateway/gateway-settings.js";
import type { JournalBook } from "./mail-gateway/journal-book.js";
import type { Role, RoleBook } from "./roles.js";
import type { SignInRules } from "./sign-in.js";
import type { SnapshotBook } from "./snapshots/snapshot-book.js";
import type { InternalDirectory, UserAccount } from "./users.js";

/** The four values of API 1.0 and where to use them. */
export interface V1Credentials {
  readonly baseUrl: string;
  readonly applicationId: string;
  readonly applicationKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Client id and secret of API 2.0 and where to use them. */
export interface V2Credentials {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How a user may sign in: with the password kept by the vendor, or with that of the company's directory. */
export type LoginRealm = "Basic-Cloud" | "Basic-AD";

/** What the form of a 1.0 application asks for; all but the session is for the eye. */
export interface Application1Details {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  /** Whom to write to about it. */
  readonly developer: string;
  readonly email: string;
  readonly extendedSession: boolean;
}

/** An application of API 1.0. */
export interface Application1 extends Readonly<Omit<Application1Details, "extendedSession">> {
  readonly applicationId: string;
  readonly applicationKey: string;
  readonly isEnabled: boolean;
  /** The keys made last. */
  readonly credentials: V1Credentials;
  /** By the tenant's clock. Keys of an application younger than 30 minutes are refused. */
  createdAt: number;
  /** Keys don't expire from the authentication cache TTL. */
  extendedSession: boolean;
  /** Makes no new keys. */
  edit(changes: Partial<Application1Details>): void;
  disable(): void;
  enable(): void;
  /** For good. */
  delete(): void;
  /**
   * The console's wizard: throws within the 30 minutes, for a user who can't sign in, and where single sign-on is
   * enforced. Older keys stay good.
   */
  createKeys(request?: KeyRequest): V1Credentials;
}

/** What the form of a 2.0 application asks for. Name and products can't be changed afterwards. */
export interface Application2Draft {
  readonly name?: string;
  readonly category?: string;
  readonly description?: string;
  /** Technical point of contact. */
  readonly contact?: string;
  readonly email?: string;
  readonly products: readonly Product[];
  /** The role whose permissions it has, or these permissions as a role of its own; null: everything. */
  readonly role?: Role;
  readonly permissions?: readonly string[] | null;
}

/** An application of API 2.0. */
export interface Application2 {
  readonly name: string;
  readonly category: string;
  description: string;
  readonly contact: string;
  readonly email: string;
  readonly role: Role;
  readonly clientId: string;
  readonly isEnabled: boolean;
  /** Chosen when it is created, never changed. Null: everything. */
  readonly products: readonly Product[] | null;
  /** Those of its role. Null: everything. */
  readonly permissions: readonly string[] | null;
  readonly credentials: V2Credentials;
  /** Null: everything. Takes effect at once. */
  setPermissions(permissions: readonly string[] | null): void;
  disable(): void;
  enable(): void;
  /** For good. */
  delete(): void;
  /** The old secret is refused from now on; tokens live until they expire. */
  regenerateSecret(): V2Credentials;
}

/** What an administrator can see and change in the console, as far as a connection depends on it. */
export interface Administration {
  /** Domains, and the users who can sign in. */
  readonly directory: InternalDirectory;
  readonly groups: GroupTree;
  readonly roles: RoleBook;
  /** Authentication profiles and application settings. */
  readonly signIn: SignInRules;
  readonly directorySync: DirectorySync;
  readonly connectors: readonly Connector[];
  readonly gateway: GatewaySettings;
  readonly journaling: JournalBook;
  readonly snapshots: SnapshotBook;
  emergencyContact: EmergencyContact;
  /** Ids of packages that the vendor has taken from the account: calls that need one are refused. */
  withdrawnPackages: readonly number[];
  readonly serviceUser: UserAccount;
  /** The applications of `tenant.v1` and `tenant.v2`. */
  readonly application1: Application1;
  readonly application2: Application2;
  /** All of them, the first ones first. */
  readonly applications1: readonly Application1[];
  readonly applications2: readonly Application2[];
  /** How long 1.0 keys live without extended session, in every profile. Null (the default): never expire. */
  authenticationCacheTtlHours: number | null;
  /** From where administrators and their keys are let in, in CIDR notation. Empty (the default): from everywhere. */
  ipRanges: readonly string[];
  /** Of a way that is off, the SIEM feed of API 1.0 has no lines, and nothing says why. */
  get enhancedLogging(): EnhancedLoggingBoxes;
  /** All three ways, or those that are named. */
  set enhancedLogging(boxes: boolean | Partial<EnhancedLoggingBoxes>);
  /** A new 1.0 application, with keys made at once (in the console that takes the 30 minutes too). */
  createApplication(draft?: Partial<Application1Details>): Application1;
  /** `by` is refused without the permissions that managing applications takes. */
  createApplication2(draft: Application2Draft, by?: UserAccount): Application2;
}

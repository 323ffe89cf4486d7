import type { Product } from "@postern/mimecast/catalogue";

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

/** The user of whom the 1.0 keys are made. Its role decides what they may do. */
export interface ServiceUser {
  readonly emailAddress: string;
  readonly password: string;
  readonly isEnabled: boolean;
  /** Null: everything. */
  readonly permissions: readonly string[] | null;
  /** Default: Basic-Cloud alone. */
  realms: readonly LoginRealm[];
  /** Null: everything. Takes effect at once. */
  setPermissions(permissions: readonly string[] | null): void;
  /** Revokes every pair of keys; enabling the user again doesn't bring them back. */
  disable(): void;
  enable(): void;
  /** Revokes every pair of keys. Without a password it makes one up. */
  changePassword(password?: string): void;
}

/** An application of API 1.0. */
export interface Application1 {
  readonly name: string;
  readonly applicationId: string;
  readonly applicationKey: string;
  readonly isEnabled: boolean;
  /** The keys made last. */
  readonly credentials: V1Credentials;
  /** By the tenant's clock. Keys of an application younger than 30 minutes are refused. */
  createdAt: number;
  /** Keys don't expire from the authentication cache TTL. */
  extendedSession: boolean;
  disable(): void;
  enable(): void;
  /** For good. */
  delete(): void;
  /** The console's wizard: throws within the 30 minutes and for a disabled user. Older keys stay good. */
  createKeys(): V1Credentials;
}

/** An application of API 2.0. */
export interface Application2 {
  readonly name: string;
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
  readonly serviceUser: ServiceUser;
  /** The applications of `tenant.v1` and `tenant.v2`. */
  readonly application1: Application1;
  readonly application2: Application2;
  /** All of them, the first ones first. */
  readonly applications1: readonly Application1[];
  readonly applications2: readonly Application2[];
  /** How long 1.0 keys live without extended session. Null (the default): never expire. */
  authenticationCacheTtlHours: number | null;
  /** From where administrators and their keys are let in, in CIDR notation. Empty (the default): from everywhere. */
  ipRanges: readonly string[];
  /** Off: the SIEM feed of API 1.0 is empty, and nothing says why. */
  enhancedLogging: boolean;
  /** A new 1.0 application, with keys made at once (in the console that takes the 30 minutes too). */
  createApplication(options?: { readonly name?: string; readonly extendedSession?: boolean }): Application1;
  createApplication2(options: {
    readonly name?: string;
    readonly products: readonly Product[];
    readonly permissions: readonly string[] | null;
  }): Application2;
}

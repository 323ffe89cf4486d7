/** The vendor's two API generations: 1.0 signs each call with HMAC keys, 2.0 uses OAuth client credentials. */
export type Generation = "1.0" | "2.0";

/** A product of an API 2.0 application; it can't be changed after the application is made. */
export type Product =
  | "Account Management"
  | "Audit Events"
  | "Email Security Cloud Gateway"
  | "Policy Management"
  | "Security Events"
  | "Threat Management"
  | "Threats, Security Events and Data for CG"
  | "User and Group Management";

/** A permission of a console role, with the console's own menu path. */
export type Permission =
  | "Account | Dashboard | Read"
  | "Account | Logs | Read"
  | "Directories | Groups | Edit"
  | "Gateway | Managed Senders | Edit"
  | "Gateway | Policies | Edit"
  | "Gateway | Policies | Read"
  | "Gateway | Tracking | Read"
  | "Monitoring | URL Protection | Read"
  | "Security Events and Data Retrieval | Threat and Security Events (SIEM) | Read"
  | "Services | URL Protection | Edit";

/**
 * How an operation hands out more than one answer.
 * - `page-token`: `meta.pagination.next` of the answer goes into the next request body.
 * - `next-page`: `@nextPage` of the answer goes into the next query; it is always present.
 * - `siem-token`: the header `mc-siem-token` of the answer goes into the next request body.
 */
export type Paging = "none" | "page-token" | "next-page" | "siem-token";

/** Calls the vendor allows in a span of time, and where that number was published. */
export interface Quota {
  readonly calls: number;
  readonly perSeconds: number;
  readonly source: string;
}

/** One call of the vendor's API. Everything that knows the vendor reads this: client, emulator, checks, docs. */
export interface Operation {
  readonly name: string;
  /** One plain sentence for a newcomer. */
  readonly summary: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly generations: readonly Generation[];
  /** Only a `read` may be repeated after a failure: a `write` is never sent again blindly. */
  readonly effect: "read" | "write";
  /** `signature-or-token`: HMAC on 1.0, bearer on 2.0. `none`: called without either. */
  readonly authentication: "signature-or-token" | "none";
  /** API 2.0: the application needs one of these products. */
  readonly products: readonly Product[];
  /** The role needs it: the user's on 1.0, the application's on 2.0. */
  readonly permission: Permission | null;
  readonly paging: Paging;
  /** The member of each `data` item that holds the records; absent where the items are the records. */
  readonly rowsUnder?: string;
  readonly pageSize: { readonly default: number; readonly max: number } | null;
  /** Published quotas by generation; where none is published, none is assumed. */
  readonly quota: { readonly [G in Generation]?: Quota };
  /** What a client must know and the path does not tell. */
  readonly oddities: readonly string[];
}

import type { Permission, Product } from "./permissions.js";

/** The vendor's two API generations: 1.0 signs each call with HMAC keys, 2.0 uses OAuth client credentials. */
export type Generation = "1.0" | "2.0";

/**
 * How far an entry is backed: by several sources, by sources that disagree (the oddities say how), or by one hint
 * alone that nobody has been seen using.
 */
export type Confidence = "sure" | "conflicting" | "unconfirmed";

/**
 * How an operation hands out more than one answer.
 * - `page-token`: `meta.pagination.next` of the answer goes into the next request body.
 * - `next-page`: `@nextPage` of the answer goes into the next query; it is always present.
 * - `cursor`: the newer REST resources; the next token, under `meta`, goes into the query as `pageToken`.
 * - `siem-token`: the header `mc-siem-token` of the answer goes into the next request body.
 * - `feed-token`: the header `x-mc-threat-feed-next-token` of the answer goes into the next request body.
 */
export type Paging = "none" | "page-token" | "next-page" | "cursor" | "siem-token" | "feed-token";

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
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Ids stand in braces: `/…/policies/{policy_id}`. API 1.0 paths never have any. */
  readonly path: string;
  readonly generations: readonly Generation[];
  /** Only a `read` may be repeated after a failure: a `write` is never sent again blindly. */
  readonly effect: "read" | "write";
  /** `signature-or-token`: HMAC on 1.0, bearer on 2.0. `password`: the user's own. `none`: called without either. */
  readonly authentication: "signature-or-token" | "password" | "none";
  /** API 2.0: the application needs one of these products. */
  readonly products: readonly Product[];
  /** The role needs it: the user's on 1.0, the application's on 2.0. Null: none is stated. */
  readonly permission: Permission | null;
  /** What another source names for the same call; a role with either may do. */
  readonly otherPermission?: Permission;
  readonly paging: Paging;
  /** The member of each `data` item (outside `/api/`: of the body) that holds the records; absent where there is none. */
  readonly rowsUnder?: string;
  readonly pageSize: { readonly default: number; readonly max: number } | null;
  /** The most items `data` may hold in one call, where that is known. */
  readonly maxItems?: number;
  /** Published quotas by generation; where none is published, none is assumed. */
  readonly quota: { readonly [G in Generation]?: Quota };
  /** By generation: the request body is a file (`sent`), or the answer is one (`received`), not JSON. */
  readonly files?: { readonly [G in Generation]?: "sent" | "received" };
  /** Absent: sure. */
  readonly confidence?: Confidence;
  /** What a client must know and the path does not tell. */
  readonly oddities: readonly string[];
}

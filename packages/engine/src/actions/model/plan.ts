import type { Generation, OperationName, Permission, Product } from "@postern/mimecast";
import type { Right } from "../../connections/rights.js";

export type Item = Readonly<Record<string, unknown>>;

/** What a look goes by: the engine's clock, and how long it may take. */
export interface Bounds {
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** What a run of ours made, as its target said it, under the id that the tenant answered. */
export interface OwnMaking {
  readonly input: Item;
  readonly id: string;
  /** The tenant said that it knows it no longer. */
  readonly isGone: boolean;
}

/** All that our runs made of what no call lists. */
export interface OwnMakings {
  readonly made: readonly OwnMaking[];
  /** Ids that the tenant knows no longer are asked for no more. */
  readonly noteGone: (ids: readonly string[]) => Promise<void>;
}

/** One call a plan makes, in order. */
export interface PlannedCall {
  readonly operation: OperationName;
  readonly purpose: string;
  /** Of an operation below `/api/`: the request item, as it will be sent. */
  readonly item?: Item;
  /** The member of the item that is a list: items that differ in it alone go out as one, with all of their lists. */
  readonly listedUnder?: string;
  /** How many such lists may go out as one. Default: as many as items of an operation that names no limit. */
  readonly listedAtOnce?: number;
  /** Of any other operation: its request. */
  readonly request?: {
    readonly pathParameters?: Readonly<Record<string, string>>;
    readonly body?: Item;
  };
}

/** An object in the tenant that matters to the plan, found by its meaning. */
export interface TenantObject {
  readonly id: string;
  readonly meaning: string;
  /** `same` does already what the action would; `opposite` stands in its way. */
  readonly bearing: "same" | "opposite" | "related";
  /** What makes it this object and no other: compared between readings, and enough to make it again. */
  readonly item: Item;
}

/** What an action touches. */
export interface Reach {
  /** Addresses, domains and hosts, in lower case. */
  readonly names: readonly string[];
  /** How far a mistake would go. */
  readonly width: "object" | "person" | "address" | "domain" | "everyone";
}

/** What the last 30 days of our own store say it would have hit. */
export interface PlanHistory {
  /** 0: nothing in the store tells of such a target. */
  readonly days: number;
  readonly messages: number;
  readonly recipients: number;
  readonly clicks: number;
  readonly lastAt: number | null;
}

/** What the store says of mail from and to a domain, over the days that were looked at. */
export interface DomainHistory {
  readonly domain: string;
  readonly days: number;
  /** Messages from it that were delivered. */
  readonly received: number;
  /** Senders of it with mail delivered, and nothing ever detected in any. */
  readonly legitimateSenders: number;
  /** Messages delivered to it, and on how many days. */
  readonly sent: number;
  readonly sentDays: number;
}

/** What a run would do about one target. */
export interface PlanItem {
  readonly input: Item;
  /** A plain sentence of what it does. */
  readonly sentence: string;
  readonly calls: readonly PlannedCall[];
  /** What stands in the tenant already and means the same or the opposite. Null: it can't be read. */
  readonly before: readonly TenantObject[] | null;
  /** True when there is nothing left to do. */
  readonly isAlreadySo: boolean;
  readonly warnings: readonly string[];
}

/** Where a plan was made: it runs nowhere else. */
export interface TenantAddress {
  readonly baseUrl: string;
  /** Fingerprint of the application's id (1.0) or the client id (2.0) that acts. */
  readonly application: string;
}

/** What a run would do. Shown before anything happens. */
export interface Plan {
  readonly id: string;
  readonly action: string;
  readonly connection: string;
  readonly generation: Generation;
  /** Null: an older version made it. */
  readonly tenant: TenantAddress | null;
  readonly items: readonly PlanItem[];
  readonly sentence: string;
  /** True when there is nothing left to do about any target. */
  readonly isAlreadySo: boolean;
  /** Of the whole; those of a target stand with it. */
  readonly warnings: readonly string[];
  readonly history: PlanHistory;
  readonly undo: { readonly isPossible: boolean; readonly sentence: string };
  readonly permission: Permission | null;
  /** Whether the connection may make the calls, as far as it is known: each operation once. */
  readonly rights: readonly Right[];
  readonly products: readonly Product[];
  /** Why a second person has to agree; null when nobody has to. */
  readonly needsApproval: string | null;
  /** Why it will not be run: read-only, dry run; null when it may. */
  readonly barredBy: string | null;
  /** The run that this plan takes back. */
  readonly undoes: string | null;
  readonly createdAt: number;
}

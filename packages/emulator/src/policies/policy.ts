export const targetTypes = [
  "everyone",
  "internal_addresses",
  "external_addresses",
  "email_domain",
  "profile_group",
  "individual_email_address",
  "address_attribute_value",
  "free_mail_domains",
  "header_display_name",
] as const;

export type TargetType = (typeof targetTypes)[number];

/** One side of a policy: a kind of addresses and, for most kinds, the value that narrows it. */
export interface PolicyTarget {
  readonly type: TargetType;
  readonly emailDomain?: string;
  readonly emailAddress?: string;
  readonly groupId?: string;
  readonly attribute?: Readonly<Record<string, unknown>>;
  readonly headerDisplayName?: string;
}

/** What the sending server must be: any of the values of a kind, and that for each kind given. */
export interface PolicyConditions {
  /** In CIDR notation. */
  readonly sourceIPs?: readonly string[];
  readonly hostnames?: readonly string[];
  /** Domains whose SPF record has to name the server's address. */
  readonly spfDomains?: readonly string[];
}

export const fromParts = ["envelope_from", "header_from", "both"] as const;

/** What every policy says, whatever its family: which mail it is about, and when. Times are epoch milliseconds. */
export interface PolicyScope {
  readonly description: string;
  readonly fromPart: (typeof fromParts)[number];
  readonly from: PolicyTarget;
  readonly to: PolicyTarget;
  readonly fromEternal: boolean;
  readonly toEternal: boolean;
  readonly fromDate: number | null;
  readonly toDate: number | null;
  readonly bidirectional: boolean;
  readonly enabled: boolean;
  readonly enforced: boolean;
  readonly override: boolean;
  readonly comment: string | null;
  readonly conditions: PolicyConditions;
}

export interface PolicyDraft extends PolicyScope {
  /** What is to be done; null in a family whose policies point to a definition instead. */
  readonly option: string | null;
  /** The definition, or the set, that it applies; null in a family without. */
  readonly definitionId: string | null;
}

export interface Policy extends PolicyDraft {
  readonly id: string;
  /** 0: it came with the account. */
  readonly createTime: number;
  readonly lastUpdated: number;
  /** It can be changed, and never deleted. */
  readonly isPermanent: boolean;
}

/** A scope with the defaults of the API: everybody, always. */
export const everything: Omit<PolicyScope, "description"> = {
  fromPart: "envelope_from",
  from: { type: "everyone" },
  to: { type: "everyone" },
  fromEternal: true,
  toEternal: true,
  fromDate: null,
  toDate: null,
  bidirectional: false,
  enabled: true,
  enforced: false,
  override: false,
  comment: null,
  conditions: {},
};

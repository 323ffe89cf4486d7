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

export interface BlockedSendersPolicy {
  readonly id: string;
  readonly option: "block_sender" | "no_action";
  readonly description: string;
  readonly fromPart: "envelope_from" | "header_from" | "both";
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
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly createTime: number;
  readonly lastUpdated: number;
}

export type PolicyDraft = Omit<BlockedSendersPolicy, "id" | "createTime" | "lastUpdated">;

/** What a policy looks at in a message. */
export interface Envelope {
  readonly sender: string;
  readonly headerFrom: string;
  readonly recipient: string;
}

/** The profile groups, as far as policies ask them. */
export interface Memberships {
  /** Whether a group held an address at a moment. */
  contained(groupId: string, member: { readonly address: string; readonly at: number }): boolean;
  wasEverUsed(groupId: string): boolean;
}

interface Lifetime {
  readonly policy: BlockedSendersPolicy;
  readonly since: number;
  until: number;
}

/** The account's Blocked Senders policies, with the time each was in force. */
export class BlockedSenders {
  private readonly lifetimes: Lifetime[] = [];
  private readonly companyDomain: string;
  private readonly groups: Memberships;
  private created = 0;

  constructor(options: { readonly companyDomain: string; readonly groups: Memberships }) {
    this.companyDomain = options.companyDomain;
    this.groups = options.groups;
  }

  /** Every account has it from the start: whoever is in the group Blocked Senders is blocked for everybody. */
  addOld(groupId: string): void {
    const policy: BlockedSendersPolicy = {
      id: `eNoOldPolicy${groupId}`,
      option: "block_sender",
      description: "Default Blocked Senders Policy",
      fromPart: "both",
      from: { type: "profile_group", groupId },
      to: { type: "internal_addresses" },
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
      createTime: 0,
      lastUpdated: 0,
    };
    this.lifetimes.push({ policy, since: -Infinity, until: Infinity });
  }

  list(): BlockedSendersPolicy[] {
    return this.lifetimes
      .filter((lifetime) => lifetime.until === Infinity)
      .map((lifetime) => lifetime.policy);
  }

  /** Those that somebody made, without the one that came with the account. */
  listMade(): BlockedSendersPolicy[] {
    return this.list().filter(({ createTime }) => createTime > 0);
  }

  add(
    draft: PolicyDraft,
    options: { readonly now: number; readonly makeId: (serial: number) => string },
  ): BlockedSendersPolicy {
    this.created += 1;
    const id = options.makeId(this.created);
    const policy = { id, ...draft, createTime: options.now, lastUpdated: options.now };
    this.lifetimes.push({ policy, since: options.now, until: Infinity });
    return policy;
  }

  /** Mail from now on is judged by the changed policy, which keeps its id. */
  update(
    policy: BlockedSendersPolicy,
    { draft, now }: { readonly draft: PolicyDraft; readonly now: number },
  ): void {
    const lifetime = this.lifetimes.find((candidate) => candidate.policy === policy);
    if (lifetime === undefined) return;
    lifetime.until = now;
    const { id, createTime } = policy;
    this.lifetimes.push({
      policy: { id, createTime, ...draft, lastUpdated: now },
      since: now,
      until: Infinity,
    });
  }

  /** The policy removed; null when none has the id. */
  remove(id: string, now: number): BlockedSendersPolicy | null {
    const lifetime = this.lifetimes.find(
      (candidate) => candidate.until === Infinity && candidate.policy.id === id,
    );
    if (lifetime === undefined) return null;
    lifetime.until = now;
    return lifetime.policy;
  }

  /** The policy that blocked a message at a time, or null. */
  judge(envelope: Envelope, time: number): BlockedSendersPolicy | null {
    if (this.isIdle) return null;
    const inForce = this.lifetimes.filter((lifetime) => lifetime.since < time && time <= lifetime.until);
    return this.decide(
      inForce.map((lifetime) => lifetime.policy),
      { envelope, time },
    );
  }

  /** As `judge`, for a message of this very moment. */
  judgeNow(envelope: Envelope, now: number): BlockedSendersPolicy | null {
    return this.decide(this.list(), { envelope, time: now });
  }

  /** No policy could match anybody: the usual case, asked for every message. */
  private get isIdle(): boolean {
    return this.lifetimes.every(
      ({ policy: { from } }) => from.groupId !== undefined && !this.groups.wasEverUsed(from.groupId),
    );
  }

  /** The most specific match wins, unless one is set to override; `no_action` is an exception. */
  private decide(
    policies: readonly BlockedSendersPolicy[],
    message: { readonly envelope: Envelope; readonly time: number },
  ): BlockedSendersPolicy | null {
    const matching = policies
      .filter((policy) => isActive(policy, message.time) && this.matches(policy, message))
      .sort((one, other) => rank(other) - rank(one));
    const winner = matching[0];
    return winner?.option === "block_sender" ? winner : null;
  }

  private matches(
    policy: BlockedSendersPolicy,
    { envelope, time }: { readonly envelope: Envelope; readonly time: number },
  ): boolean {
    const covers = (target: PolicyTarget, address: string) => this.covers(target, { address, at: time });
    const senders =
      policy.fromPart === "envelope_from"
        ? [envelope.sender]
        : policy.fromPart === "header_from"
          ? [envelope.headerFrom]
          : [envelope.sender, envelope.headerFrom];
    const forward =
      senders.some((sender) => covers(policy.from, sender)) && covers(policy.to, envelope.recipient);
    if (forward || !policy.bidirectional) return forward;
    return covers(policy.from, envelope.recipient) && senders.some((sender) => covers(policy.to, sender));
  }

  private covers(
    target: PolicyTarget,
    { address, at }: { readonly address: string; readonly at: number },
  ): boolean {
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    switch (target.type) {
      case "everyone":
        return true;
      case "internal_addresses":
        return domain === this.companyDomain;
      case "external_addresses":
        return domain !== this.companyDomain;
      case "individual_email_address":
        return address !== "" && address.toLowerCase() === target.emailAddress?.toLowerCase();
      case "email_domain":
        return matchesDomain(domain, target.emailDomain?.toLowerCase() ?? "");
      case "profile_group":
        return target.groupId !== undefined && this.groups.contained(target.groupId, { address, at });
      default:
        // Attributes and display names are not emulated: such a policy is kept and matches nobody.
        return false;
    }
  }
}

/** Exact, or one label for a leading `*.`: sub-domains are not covered by themselves. */
function matchesDomain(domain: string, pattern: string): boolean {
  if (!pattern.startsWith("*.")) return domain !== "" && domain === pattern;
  const rest = pattern.slice(1);
  return domain.endsWith(rest) && !domain.slice(0, -rest.length).includes(".");
}

function isActive(policy: BlockedSendersPolicy, time: number): boolean {
  if (!policy.enabled) return false;
  return (policy.fromDate ?? -Infinity) <= time && time <= (policy.toDate ?? Infinity);
}

const specificity: Readonly<Record<TargetType, number>> = {
  individual_email_address: 5,
  header_display_name: 5,
  address_attribute_value: 4,
  profile_group: 4,
  email_domain: 3,
  free_mail_domains: 2,
  internal_addresses: 1,
  external_addresses: 1,
  everyone: 0,
};

function rank(policy: BlockedSendersPolicy): number {
  return (policy.override ? 100 : 0) + specificity[policy.from.type] * 10 + specificity[policy.to.type];
}

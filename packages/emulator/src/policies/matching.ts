import { IpRanges } from "../administration/ip-ranges.js";
import { domainOf, serverNameOf } from "../traffic/message.js";
import type { PolicyConditions, PolicyScope, PolicyTarget, TargetType } from "./policy.js";

/** What a policy looks at in a message. */
export interface Envelope {
  readonly sender: string;
  readonly headerFrom: string;
  readonly recipient: string;
  readonly senderIp: string;
}

/** A message at a moment, in epoch milliseconds: groups and dates are looked at as they were then. */
export interface Judged {
  readonly envelope: Envelope;
  readonly time: number;
}

/** The profile groups, as far as policies ask them. */
export interface Memberships {
  /** Whether a group held an address at a moment. */
  contained(groupId: string, member: { readonly address: string; readonly at: number }): boolean;
  wasEverUsed(groupId: string): boolean;
}

/** What is noted of addresses, as far as policies ask it. */
export interface Notes {
  /** The value of an attribute at a moment; empty where there is none. */
  read(address: string, attribute: { readonly id: string; readonly at: number }): string;
}

/** The company's domains, as far as policies ask them. */
export interface OwnDomains {
  /** Whether a domain was one of the company's own at a moment. */
  owned(domain: string, at: number): boolean;
}

/** What policies are compared with beside the message itself. */
export interface Surroundings {
  readonly domains: OwnDomains;
  readonly groups: Memberships;
  readonly attributes: Notes;
  /** Whether the SPF record of a domain names an address. */
  sendsFor(domain: string, ip: string): boolean;
}

/** Whether a policy is about a message, by its dates, its switch, its conditions and both its sides. */
export function isAbout(policy: PolicyScope, judged: Judged, surroundings: Surroundings): boolean {
  return (
    isActive(policy, judged.time) &&
    matchesSides(policy, judged, surroundings) &&
    meets(policy.conditions, judged.envelope, surroundings)
  );
}

/** How narrow a policy is: the most specific one wins, unless another is set to override. */
export function rankOf({ override, from, to }: PolicyScope): number {
  return (override ? 100 : 0) + specificity[from.type] * 10 + specificity[to.type];
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

function isActive({ enabled, fromDate, toDate }: PolicyScope, time: number): boolean {
  return enabled && (fromDate ?? -Infinity) <= time && time <= (toDate ?? Infinity);
}

function matchesSides(policy: PolicyScope, { envelope, time }: Judged, surroundings: Surroundings): boolean {
  const { from, to, fromPart } = policy;
  const covers = (target: PolicyTarget, address: string) =>
    coversAddress(target, { address, at: time }, surroundings);
  const senders =
    fromPart === "envelope_from"
      ? [envelope.sender]
      : fromPart === "header_from"
        ? [envelope.headerFrom]
        : [envelope.sender, envelope.headerFrom];
  const forward = senders.some((sender) => covers(from, sender)) && covers(to, envelope.recipient);
  if (forward || !policy.bidirectional) return forward;
  return covers(from, envelope.recipient) && senders.some((sender) => covers(to, sender));
}

function coversAddress(
  target: PolicyTarget,
  { address, at }: { readonly address: string; readonly at: number },
  { domains, groups, attributes }: Surroundings,
): boolean {
  const domain = domainOf(address).toLowerCase();
  switch (target.type) {
    case "everyone":
      return true;
    case "internal_addresses":
      return domains.owned(domain, at);
    case "external_addresses":
      return !domains.owned(domain, at);
    case "individual_email_address":
      return address !== "" && address.toLowerCase() === target.emailAddress?.toLowerCase();
    case "email_domain":
      return matchesName(domain, target.emailDomain ?? "");
    case "profile_group":
      return target.groupId !== undefined && groups.contained(target.groupId, { address, at });
    case "address_attribute_value": {
      const { id, value } = target.attribute ?? {};
      if (typeof id !== "string" || typeof value !== "string" || value === "") return false;
      return attributes.read(address, { id, at }) === value;
    }
    default:
      // Display names are not emulated: such a policy is kept and matches nobody.
      return false;
  }
}

/** Exact, or one label for a leading `*.`: sub-domains are not covered by themselves. */
function matchesName(name: string, text: string): boolean {
  const pattern = text.toLowerCase();
  if (!pattern.startsWith("*.")) return name !== "" && name === pattern;
  const rest = pattern.slice(1);
  return name.endsWith(rest) && !name.slice(0, -rest.length).includes(".");
}

/** One list of ranges is compared with every message: it is read once. */
const rangesOf = new WeakMap<readonly string[], IpRanges>();

function meets(
  { sourceIPs = [], hostnames = [], spfDomains = [] }: PolicyConditions,
  envelope: Envelope,
  surroundings: Surroundings,
): boolean {
  const { senderIp } = envelope;
  if (sourceIPs.length > 0) {
    const ranges = rangesOf.get(sourceIPs) ?? new IpRanges(sourceIPs);
    rangesOf.set(sourceIPs, ranges);
    if (!ranges.lets(senderIp)) return false;
  }
  if (hostnames.length > 0) {
    const server = serverNameOf(envelope);
    if (!hostnames.some((name) => matchesName(server, name))) return false;
  }
  return spfDomains.length === 0 || spfDomains.some((domain) => surroundings.sendsFor(domain, senderIp));
}

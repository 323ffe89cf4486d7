import type { MimecastClient } from "@postern/mimecast";
import { readTime } from "../../feeds/values/time.js";
import { type GroupLookup, lookUpGroups, refuseLookup } from "../groups/find-group.js";
import type { ObjectForm } from "../model/entries.js";
import type { Bounds, Item, TenantObject } from "../model/plan.js";
import { isRow, readRows } from "../model/read-all.js";
import { domainOf, kindOfName, sameDomain } from "../names/names.js";
import { type PolicyRow, readPolicyRow } from "../policies/policy-row.js";

const list = "policy.blockedsenders.get-policy";

/** A policy is never changed: it is made, deleted, and made again as it stood. */
export const policyForm: ObjectForm = {
  create: "policy.blockedsenders.create-policy",
  remove: "policy.blockedsenders.delete-policy",
  removeItem: ({ id }) => ({ id }),
  restoreItem: ({ item }) => item,
};

/** What all actions of this way have in common. */
export const policyActions = {
  kind: "writing",
  family: "senders",
  generations: ["1.0", "2.0"],
  isUsual: true,
  operations: () => ({ reads: [list], writes: [policyForm.create, policyForm.remove] }) as const,
  async probe(client: MimecastClient, signal: AbortSignal) {
    await client.call(list, { data: [], signal });
  },
} as const;

export const slowness = "Mimecast may take up to five minutes until a change of policies bites.";

export type Option = "block_sender" | "no_action";

/** Whose mail to whom: `everyone`, an address, a domain, or a profile group as `group:Name`. */
export interface SenderScope {
  readonly sender: string;
  readonly to: string;
}

export interface PoliciesReading {
  readonly policies: readonly PolicyRow[];
  readonly groups: ReadonlyMap<string, GroupLookup>;
}

const groupPrefix = "group:";

export function groupOf(to: string): string | null {
  return to.startsWith(groupPrefix) ? to.slice(groupPrefix.length) : null;
}

/** All blocked-senders policies, and the groups that the scopes name. */
export async function readPolicies(
  client: MimecastClient,
  { scopes, signal }: { readonly scopes: readonly string[] } & Pick<Bounds, "signal">,
): Promise<PoliciesReading> {
  const answer = await client.call(list, { data: [], signal });
  const policies = readRows(answer.data).flatMap((row) => readPolicyRow(row) ?? []);
  const names = scopes.flatMap((to) => groupOf(to) ?? []);
  return { policies, groups: await lookUpGroups(client, { names, signal }) };
}

export function refuseGroup({ groups }: Pick<PoliciesReading, "groups">, to: string): string | null {
  const group = groupOf(to);
  return group === null ? null : refuseLookup(groups.get(group), group);
}

/** The scope as a policy spells it. */
export function targetOf(name: string, groups: PoliciesReading["groups"]): Item {
  const group = groupOf(name);
  if (group !== null) return { type: "profile_group", groupId: groups.get(group)?.groups[0]?.id ?? "" };
  switch (kindOfName(name)) {
    case "everyone":
      return { type: "everyone" };
    case "address":
      return { type: "individual_email_address", emailAddress: name };
    case "domain":
      return { type: "email_domain", emailDomain: name };
  }
}

/** How a policy bears on a wish for one with the `option`, for this scope. Null: it is about other mail. */
export function judgePolicy(
  row: PolicyRow,
  wish: SenderScope & { readonly option: Option; readonly dates: Dates },
  { groups }: PoliciesReading,
): TenantObject["bearing"] | null {
  const { policy, beside } = row;
  const from = targetOf(wish.sender, groups);
  if (!sameTarget(policy["from"], from)) return covers(policy["from"], wish.sender) ? "related" : null;
  if (!sameTarget(policy["to"], targetOf(wish.to, groups)) || policy["enabled"] === false) return "related";
  if (beside["option"] !== wish.option) return "opposite";
  return policy["fromPart"] === "both" && isUnconditional(policy) && lastsAsLong(policy, wish.dates)
    ? "same"
    : "related";
}

/** Null: without end on that side. */
export interface Dates {
  readonly starts: string | null;
  readonly ends: string | null;
}

function lastsAsLong(policy: Item, { starts, ends }: Dates): boolean {
  const sameStart = policy["fromEternal"] === true || sameTime(policy["fromDate"], starts);
  const sameEnd = policy["toEternal"] === true || sameTime(policy["toDate"], ends);
  // What lasts for ever does the job of what is to last a while only where that has no end either.
  const isForEver = policy["toEternal"] === true;
  return sameStart && sameEnd && (isForEver ? ends === null : true);
}

function sameTime(held: unknown, wanted: string | null): boolean {
  return wanted !== null && readTime(held) === readTime(wanted);
}

function isUnconditional({ conditions }: Item): boolean {
  const lists = isRow(conditions) ? Object.values(conditions) : [];
  return lists.every((list) => Array.isArray(list) && list.length === 0);
}

export function sameTarget(held: unknown, wanted: Item): boolean {
  if (!isRow(held) || held["type"] !== wanted["type"]) return false;
  switch (held["type"]) {
    case "individual_email_address":
      return lower(held["emailAddress"]) === wanted["emailAddress"];
    case "email_domain":
      return sameDomain(String(held["emailDomain"]), String(wanted["emailDomain"]));
    case "profile_group":
      return held["groupId"] === wanted["groupId"];
    default:
      return true;
  }
}

/** A wider policy that takes in the sender: of the whole domain. */
export function covers(held: unknown, sender: string): boolean {
  if (!isRow(held) || held["type"] !== "email_domain" || kindOfName(sender) !== "address") return false;
  const domain = String(held["emailDomain"]).toLowerCase();
  if (!domain.startsWith("*.")) return sameDomain(domain, domainOf(sender));
  const rest = domain.slice(1);
  const host = domainOf(sender);
  return host.endsWith(rest) && !host.slice(0, -rest.length).includes(".");
}

function lower(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}

/** A policy as an object of a plan. */
export function toObject(row: PolicyRow, bearing: TenantObject["bearing"]): TenantObject {
  const { id, beside, policy } = row;
  const deed = beside["option"] === "block_sender" ? "blocks" : "exempts";
  const name = typeof policy["description"] === "string" ? policy["description"] : "without description";
  const state = policy["enabled"] === false ? ", switched off" : "";
  const meaning = `${deed} ${describeTarget(policy["from"])} to ${describeTarget(policy["to"])} (policy "${name}"${state})`;
  return { id, meaning, bearing, item: { ...beside, policy } };
}

function describeTarget(target: unknown): string {
  if (!isRow(target)) return "everyone";
  const { type, emailAddress, emailDomain, groupId } = target;
  if (type === "email_domain") return `everybody at ${String(emailDomain)}`;
  if (type === "profile_group") return `the group ${String(groupId)}`;
  return emailAddress === undefined ? String(type).replaceAll("_", " ") : String(emailAddress);
}

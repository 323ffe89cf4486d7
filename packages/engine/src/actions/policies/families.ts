import type { MimecastClient, OperationName } from "@postern/mimecast";
import { type GroupLookup, lookUpGroups } from "../groups/find-group.js";
import type { Bounds, TenantObject } from "../model/plan.js";
import { readRows } from "../model/read-all.js";
import { groupOf } from "../senders/sender-policies.js";
import { type PolicyRow, readPolicyRow } from "./policy-row.js";

/** A kind of policies that the older calls list, make and delete, in both generations. */
export interface PolicyFamily {
  readonly name: "blocked-senders" | "anti-spoofing-bypass" | "address-alteration";
  /** One of them, for sentences. */
  readonly one: string;
  readonly list: OperationName;
  readonly create: OperationName;
  readonly remove: OperationName;
  /** What a policy says beside its scope: a word of these, or the set of alterations that it applies. */
  readonly beside: { readonly field: string; readonly words: readonly [string, ...string[]] | null };
}

export const blockedSenders: PolicyFamily = {
  name: "blocked-senders",
  one: "blocked-senders policy",
  list: "policy.blockedsenders.get-policy",
  create: "policy.blockedsenders.create-policy",
  remove: "policy.blockedsenders.delete-policy",
  beside: { field: "option", words: ["block_sender", "no_action"] },
};

export const bypasses: PolicyFamily = {
  name: "anti-spoofing-bypass",
  one: "anti-spoofing bypass policy",
  list: "policy.antispoofing-bypass.get-policy",
  create: "policy.antispoofing-bypass.create-policy",
  remove: "policy.antispoofing-bypass.delete-policy",
  beside: { field: "option", words: ["enable_bypass", "disable_bypass"] },
};

export const alterations: PolicyFamily = {
  name: "address-alteration",
  one: "address alteration policy",
  list: "policy.address-alteration.get-policy",
  create: "policy.address-alteration.create-policy",
  remove: "policy.address-alteration.delete-policy",
  beside: { field: "addressAlterationSetId", words: null },
};

export interface FamilyReading {
  readonly policies: readonly PolicyRow[];
  readonly groups: ReadonlyMap<string, GroupLookup>;
}

/** All policies of a family, and the groups that scopes name. */
export async function readFamily(
  client: MimecastClient,
  { list }: PolicyFamily,
  { scopes, signal }: { readonly scopes: readonly string[] } & Pick<Bounds, "signal">,
): Promise<FamilyReading> {
  const answer = await client.call(list, { data: [], signal });
  const policies = readRows(answer.data).flatMap((row) => readPolicyRow(row) ?? []);
  const names = scopes.flatMap((scope) => groupOf(scope) ?? []);
  return { policies, groups: await lookUpGroups(client, { names, signal }) };
}

export async function probeFamily(
  client: MimecastClient,
  { list }: PolicyFamily,
  signal: AbortSignal,
): Promise<void> {
  await client.call(list, { data: [], signal });
}

export function descriptionOf({ policy }: PolicyRow): string {
  return typeof policy["description"] === "string" ? policy["description"] : "";
}

export function toPolicyObject(
  row: PolicyRow,
  { one }: PolicyFamily,
  bearing: TenantObject["bearing"],
): TenantObject {
  const { id, beside, policy } = row;
  const state = policy["enabled"] === false ? ", switched off" : "";
  const meaning = `has the ${one} "${descriptionOf(row)}"${state}`;
  return { id, meaning, bearing, item: { ...beside, policy } };
}

/** Policies named by their id or their very description. */
export function findPolicies(reading: FamilyReading, wanted: string): readonly PolicyRow[] {
  const byId = reading.policies.filter(({ id }) => id === wanted);
  return byId.length > 0 ? byId : reading.policies.filter((row) => descriptionOf(row) === wanted);
}

/** Why a name leads to no policy, or to several; null where it leads to one. */
export function refusePolicy(reading: FamilyReading, wanted: string, { one }: PolicyFamily): string | null {
  const found = findPolicies(reading, wanted).length;
  if (found === 1) return null;
  return found === 0
    ? `there is no ${one} with the id or the description "${wanted}".`
    : `${String(found)} policies are called "${wanted}": give the id of the one meant.`;
}

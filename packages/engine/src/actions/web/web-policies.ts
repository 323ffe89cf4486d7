import type { Answer, MimecastClient } from "@postern/mimecast";
import { type GroupLookup, lookUpGroups } from "../groups/find-group.js";
import type { EntryForm } from "../model/entries.js";
import type { Bounds, Item, OwnMaking, OwnMakings, TenantObject } from "../model/plan.js";
import { isRow, readRows, type TenantRow, textAt } from "../model/read-all.js";
import { makeWritable } from "../policies/policy-row.js";
import { groupOf } from "../senders/sender-policies.js";
import { sortTargets } from "./web-targets.js";

export const getPolicy = "policy.webwhiteurl.get-policy-with-targets";
export const create = "policy.webwhiteurl.create-policy-with-targets";
export const update = "policy.webwhiteurl.update-policy-with-targets";
export const remove = "policy.webwhiteurl.delete-policy-with-targets";

/** A Web Security policy, without the vendor's own ids and times of its parts. */
export interface WebPolicy {
  readonly id: string;
  readonly description: string;
  readonly policies: readonly Item[];
  readonly urls: readonly Item[];
}

export interface WebReading {
  /** Of those whose ids are known, the ones that are there. */
  readonly policies: readonly WebPolicy[];
  readonly made: readonly OwnMaking[];
  readonly groups: ReadonlyMap<string, GroupLookup>;
}

/**
 * The policies that our runs made, and those of the ids given, one a call: more are not taken. Those that the tenant
 * knows no longer are left out.
 */
export async function readWebPolicies(
  client: MimecastClient,
  request: { readonly ids: readonly string[] } & OwnMakings & Pick<Bounds, "signal">,
): Promise<WebPolicy[]> {
  const { made, ids, noteGone, signal } = request;
  const found: WebPolicy[] = [];
  const gone: string[] = [];
  const own = made.filter(({ isGone }) => !isGone).map(({ id }) => id);
  for (const id of new Set([...own, ...ids])) {
    const answer = await client.call(getPolicy, { data: [{ id }], partial: true, signal });
    if (isUnknown(answer)) gone.push(id);
    found.push(...readRows(answer.data).flatMap((row) => toWebPolicy(row, id) ?? []));
  }
  await noteGone(gone);
  return found;
}

/** What the vendor says of an id it does not know (actions reference, 1.5 and 1.6); anything else may pass. */
function isUnknown({ data, fail, metaStatus }: Answer): boolean {
  if (readRows(data).length > 0) return false;
  const codes = fail.flatMap(({ errors }) => errors.map(({ code }) => code));
  if (codes.length === 0) return metaStatus === 404;
  return codes.every((code) => code === "xdk_failure" || code.endsWith("not_found"));
}

/** What our own runs made, and whatever else is named by its id. */
export async function readWeb(
  client: MimecastClient,
  request: {
    readonly ids?: readonly string[];
    readonly scopes?: readonly string[];
  } & OwnMakings &
    Pick<Bounds, "signal">,
): Promise<WebReading> {
  const { made, ids = [], scopes = [], noteGone, signal } = request;
  const names = scopes.flatMap((scope) => groupOf(scope) ?? []);
  const groups = await lookUpGroups(client, { names, signal });
  const wanted = { made, ids: ids.filter(looksLikeId), noteGone, signal };
  return { made, groups, policies: await readWebPolicies(client, wanted) };
}

/** A description is no use to a call that takes ids. */
function looksLikeId(text: string): boolean {
  return text.length >= 12 && !/\s/.test(text);
}

function toWebPolicy(row: TenantRow, id: string): WebPolicy | null {
  const { policies, urls } = row;
  if (!Array.isArray(policies) || !Array.isArray(urls)) return null;
  return {
    id,
    description: textAt(row, "description"),
    // Read otherwise than written: each scope is wrapped with an id and its locations.
    policies: policies.filter(isRow).map(({ policy }) => makeWritable(isRow(policy) ? policy : {})),
    urls: sortTargets(urls.filter(isRow).map(({ id: _id, ...target }) => target)),
  };
}

/** Policies named by their id or, where we made them, their very description. */
export function findWebPolicies({ policies }: WebReading, wanted: string): readonly WebPolicy[] {
  const byId = policies.filter(({ id }) => id === wanted);
  return byId.length > 0 ? byId : policies.filter(({ description }) => description === wanted);
}

export function refuseWebPolicy(reading: WebReading, wanted: string): string | null {
  const found = findWebPolicies(reading, wanted).length;
  if (found === 1) return null;
  return found === 0
    ? `no Web Security policy "${wanted}" is known: Mimecast lists none, so one that Postern did not make goes by its id alone.`
    : `${String(found)} policies are called "${wanted}": give the id of the one meant.`;
}

export function toWebObject({ id, ...item }: WebPolicy, bearing: TenantObject["bearing"]): TenantObject {
  const count = (action: string) => item.urls.filter((target) => target["action"] === action).length;
  const meaning = `has the Web Security policy "${item.description}" (${String(count("block"))} blocked, ${String(count("allow"))} allowed)`;
  return { id, meaning, bearing, item };
}

/** How policies are made again as they stood, and taken away. */
export const webForm: Pick<EntryForm<Item>, "create" | "remove" | "removeItem" | "restoreItem"> = {
  create,
  remove,
  removeItem: ({ id }) => ({ id }),
  restoreItem: ({ item }) => item,
};

export const blindSpot =
  "Mimecast lists no Web Security policies: whether another one says the same is not known. The id it answers with is kept, and the policy is read back and taken away by it.";

export const remembered =
  "Mimecast lists no Web Security policies: this one is known by the id that was given or kept when Postern made it.";

/** Any that our own runs made; where there is none, whether the call is permitted shows when it is used. */
export async function probeWeb(client: MimecastClient, signal: AbortSignal): Promise<void> {
  await client.call(getPolicy, { data: [{ id: "none" }], partial: true, signal });
}

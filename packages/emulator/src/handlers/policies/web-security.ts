import { noteDefinition } from "../../logs/audit-trail.js";
import type { Kept } from "../../policies/definition-book.js";
import type { WebPolicy, WebTarget } from "../../policies/definitions.js";
import type { PolicyScope } from "../../policies/policy.js";
import type { Emulation } from "../../tenant/emulation.js";
import { isObject, type JsonObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "../each-item.js";
import { deleteEach } from "./delete-each.js";
import { showScope } from "./legacy-view.js";
import { readEnum, readScope } from "./scope-input.js";

/** Actions reference, 2.14. */
const mostUrls = { policy: 5000, account: 25_000 };

export const createWebPolicy = handleEach((request) => write(request, null), { most: 1 });

/** There is no list: the id has to be remembered. */
export const getWebPolicy = handleEach(
  (request) => withPolicy(request, (policy) => ({ row: show(policy, request.emulation) })),
  {
    most: 1,
  },
);

/** What the update leaves out is lost. */
export const updateWebPolicy = handleEach(
  (request) => withPolicy(request, (policy) => write(request, policy)),
  {
    most: 1,
  },
);

export const deleteWebPolicy = deleteEach(
  (id, { call, emulation }) => {
    const policy = emulation.policies.webPolicies.find(id);
    if (policy === null) return null;
    emulation.policies.webPolicies.remove(policy);
    noteDefinition("Policy Definition Deleted", nameOf(policy), { call, emulation });
    return { row: { id, deleted: true } };
  },
  { most: 1 },
);

function nameOf({ description }: WebPolicy): string {
  return `Web Security Policy - ${description}`;
}

function withPolicy(request: ItemCall, perform: (policy: Kept<WebPolicy>) => ItemOutcome): ItemOutcome {
  const id = readText(request.item, "id");
  if (id === null) return { errors: [itemErrors.missing("id")] };
  const policy = request.emulation.policies.webPolicies.find(id);
  return policy === null ? { errors: [itemErrors.invalidToken()] } : perform(policy);
}

function write({ item, call, emulation }: ItemCall, before: Kept<WebPolicy> | null): ItemOutcome {
  const { webPolicies } = emulation.policies;
  const errors: ItemError[] = [];
  const description = readText(item, "description");
  if (description === null) errors.push(itemErrors.missing("description"));
  else if (description.trim() === "") errors.push(itemErrors.blank("description"));
  const scopes = readList(item, { field: "policies", errors }).flatMap(
    (entry) => readScope(entry, errors) ?? [],
  );
  const targets = readList(item, { field: "urls", errors }).flatMap(
    (entry) => readTarget(entry, errors) ?? [],
  );
  const others = webPolicies.list().filter(({ id }) => id !== before?.id);
  const taken = others.reduce((sum, { urls }) => sum + urls.length, 0);
  if (targets.length > mostUrls.policy) errors.push(itemErrors.tooMany("urls", mostUrls.policy));
  else if (taken + targets.length > mostUrls.account)
    errors.push(itemErrors.tooMany("urls", mostUrls.account));
  if (errors.length > 0) return { errors };
  const draft = number({ description: description ?? "", scopes, targets }, { before, emulation });
  const policy = before === null ? webPolicies.add(draft) : webPolicies.replace(before, draft);
  const what = before === null ? "New Policy Definition" : "Existing Policy Definition Changed";
  noteDefinition(what, nameOf(policy), { call, emulation });
  return { row: show(policy, emulation) };
}

type Target = Omit<WebTarget, "id"> & { readonly id: string | null };

/** Gives scopes and URLs their ids; a URL named by an id that the policy has keeps it. */
function number(
  given: {
    readonly description: string;
    readonly scopes: readonly PolicyScope[];
    readonly targets: readonly Target[];
  },
  { before, emulation }: { readonly before: Kept<WebPolicy> | null; readonly emulation: Emulation },
): WebPolicy {
  const { mint, clock } = emulation;
  const stamp = [before?.id ?? "", emulation.policies.webPolicies.size, clock.now()];
  return {
    description: given.description,
    policies: given.scopes.map((scope, index) => ({ id: mint.seal("web-scope", [...stamp, index]), scope })),
    urls: given.targets.map((target, index) => {
      const isKnown = before?.urls.some(({ id }) => id === target.id) === true;
      return {
        ...target,
        id: isKnown && target.id !== null ? target.id : mint.seal("web-url", [...stamp, index, target.value]),
      };
    }),
  };
}

/** Scopes are read otherwise than they are written: each wrapped, with the places it holds for. */
function show({ id, description, policies, urls }: Kept<WebPolicy>, { guesses }: Emulation): JsonObject {
  const scopes = policies.map((policy) => ({
    id: policy.id,
    policy: showScope(policy.scope, guesses),
    locations: [],
  }));
  return { id, description, policies: scopes, urls };
}

function readList(
  item: JsonObject,
  { field, errors }: { readonly field: string; readonly errors: ItemError[] },
) {
  const list = item[field];
  if (!Array.isArray(list) || list.length === 0) {
    errors.push(itemErrors.missing(field));
    return [];
  }
  const objects = list.filter(isObject);
  if (objects.length < list.length) errors.push(itemErrors.nullItem());
  return objects;
}

function readTarget(entry: JsonObject, errors: ItemError[]): Target | null {
  const action = readEnum(entry["action"], { field: "action", allowed: ["allow", "block"], errors });
  const type = readEnum(entry["type"], { field: "type", allowed: ["url", "domain"], errors });
  const value = readText(entry, "value");
  if (value === null) errors.push(itemErrors.missing("value"));
  // No wildcards.
  else if (!/^[^\s*]+$/.test(value))
    errors.push(itemErrors.notAllowed("value", ["a URL or domain without *"]));
  return action === null || type === null || value === null
    ? null
    : { id: readText(entry, "id"), action, type, value };
}

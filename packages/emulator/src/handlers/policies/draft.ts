import type { PolicyFamily } from "../../policies/families.js";
import { blocksRelay } from "../../policies/given.js";
import type { Policies } from "../../policies/policies.js";
import type { Policy, PolicyDraft, PolicyScope } from "../../policies/policy.js";
import { type JsonObject, readObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { readEnum, readScope } from "./scope-input.js";

export type DraftOutcome = { readonly draft: PolicyDraft } | { readonly errors: readonly ItemError[] };

/**
 * Reads the request item of create-policy or update-policy; every mistake is told at once. An update that says nothing
 * about the scope keeps that of the policy `before`; otherwise what it leaves out is lost.
 */
export function readDraft(
  item: JsonObject,
  rules: {
    readonly family: PolicyFamily;
    readonly before?: Policy;
    readonly policies: Policies;
  },
): DraftOutcome {
  const { family, before, policies } = rules;
  const errors: ItemError[] = [];
  const option = readOption(item, { family, errors });
  const definitionId = readDefinition(item, { family, errors, policies });
  const policy = readObject(item, "policy");
  const scope = policy === null ? scopeOf(before) : readScope(policy, errors);
  if (policy === null && before === undefined) errors.push(itemErrors.missing("policy"));
  if (errors.length > 0 || scope === null) return { errors };
  const draft = { ...scope, option, definitionId };
  const others = policies.of(family.name).list();
  const isSecond =
    blocksRelay(draft) && others.some((other) => other.id !== before?.id && blocksRelay(other));
  return isSecond ? { errors: [itemErrors.relayBlockExists()] } : { draft };
}

function scopeOf(before: Policy | undefined): PolicyScope | null {
  if (before === undefined) return null;
  const { id, createTime, lastUpdated, isPermanent, option, definitionId, ...scope } = before;
  return scope;
}

function readOption(
  item: JsonObject,
  { family, errors }: { readonly family: PolicyFamily; readonly errors: ItemError[] },
): string | null {
  const { options } = family;
  if (options === null) return null;
  const value = item["option"];
  if (options !== "unlisted") return readEnum(value, { field: "option", allowed: options, errors });
  if (typeof value === "string" && value.trim() !== "") return value;
  errors.push(
    value === undefined || value === null ? itemErrors.missing("option") : itemErrors.blank("option"),
  );
  return null;
}

function readDefinition(
  item: JsonObject,
  rules: {
    readonly family: PolicyFamily;
    readonly errors: ItemError[];
    readonly policies: Policies;
  },
): string | null {
  const { family, errors, policies } = rules;
  const field = family.definitionField;
  if (field === null) return null;
  const id = readText(item, field);
  if (id === null) errors.push(itemErrors.missing(field));
  else if (!policies.hasDefinition(family.name, id)) errors.push({ ...itemErrors.invalidToken(), field });
  return id;
}

import type { PolicyFamily } from "../../policies/families.js";
import type { Policies } from "../../policies/policies.js";
import type { Policy, PolicyDraft, PolicyTarget } from "../../policies/policy.js";
import { Refusal } from "../../wire/answer.js";
import { isObject, type JsonObject, readFlag, readObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { readDraft } from "./draft.js";

/** These the older calls alone take. */
const legacyTypes: readonly unknown[] = ["free_mail_domains", "header_display_name"];

/** How a family is spelled in API 2.0. */
export interface RestSpelling {
  readonly family: PolicyFamily;
  /** The names of both dates. */
  readonly dates: { readonly from: string; readonly to: string };
  /** The only value of `fromPart`, where it has one. */
  readonly fromPart?: "both";
}

export const usualDates = { from: "fromDateTime", to: "toDateTime" } as const;

/** A policy in the words of API 2.0: flat, `domain` for `emailDomain`, and dates in ISO 8601. */
export function showRestPolicy(policy: Policy, { family, dates }: RestSpelling): JsonObject {
  const { id, option, definitionId, description, fromPart, from, to, fromDate, toDate } = policy;
  const conditions = family.conditions.map((field) => [field, policy.conditions[field] ?? []]);
  return {
    id,
    description,
    ...(option === null ? {} : { option }),
    ...(family.definitionField === null ? {} : { [family.definitionField]: definitionId }),
    fromPart,
    from: showTarget(from),
    to: showTarget(to),
    enabled: policy.enabled,
    enforced: policy.enforced,
    override: policy.override,
    bidirectional: policy.bidirectional,
    fromEternal: policy.fromEternal,
    toEternal: policy.toEternal,
    ...(fromDate === null ? {} : { [dates.from]: new Date(fromDate).toISOString() }),
    ...(toDate === null ? {} : { [dates.to]: new Date(toDate).toISOString() }),
    ...(policy.comment === null ? {} : { comment: policy.comment }),
    ...Object.fromEntries(conditions),
  };
}

/** Throws for what is no policy. What the older calls alone can say of the policy `before` stays. */
export function readRestPolicy(
  body: JsonObject,
  rules: {
    readonly spelling: RestSpelling;
    readonly policies: Policies;
    readonly before?: Policy;
  },
): PolicyDraft {
  const { spelling, policies, before } = rules;
  const { family, dates } = spelling;
  const errors = refuseLegacyWords(body, spelling);
  if (errors.length > 0) throw new Refusal(wireErrors.restRefused(errors));
  const given = family.conditions.flatMap((field) =>
    body[field] === undefined ? [] : [[field, body[field]]],
  );
  const outcome = readDraft(
    {
      ...body,
      policy: {
        ...body,
        fromPart: body["fromPart"] ?? spelling.fromPart,
        from: readTarget(body["from"]),
        to: readTarget(body["to"]),
        fromDate: body[dates.from],
        toDate: body[dates.to],
        conditions: { ...before?.conditions, ...Object.fromEntries(given) },
      },
    },
    { family, policies, ...(before === undefined ? {} : { before }) },
  );
  if ("draft" in outcome) return outcome.draft;
  throw new Refusal(wireErrors.restRefused(outcome.errors.map((error) => renameField(error, dates))));
}

/** A policy with some of its fields changed; what becomes eternal loses its date. */
export function patchRestPolicy(
  before: Policy,
  changes: JsonObject,
  rules: { readonly spelling: RestSpelling; readonly policies: Policies },
): PolicyDraft {
  const { dates } = rules.spelling;
  const merged: Record<string, unknown> = { ...showRestPolicy(before, rules.spelling), ...changes };
  if (readFlag(changes, "fromEternal") === true) delete merged[dates.from];
  if (readFlag(changes, "toEternal") === true) delete merged[dates.to];
  return readRestPolicy(merged, { ...rules, before });
}

function refuseLegacyWords(body: JsonObject, { fromPart }: RestSpelling): ItemError[] {
  const sides = ["from", "to"].filter((side) => legacyTypes.includes(readObject(body, side)?.["type"]));
  const errors = sides.map((side) => itemErrors.notAllowed(`${side}.type`, ["a type of API 2.0"]));
  const given = body["fromPart"] ?? fromPart;
  if (fromPart !== undefined && given !== fromPart)
    errors.push(itemErrors.notAllowed("fromPart", [fromPart]));
  return errors;
}

function showTarget({ emailDomain, ...target }: PolicyTarget): JsonObject {
  return { ...target, ...(emailDomain === undefined ? {} : { domain: emailDomain }) };
}

function readTarget(target: unknown): unknown {
  if (!isObject(target)) return target;
  const { domain, group, ...rest } = target;
  const groupId = readText(group, "id");
  return {
    ...rest,
    ...(domain === undefined ? {} : { emailDomain: domain }),
    ...(groupId === null ? {} : { groupId }),
  };
}

function renameField(error: ItemError, dates: RestSpelling["dates"]): ItemError {
  if (error.field === undefined) return error;
  const field = error.field
    .replace("emailDomain", "domain")
    .replace(/^fromDate$/, dates.from)
    .replace(/^toDate$/, dates.to);
  return { ...error, field };
}

import { formatUtc } from "../../clicks/click-row.js";
import type { Guesses } from "../../guesses/guesses.js";
import type { PolicyFamily } from "../../policies/families.js";
import type { Policy, PolicyScope, PolicyTarget } from "../../policies/policy.js";
import type { JsonObject } from "../../wire/decode.js";

const eternalFrom = "1900-01-01T00:00:00+0000";
const eternalTo = "2100-01-01T23:59:59+0000";

function describeValue(target: PolicyTarget): string | null {
  return target.emailAddress ?? target.emailDomain ?? target.groupId ?? target.headerDisplayName ?? null;
}

type ViewGuesses = Pick<Guesses, "groupReadBack">;

function showTarget(target: PolicyTarget, { groupReadBack }: ViewGuesses): PolicyTarget | JsonObject {
  const { groupId, ...rest } = target;
  return groupReadBack === "groupId" || groupId === undefined ? target : { ...rest, group: { id: groupId } };
}

/** A policy as the older calls answer it. */
export function showPolicy(
  policy: Policy,
  { family, guesses }: { readonly family: PolicyFamily; readonly guesses: ViewGuesses },
): JsonObject {
  const { option, id, definitionId, createTime, lastUpdated } = policy;
  return {
    ...(option === null ? {} : { option }),
    id,
    ...(family.definitionField === null ? {} : { [family.definitionField]: definitionId }),
    policy: {
      ...showScope(policy, guesses),
      createTime: formatUtc(createTime),
      lastUpdated: formatUtc(lastUpdated),
    },
  };
}

/** Targets twice, and dates of 1900 and 2100 for an eternal policy. */
export function showScope(scope: PolicyScope, guesses: ViewGuesses): JsonObject {
  const fromValue = describeValue(scope.from);
  const toValue = describeValue(scope.to);
  return {
    description: scope.description,
    fromPart: scope.fromPart,
    from: showTarget(scope.from, guesses),
    to: showTarget(scope.to, guesses),
    fromType: scope.from.type,
    ...(fromValue === null ? {} : { fromValue }),
    toType: scope.to.type,
    ...(toValue === null ? {} : { toValue }),
    // A dated policy answers without the flags.
    ...(scope.fromEternal ? { fromEternal: true } : {}),
    ...(scope.toEternal ? { toEternal: true } : {}),
    fromDate: scope.fromDate === null ? eternalFrom : formatUtc(scope.fromDate),
    toDate: scope.toDate === null ? eternalTo : formatUtc(scope.toDate),
    override: scope.override,
    bidirectional: scope.bidirectional,
    conditions: scope.conditions,
    enabled: scope.enabled,
    enforced: scope.enforced,
    ...(scope.comment === null ? {} : { comment: scope.comment }),
  };
}

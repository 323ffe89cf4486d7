import { isDeepStrictEqual } from "node:util";
import { notePolicy, type PolicyChange } from "../../logs/audit-trail.js";
import { type FamilyName, families } from "../../policies/families.js";
import type { Policy, PolicyDraft } from "../../policies/policy.js";
import type { Emulation } from "../../tenant/emulation.js";
import { Refusal } from "../../wire/answer.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call } from "../handler.js";

/** Who changes policies of which family. */
export interface Change {
  readonly family: FamilyName;
  readonly call: Call;
  readonly emulation: Emulation;
}

/** Each change shows at once, stands in the audit log, and reaches mail some minutes later. */
export function createPolicy(draft: PolicyDraft, change: Change): Policy {
  const { family, emulation, call } = change;
  if (emulation.guesses.repeatedPolicy === "refused" && isThere(draft, change)) {
    const errors = [itemErrors.policyExists()];
    const isOlder = call.visitor.path.startsWith("/api/");
    throw new Refusal(
      isOlder ? wireErrors.itemsFailed([{ key: {}, errors }]) : wireErrors.restRefused(errors),
    );
  }
  return conclude("New Policy", emulation.policies.of(family).add(draft, emulation.clock.now()), change);
}

/** Whether a policy of the family says just the same. */
function isThere(draft: PolicyDraft, { family, emulation }: Change): boolean {
  return emulation.policies
    .of(family)
    .list()
    .some((policy) => isDeepStrictEqual({ ...policy, ...draft }, policy));
}

/** Nothing is left of what the policy said before. */
export function replacePolicy(policy: Policy, draft: PolicyDraft, change: Change): Policy {
  const { family, emulation } = change;
  const now = emulation.clock.now();
  const changed = emulation.policies.of(family).update(policy, { draft, now });
  return conclude("Existing Policy Changed", changed, change);
}

export function deletePolicy(policy: Policy, change: Change): void {
  const { family, emulation } = change;
  emulation.policies.of(family).remove(policy, emulation.clock.now());
  conclude("Policy Deleted", policy, change);
}

function conclude(what: PolicyChange, policy: Policy, { family, call, emulation }: Change): Policy {
  emulation.forgetFuture();
  notePolicy(what, { family: families[family], policy }, { call, emulation });
  return policy;
}

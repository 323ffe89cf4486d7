import { type FamilyName, families } from "../../policies/families.js";
import type { Emulation } from "../../tenant/emulation.js";
import { Refusal } from "../../wire/answer.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import { createPolicy, deletePolicy, replacePolicy } from "./changes.js";
import { type RestHandlers, restResource } from "./rest-resource.js";
import {
  patchRestPolicy,
  type RestSpelling,
  readRestPolicy,
  showRestPolicy,
  usualDates,
} from "./rest-view.js";

/** Where a family differs from its neighbours in API 2.0. */
export interface RestFace extends Partial<Omit<RestSpelling, "family">> {
  /** What the list stands under. */
  readonly listKey: "definitions" | "policies" | ((emulation: Emulation) => "definitions" | "policies");
}

/** A family of policies as a resource of API 2.0: the same ones that the older calls make and show. */
export function restPolicies(name: FamilyName, face: RestFace): RestHandlers {
  const { listKey, ...rest } = face;
  const spelling: RestSpelling = { family: families[name], dates: usualDates, ...rest };
  return restResource({
    one: "policy",
    kind: `${name}-policies`,
    listKey: (emulation) => (typeof listKey === "string" ? listKey : listKey(emulation)),
    list: ({ policies }) => policies.of(name).list(),
    show: (policy) => showRestPolicy(policy, spelling),
    create: (body, { call, emulation }) =>
      createPolicy(readRestPolicy(body, { spelling, policies: emulation.policies }), {
        family: name,
        call,
        emulation,
      }),
    change: (policy, body, { call, emulation }) => {
      const draft = patchRestPolicy(policy, body, { spelling, policies: emulation.policies });
      replacePolicy(policy, draft, { family: name, call, emulation });
    },
    remove: (policy, { call, emulation }) => {
      if (policy.isPermanent) throw new Refusal(wireErrors.restRefused([itemErrors.policyPermanent()]));
      deletePolicy(policy, { family: name, call, emulation });
    },
  });
}

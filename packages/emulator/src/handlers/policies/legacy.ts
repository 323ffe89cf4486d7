import { type FamilyName, families } from "../../policies/families.js";
import type { Policy } from "../../policies/policy.js";
import { refuse } from "../../wire/answer.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "../each-item.js";
import type { Handler } from "../handler.js";
import { createPolicy, deletePolicy, replacePolicy } from "./changes.js";
import { deleteEach, mostItems } from "./delete-each.js";
import { readDraft } from "./draft.js";
import { showPolicy } from "./legacy-view.js";

/** Where a family differs from its neighbours. */
export interface LegacyFace {
  /** create-policy with an id replaces that policy: the only way where there is no update-policy. */
  readonly createReplaces?: boolean;
  /** delete-policy answers with `deleted` beside the id. */
  readonly tellsDeleted?: boolean;
}

/** The older calls of a family of policies, the same in both generations of the API. */
export interface LegacyPolicies {
  readonly create: Handler;
  readonly get: Handler;
  readonly update: Handler;
  readonly delete: Handler;
}

export function legacyPolicies(name: FamilyName, face: LegacyFace = {}): LegacyPolicies {
  const family = families[name];
  const write = ({ item, call, emulation }: ItemCall, before?: Policy): ItemOutcome => {
    const { policies } = emulation;
    const read = readDraft(item, { family, policies, ...(before === undefined ? {} : { before }) });
    if ("errors" in read) return read;
    const change = { family: name, call, emulation };
    const policy =
      before === undefined ? createPolicy(read.draft, change) : replacePolicy(before, read.draft, change);
    return { row: showPolicy(policy, { family, guesses: emulation.guesses }) };
  };
  const rewrite = (request: ItemCall): ItemOutcome => {
    const id = readText(request.item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const before = request.emulation.policies.of(name).find(id);
    return before === null ? { errors: [itemErrors.invalidToken()] } : write(request, before);
  };
  return {
    create: handleEach(
      (request) =>
        face.createReplaces === true && request.item["id"] !== undefined ? rewrite(request) : write(request),
      { most: ({ policiesPerCall }) => policiesPerCall },
    ),
    update: handleEach(rewrite, { most: 1 }),

    /** All policies in one answer, or those named by id; an unknown id is simply not there. */
    get: (call, emulation) => {
      const items = readItems(call.body);
      if (items.length > mostItems) return failWhole(itemErrors.tooMany("data", mostItems));
      if (items.includes(null)) return failWhole(itemErrors.nullItem());
      const ids = items.flatMap((item) => readText(item, "id") ?? []);
      const policies =
        ids.length === 0
          ? emulation.policies.of(name).list()
          : ids.flatMap((id) => emulation.policies.of(name).find(id) ?? []);
      const { guesses } = emulation;
      return answerEnvelope(policies.map((policy) => showPolicy(policy, { family, guesses })));
    },

    delete: deleteEach((id, { call, emulation }) => {
      const isCatalogued = call.generation === "1.0" || name !== "blocked-senders";
      if (!isCatalogued && emulation.guesses.olderDeleteByToken === "app_forbidden")
        throw refuse(wireErrors.productMissing(), "the catalogue of API 2.0 doesn't have this call");
      const policy = emulation.policies.of(name).find(id);
      if (policy === null) return null;
      if (policy.isPermanent) return { errors: [itemErrors.policyPermanent()] };
      deletePolicy(policy, { family: name, call, emulation });
      return { row: face.tellsDeleted === true ? { id, deleted: true } : { id } };
    }),
  };
}

function failWhole(error: ItemError) {
  return wireErrors.itemsFailed([{ key: {}, errors: [error] }]);
}

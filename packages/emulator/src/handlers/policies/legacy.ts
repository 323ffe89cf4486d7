import { type FamilyName, families } from "../../policies/families.js";
import type { Policy } from "../../policies/policy.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../../wire/errors.js";
import { handleEach, type ItemCall, type ItemOutcome } from "../each-item.js";
import type { Handler } from "../handler.js";
import { createPolicy, deletePolicy, replacePolicy } from "./changes.js";
import { type FindDefinition, readDraft } from "./draft.js";
import { showPolicy } from "./legacy-view.js";

/** Actions reference, 2.12 and 2.13. */
const mostItems = 500;

/** Where a family differs from its neighbours. */
export interface LegacyFace {
  /** create-policy with an id replaces that policy: the only way where there is no update-policy. */
  readonly createReplaces?: boolean;
  /** delete-policy answers with `deleted` beside the id. */
  readonly tellsDeleted?: boolean;
  /** The definitions its policies apply. */
  readonly findDefinition?: (id: string, emulation: Emulation) => string | null;
  /** How ids of policies and definitions are shown, and what id is meant by one. */
  readonly ids?: {
    show(id: string, emulation: Emulation): string;
    open(id: string, emulation: Emulation): string;
  };
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
  const show = (policy: Policy, emulation: Emulation): JsonObject => {
    const { id, definitionId } = policy;
    const shown = (text: string) => face.ids?.show(text, emulation) ?? text;
    return showPolicy(
      { ...policy, id: shown(id), definitionId: definitionId === null ? null : shown(definitionId) },
      family,
    );
  };
  const find = (id: string, emulation: Emulation) =>
    emulation.policies.of(name).find(face.ids?.open(id, emulation) ?? id);
  const write = ({ item, call, emulation }: ItemCall, before?: Policy): ItemOutcome => {
    const findDefinition: FindDefinition = (id) => face.findDefinition?.(id, emulation) ?? null;
    const read = readDraft(item, { family, findDefinition, ...(before === undefined ? {} : { before }) });
    if ("errors" in read) return read;
    const change = { family: name, call, emulation };
    const policy =
      before === undefined ? createPolicy(read.draft, change) : replacePolicy(before, read.draft, change);
    return { row: show(policy, emulation) };
  };
  const rewrite = (request: ItemCall): ItemOutcome => {
    const id = readText(request.item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const before = find(id, request.emulation);
    return before === null ? { errors: [itemErrors.invalidToken()] } : write(request, before);
  };
  return {
    create: handleEach(
      (request) =>
        face.createReplaces === true && request.item["id"] !== undefined ? rewrite(request) : write(request),
      { most: 1 },
    ),
    update: handleEach(rewrite, { most: 1 }),

    /** All policies in one answer, or those named by id; an unknown id is simply not there. */
    get: (call, emulation) => {
      const items = readItems(call.body);
      if (items.length > mostItems) return refuse(itemErrors.tooMany("data", mostItems));
      if (items.includes(null)) return refuse(itemErrors.nullItem());
      const ids = items.flatMap((item) => readText(item, "id") ?? []);
      const policies =
        ids.length === 0
          ? emulation.policies.of(name).list()
          : ids.flatMap((id) => find(id, emulation) ?? []);
      return answerEnvelope(policies.map((policy) => show(policy, emulation)));
    },

    /** Echoes the ids deleted. An unknown one shows in `meta.status` alone: no data and no failure. */
    delete: (call, emulation) => {
      const items = readItems(call.body);
      if (items.length === 0) return refuse(itemErrors.missing("data"));
      if (items.length > mostItems) return refuse(itemErrors.tooMany("data", mostItems));
      const data: JsonObject[] = [];
      const fail: ItemFailure[] = [];
      let unknown = 0;
      for (const item of items) {
        const id = item === null ? null : readText(item, "id");
        if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
        else if (id === null) fail.push({ key: item, errors: [itemErrors.missing("id")] });
        else {
          const policy = find(id, emulation);
          if (policy === null) unknown += 1;
          else {
            deletePolicy(policy, { family: name, call, emulation });
            data.push(face.tellsDeleted === true ? { id, deleted: true } : { id });
          }
        }
      }
      return answerEnvelope(data, { fail, status: unknown > 0 ? 404 : 200 });
    },
  };
}

function refuse(error: ItemFailure["errors"][number]) {
  return wireErrors.itemsFailed([{ key: {}, errors: [error] }]);
}

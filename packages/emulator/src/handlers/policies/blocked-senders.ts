import type { BlockedSendersPolicy } from "../../console/blocked-senders.js";
import { notePolicy } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { isObject, type JsonObject } from "../../wire/decode.js";
import { wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { patchRestPolicy, readRestPolicy, showRestPolicy } from "./rest-policy.js";

/** The Blocked Senders policies as resources of API 2.0: the same ones that the older calls make and show. */
export const listBlockedSenders: Handler = (call, emulation) => {
  const policies = emulation.blockedSenders.list();
  const { rows, meta } = cutCursorPage(policies, { call, emulation, kind: "blocked-senders" });
  return answerJson({ definitions: rows.map(showRestPolicy), meta });
};

export const getBlockedSenders: Handler = (call, emulation) =>
  answerJson(showRestPolicy(policyOf(call, emulation)));

/** The same one twice is two policies, as with the older call. */
export const createBlockedSenders: Handler = (call, emulation) => {
  const draft = readRestPolicy(bodyOf(call));
  const makeId = (serial: number) => emulation.mint.seal("blocked-senders-policy", [serial]);
  const policy = emulation.blockedSenders.add(draft, { now: emulation.clock.now(), makeId });
  return finish("New Policy", policy, { call, emulation });
};

/** What is left out stays as it is; the answer has no body. */
export const updateBlockedSenders: Handler = (call, emulation) => {
  const policy = policyOf(call, emulation);
  const draft = patchRestPolicy(policy, bodyOf(call));
  emulation.blockedSenders.update(policy, { draft, now: emulation.clock.now() });
  return finish("Existing Policy Changed", policy, { call, emulation });
};

export const deleteBlockedSenders: Handler = (call, emulation) => {
  const policy = policyOf(call, emulation);
  emulation.blockedSenders.remove(policy.id, emulation.clock.now());
  return finish("Policy Deleted", policy, { call, emulation });
};

function finish(
  what: "New Policy" | "Existing Policy Changed" | "Policy Deleted",
  policy: BlockedSendersPolicy,
  who: { readonly call: Call; readonly emulation: Emulation },
) {
  who.emulation.forgetFuture();
  notePolicy(what, policy, who);
  return what === "New Policy"
    ? answerJson({ policyId: policy.id }, { status: 201 })
    : answerJson("", { status: 204 });
}

function policyOf(call: Call, { blockedSenders }: Emulation): BlockedSendersPolicy {
  const policy = blockedSenders.list().find(({ id }) => id === call.pathIds[0]);
  if (policy === undefined) throw new Refusal(wireErrors.restNotFound("policy"));
  return policy;
}

function bodyOf({ body }: Call): JsonObject {
  return isObject(body) ? body : {};
}

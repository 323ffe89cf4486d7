import type { EmulatedOperationName } from "../../wire/routes.js";
import type { HandlerGroup } from "../handler.js";
import { legacyPolicies } from "./legacy.js";
import { restPolicies } from "./rest-policies.js";
import type { RestHandlers } from "./rest-resource.js";

type Verb = keyof RestHandlers;

const blockedSenders = legacyPolicies("blocked-senders", { createReplaces: true });
const bypasses = legacyPolicies("anti-spoofing-bypass");

/** All calls about policies: each family says where it differs, here. */
export const policyHandlers: HandlerGroup = {
  "policy.blockedsenders.create-policy": blockedSenders.create,
  "policy.blockedsenders.get-policy": blockedSenders.get,
  "policy.blockedsenders.delete-policy": blockedSenders.delete,
  "policy.antispoofing-bypass.create-policy": bypasses.create,
  "policy.antispoofing-bypass.get-policy": bypasses.get,
  "policy.antispoofing-bypass.update-policy": bypasses.update,
  "policy.antispoofing-bypass.delete-policy": bypasses.delete,
  ...nameFive(
    "policy-management.blocked-senders.policies",
    restPolicies("blocked-senders", { listKey: ({ oddities }) => oddities.blockedSendersListKey }),
  ),
  ...nameFive(
    "policy-management.anti-spoofing.policies",
    restPolicies("anti-spoofing", { listKey: "definitions" }),
  ),
  ...nameFive(
    "policy-management.anti-spoofing-bypass.policies",
    restPolicies("anti-spoofing-bypass", { listKey: "definitions", fromPart: "both" }),
  ),
  ...nameFive(
    "policy-management.greylisting.policies",
    restPolicies("greylisting", {
      listKey: "policies",
      dates: { from: "fromDate", to: "toDate" },
    }),
  ),
};

/** The five calls of a resource under their names. */
function nameFive<Stem extends string>(
  stem: `${Stem}.${Verb}` extends EmulatedOperationName ? Stem : never,
  five: RestHandlers,
): HandlerGroup {
  return {
    [`${stem}.list`]: five.list,
    [`${stem}.create`]: five.create,
    [`${stem}.get`]: five.get,
    [`${stem}.update`]: five.update,
    [`${stem}.delete`]: five.delete,
  };
}

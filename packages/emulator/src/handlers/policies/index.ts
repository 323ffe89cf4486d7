import type { EmulatedOperationName } from "../../wire/routes.js";
import type { HandlerGroup } from "../handler.js";
import {
  createDefinition,
  createSet,
  deleteDefinition,
  getDefinition,
  getSet,
} from "./address-alteration.js";
import { deliveryRoutes, verifyRoute } from "./delivery-routes.js";
import { legacyPolicies } from "./legacy.js";
import { restPolicies } from "./rest-policies.js";
import { type RestHandlers, restResource } from "./rest-resource.js";
import { signingDefinitions, verifySigning } from "./signing.js";
import { createWebPolicy, deleteWebPolicy, getWebPolicy, updateWebPolicy } from "./web-security.js";

type Verb = keyof RestHandlers;

const blockedSenders = legacyPolicies("blocked-senders", { createReplaces: true });
const alterations = legacyPolicies("address-alteration", { tellsDeleted: true });
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
  "policy.address-alteration.create-address-alteration-set": createSet,
  "policy.address-alteration.get-address-alteration-set": getSet,
  "policy.address-alteration.create-definition": createDefinition,
  "policy.address-alteration.get-definition": getDefinition,
  "policy.address-alteration.delete-definition": deleteDefinition,
  "policy.address-alteration.create-policy": alterations.create,
  "policy.address-alteration.get-policy": alterations.get,
  "policy.address-alteration.update-policy": alterations.update,
  "policy.address-alteration.delete-policy": alterations.delete,
  "policy.webwhiteurl.create-policy-with-targets": createWebPolicy,
  "policy.webwhiteurl.get-policy-with-targets": getWebPolicy,
  "policy.webwhiteurl.update-policy-with-targets": updateWebPolicy,
  "policy.webwhiteurl.delete-policy-with-targets": deleteWebPolicy,
  ...nameFive(
    "policy-management.blocked-senders.policies",
    restPolicies("blocked-senders", { listKey: ({ guesses }) => guesses.blockedSendersListKey }),
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
  ...nameFive(
    "policy-management.delivery-route.policies",
    restPolicies("delivery-route", { listKey: "policies" }),
  ),
  ...nameFive("policy-management.delivery-route.definitions", restResource(deliveryRoutes)),
  "policy-management.delivery-route.verify": verifyRoute,
  ...nameFive(
    "policy-management.dns-authentication-outbound.policies",
    restPolicies("dns-authentication-outbound", { listKey: "policies" }),
  ),
  ...nameFive("policy-management.dns-authentication-outbound.definitions", restResource(signingDefinitions)),
  "policy-management.dns-authentication-outbound.definitions.verify": verifySigning,
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

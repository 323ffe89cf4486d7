import { type BoundAction, bindReading, bindWriting } from "../model/bind.js";
import { alterations, blockedSenders, bypasses } from "./families.js";
import { policyCreation } from "./policy-creation.js";
import { policyDeletion } from "./policy-deletion.js";
import { policyList } from "./policy-list.js";
import { patching, policyUpdate, replacing } from "./policy-update.js";

/**
 * The policies that both generations list, make and delete by the same calls. Those of blocked senders have no documented
 * update among them: API 2.0 changes them by REST.
 */
export const policyActions: readonly BoundAction[] = [
  ...[blockedSenders, bypasses, alterations].flatMap((family) => [
    bindReading(policyList(family)),
    bindWriting(policyCreation(family)),
    bindWriting(policyDeletion(family)),
  ]),
  bindWriting(policyUpdate(blockedSenders, patching("policy-management.blocked-senders.policies.update"))),
  bindWriting(policyUpdate(bypasses, replacing("policy.antispoofing-bypass.update-policy"))),
  bindWriting(policyUpdate(alterations, replacing("policy.address-alteration.update-policy"))),
];

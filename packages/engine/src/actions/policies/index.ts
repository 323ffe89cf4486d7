import { type BoundAction, bindReading, bindWriting } from "../model/bind.js";
import { alterations, blockedSenders, bypasses } from "./families.js";
import { policyCreation } from "./policy-creation.js";
import { policyDeletion } from "./policy-deletion.js";
import { policyList } from "./policy-list.js";
import { policyUpdate } from "./policy-update.js";

/**
 * The policies that both generations list, make and delete by the same calls. Blocked senders have no documented update
 * there.
 */
export const policyActions: readonly BoundAction[] = [
  ...[blockedSenders, bypasses, alterations].flatMap((family) => [
    bindReading(policyList(family)),
    bindWriting(policyCreation(family)),
    bindWriting(policyDeletion(family)),
  ]),
  bindWriting(policyUpdate(bypasses, "policy.antispoofing-bypass.update-policy")),
  bindWriting(policyUpdate(alterations, "policy.address-alteration.update-policy")),
];

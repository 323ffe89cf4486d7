import { policyEntry } from "./policy-entry.js";

/** An exception: it lifts other policies of this kind, and no more. Permitted-senders policies have no API. */
export const permitSender = policyEntry({
  name: "permit-sender",
  sentence: "Exempts an address or a domain from the blocked-senders policies; other checks stay.",
  option: "no_action",
});

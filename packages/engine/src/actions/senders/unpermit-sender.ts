import { policyRemoval } from "./policy-removal.js";

export const unpermitSender = policyRemoval({
  name: "unpermit-sender",
  sentence: "Deletes the exceptions of an address or a domain from the blocked-senders policies.",
  option: "no_action",
});

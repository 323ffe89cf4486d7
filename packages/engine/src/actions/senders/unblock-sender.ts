import { policyRemoval } from "./policy-removal.js";

export const unblockSender = policyRemoval({
  name: "unblock-sender",
  sentence: "Deletes the policies that block an address or a domain, whoever made them.",
  option: "block_sender",
});

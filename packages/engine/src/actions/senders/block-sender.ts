import { policyEntry } from "./policy-entry.js";

/** Rejects mail of an address or a domain at the gateway: listable and deletable in both generations. */
export const blockSender = policyEntry({
  name: "block-sender",
  sentence: "Rejects mail of an address or a domain at the gateway, to everyone or to whom you name.",
  option: "block_sender",
});

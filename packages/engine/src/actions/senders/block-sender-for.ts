import { managedSender } from "./managed-sender.js";

export const blockSenderFor = managedSender({
  name: "block-sender-for",
  sentence: "Rejects mail of an address to one recipient, by an entry of their own list.",
  deed: "block",
});

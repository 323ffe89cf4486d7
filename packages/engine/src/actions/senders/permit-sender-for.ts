import { managedSender } from "./managed-sender.js";

export const permitSenderFor = managedSender({
  name: "permit-sender-for",
  sentence: "Lets mail of an address to one recipient past the spam checks, by an entry of their own list.",
  deed: "permit",
});

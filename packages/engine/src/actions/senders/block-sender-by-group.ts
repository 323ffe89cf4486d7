import { groupSender } from "./group-sender.js";

export const blockSenderByGroup = groupSender({
  name: "block-sender-by-group",
  sentence: "Rejects mail of an address or a domain to everyone, as a member of the group Blocked Senders.",
  verb: "add",
});

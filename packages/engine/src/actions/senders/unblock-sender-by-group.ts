import { groupSender } from "./group-sender.js";

export const unblockSenderByGroup = groupSender({
  name: "unblock-sender-by-group",
  sentence: "Takes an address or a domain out of the group Blocked Senders.",
  verb: "remove",
});

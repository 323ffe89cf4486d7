import { memberAction } from "./member-action.js";

export const removeGroupMember = memberAction({
  name: "remove-group-member",
  sentence: "Takes an address or a domain out of a profile group.",
  verb: "remove",
});

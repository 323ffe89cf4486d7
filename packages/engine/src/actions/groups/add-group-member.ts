import { memberAction } from "./member-action.js";

export const addGroupMember = memberAction({
  name: "add-group-member",
  sentence: "Puts an address or a domain into a profile group.",
  verb: "add",
});

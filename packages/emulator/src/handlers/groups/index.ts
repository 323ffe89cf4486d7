import type { HandlerGroup } from "../handler.js";
import { findGroups } from "./find-groups.js";
import { addGroupMembers, getGroupMembers, removeGroupMembers } from "./members.js";
import { addMembers, createGroup, getGroup, listGroups, listMembers, removeMembers } from "./rest.js";
import { createGroups, deleteGroups, updateGroups } from "./write-groups.js";

export const groupHandlers: HandlerGroup = {
  "directory.find-groups": findGroups,
  "directory.create-group": createGroups,
  "directory.update-group": updateGroups,
  "directory.delete-group": deleteGroups,
  "directory.get-group-members": getGroupMembers,
  "directory.add-group-member": addGroupMembers,
  "directory.remove-group-member": removeGroupMembers,
  "directory.groups.list": listGroups,
  "directory.groups.create": createGroup,
  "directory.groups.get": getGroup,
  "directory.groups.members.list": listMembers,
  "directory.groups.members.add": addMembers,
  "directory.groups.members.remove": removeMembers,
};

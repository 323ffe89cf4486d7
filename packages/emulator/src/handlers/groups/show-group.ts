import type { GroupTree, ProfileGroup } from "../../administration/groups.js";

/** A group as the calls of `/api/` answer it. */
export function showGroup(group: ProfileGroup, groups: GroupTree) {
  return {
    id: group.id,
    description: group.name,
    source: "cloud",
    parentId: group.parentId,
    userCount: group.members.length,
    folderCount: groups.childrenOf(group).length,
  };
}

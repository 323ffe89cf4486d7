import type { AccountAdministration } from "../../administration/administration.js";
import type { ProfileGroup } from "../../administration/groups.js";
import { apply, asText, asTexts } from "../values.js";
import type { AdministrationResource } from "./resource.js";

export function groups({ groups: tree }: AccountAdministration): AdministrationResource {
  const show = ({ id, name, parentId, members }: ProfileGroup) => ({ id, name, parentId, members });
  return {
    name: "groups",
    idField: "id",
    kind: "group",
    fields: ["name", "parent", "members", "addMembers", "removeMembers"],
    list: () => tree.list().map(show),
    create(fields) {
      const parent = fields["parent"] === undefined ? tree.root : tree.find(asText(fields["parent"]));
      const members = fields["members"] === undefined ? [] : asTexts(fields["members"]);
      const group = tree.addFolder(parent, asText(fields["name"]));
      try {
        tree.addMembers(group, members);
      } catch (error) {
        tree.delete(group);
        throw error;
      }
      return show(group);
    },
    change(id, fields) {
      const group = tree.find(id);
      apply(fields, {
        name: (value) => tree.rename(group, asText(value)),
        parent: (value) => tree.move(group, tree.find(asText(value))),
        addMembers: (value) => tree.addMembers(group, asTexts(value)),
        removeMembers: (value) => {
          for (const entry of asTexts(value)) tree.removeMember(group, entry);
        },
      });
      return show(group);
    },
    remove: (id) => tree.delete(tree.find(id)),
  };
}

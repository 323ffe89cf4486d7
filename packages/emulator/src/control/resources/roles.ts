import type { AccountAdministration } from "../../administration/administration.js";
import { type RoleDraft, securityPermissions } from "../../administration/roles.js";
import { asRights, asText, pick } from "../values.js";
import { type AdministrationResource, type Fields, oneOf } from "./resource.js";

export function roles({ roles: book }: AccountAdministration): AdministrationResource {
  const draft = (fields: Fields, known: RoleDraft): RoleDraft => ({
    ...known,
    ...pick(fields, {
      name: asText,
      description: asText,
      security: (value) => oneOf(value, securityPermissions),
      permissions: asRights,
    }),
  });
  return {
    name: "roles",
    idField: "id",
    kind: "role",
    fields: ["name", "description", "security", "permissions"],
    list: () => book.list(),
    create: (fields) => book.create(draft(fields, { name: asText(fields["name"]) })),
    change(id, fields) {
      const role = book.find(id);
      book.edit(role, draft(fields, role));
      return role;
    },
    remove: (id) => book.delete(book.find(id)),
  };
}

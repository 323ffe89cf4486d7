import type { Product } from "@postern/mimecast/catalogue";
import type { AccountAdministration } from "../../administration/administration.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { ownPermissionsOf } from "../../administration/roles.js";
import { apply, asFlag, asText, asTexts, pick } from "../values.js";
import type { AdministrationResource } from "./resource.js";

const details1 = {
  name: asText,
  category: asText,
  description: asText,
  developer: asText,
  email: asText,
  extendedSession: asFlag,
};
const details2 = { category: asText, description: asText, contact: asText, email: asText };

export function applications1(administration: AccountAdministration): AdministrationResource {
  const { directory } = administration;
  const find = (id: string) => {
    const found = administration.applications1.find(
      ({ applicationId, isDeleted }) => applicationId === id && !isDeleted,
    );
    if (found === undefined) throw new ConsoleRefusal(`There is no application ${id}.`);
    return found;
  };
  const show = (id: string) => {
    const application = find(id);
    const { name, applicationKey, category, description, developer, email, extendedSession } = application;
    const details = { name, category, description, developer, email, extendedSession };
    return { applicationId: id, applicationKey, ...details, enabled: application.isEnabled };
  };
  return {
    name: "applications-1",
    idField: "applicationId",
    kind: "application",
    fields: [...Object.keys(details1), "enabled", "createKeysFor"],
    list: () =>
      administration.applications1
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ applicationId }) => show(applicationId)),
    create: (fields) => show(administration.createApplication(pick(fields, details1)).applicationId),
    change(id, { createKeysFor, enabled, ...fields }) {
      const application = find(id);
      application.edit(pick(fields, details1));
      if (enabled !== undefined) asFlag(enabled) ? application.enable() : application.disable();
      if (createKeysFor === undefined) return show(id);
      return application.createKeys({ user: directory.requireUser(asText(createKeysFor)) });
    },
    remove: (id) => find(id).delete(),
  };
}

/** The keys themselves were shown to whoever made them, and to nobody since. */
export function associationKeys(administration: AccountAdministration): AdministrationResource {
  return {
    name: "keys",
    idField: "accessKey",
    kind: "keys",
    fields: [],
    list: () =>
      [...administration.listBindings()].map((binding) => {
        const { accessKey, application, user, validatedAt } = binding;
        const judged = administration.judgeBinding(binding);
        return {
          accessKey: `…${accessKey.slice(-4)}`,
          application: application.name,
          applicationId: application.applicationId,
          user: user.emailAddress,
          validatedAt: new Date(validatedAt).toISOString(),
          state: judged.verdict,
          because: judged.verdict === "good" ? null : judged.because,
        };
      }),
  };
}

export function applications2(administration: AccountAdministration): AdministrationResource {
  const find = (id: string) => {
    const found = administration.applications2.find(
      ({ clientId, isDeleted }) => clientId === id && !isDeleted,
    );
    if (found === undefined) throw new ConsoleRefusal(`There is no application ${id}.`);
    return found;
  };
  const show = (id: string) => {
    const { name, category, description, contact, email, products, role, isEnabled, secretVersion } =
      find(id);
    const details = { name, category, description, contact, email, products };
    const ownPermissions = ownPermissionsOf([role], administration.roles);
    return { clientId: id, ...details, role: role.name, ownPermissions, enabled: isEnabled, secretVersion };
  };
  return {
    name: "applications-2",
    idField: "clientId",
    kind: "application",
    fields: ["name", "products", "role", ...Object.keys(details2), "enabled", "regenerateSecret"],
    list: () =>
      administration.applications2
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ clientId }) => show(clientId)),
    create(fields) {
      const application = administration.createApplication2({
        name: asText(fields["name"]),
        products: asTexts(fields["products"]) as Product[],
        role: administration.roles.find(asText(fields["role"])),
        ...pick(fields, details2),
      });
      return { ...show(application.clientId), ...application.credentials };
    },
    change(id, { regenerateSecret, ...fields }) {
      const application = find(id);
      apply(fields, {
        enabled: (value) => (asFlag(value) ? application.enable() : application.disable()),
        description: (value) => {
          application.description = asText(value);
        },
      });
      return regenerateSecret === true ? application.regenerateSecret() : show(id);
    },
    remove: (id) => find(id).delete(),
  };
}

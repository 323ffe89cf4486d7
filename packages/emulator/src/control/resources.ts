import type { Product } from "@postern/mimecast/catalogue";
import type { AccountAdministration } from "../administration/administration.js";
import { ConsoleRefusal } from "../administration/refusal.js";
import { type RoleDraft, securityPermissions } from "../administration/roles.js";
import { passwordResets, twoStepMethods } from "../administration/sign-in.js";
import { apply, asFlag, asNumber, asRights, asText, asTexts, pick } from "./values.js";

/** A kind of the console's objects, as the administration API lists, makes, changes and deletes them. */
export interface Resource {
  readonly name: string;
  readonly list: () => readonly unknown[];
  readonly create: (fields: Readonly<Record<string, unknown>>) => unknown;
  readonly change: (id: string, fields: Readonly<Record<string, unknown>>) => unknown;
  readonly remove: (id: string) => void;
}

/** Users, groups, roles, sign-in rules and applications, one resource each. */
export function listResources(administration: AccountAdministration): readonly Resource[] {
  return [
    users(administration),
    groups(administration),
    roles(administration),
    profiles(administration),
    settings(administration),
    applications1(administration),
    applications2(administration),
  ];
}

function users({ directory, roles: book, signIn }: AccountAdministration): Resource {
  const show = (address: string) => {
    const user = directory.requireUser(address);
    return {
      emailAddress: user.emailAddress,
      enabled: user.isEnabled,
      locked: user.isLocked,
      passwordNeverExpires: user.passwordNeverExpires,
      roles: user.roles.map(({ name }) => name),
      authenticationProfile: signIn.profileFor(user).description,
    };
  };
  return {
    name: "users",
    list: () => directory.users.map(({ emailAddress }) => show(emailAddress)),
    create(fields) {
      const { emailAddress } = directory.createUser({
        emailAddress: asText(fields["emailAddress"]),
        ...pick(fields, { password: asText, passwordNeverExpires: asFlag, forceChangeAtLogon: asFlag }),
      });
      return show(emailAddress);
    },
    change(address, fields) {
      const user = directory.requireUser(address);
      apply(fields, {
        enabled: (value) => (asFlag(value) ? user.enable() : user.disable()),
        locked: (value) => {
          user.isLocked = asFlag(value);
        },
        password: (value) => user.changePassword(asText(value)),
        roles: (value) => {
          const wanted = asTexts(value).map((name) => book.find(name));
          for (const role of user.roles) user.removeRole(role);
          for (const role of wanted) user.addRole(role);
        },
      });
      return show(address);
    },
    remove: (address) => directory.deleteUser(directory.requireUser(address)),
  };
}

function groups({ groups: tree }: AccountAdministration): Resource {
  return {
    name: "groups",
    list: () => tree.list(),
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
      return group;
    },
    change(id, fields) {
      const group = tree.find(id);
      apply(fields, {
        name: (value) => tree.rename(group, asText(value)),
        addMembers: (value) => tree.addMembers(group, asTexts(value)),
        removeMembers: (value) => {
          for (const entry of asTexts(value)) tree.removeMember(group, entry);
        },
      });
      return group;
    },
    remove: (id) => tree.delete(tree.find(id)),
  };
}

function roles({ roles: book }: AccountAdministration): Resource {
  const draft = (fields: Readonly<Record<string, unknown>>, known: RoleDraft): RoleDraft => ({
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

function profiles({ signIn }: AccountAdministration): Resource {
  const draft = (fields: Readonly<Record<string, unknown>>) =>
    pick(fields, {
      description: asText,
      twoStep: (value) => oneOf(value, twoStepMethods),
      saml: asFlag,
      ttlHours: (value) => (value === null ? null : asNumber(value)),
      passwordReset: (value) => oneOf(value, passwordResets),
    });
  return {
    name: "authentication-profiles",
    list: () => signIn.profiles,
    create: (fields) => signIn.createProfile(draft(fields)),
    change(id, fields) {
      const profile = signIn.findProfile(id);
      signIn.editProfile(profile, draft(fields));
      return profile;
    },
    remove: (id) => signIn.deleteProfile(signIn.findProfile(id)),
  };
}

function settings({ signIn, groups: tree }: AccountAdministration): Resource {
  const draft = (fields: Readonly<Record<string, unknown>>) =>
    pick(fields, {
      description: asText,
      group: (value) => tree.find(asText(value)),
      profile: (value) => signIn.findProfile(asText(value)),
      userInitiatedPasswordChanges: asFlag,
    });
  return {
    name: "application-settings",
    list: () => signIn.settings,
    create: (fields) =>
      signIn.createSettings({
        ...draft(fields),
        description: asText(fields["description"]),
        group: tree.find(asText(fields["group"])),
        profile: signIn.findProfile(asText(fields["profile"])),
      }),
    change(id, fields) {
      const found = signIn.findSettings(id);
      signIn.editSettings(found, draft(fields));
      return found;
    },
    remove: (id) => signIn.deleteSettings(signIn.findSettings(id)),
  };
}

function applications1(administration: AccountAdministration): Resource {
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
  const details = {
    name: asText,
    category: asText,
    description: asText,
    developer: asText,
    email: asText,
    extendedSession: asFlag,
  };
  return {
    name: "applications-1",
    list: () =>
      administration.applications1
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ applicationId }) => show(applicationId)),
    create: (fields) => show(administration.createApplication(pick(fields, details)).applicationId),
    change(id, { createKeysFor, enabled, ...fields }) {
      const application = find(id);
      application.edit(pick(fields, details));
      if (enabled !== undefined) asFlag(enabled) ? application.enable() : application.disable();
      if (createKeysFor === undefined) return show(id);
      return application.createKeys({ user: directory.requireUser(asText(createKeysFor)) });
    },
    remove: (id) => find(id).delete(),
  };
}

function applications2(administration: AccountAdministration): Resource {
  const find = (id: string) => {
    const found = administration.applications2.find(
      ({ clientId, isDeleted }) => clientId === id && !isDeleted,
    );
    if (found === undefined) throw new ConsoleRefusal(`There is no application ${id}.`);
    return found;
  };
  const show = (id: string) => {
    const { name, category, description, contact, email, products, role, isEnabled } = find(id);
    const details = { name, category, description, contact, email, products };
    return { clientId: id, ...details, role: role.name, enabled: isEnabled };
  };
  return {
    name: "applications-2",
    list: () =>
      administration.applications2
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ clientId }) => show(clientId)),
    create(fields) {
      const application = administration.createApplication2({
        name: asText(fields["name"]),
        products: asTexts(fields["products"]) as Product[],
        role: administration.roles.find(asText(fields["role"])),
        ...pick(fields, { category: asText, description: asText, contact: asText, email: asText }),
      });
      return { ...show(application.clientId), ...application.credentials };
    },
    change(id, fields) {
      const application = find(id);
      const { regenerateSecret, ...others } = fields;
      apply(others, {
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

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new TypeError(`One of ${choices.join(", ")} is needed`);
  return found;
}

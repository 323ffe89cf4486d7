import type { AccountAdministration } from "../../administration/administration.js";
import { ownPermissionsOf } from "../../administration/roles.js";
import type { LoginRealm } from "../../administration/types.js";
import { apply, asFlag, asText, asTexts, pick } from "../values.js";
import { type AdministrationResource, oneOf } from "./resource.js";

const realms: readonly LoginRealm[] = ["Basic-Cloud", "Basic-AD"];

export function users({ directory, roles: book, signIn }: AccountAdministration): AdministrationResource {
  const show = (address: string) => {
    const user = directory.requireUser(address);
    return {
      emailAddress: user.emailAddress,
      enabled: user.isEnabled,
      locked: user.isLocked,
      passwordNeverExpires: user.passwordNeverExpires,
      forceChangeAtLogon: user.forceChangeAtLogon,
      realms: user.realms,
      roles: user.roles.map(({ name }) => name),
      ownPermissions: ownPermissionsOf(user.roles, book),
      passwordVersion: user.passwordVersion,
      authenticationProfile: signIn.profileFor(user).description,
    };
  };
  return {
    name: "users",
    idField: "emailAddress",
    kind: "user",
    fields: [
      "emailAddress",
      "password",
      "passwordNeverExpires",
      "forceChangeAtLogon",
      "enabled",
      "locked",
      "realms",
      "roles",
    ],
    list: () => directory.users.map(({ emailAddress }) => show(emailAddress)),
    create(fields) {
      const user = directory.createUser({
        emailAddress: asText(fields["emailAddress"]),
        ...pick(fields, { password: asText, passwordNeverExpires: asFlag, forceChangeAtLogon: asFlag }),
      });
      const shown = show(user.emailAddress);
      return fields["password"] === undefined ? { ...shown, password: user.password } : shown;
    },
    change(address, fields) {
      const user = directory.requireUser(address);
      apply(fields, {
        enabled: (value) => (asFlag(value) ? user.enable() : user.disable()),
        locked: (value) => {
          user.isLocked = asFlag(value);
        },
        // True: make one up.
        password: (value) => (value === true ? user.changePassword() : user.changePassword(asText(value))),
        passwordNeverExpires: (value) => {
          user.passwordNeverExpires = asFlag(value);
        },
        forceChangeAtLogon: (value) => {
          user.forceChangeAtLogon = asFlag(value);
        },
        realms: (value) => {
          user.realms = asTexts(value).map((realm) => oneOf(realm, realms));
        },
        roles: (value) => {
          const wanted = asTexts(value).map((name) => book.find(name));
          for (const role of user.roles) user.removeRole(role);
          for (const role of wanted) user.addRole(role);
        },
      });
      const shown = show(address);
      return fields["password"] === true ? { ...shown, password: user.password } : shown;
    },
    remove: (address) => directory.deleteUser(directory.requireUser(address)),
  };
}

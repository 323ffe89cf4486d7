import type { AccountAdministration } from "../../administration/administration.js";
import { type ApplicationSettings, passwordResets, twoStepMethods } from "../../administration/sign-in.js";
import { asFlag, asNumber, asText, asTexts, pick } from "../values.js";
import { type AdministrationResource, type Fields, oneOf } from "./resource.js";

export function profiles({ signIn }: AccountAdministration): AdministrationResource {
  const draft = (fields: Fields) =>
    pick(fields, {
      description: asText,
      twoStep: (value) => oneOf(value, twoStepMethods),
      saml: asFlag,
      ttlHours: (value) => (value === null ? null : asNumber(value)),
      passwordReset: (value) => oneOf(value, passwordResets),
      ipRanges: asTexts,
    });
  return {
    name: "authentication-profiles",
    idField: "id",
    kind: "profile",
    fields: ["description", "twoStep", "saml", "ttlHours", "passwordReset", "ipRanges"],
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

export function settings({ signIn, groups: tree }: AccountAdministration): AdministrationResource {
  const show = ({ effectiveAt, group, ...others }: ApplicationSettings) => ({
    ...others,
    group: group === null ? null : { id: group.id, name: group.name },
    effectiveAt: new Date(effectiveAt).toISOString(),
  });
  const draft = (fields: Fields) =>
    pick(fields, {
      description: asText,
      group: (value) => tree.find(asText(value)),
      profile: (value) => signIn.findProfile(asText(value)),
      userInitiatedPasswordChanges: asFlag,
    });
  return {
    name: "application-settings",
    idField: "id",
    kind: "settings",
    fields: ["description", "group", "profile", "userInitiatedPasswordChanges"],
    list: () => signIn.settings.map(show),
    create: (fields) =>
      show(
        signIn.createSettings({
          ...draft(fields),
          description: asText(fields["description"]),
          group: tree.find(asText(fields["group"])),
          profile: signIn.findProfile(asText(fields["profile"])),
        }),
      ),
    change(id, fields) {
      const found = signIn.findSettings(id);
      signIn.editSettings(found, draft(fields));
      return show(found);
    },
    remove: (id) => signIn.deleteSettings(signIn.findSettings(id)),
  };
}

import { accountSettings, domains, ipRanges, packages } from "./account.js";
import { applications1, applications2, associationKeys } from "./applications.js";
import { groups, users } from "./directories.js";
import { heldMessages, managedUrls, people } from "./mail.js";
import type { Noun } from "./noun.js";
import { profiles, roles, settings } from "./sign-in.js";

/** Everything that can be administered. Adding a kind is adding it here. */
export const nouns: readonly Noun[] = [
  users,
  groups,
  roles,
  profiles,
  settings,
  applications1,
  applications2,
  associationKeys,
  domains,
  ipRanges,
  accountSettings,
  packages,
  people,
  heldMessages,
  managedUrls,
];

import type { AccountAdministration } from "../../administration/administration.js";
import { accountSettings, domains, ipRanges } from "./account.js";
import { applications1, applications2, associationKeys } from "./applications.js";
import { groups } from "./groups.js";
import type { Resource } from "./resource.js";
import { roles } from "./roles.js";
import { profiles, settings } from "./sign-in.js";
import { users } from "./users.js";

export type { Resource } from "./resource.js";

/** Everything the console administers. */
export function listResources(administration: AccountAdministration): readonly Resource[] {
  const all = [
    users,
    groups,
    roles,
    profiles,
    settings,
    applications1,
    associationKeys,
    applications2,
    domains,
    ipRanges,
    accountSettings,
  ];
  return all.map((open) => open(administration));
}

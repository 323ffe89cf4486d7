import type { AccountAdministration } from "../../administration/administration.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { Tenant } from "../../tenant/types.js";
import { accountSettings, domains, ipRanges, packages } from "./account.js";
import { applications1, applications2, associationKeys } from "./applications.js";
import { groups } from "./groups.js";
import { heldMessages, managedUrls } from "./mail.js";
import type { AdministrationResource, Resource } from "./resource.js";
import { roles } from "./roles.js";
import { profiles, settings } from "./sign-in.js";
import { users } from "./users.js";

export type { Resource } from "./resource.js";

/** Everything the console administers, but for its mail. */
export function listResources(administration: AccountAdministration): readonly AdministrationResource[] {
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
    packages,
  ];
  return all.map((open) => open(administration));
}

/** What the console decides about mail; each tells the audit log itself. */
export function listMailResources(emulation: Emulation, tenant: Tenant): readonly Resource[] {
  return [heldMessages(emulation, tenant), managedUrls(emulation)];
}

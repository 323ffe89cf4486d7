import type { AuditCategory } from "./audit-note.js";

/** What can be changed in the console's administration. */
export type ConsoleChange = keyof typeof kinds;
export type ChangeVerb = "create" | "change" | "remove";

type Kind = Readonly<Record<ChangeVerb, string>> & { readonly category: AuditCategory };

function updated(what: string, category: AuditCategory = "account_logs"): Kind {
  return { create: `${what} Created`, change: `${what} Updated`, remove: `${what} Deleted`, category };
}

function always(auditType: string, category: AuditCategory): Kind {
  return { create: auditType, change: auditType, remove: auditType, category };
}

/** That such changes are audited is known; most of the names are guessed. */
const kinds = {
  account: always("Account Settings Updated", "account_logs"),
  user: { ...updated("User", "user_account_and_role_logs"), change: "User Settings Updated" },
  group: always("Folder Log Entry", "profile_group_logs"),
  role: updated("Role", "user_account_and_role_logs"),
  profile: updated("Authentication Profile"),
  settings: updated("Application Settings"),
  application: updated("API Application"),
  keys: { ...updated("API Application Keys"), change: "API Application Keys Revoked" },
  domain: { ...updated("Domain"), create: "Domain Registered" },
} as const satisfies Readonly<Record<string, Kind>>;

export function nameChange(
  kind: ConsoleChange,
  verb: ChangeVerb,
): { readonly auditType: string; readonly category: AuditCategory } {
  return { auditType: kinds[kind][verb], category: kinds[kind].category };
}

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

/** Seen: API Application Action, Folder Log Entry, and the categories. The other names are guessed. */
const kinds = {
  account: always("Account Settings Updated", "account_logs"),
  user: { ...updated("User", "user_account_and_role_logs"), change: "User Settings Updated" },
  group: always("Folder Log Entry", "profile_group_logs"),
  role: updated("Role", "user_account_and_role_logs"),
  profile: updated("Authentication Profile"),
  settings: updated("Application Settings"),
  application: always("API Application Action", "account_logs"),
  keys: { ...updated("API Application Keys"), change: "API Application Keys Revoked" },
  domain: { ...updated("Domain"), create: "Domain Registered" },
} as const satisfies Readonly<Record<string, Kind>>;

/** What of a user is told of by a name of its own; the first was seen. */
const ownNames: Readonly<Record<string, string>> = {
  passwordVersion: "User Password Changed",
  roles: "Role Assigned",
};

/** What follows from something else, which is told of itself, and what is a secret. */
const untold: readonly string[] = ["authenticationProfile", "applicationKey"];

interface NamedChange {
  readonly what: { readonly auditType: string; readonly category: AuditCategory };
  /** The fields that it tells of. */
  readonly told: readonly string[];
  /** What it begins with, where the name doesn't say what was done. */
  readonly lead: string;
}

const done: Readonly<Record<ChangeVerb, string>> = {
  create: "Application created: ",
  change: "Application changed: ",
  remove: "Application deleted: ",
};

/** How the audit log calls a change: mostly once, or each part by its own name. */
export function nameChanges(
  kind: ConsoleChange,
  { verb, fields }: { readonly verb: ChangeVerb; readonly fields: readonly string[] },
): NamedChange[] {
  const { category } = kinds[kind];
  const own = kind === "user" && verb === "change" ? fields.filter((field) => field in ownNames) : [];
  const rest = fields.filter((field) => !own.includes(field) && !untold.includes(field));
  const named = own.map((field) => ({
    what: { auditType: ownNames[field] ?? kinds[kind].change, category },
    told: [field],
    lead: "",
  }));
  const isWhole = verb !== "change" || rest.length > 0;
  const lead = kind === "application" ? done[verb] : "";
  return isWhole ? [...named, { what: { auditType: kinds[kind][verb], category }, told: rest, lead }] : named;
}

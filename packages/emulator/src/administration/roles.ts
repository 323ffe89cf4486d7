import { permissions as allPermissions, type Permission } from "@postern/mimecast/catalogue";
import { isGranted } from "../console/permissions.js";
import type { KeyForge } from "./key-forge.js";
import { ConsoleRefusal, requireText } from "./refusal.js";

/** What a role may do about roles: the console's "Security Permissions". */
export const securityPermissions = [
  "Cannot Manage Roles",
  "Manage Application Roles",
  "Manage Application and Protected Roles",
] as const;

export type SecurityPermission = (typeof securityPermissions)[number];

/** A role of administrators (API 1.0) or of an application (API 2.0). */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly security: SecurityPermission;
  /** Menu paths such as `Gateway | Policies | All`. Null: everything. */
  readonly permissions: readonly string[] | null;
  /** Comes with the account: can't be edited or deleted. */
  readonly isBuiltIn: boolean;
}

export interface RoleDraft {
  readonly name: string;
  readonly description?: string;
  readonly security?: SecurityPermission;
  readonly permissions?: readonly string[] | null;
}

/**
 * Reading mail that isn't one's own is a protected permission: the vendor grants it by form, and no role of a new
 * account has it but the highest.
 */
const protectedPermissions: ReadonlySet<string> = new Set<Permission>([
  "Archive | Read",
  "Archive | Search Content View",
]);

// Which permissions Basic Administrator has is not published: all that aren't protected is a guess.
const basicPermissions = allPermissions.filter((permission) => !protectedPermissions.has(permission));

/** Names from the actions reference, 5.9. */
const builtIn: readonly RoleDraft[] = [
  {
    name: "Super Administrator",
    description: "Everything, protected permissions included.",
    security: "Manage Application and Protected Roles",
    permissions: null,
  },
  {
    name: "Partner Administrator",
    description: "For those who look after several accounts.",
    security: "Manage Application Roles",
    permissions: basicPermissions,
  },
  {
    name: "Full Administrator",
    description: "Everything but protected permissions.",
    security: "Manage Application Roles",
    permissions: basicPermissions,
  },
  {
    name: "Basic Administrator",
    description: "Everyday administration, without the roles.",
    security: "Cannot Manage Roles",
    permissions: basicPermissions,
  },
];

interface HeldRole extends Role {
  name: string;
  description: string;
  security: SecurityPermission;
  permissions: readonly string[] | null;
}

/** The roles of the account. */
export class RoleBook {
  private readonly forge: KeyForge;
  private readonly roles = new Map<string, HeldRole>();
  private readonly isInUse: (role: Role) => string | null;
  private serial = 0;

  /** `isInUse` tells who holds a role, so that none is deleted under somebody. */
  constructor(options: { readonly forge: KeyForge; readonly isInUse: (role: Role) => string | null }) {
    this.forge = options.forge;
    this.isInUse = options.isInUse;
    for (const draft of builtIn) this.add(draft, true);
  }

  list(): readonly Role[] {
    return [...this.roles.values()];
  }

  /** By id or by name. Throws where there is none. */
  find(idOrName: string): Role {
    return this.held(idOrName);
  }

  create(draft: RoleDraft): Role {
    return this.add(this.check(draft, null), false);
  }

  edit(role: Role, draft: RoleDraft): void {
    if (role.isBuiltIn) throw new ConsoleRefusal(`${role.name} comes with the account and can't be edited.`);
    const checked = this.check(draft, role);
    const { description = "", security = "Cannot Manage Roles", permissions = [] } = checked;
    Object.assign(this.held(role.id), { name: checked.name, description, security, permissions });
  }

  delete(role: Role): void {
    if (role.isBuiltIn) throw new ConsoleRefusal(`${role.name} comes with the account and can't be deleted.`);
    const holder = this.isInUse(role);
    if (holder !== null) throw new ConsoleRefusal(`${role.name} is still assigned to ${holder}.`);
    this.roles.delete(role.id);
  }

  private held(idOrName: string): HeldRole {
    const role = this.roles.get(idOrName) ?? [...this.roles.values()].find(({ name }) => name === idOrName);
    if (role === undefined) throw new ConsoleRefusal(`There is no role ${idOrName}.`, "Role");
    return role;
  }

  private check(draft: RoleDraft, own: Role | null): RoleDraft {
    const name = requireText(draft.name, "Role Name");
    const isTaken = this.list().some((role) => role.name === name && role !== own);
    if (isTaken) throw new ConsoleRefusal(`There is a role ${name} already.`, "Role Name");
    return { ...draft, name };
  }

  private add(draft: RoleDraft, isBuiltIn: boolean): Role {
    this.serial += 1;
    const { name, description = "", security = "Cannot Manage Roles", permissions = [] } = draft;
    const id = `eNoRole${this.forge.make(`role-${this.serial}`, { issue: 0, form: "base64url" })}`;
    const role: HeldRole = { id, name, description, security, permissions, isBuiltIn };
    this.roles.set(id, role);
    return role;
  }
}

/** A role that stands in no list, for whom code gives permissions without a role. */
export function ownRole(owner: string, permissions: readonly string[] | null): Role {
  return {
    id: `eNoRoleOf${owner}`,
    name: `Role of ${owner}`,
    description: `Made for ${owner} alone.`,
    security: "Cannot Manage Roles",
    permissions,
    isBuiltIn: false,
  };
}

/** What is allowed by roles that stand in no list: `"all"` for everything, null where there is no such role. */
export function ownPermissionsOf(roles: readonly Role[], book: RoleBook): readonly string[] | "all" | null {
  const own = roles.filter((role) => !book.list().includes(role));
  return own.length === 0 ? null : (joinPermissions(own) ?? "all");
}

/** What several roles allow together. Null: everything. */
export function joinPermissions(roles: readonly Role[]): readonly string[] | null {
  const joined = new Set<string>();
  for (const { permissions } of roles) {
    if (permissions === null) return null;
    for (const permission of permissions) joined.add(permission);
  }
  return [...joined];
}

/** Whether somebody with these roles may make applications of API 2.0 (actions reference, 5.8). */
export function mayManageApplications(roles: readonly Role[]): boolean {
  const permissions = joinPermissions(roles);
  const mayManageRoles = roles.some(({ security }) => security !== "Cannot Manage Roles");
  return (
    mayManageRoles && (permissions === null || isGranted(permissions, "Services | API Application | Edit"))
  );
}

import { permissions as allPermissions } from "@postern/mimecast/catalogue";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { type Role, type SecurityPermission, securityPermissions } from "../../administration/roles.js";
import { isGranted } from "../../console/permissions.js";
import { areaField, factList, sent, textField, tickField } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { consoleRoot, type Page, type PageCall } from "../page.js";

const path = ["Account", "Roles"];
const root = "/account/roles";

export const roleList: Page = {
  path: root,
  show: ({ administration }) => ({
    title: "Roles",
    path,
    body: html`
<p class="tools"><a class="button main" href="${consoleRoot}${root}/new">New Role</a></p>
<table><thead><tr><th>Role</th><th>Description</th><th>Security Permissions</th><th>Users</th></tr></thead><tbody>
${administration.roles.list().map(
  (
    role,
  ) => html`<tr><td><a href="${consoleRoot}${root}/edit?role=${encodeURIComponent(role.id)}">${role.name}</a></td>
<td>${role.description}</td><td>${role.security}</td><td>${usersOf(administration, role).length}</td></tr>`,
)}
</tbody></table>`,
  }),
};

export const newRole: Page = {
  path: `${root}/new`,
  show: (call, refusal) => ({
    title: "New Role",
    path,
    body: roleForm(call, null),
    ...(refusal === undefined ? {} : { refusal }),
  }),
  take(call) {
    refuseWithoutRight(call);
    call.administration.roles.create(readDraft(call));
    return { goTo: root };
  },
};

export const editRole: Page = {
  path: `${root}/edit`,
  show(call, refusal) {
    const role = roleOf(call);
    return {
      title: role.name,
      path,
      body: html`${role.isBuiltIn ? showBuiltIn(role) : roleForm(call, role)}${showUsers(call, role)}`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take(call) {
    refuseWithoutRight(call);
    const { administration, form } = call;
    const role = roleOf(call);
    const here = { goTo: `${root}/edit?role=${encodeURIComponent(role.id)}` };
    switch (sent(form, "do")) {
      case "add-user":
        for (const address of form.getAll("user"))
          administration.directory.requireUser(address).addRole(role);
        return here;
      case "remove-user":
        administration.directory.requireUser(sent(form, "user")).removeRole(role);
        return here;
      case "delete":
        administration.roles.delete(role);
        return { goTo: root };
      default:
        administration.roles.edit(role, readDraft(call));
        return { goTo: root };
    }
  },
};

function roleOf({ administration, query }: PageCall): Role {
  return administration.roles.find(query.get("role") ?? "");
}

function refuseWithoutRight({ actor }: PageCall): void {
  if (actor.roles.some(({ security }) => security !== "Cannot Manage Roles")) return;
  throw new ConsoleRefusal(
    `${actor.emailAddress} has no role whose security permissions let it manage roles.`,
  );
}

function readDraft({ form }: PageCall) {
  const security = securityPermissions.find((candidate) => candidate === sent(form, "security"));
  return {
    name: sent(form, "name"),
    description: sent(form, "description"),
    security: security ?? "Cannot Manage Roles",
    permissions: form.getAll("permission"),
  };
}

function roleForm({ form }: PageCall, role: Role | null): Html {
  const isSent = form.has("name");
  const chosen = isSent ? form.getAll("permission") : (role?.permissions ?? []);
  const security = isSent ? sent(form, "security") : (role?.security ?? "Cannot Manage Roles");
  return html`<form method="post" class="sheet">
${textField({ name: "name", label: "Role Name", value: isSent ? sent(form, "name") : (role?.name ?? "") })}
${areaField({ name: "description", label: "Description", value: isSent ? sent(form, "description") : (role?.description ?? "") })}
<fieldset><legend>Security Permissions</legend>
${securityPermissions.map((value) => securityChoice(value, security))}</fieldset>
<fieldset><legend>Application Permissions</legend>
${permissionTree().map(([menu, names]) => html`<fieldset><legend>${menu} Menu</legend>${names.map((name) => tickField({ name: "permission", value: name, label: name.slice(menu.length + 3), isOn: isGranted(chosen, name) }))}</fieldset>`)}
</fieldset>
<button class="main">Save and Exit</button>
${role === null ? nothing : html` <button name="do" value="delete">Delete</button>`}
</form>`;
}

function securityChoice(value: SecurityPermission, chosen: string): Html {
  return html`<label class="tick"><input type="radio" name="security" value="${value}"${value === chosen ? html` checked` : nothing}> ${value}</label>`;
}

/** What the console can tick beyond what calls need, from the menu tree of the actions reference, 5.9. */
const menuOnly = ["Services | API Application | Edit", "Services | API Application | Read"];

/** Permissions by the menu they stand in. */
function permissionTree(): readonly (readonly [menu: string, names: readonly string[]])[] {
  const menus = new Map<string, string[]>();
  for (const name of [...allPermissions, ...menuOnly].sort()) {
    const menu = name.split(" | ", 1)[0] ?? "";
    menus.set(menu, [...(menus.get(menu) ?? []), name]);
  }
  return [...menus];
}

function showBuiltIn(role: Role): Html {
  const allowed = role.permissions === null ? "Everything" : `${role.permissions.length} permissions`;
  return html`<div class="sheet">${factList([
    ["Description", role.description],
    ["Security Permissions", role.security],
    ["Application Permissions", allowed],
  ])}<p class="help">It comes with the account and can't be edited. Which permissions it has in the real service is not published.</p></div>`;
}

function showUsers({ administration }: PageCall, role: Role): Html {
  const members = usersOf(administration, role);
  const others = administration.directory.users.filter((user) => !members.includes(user));
  return html`<h2>Users</h2>
<table><tbody>${members.map(
    (user) =>
      html`<tr><td>${user.emailAddress}</td><td><form method="post" class="inline"><input type="hidden" name="user" value="${user.emailAddress}"><button name="do" value="remove-user">Remove User from Role</button></form></td></tr>`,
  )}</tbody></table>
<form method="post" class="sheet"><fieldset><legend>Add User to Role</legend>
${others.map((user) => tickField({ name: "user", value: user.emailAddress, label: user.emailAddress, isOn: false }))}
${others.length === 0 ? html`<p>Everybody who can sign in has this role.</p>` : nothing}</fieldset>
<button name="do" value="add-user">Add Selected Users</button></form>`;
}

function usersOf(administration: PageCall["administration"], role: Role) {
  return administration.directory.users.filter(({ roles }) => roles.includes(role));
}

import { ConsoleRefusal } from "../../administration/refusal.js";
import { type Role, securityPermissions } from "../../administration/roles.js";
import { isGranted } from "../../console/permissions.js";
import { actionButton, Fields, factList, sent, tickBox } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { permissionMenus } from "../permission-tree.js";
import { table } from "../table.js";

const path = ["Account", "Roles"];
const root = "/account/roles";

export const roleList: Page = {
  path: root,
  show: ({ administration }) => ({
    title: "Roles",
    path,
    body: html`<p class="tools"><a class="button main" href="${link(`${root}/new`)}">New Role</a></p>
${table({
  caption: "Roles",
  heads: ["Role", "Description", "Security Permissions", "Users"],
  rows: administration.roles
    .list()
    .map((role) => [
      html`<a href="${link(`${root}/edit`, { role: role.id })}">${role.name}</a>`,
      role.description,
      role.security,
      usersOf(administration, role).length,
    ]),
  empty: "No role yet.",
})}`,
  }),
};

export const newRole: Page = {
  path: `${root}/new`,
  show: (call) => ({ title: "New Role", path, body: roleForm(call, null) }),
  take(call) {
    requireRight(call);
    call.administration.roles.create(readDraft(call));
    return { goTo: root };
  },
};

export const editRole: Page = {
  path: `${root}/edit`,
  show(call) {
    const role = roleOf(call);
    return {
      title: role.name,
      path,
      body: html`<p class="tools"><a class="button main" href="${link(`${root}/add-user`, { role: role.id })}">Add User to Role</a> <a class="button" href="${link(root)}">Go Back</a></p>
${showUsers(call, role)}${role.isBuiltIn ? showBuiltIn(role) : roleForm(call, role)}`,
    };
  },
  take(call) {
    requireRight(call);
    const { administration, form } = call;
    const role = roleOf(call);
    if (sent(form, "do") === "remove-user") {
      administration.directory.requireUser(sent(form, "user")).removeRole(role);
      return { goTo: `${root}/edit?role=${encodeURIComponent(role.id)}` };
    }
    if (sent(form, "do") === "delete") administration.roles.delete(role);
    else administration.roles.edit(role, readDraft(call));
    return { goTo: root };
  },
};

/** Guides go two ways: a click on the address, or a tick beside it and the button above. */
export const addUser: Page = {
  path: `${root}/add-user`,
  show(call) {
    const { administration, query } = call;
    const role = roleOf(call);
    const wanted = (query.get("search") ?? "").trim().toLowerCase();
    const members = usersOf(administration, role);
    const others = administration.directory.users.filter(
      (user) => !members.includes(user) && user.emailAddress.includes(wanted),
    );
    return {
      title: `Add User to Role: ${role.name}`,
      path,
      body: html`<form method="get" class="search" role="search"><input type="hidden" name="role" value="${role.id}">
<div><label for="search">Search</label><input type="search" id="search" name="search" value="${wanted}"></div><button>Search</button></form>
<form method="post"><p class="tools"><button class="main">Add Selected Users</button> <a class="button" href="${link(`${root}/edit`, { role: role.id })}">Go Back</a></p>
${table({
  caption: "Users",
  heads: ["Select", "Email Address"],
  rows: others.map(({ emailAddress }) => [
    tickBox({ name: "user", value: emailAddress, label: "", spoken: `Select ${emailAddress}`, isOn: false }),
    html`<button class="link" name="one" value="${emailAddress}">${emailAddress}</button>`,
  ]),
  empty:
    wanted === ""
      ? "Everybody who can sign in has this role."
      : `Nobody without this role matches ${wanted}.`,
})}</form>`,
    };
  },
  take(call) {
    requireRight(call);
    const { administration, form } = call;
    const role = roleOf(call);
    const chosen = form.has("one") ? [sent(form, "one")] : form.getAll("user");
    if (chosen.length === 0) throw new ConsoleRefusal("Select at least one user.");
    for (const user of chosen.map((address) => administration.directory.requireUser(address)))
      user.addRole(role);
    return { goTo: `${root}/edit?role=${encodeURIComponent(role.id)}` };
  },
};

function roleOf({ administration, query }: PageCall): Role {
  return administration.roles.find(query.get("role") ?? "");
}

function requireRight({ actor }: PageCall): void {
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

function roleForm(call: PageCall, role: Role | null): Html {
  const { form } = call;
  const fields = new Fields(call);
  const isSent = form.has("name");
  const chosen = isSent ? form.getAll("permission") : (role?.permissions ?? []);
  const security = isSent ? sent(form, "security") : (role?.security ?? "Cannot Manage Roles");
  return html`<form method="post" class="sheet">
${fields.text({ name: "name", label: "Role Name", value: role?.name ?? "" })}
${fields.area({ name: "description", label: "Description", value: role?.description ?? "" })}
<fieldset><legend>Security Permissions</legend>
${securityPermissions.map((value) => html`<label class="tick"><input type="radio" name="security" value="${value}"${value === security ? html` checked` : nothing}> ${value}</label>`)}</fieldset>
<fieldset><legend>Application Permissions</legend><p class="help">What guides write as Account Menu | Logs | Read is the level Read of the entry Logs below.</p>
${permissionMenus.map(({ menu, entries }) => html`<fieldset><legend>${menu} Menu</legend>${entries.map(({ name, levels }) => html`<div class="entry"><span>${name}</span><div data-levels>${levels.map(({ level, permission }) => tickBox({ name: "permission", value: permission, label: level, spoken: spokenName(menu, permission), isOn: isGranted(chosen, permission) }))}</div></div>`)}</fieldset>`)}
</fieldset>
<p class="tools"><button class="main">Save and Exit</button> <a class="button" href="${link(root)}">Cancel</a>
${role === null ? nothing : html`<button class="danger" name="do" value="delete">Delete</button>`}</p>
</form>`;
}

/** As guides write it: Gateway Menu | Policies | All. */
function spokenName(menu: string, permission: string): string {
  return `${menu} Menu${permission.slice(menu.length)}`;
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
  return table({
    caption: "Users with this role",
    heads: ["Users with this role", ""],
    rows: usersOf(administration, role).map(({ emailAddress }) => [
      emailAddress,
      actionButton({
        label: "Remove User from Role",
        values: { do: "remove-user", user: emailAddress },
        spoken: `Remove User from Role: ${emailAddress}`,
      }),
    ]),
    empty: "Nobody has this role yet.",
  });
}

function usersOf(administration: PageCall["administration"], role: Role) {
  return administration.directory.users.filter(({ roles }) => roles.includes(role));
}

import type { ProfileGroup } from "../../administration/groups.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { actionButton, Fields, sent } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { table } from "../table.js";

const path = ["Directories", "Profile Groups"];
const root = "/directories/groups";

export const profileGroups: Page = {
  path: root,
  show(call) {
    const group = groupOf(call);
    return {
      title: "Profile Groups",
      path,
      body: html`<div class="groups"><div>${group.parentId === null ? nothing : editForm(call, group)}
<div class="sheet tree"><ul>${renderTree(call, { group: call.administration.groups.root, current: group })}</ul></div></div>
<section aria-label="${group.name}"><h2>${group.name}</h2>
<div class="tools"><details class="drop"><summary>Build</summary><div><a href="${link(`${root}/add`, { group: group.id })}">Add Email Addresses</a></div></details>
${group.parentId === null ? nothing : actionButton({ label: "Delete Folder", values: { do: "delete" }, kind: "danger" })}</div>
${table({
  caption: `Members of ${group.name}`,
  heads: ["Member", "Notes", ""],
  rows: group.members.map(({ entry, note }) => [
    entry,
    note,
    actionButton({ label: "Remove", spoken: `Remove ${entry}`, values: { do: "remove", entry } }),
  ]),
  empty: "Nobody yet. Build, Add Email Addresses puts addresses or whole domains in.",
})}</section></div>`,
    };
  },
  take(call) {
    const { groups } = call.administration;
    const { form } = call;
    const group = groupOf(call);
    switch (sent(form, "do")) {
      case "new-folder":
        return here(groups.addFolder(groups.find(sent(form, "parent"))));
      case "delete":
        groups.delete(group);
        return here(groups.root);
      case "remove":
        groups.removeMember(group, sent(form, "entry"));
        return here(group);
      default:
        groups.rename(group, sent(form, "name"));
        return here(group);
    }
  },
};

export const addMembers: Page = {
  path: `${root}/add`,
  show(call) {
    const group = groupOf(call);
    const fields = new Fields(call);
    return {
      title: `Add Email Addresses: ${group.name}`,
      path,
      body: html`<form method="post" class="sheet">
${fields.area({ name: "additions", label: "Group Additions", help: "Addresses or domains, one a line." })}
${fields.text({ name: "note", label: "Notes" })}
<p class="tools"><button class="main">Save and Exit</button> <a class="button" href="${link(root, { group: group.id })}">Cancel</a></p></form>`,
    };
  },
  take(call) {
    const { administration, form } = call;
    const group = groupOf(call);
    const entries = sent(form, "additions")
      .split(/[\s,;]+/)
      .filter((entry) => entry !== "");
    if (entries.length === 0) throw new ConsoleRefusal("Enter at least one address.", "Group Additions");
    administration.groups.addMembers(group, entries, sent(form, "note"));
    return here(group);
  },
};

function here({ id }: ProfileGroup) {
  return { goTo: `${root}?group=${encodeURIComponent(id)}` };
}

function groupOf({ administration, query }: PageCall): ProfileGroup {
  const id = query.get("group");
  return id === null ? administration.groups.root : administration.groups.find(id);
}

/** Renamed with the Enter key, as the guides say: the form has one field. */
function editForm(call: PageCall, group: ProfileGroup): Html {
  const fields = new Fields(call);
  return html`<form method="post"><input type="hidden" name="do" value="rename">
${fields.text({ name: "name", label: "Edit Group", value: group.name, help: "Press Enter to rename it." })}</form>`;
}

function renderTree(
  call: PageCall,
  { group, current }: { readonly group: ProfileGroup; readonly current: ProfileGroup },
): Html {
  const children = call.administration.groups.childrenOf(group);
  const mark = group.id === current.id ? html` aria-current="true"` : nothing;
  return html`<li><div><a href="${link(root, { group: group.id })}"${mark}>${group.name}</a>
${actionButton({ label: "+", spoken: `New folder below ${group.name}`, values: { do: "new-folder", parent: group.id } })}</div>
${children.length === 0 ? nothing : html`<ul>${children.map((child) => renderTree(call, { group: child, current }))}</ul>`}</li>`;
}

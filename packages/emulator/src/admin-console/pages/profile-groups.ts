import type { ProfileGroup } from "../../administration/groups.js";
import { actionButton, areaField, sent, textField } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { consoleRoot, type Page, type PageCall } from "../page.js";

const path = ["Directories", "Profile Groups"];
const root = "/directories/groups";

export const profileGroups: Page = {
  path: root,
  show(call, refusal) {
    const { administration, form } = call;
    const group = groupOf(call);
    return {
      title: "Profile Groups",
      path,
      body: html`<div class="sheet">${renderTree(call, administration.groups.root)}</div>
<h2>${group.name}</h2>
${group.parentId === null ? nothing : editForm(group)}
<h3>Members</h3>
${group.members.length === 0 ? html`<p>Nobody yet.</p>` : nothing}
<table><tbody>${group.members.map(({ entry, note }) => html`<tr><td>${entry}</td><td>${note}</td><td>${actionButton({ label: "Remove", values: { do: "remove", entry } })}</td></tr>`)}</tbody></table>
<form method="post" class="sheet"><h3>Build: Add Email Addresses</h3>
${areaField({ name: "additions", label: "Group Additions", value: sent(form, "additions"), help: "Addresses or domains, one a line." })}
${textField({ name: "note", label: "Note", value: sent(form, "note") })}
<button class="main" name="do" value="add">Save and Exit</button></form>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take(call) {
    const { administration, form } = call;
    const group = groupOf(call);
    switch (sent(form, "do")) {
      case "new-folder":
        return here(administration.groups.addFolder(administration.groups.find(sent(form, "parent"))));
      case "rename":
        administration.groups.rename(group, sent(form, "name"));
        return here(group);
      case "delete":
        administration.groups.delete(group);
        return here(administration.groups.root);
      case "remove":
        administration.groups.removeMember(group, sent(form, "entry"));
        return here(group);
      default: {
        const entries = sent(form, "additions")
          .split(/[\s,;]+/)
          .filter((entry) => entry !== "");
        administration.groups.addMembers(group, entries, sent(form, "note"));
        return here(group);
      }
    }
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
function editForm(group: ProfileGroup): Html {
  return html`<form method="post" class="sheet"><input type="hidden" name="do" value="rename">
${textField({ name: "name", label: "Edit Group", value: group.name, help: "Press Enter to rename it." })}</form>
<p class="tools">${actionButton({ label: "Delete Folder", values: { do: "delete" } })}</p>`;
}

function renderTree(call: PageCall, group: ProfileGroup): Html {
  const children = call.administration.groups.childrenOf(group);
  return html`<ul class="tree"><li><a href="${consoleRoot}${root}?group=${encodeURIComponent(group.id)}">${group.name}</a>
<form method="post" class="inline"><input type="hidden" name="do" value="new-folder"><input type="hidden" name="parent" value="${group.id}"><button title="New Folder below ${group.name}">+ New Folder</button></form>
${children.map((child) => renderTree(call, child))}</li></ul>`;
}

import type { ApplicationSettings, ApplicationSettingsDraft } from "../../administration/sign-in.js";
import { Fields, hiddenFields, sent } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { link, type Page, type PageCall, type PageContent } from "../page.js";
import { rowMenu, table } from "../table.js";

const path = ["Services", "Applications"];
const root = "/services/applications";
const fieldNames = ["description", "group", "profile", "password-changes"] as const;

export const settingsList: Page = {
  path: root,
  show: ({ administration, clock }) => ({
    title: "Applications",
    path,
    body: html`<p class="tools"><a class="button main" href="${link(`${root}/settings`)}">New Application Settings</a>
<a class="button" href="${link(`${root}/profiles`)}">Authentication Profiles</a></p>
${table({
  caption: "Application settings",
  heads: ["Description", "Group", "Authentication Profile", "In force", ""],
  rows: administration.signIn.settings.map(({ id, description, group, profile, effectiveAt }) => [
    html`<a href="${link(`${root}/settings`, { id })}">${description}</a>`,
    group?.name ?? "everybody else",
    profile.description,
    effectiveAt <= clock.now() ? "yes" : `in ${Math.ceil((effectiveAt - clock.now()) / 60_000)} minutes`,
    rowMenu(description, [
      html`<a href="${link(`${root}/settings`, { clone: id })}">Clone Configuration</a>`,
      html`<a href="${link(`${root}/settings`, { id })}">Edit</a>`,
    ]),
  ]),
  empty: "No application settings yet.",
})}
<p class="help">A right click on a row opens what the three dots do. Changes reach the sign-in after ${administration.signIn.delayMinutes} minutes.</p>`,
  }),
};

export const editSettings: Page = {
  path: `${root}/settings`,
  show(call) {
    const { edited, model } = settingsOf(call);
    const fields = new Fields(call);
    const changes = model?.userInitiatedPasswordChanges ?? false;
    return {
      title: edited?.description ?? "New Application Settings",
      path,
      body: html`<form method="post" class="sheet">
${fields.text({ name: "description", label: "Description", value: edited?.description ?? "" })}
${edited !== null && edited.group === null ? nothing : lookup(call, { name: "group", label: "Group", held: edited?.group?.id ?? "" })}
${lookup(call, { name: "profile", label: "Authentication Profile", held: model?.profile.id ?? "" })}
${fields.tick({ name: "password-changes", label: "User Initiated Password Changes", isOn: changes, sentWith: "description" })}
<p class="tools"><button class="main">Save and Exit</button> <a class="button" href="${link(root)}">Cancel</a>
${edited === null || edited.group === null ? nothing : html`<button class="danger" name="do" value="delete">Delete</button>`}</p></form>`,
    };
  },
  take(call) {
    const { administration, form } = call;
    const { groups, signIn } = administration;
    const { edited } = settingsOf(call);
    const act = sent(form, "do");
    if (act === "lookup-group" || act === "lookup-profile")
      return chooser(call, act === "lookup-group" ? "group" : "profile");
    if (act === "form") return editSettings.show(call);
    if (form.has("chosen")) return withChoice(call);
    if (edited !== null && act === "delete") {
      signIn.deleteSettings(edited);
      return { goTo: root };
    }
    const draft = {
      description: sent(form, "description"),
      profile: signIn.findProfile(sent(form, "profile")),
      userInitiatedPasswordChanges: form.has("password-changes"),
    };
    const withGroup = (): ApplicationSettingsDraft => ({ ...draft, group: groups.find(sent(form, "group")) });
    if (edited === null) signIn.createSettings(withGroup());
    else signIn.editSettings(edited, edited.group === null ? draft : withGroup());
    return { goTo: root };
  },
};

interface Held {
  readonly edited: ApplicationSettings | null;
  /** Where the values come from: what is edited, or cloned. */
  readonly model: ApplicationSettings | null;
}

function settingsOf({ administration, query }: PageCall): Held {
  const { signIn } = administration;
  const edited = query.has("id") ? signIn.findSettings(query.get("id") ?? "") : null;
  return { edited, model: query.has("clone") ? signIn.findSettings(query.get("clone") ?? "") : edited };
}

/** What is chosen, and the button that guides name. */
function lookup(
  call: PageCall,
  {
    name,
    label,
    held,
  }: { readonly name: "group" | "profile"; readonly label: string; readonly held: string },
): Html {
  const value = call.form.get(name) ?? held;
  const text = choicesOf(call, name).find(([id]) => id === value)?.[1] ?? "none chosen";
  return html`<div class="field"><span class="label" id="${name}-label">${label}</span>
<div class="lookup"><output aria-labelledby="${name}-label">${text}</output><input type="hidden" name="${name}" value="${value}">
<button name="do" value="lookup-${name}" aria-label="Lookup ${label}">Lookup</button></div>${new Fields(call).error(label)}</div>`;
}

function choicesOf({ administration }: PageCall, name: "group" | "profile") {
  const { groups, signIn } = administration;
  return name === "group"
    ? groups.list().map((group) => [group.id, group.name] as const)
    : signIn.profiles
        .filter(({ isForAdministrators }) => !isForAdministrators)
        .map((profile) => [profile.id, profile.description] as const);
}

/** The list that Lookup opens; what was entered so far travels with it. */
function chooser(call: PageCall, name: "group" | "profile"): PageContent {
  return {
    title: name === "group" ? "Select a Profile Group" : "Select an Authentication Profile",
    path,
    body: html`<form method="post">${hiddenFields(call.form, fieldNames)}<input type="hidden" name="choosing" value="${name}">
${table({
  caption: name === "group" ? "Profile groups" : "Authentication profiles",
  heads: [name === "group" ? "Group" : "Description", ""],
  rows: choicesOf(call, name).map(([id, text]) => [
    text,
    html`<button name="chosen" value="${id}" aria-label="Select ${text}">Select</button>`,
  ]),
  empty: "There is none yet.",
})}<p class="tools"><button name="do" value="form">Cancel</button></p></form>`,
  };
}

function withChoice(call: PageCall) {
  const form = new URLSearchParams(call.form);
  form.set(sent(form, "choosing") === "group" ? "group" : "profile", sent(form, "chosen"));
  return editSettings.show({ ...call, form });
}

import {
  type ApplicationSettings,
  type AuthenticationProfile,
  type PasswordReset,
  passwordResets,
  settingsDelayMinutes,
  type TwoStepMethod,
  twoStepMethods,
} from "../../administration/sign-in.js";
import { actionButton, selectField, sent, textField, tickField } from "../fields.js";
import { html, nothing } from "../html.js";
import { consoleRoot, type Page, type PageCall } from "../page.js";

const path = ["Services", "Applications"];
const root = "/services/applications";

export const settingsList: Page = {
  path: root,
  show: ({ administration }) => ({
    title: "Applications",
    path,
    body: html`<p class="tools"><a class="button main" href="${consoleRoot}${root}/settings">New Application Settings</a>
<a class="button" href="${consoleRoot}${root}/profiles">Authentication Profiles</a></p>
<table><thead><tr><th>Description</th><th>Group</th><th>Authentication Profile</th><th></th></tr></thead><tbody>
${administration.signIn.settings.map(
  (
    settings,
  ) => html`<tr><td><a href="${consoleRoot}${root}/settings?id=${encodeURIComponent(settings.id)}">${settings.description}</a></td>
<td>${settings.group?.name ?? "everybody else"}</td><td>${settings.profile.description}</td>
<td><a href="${consoleRoot}${root}/settings?clone=${encodeURIComponent(settings.id)}">Clone Configuration</a></td></tr>`,
)}</tbody></table>
<p class="help">Changes reach the sign-in after ${settingsDelayMinutes} minutes.</p>`,
  }),
};

export const editSettings: Page = {
  path: `${root}/settings`,
  show(call, refusal) {
    const { administration, query, form } = call;
    const { groups, signIn } = administration;
    const edited = query.has("id") ? signIn.findSettings(query.get("id") ?? "") : null;
    const model = edited ?? (query.has("clone") ? signIn.findSettings(query.get("clone") ?? "") : null);
    const isDefault = edited !== null && edited.group === null;
    const value = (name: string, held: string) => (form.has(name) ? sent(form, name) : held);
    return {
      title: edited?.description ?? "New Application Settings",
      path,
      body: html`<form method="post" class="sheet">
${textField({ name: "description", label: "Description", value: value("description", edited?.description ?? "") })}
${
  isDefault
    ? nothing
    : selectField({
        name: "group",
        label: "Group (Lookup)",
        value: value("group", edited?.group?.id ?? ""),
        choices: groups.list().map(({ id, name }) => [id, name] as const),
      })
}
${selectField({
  name: "profile",
  label: "Authentication Profile (Lookup)",
  value: value("profile", model?.profile.id ?? ""),
  choices: signIn.profiles
    .filter((profile) => !profile.isForAdministrators)
    .map(({ id, description }) => [id, description] as const),
})}
${tickField({ name: "password-changes", label: "User Initiated Password Changes", isOn: form.has("description") ? form.has("password-changes") : (model?.userInitiatedPasswordChanges ?? false) })}
<button class="main">Save and Exit</button>
${edited === null || isDefault ? nothing : html` <button name="do" value="delete">Delete</button>`}</form>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take({ administration, query, form }) {
    const { groups, signIn } = administration;
    const edited = query.has("id") ? signIn.findSettings(query.get("id") ?? "") : null;
    if (edited !== null && sent(form, "do") === "delete") signIn.deleteSettings(edited);
    else {
      const draft = {
        description: sent(form, "description"),
        profile: signIn.findProfile(sent(form, "profile")),
        userInitiatedPasswordChanges: form.has("password-changes"),
      };
      saveSettings({ signIn, edited, draft, group: () => groups.find(sent(form, "group")) });
    }
    return { goTo: root };
  },
};

function saveSettings(request: {
  readonly signIn: PageCall["administration"]["signIn"];
  readonly edited: ApplicationSettings | null;
  readonly draft: Pick<ApplicationSettings, "description" | "profile" | "userInitiatedPasswordChanges">;
  readonly group: () => NonNullable<ApplicationSettings["group"]>;
}): void {
  const { signIn, edited, draft, group } = request;
  if (edited === null) signIn.createSettings({ ...draft, group: group() });
  else signIn.editSettings(edited, edited.group === null ? draft : { ...draft, group: group() });
}

export const profileList: Page = {
  path: `${root}/profiles`,
  show: ({ administration }) => ({
    title: "Authentication Profiles",
    path,
    body: html`<p class="tools"><a class="button main" href="${consoleRoot}${root}/profile">New Authentication Profile</a>
<a class="button" href="${consoleRoot}${root}">Go Back</a></p>
<table><thead><tr><th>Description</th><th>2-Step Authentication</th><th>Single sign-on</th><th>Authentication TTL</th></tr></thead><tbody>
${administration.signIn.profiles.map(
  (
    profile,
  ) => html`<tr><td><a href="${consoleRoot}${root}/profile?id=${encodeURIComponent(profile.id)}">${profile.description}</a></td>
<td>${profile.twoStep}</td><td>${profile.saml ? "enforced" : "off"}</td><td>${ttlText(profile.ttlHours)}</td></tr>`,
)}</tbody></table>`,
  }),
};

/** Hours, as the drop-down offers them; the vendor's own list isn't published beyond its ends. */
const ttlChoices = ["", "1", "8", "24", "72", "168", "720"] as const;

export const editProfile: Page = {
  path: `${root}/profile`,
  show(call, refusal) {
    const { form } = call;
    const edited = profileOf(call);
    const value = (name: string, held: string) => (form.has(name) ? sent(form, name) : held);
    const ttl = edited === null ? "72" : String(edited.ttlHours ?? "");
    const choices = [...new Set<string>([...ttlChoices, ttl])];
    return {
      title: edited?.description ?? "New Authentication Profile",
      path: [...path, "Authentication Profiles"],
      body: html`<form method="post" class="sheet">
${textField({ name: "description", label: "Description", value: value("description", edited?.description ?? "") })}
${selectField({ name: "two-step", label: "2-Step Authentication", value: value("two-step", edited?.twoStep ?? "None"), choices: twoStepMethods.map((method) => [method, method] as const) })}
${tickField({ name: "saml", label: "Enforce SAML Authentication", isOn: form.has("description") ? form.has("saml") : (edited?.saml ?? false) })}
${selectField({ name: "ttl", label: "Authentication TTL", value: value("ttl", ttl), choices: choices.map((hours) => [hours, ttlText(hours === "" ? null : Number(hours))] as const) })}
${selectField({ name: "reset", label: "Password Reset", value: value("reset", edited?.passwordReset ?? "Not Allowed"), choices: passwordResets.map((reset) => [reset, reset] as const) })}
<button class="main">Save and Exit</button></form>
${edited === null ? nothing : actionButton({ label: "Delete", values: { do: "delete" } })}`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take(call) {
    const { administration, form } = call;
    const edited = profileOf(call);
    const { signIn } = administration;
    if (edited !== null && sent(form, "do") === "delete") signIn.deleteProfile(edited);
    else if (edited === null) signIn.createProfile(readProfile(form));
    else signIn.editProfile(edited, readProfile(form));
    return { goTo: `${root}/profiles` };
  },
};

function profileOf({ administration, query }: PageCall): AuthenticationProfile | null {
  const id = query.get("id");
  return id === null ? null : administration.signIn.findProfile(id);
}

function readProfile(form: URLSearchParams) {
  const ttl = sent(form, "ttl");
  return {
    description: sent(form, "description"),
    twoStep:
      twoStepMethods.find((method) => method === sent(form, "two-step")) ?? ("None" satisfies TwoStepMethod),
    saml: form.has("saml"),
    ttlHours: ttl === "" ? null : Number(ttl),
    passwordReset:
      passwordResets.find((reset) => reset === sent(form, "reset")) ??
      ("Not Allowed" satisfies PasswordReset),
  };
}

function ttlText(hours: number | null): string {
  if (hours === null) return "Never Expires";
  return hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
}

import {
  type AuthenticationProfile,
  type PasswordReset,
  passwordResets,
  type TwoStepMethod,
  twoStepMethods,
} from "../../administration/sign-in.js";
import { Fields, listed, sent } from "../fields.js";
import { html, nothing } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { table } from "../table.js";

const path = ["Services", "Applications", "Authentication Profiles"];
const root = "/services/applications";

export const profileList: Page = {
  path: `${root}/profiles`,
  show: ({ administration }) => ({
    title: "Authentication Profiles",
    path,
    body: html`<p class="tools"><a class="button main" href="${link(`${root}/profile`)}">New Authentication Profile</a>
<a class="button" href="${link(root)}">Go Back</a></p>
${table({
  caption: "Authentication profiles",
  heads: ["Description", "2-Step Authentication", "SAML", "Authentication TTL"],
  rows: administration.signIn.profiles.map(({ id, description, twoStep, saml, ttlHours }) => [
    html`<a href="${link(`${root}/profile`, { id })}">${description}</a>`,
    twoStep,
    saml ? "enforced" : "off",
    ttlText(ttlHours),
  ]),
  empty: "No authentication profile yet.",
})}
<p class="help">The Account Administrators Authentication Profile holds for everybody with an administrator's role, whatever the application settings say.</p>`,
  }),
};

/** Hours, as the drop-down offers them; the vendor's own list isn't published beyond its ends. */
const ttlChoices = ["", "1", "8", "24", "72", "168", "720"] as const;

export const editProfile: Page = {
  path: `${root}/profile`,
  show(call) {
    const edited = profileOf(call);
    const fields = new Fields(call);
    const ttl = edited === null ? "72" : String(edited.ttlHours ?? "");
    const choices = [...new Set<string>([...ttlChoices, ttl])];
    return {
      title: edited?.description ?? "New Authentication Profile",
      path,
      body: html`<form method="post" class="sheet">
${fields.text({ name: "description", label: "Description", value: edited?.description ?? "" })}
${fields.select({ name: "ttl", label: "Authentication TTL", value: ttl, choices: choices.map((hours) => [hours, ttlText(hours === "" ? null : Number(hours))] as const), help: "How long keys of API 1.0 live, unless their application has an extended session." })}
${fields.select({ name: "two-step", label: "2-Step Authentication", value: edited?.twoStep ?? "None", choices: twoStepMethods.map((method) => [method, method] as const) })}
${fields.tick({ name: "saml", label: "Enforce SAML Authentication", isOn: edited?.saml ?? false, sentWith: "description", help: "Beats the second step; no keys can be made with it." })}
${fields.select({ name: "reset", label: "Password Reset", value: edited?.passwordReset ?? "Not Allowed", choices: passwordResets.map((reset) => [reset, reset] as const) })}
${fields.area({ name: "ranges", label: "Permitted IP Ranges", value: edited?.ipRanges.join("\n") ?? "", help: "One a line, as 192.0.2.0/24. Empty: from everywhere." })}
<p class="tools"><button class="main">Save and Exit</button> <a class="button" href="${link(`${root}/profiles`)}">Cancel</a>
${edited === null ? nothing : html`<button class="danger" name="do" value="delete">Delete</button>`}</p></form>`,
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
    ipRanges: listed(sent(form, "ranges")),
    ttlHours: ttl === "" ? null : Number(ttl),
    passwordReset:
      passwordResets.find((reset) => reset === sent(form, "reset")) ??
      ("Not Allowed" satisfies PasswordReset),
  };
}

function ttlText(hours: number | null): string {
  if (hours === null) return "Never Expires";
  if (hours % 24 === 0) return hours === 24 ? "1 day" : `${hours / 24} days`;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

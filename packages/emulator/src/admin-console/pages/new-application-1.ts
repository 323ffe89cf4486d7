import { application1Categories } from "../../administration/application1.js";
import { ConsoleRefusal, requireText } from "../../administration/refusal.js";
import { factList, hiddenFields, passwordField, selectField, sent, textField, tickField } from "../fields.js";
import { type Html, html } from "../html.js";
import { consoleRoot, type Page, type PageCall, type PageContent } from "../page.js";
import { stepsLine } from "../steps.js";
import { integrationsPath as path, integrationsRoot as root } from "./integrations.js";

const fields = ["name", "category", "extended", "description", "developer", "email"] as const;
const steps = ["Details", "Settings", "Summary"] as const;

/** Adds an application of API 1.0: details, whom to write to, summary. What was entered travels with the form. */
export const newApplication1: Page = {
  path: `${root}/new-1`,
  show: (call, refusal) => content("Details", { body: details(call), refusal }),
  take(call) {
    const { administration, form } = call;
    requireText(sent(form, "name"), "Application Name");
    switch (sent(form, "step")) {
      case "Settings":
        return content("Settings", { body: settings(call) });
      case "Summary":
        return content("Summary", { body: summary(call) });
      default: {
        const { applicationId } = administration.createApplication({
          name: sent(form, "name"),
          category: sent(form, "category"),
          description: sent(form, "description"),
          developer: sent(form, "developer"),
          email: sent(form, "email"),
          extendedSession: form.has("extended"),
        });
        return { goTo: `${root}/application?id=${encodeURIComponent(applicationId)}` };
      }
    }
  },
};

function content(
  step: (typeof steps)[number],
  { body, refusal }: { body: Html; refusal?: string | undefined },
): PageContent {
  return {
    title: "Add API Application",
    path,
    body: html`${stepsLine(steps, step)}${body}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function details({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">
${textField({ name: "name", label: "Application Name", value: sent(form, "name") })}
${selectField({ name: "category", label: "Category", value: sent(form, "category"), choices: application1Categories.map((name) => [name, name] as const), help: "For the eye alone." })}
${tickField({ name: "extended", label: "Enable Extended Session", isOn: form.has("extended") })}
${textField({ name: "description", label: "Description", value: sent(form, "description") })}
<button class="main" name="step" value="Settings">Next</button></form>`;
}

function settings({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, ["name", "category", "extended", "description"])}
${textField({ name: "developer", label: "Developer", value: sent(form, "developer"), help: "The technical point of contact." })}
${textField({ name: "email", label: "Email", value: sent(form, "email") })}
<button class="main" name="step" value="Summary">Next</button></form>`;
}

function summary({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, fields)}
${factList([
  ["Application Name", sent(form, "name")],
  ["Category", sent(form, "category")],
  ["Extended Session", form.has("extended") ? "enabled" : "off"],
  ["Description", sent(form, "description")],
  ["Developer", `${sent(form, "developer")} ${sent(form, "email")}`],
  ["Status", "Enabled"],
])}<button class="main" name="step" value="Add">Add</button></form>`;
}

const keySteps = ["Account", "Authentication", "Verification"] as const;

/** Binds a user to an application: who, with which password, with which second step. The keys are shown this once. */
export const createKeys: Page = {
  path: `${root}/keys`,
  show: (call, refusal) => keyContent("Account", { body: accountStep(call), refusal }),
  take(call) {
    const { administration, form } = call;
    const application = applicationOf(call);
    const user = administration.directory.requireUser(sent(form, "address"));
    const step = sent(form, "step");
    if (step === "Authentication") return keyContent("Authentication", { body: passwordStep(call) });
    const isSecondStep = administration.signIn.profileFor(user).twoStep !== "None";
    if (step === "Verification" && isSecondStep) return keyContent("Verification", { body: codeStep(call) });
    const { accessKey, secretKey, baseUrl } = application.createKeys({
      user,
      realm: sent(form, "type"),
      password: sent(form, "password"),
      code: sent(form, "code"),
    });
    return {
      title: "Create Keys",
      path,
      body: html`<p class="note">Copy both now: they are not shown again.</p>
<div class="sheet">${factList([
        ["Access Key", html`<code id="access-key">${accessKey}</code>`],
        ["Secret Key", html`<code id="secret-key">${secretKey}</code>`],
        ["Base URL here", html`<code id="base-url">${baseUrl}</code>`],
      ])}</div><p class="tools"><a class="button main" href="${consoleRoot}${root}/yours">Finish</a></p>`,
    };
  },
};

function applicationOf({ administration, query }: PageCall) {
  const id = query.get("id");
  const found = administration.applications1.find(({ applicationId }) => applicationId === id);
  if (found === undefined) throw new ConsoleRefusal("There is no such application.");
  return found;
}

function keyContent(
  step: (typeof keySteps)[number],
  { body, refusal }: { body: Html; refusal?: string | undefined },
): PageContent {
  return {
    title: "Create Keys",
    path,
    body: html`${stepsLine(keySteps, step)}${body}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function accountStep({ form, administration }: PageCall): Html {
  const value = sent(form, "address") || administration.serviceUser.emailAddress;
  return html`<form method="post" class="sheet">
${textField({ name: "address", label: "Email Address", value, help: "Of the service account whose role the keys will have." })}
<button class="main" name="step" value="Authentication">Next</button></form>`;
}

function passwordStep({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, ["address"])}<p>${sent(form, "address")}</p>
${selectField({
  name: "type",
  label: "Type",
  choices: [
    ["Basic-Cloud", "Cloud"],
    ["Basic-AD", "Domain"],
  ],
})}
${passwordField({ name: "password", label: "Password" })}
<button class="main" name="step" value="Verification">Next</button></form>`;
}

function codeStep({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, ["address", "type", "password"])}
${textField({ name: "code", label: "Verification Code", help: "The emulated phone has it: Emulation, Clock and Phone." })}
<button class="main" name="step" value="Keys">Next</button></form>`;
}

import { Application1Account } from "../../administration/application1.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { copied, Fields, factList, sent } from "../fields.js";
import { type Html, html } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { tabs } from "../table.js";
import { waitNote } from "../wait-note.js";
import {
  type AnyApplication,
  applicationList,
  applicationOf,
  idOf,
  integrationsPath,
  integrationTabs,
  integrationsRoot as root,
} from "./integrations.js";

/** The list with the panel of one application beside it. */
export const applicationPanel: Page = {
  path: `${root}/application`,
  show(call) {
    const application = applicationOf(call);
    return {
      title: "API and Platform Integrations",
      path: integrationsPath,
      body: html`${integrationTabs("yours")}<div class="with-panel">${applicationList(call)}
<section class="panel" aria-labelledby="panel-name"><header><h2 id="panel-name">${application.name}</h2><a class="close" href="${link(`${root}/yours`)}" aria-label="Close">×</a></header>
${call.query.has("edit") ? editForm(call, application) : overview(call, application)}</section></div>`,
    };
  },
  take(call) {
    const application = applicationOf(call);
    const { form } = call;
    const goTo = `${root}/application?id=${encodeURIComponent(idOf(application))}`;
    if (sent(form, "do") === "toggle") {
      if (application.isEnabled) application.disable();
      else application.enable();
      return { goTo };
    }
    if (application instanceof Application1Account) edit1(application, call);
    else application.description = sent(form, "description");
    return { goTo };
  },
};

function edit1(application: Application1Account, { form, query }: PageCall): void {
  if (query.get("edit") === "notifications") {
    application.edit({ developer: sent(form, "developer"), email: sent(form, "email") });
    return;
  }
  const name = sent(form, "name").trim();
  if (name === "") throw new ConsoleRefusal("Application Name is required.", "Application Name");
  application.edit({ name, description: sent(form, "description"), extendedSession: form.has("extended") });
}

function overview(call: PageCall, application: AnyApplication): Html {
  const id = idOf(application);
  const { isEnabled } = application;
  return html`<form method="post"><input type="hidden" name="do" value="toggle"><p><button role="switch" aria-checked="${isEnabled ? "true" : "false"}">Enabled</button></p></form>
${application instanceof Application1Account ? facts1(call, application) : facts2(application)}
<p class="tools"><a class="button" href="${link(`${root}/application`, { id, edit: "details" })}">Edit</a>
<a class="button" href="${link(`${root}/confirm`, { id, do: "delete" })}">Delete</a></p>`;
}

function facts1({ clock }: PageCall, application: Application1Account): Html {
  const { applicationId, applicationKey, category, description, developer, email } = application;
  const wait = application.minutesToWait(clock.now());
  const here = { id: applicationId };
  return html`${factList([
    ["Application ID", copied("application-id", { label: "Application ID", value: applicationId })],
    ["Application Key", copied("application-key", { label: "Application Key", value: applicationKey })],
    ["Category", category],
    ["Description", description],
    ["Developer", `${developer} ${email}`.trim()],
    ["Extended Session", application.extendedSession ? "enabled" : "off"],
  ])}
${waitNote(wait, link(`${root}/application`, here))}
<p class="tools"><a class="button main" href="${link(`${root}/keys`, here)}">Create Keys</a></p>`;
}

function facts2({
  clientId,
  category,
  contact,
  email,
  role,
  products,
  description,
}: Exclude<AnyApplication, Application1Account>): Html {
  return html`${factList([
    ["Client ID", copied("client-id", { label: "Client ID", value: clientId })],
    ["Category", category],
    ["Products", products === null ? "all" : products.join(", ")],
    ["Application Role", role.name],
    ["Description", description],
    ["Technical Point of Contact", `${contact} ${email}`.trim()],
  ])}
<p class="tools"><a class="button" href="${link(`${root}/confirm`, { id: clientId, do: "regenerate" })}">Regenerate Keys</a></p>`;
}

function editForm(call: PageCall, application: AnyApplication): Html {
  const fields = new Fields(call);
  const here = { id: idOf(application) };
  const isNotifications = call.query.get("edit") === "notifications";
  const save = html`<p class="tools"><button class="main">Save & Close</button> <a class="button" href="${link(`${root}/application`, here)}">Cancel</a></p>`;
  if (!(application instanceof Application1Account)) {
    return html`<form method="post"><p class="help">Name and products can't be changed any more.</p>
${fields.text({ name: "description", label: "Description", value: application.description })}${save}</form>`;
  }
  const pages = tabs("Settings of the application", [
    {
      text: "Details",
      href: link(`${root}/application`, { ...here, edit: "details" }),
      isCurrent: !isNotifications,
    },
    {
      text: "Notifications",
      href: link(`${root}/application`, { ...here, edit: "notifications" }),
      isCurrent: isNotifications,
    },
  ]);
  const { name, description, extendedSession, developer, email } = application;
  return html`${pages}<form method="post">${
    isNotifications
      ? html`${fields.text({ name: "developer", label: "Developer", value: developer })}${fields.text({ name: "email", label: "Email", value: email })}`
      : html`<p class="help">Changing settings makes no new application key.</p>
${fields.text({ name: "name", label: "Application Name", value: name })}
${fields.text({ name: "description", label: "Description", value: description })}
${fields.tick({ name: "extended", label: "Enable Extended Session", isOn: extendedSession, sentWith: "name" })}`
  }${save}</form>`;
}

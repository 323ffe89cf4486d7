import type { Application1Account } from "../../administration/application1.js";
import type { Application2Account } from "../../administration/application2.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { actionButton, factList, sent, textField, tickField } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { consoleRoot, type Page, type PageCall } from "../page.js";

export const integrationsPath = ["Services", "API and Platform Integrations"];
export const integrationsRoot = "/services/integrations";
const root = integrationsRoot;

export const availableIntegrations: Page = {
  path: root,
  show: () => ({
    title: "API and Platform Integrations",
    path: integrationsPath,
    body: html`${tabs("available")}
<div class="cards">
<div class="card"><h2>Mimecast API 2.0</h2><p>OAuth 2.0: one application with products and a role; client id and secret.</p><p><a class="button main" href="${consoleRoot}${root}/new-2">Generate Keys</a></p></div>
<div class="card"><h2>API 1.0</h2><p>Signed requests: an application id and key, and a user's access and secret key.</p><p><a class="button main" href="${consoleRoot}${root}/new-1">Generate Keys</a></p></div>
</div>`,
  }),
};

export const yourIntegrations: Page = {
  path: `${root}/yours`,
  show: ({ administration }) => ({
    title: "API and Platform Integrations",
    path: integrationsPath,
    body: html`${tabs("yours")}
<p class="tools"><a class="button main" href="${consoleRoot}${root}/new-1">Add API Application</a></p>
<table><thead><tr><th>Application</th><th>API</th><th>Category</th><th>Status</th></tr></thead><tbody>
${administration.applications1.filter(({ isDeleted }) => !isDeleted).map((application) => row(application, { api: "1.0", id: application.applicationId }))}
${administration.applications2.filter(({ isDeleted }) => !isDeleted).map((application) => row(application, { api: "2.0", id: application.clientId }))}
</tbody></table>`,
  }),
};

/** The panel of one application. */
export const applicationPanel: Page = {
  path: `${root}/application`,
  show(call, refusal) {
    const application = applicationOf(call);
    const { isEnabled, name } = application;
    const toggle = isEnabled ? "Disable" : "Enable";
    return {
      title: name,
      path: integrationsPath,
      body: html`${"applicationId" in application ? show1(call, application) : show2(application)}
<p class="tools">${actionButton({ label: toggle, values: { do: toggle.toLowerCase() } })}
${actionButton({ label: "Delete", values: { do: "delete" } })}
<a class="button" href="${consoleRoot}${root}/yours">Close</a></p>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take(call) {
    const application = applicationOf(call);
    const { form } = call;
    switch (sent(form, "do")) {
      case "delete":
        application.delete();
        return { goTo: `${root}/yours` };
      case "disable":
        application.disable();
        break;
      case "enable":
        application.enable();
        break;
      case "regenerate":
        if (!("clientId" in application))
          throw new ConsoleRefusal("Only API 2.0 has a secret to regenerate.");
        return showSecret(application, application.regenerateSecret());
      default:
        edit(application, form);
    }
    return { goTo: `${root}/application?id=${encodeURIComponent(idOf(application))}` };
  },
};

/** Client id and secret, this once. */
export function showSecret(
  { name }: Application2Account,
  { clientId, clientSecret, baseUrl }: { clientId: string; clientSecret: string; baseUrl: string },
) {
  return {
    title: name,
    path: integrationsPath,
    body: html`<p class="note">Copy both now: the secret is not shown again.</p>
<div class="sheet">${factList([
      ["Client ID", html`<code id="client-id">${clientId}</code>`],
      ["Client Secret", html`<code id="client-secret">${clientSecret}</code>`],
      ["Base URL here", html`<code id="base-url">${baseUrl}</code>`],
    ])}</div>
<p class="tools"><a class="button main" href="${consoleRoot}${root}/yours">Finish</a></p>`,
  };
}

function tabs(current: "available" | "yours"): Html {
  const tab = (name: typeof current, text: string, path: string) =>
    html`<a href="${consoleRoot}${path}"${name === current ? html` aria-current="page"` : nothing}>${text}</a>`;
  return html`<p class="tabs">${tab("available", "Available Integrations", root)}${tab("yours", "Your Application Integrations", `${root}/yours`)}</p>`;
}

function row(
  { name, category, isEnabled }: { name: string; category: string; isEnabled: boolean },
  { api, id }: { api: string; id: string },
): Html {
  return html`<tr><td><a href="${consoleRoot}${root}/application?id=${encodeURIComponent(id)}">${name}</a></td><td>${api}</td><td>${category}</td><td>${isEnabled ? "Enabled" : "Disabled"}</td></tr>`;
}

function applicationOf({ administration, query }: PageCall): Application1Account | Application2Account {
  const id = query.get("id") ?? "";
  const found =
    administration.applications1.find(({ applicationId, isDeleted }) => applicationId === id && !isDeleted) ??
    administration.applications2.find(({ clientId, isDeleted }) => clientId === id && !isDeleted);
  if (found === undefined) throw new ConsoleRefusal("There is no such application.");
  return found;
}

function idOf(application: Application1Account | Application2Account): string {
  return "applicationId" in application ? application.applicationId : application.clientId;
}

function show1({ clock }: PageCall, application: Application1Account): Html {
  const { applicationId, applicationKey, category, developer, email, extendedSession } = application;
  const wait = application.minutesToWait(clock.now());
  const id = encodeURIComponent(applicationId);
  return html`<div class="sheet">${factList([
    ["Application ID", html`<code id="application-id">${applicationId}</code>`],
    ["Application Key", html`<code id="application-key">${applicationKey}</code>`],
    ["Category", category],
    ["Developer", `${developer} ${email}`],
    ["Extended Session", extendedSession ? "enabled" : "off"],
  ])}</div>
${wait === 0 ? html`<p class="tools"><a class="button main" href="${consoleRoot}${root}/keys?id=${id}">Create Keys</a></p>` : html`<p class="note">Keys can be made in ${wait} minutes by the tenant's clock, which <a href="${consoleRoot}/emulation">can be moved</a>.</p>`}
<form method="post" class="sheet"><h2>Edit</h2><p class="help">Changing settings makes no new application key.</p>
${textField({ name: "name", label: "Application Name", value: application.name })}
${textField({ name: "description", label: "Description", value: application.description })}
${tickField({ name: "extended", label: "Enable Extended Session", isOn: extendedSession })}
<button>Save & Close</button></form>`;
}

function show2(application: Application2Account): Html {
  const { clientId, category, contact, email, role, products, description } = application;
  return html`<div class="sheet">${factList([
    ["Client ID", html`<code>${clientId}</code>`],
    ["Category", category],
    ["Products", products === null ? "all" : products.join(", ")],
    ["Application Role", role.name],
    ["Technical Point of Contact", `${contact} ${email}`],
  ])}</div>
<form method="post" class="sheet"><h2>Edit</h2><p class="help">Name and products can't be changed any more.</p>
${textField({ name: "description", label: "Description", value: description })}<button>Save & Close</button></form>
<p class="tools">${actionButton({ label: "Regenerate Keys", values: { do: "regenerate" } })}</p>`;
}

function edit(application: Application1Account | Application2Account, form: URLSearchParams): void {
  const description = sent(form, "description");
  if ("clientId" in application) application.description = description;
  else application.edit({ name: sent(form, "name"), description, extendedSession: form.has("extended") });
}

import { Application1Account } from "../../administration/application1.js";
import type { Application2Account } from "../../administration/application2.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { type Html, html, nothing } from "../html.js";
import { keySheet } from "../key-sheet.js";
import { link, type Page, type PageCall } from "../page.js";
import { rowMenu, state, table, tabs } from "../table.js";

export const integrationsPath = ["Services", "API and Platform Integrations"];
export const integrationsRoot = "/services/integrations";
const root = integrationsRoot;

export type AnyApplication = Application1Account | Application2Account;

/** Cards of single vendors: an application of API 1.0 with less to fill in. */
export const vendorCards = [
  {
    name: "Arctic Wolf",
    about: "Reads the logs of this account through API 1.0.",
    category: "SIEM Integration",
  },
] as const;

const whichApi = html`<dialog open class="note" aria-label="Which API"><p>A new application of API 2.0 works at once. One of API 1.0 needs
half an hour before keys can be made for it, and each of its calls is made in the name of a user.</p><form method="post"><button>Got It</button></form></dialog>`;

export const availableIntegrations: Page = {
  path: root,
  show: ({ hasReadNote }) => ({
    title: "API and Platform Integrations",
    path: integrationsPath,
    body: html`${integrationTabs("available")}${hasReadNote ? nothing : whichApi}
<ul class="cards">
${card({ name: "Mimecast API 2.0", about: "OAuth 2.0: one application with products and a role; client id and secret.", href: link(`${root}/new-2`) })}
${card({ name: "API 1.0", about: "Signed requests: an application's id and key, and a user's access and secret key.", href: link(`${root}/new-1`) })}
${vendorCards.map(({ name, about }) => card({ name, about, href: link(`${root}/new-1`, { card: name }) }))}
</ul>`,
  }),
  /** The note has the only form. */
  take: () => ({ goTo: root, hasReadNote: true }),
};

export const yourIntegrations: Page = {
  path: `${root}/yours`,
  show: (call) => ({
    title: "API and Platform Integrations",
    path: integrationsPath,
    body: html`${integrationTabs("yours")}${applicationList(call)}`,
  }),
};

const acts = {
  enable: "Enable",
  disable: "Disable",
  delete: "Delete",
  regenerate: "Regenerate Keys",
} as const;
const warnings: Readonly<Record<keyof typeof acts, string>> = {
  enable: "Its keys work again.",
  disable: "Every call with its keys is refused until it is enabled again.",
  delete: "Every call with its keys is refused from now on. It can't be taken back.",
  regenerate: "The present client secret is refused from now on. Tokens that are out live until they expire.",
};

/** Asks before something happens to an application, and does it. */
export const confirmAct: Page = {
  path: `${root}/confirm`,
  show(call) {
    const application = applicationOf(call);
    const act = actOf(call);
    const panel = link(`${root}/application`, { id: idOf(application) });
    return {
      title: "API and Platform Integrations",
      path: integrationsPath,
      body: html`${integrationTabs("yours")}<form method="post" class="confirm" role="alertdialog" aria-labelledby="asked" aria-describedby="warned">
<h2 id="asked">${acts[act]}: ${application.name}?</h2><p id="warned">${warnings[act]}</p>
<p class="tools"><button class="${act === "enable" ? "main" : "danger"}">${acts[act]}</button> <a class="button" href="${panel}">Cancel</a></p></form>
${applicationList(call)}`,
    };
  },
  take(call) {
    const application = applicationOf(call);
    const act = actOf(call);
    if (act === "regenerate") {
      if (application instanceof Application1Account)
        throw new ConsoleRefusal("Only API 2.0 has a secret to regenerate.");
      return showSecret(application, application.regenerateSecret());
    }
    application[act]();
    return { goTo: `${root}/yours` };
  },
};

function actOf({ query }: PageCall): keyof typeof acts {
  const asked = query.get("do");
  if (asked === "enable" || asked === "disable" || asked === "delete" || asked === "regenerate") return asked;
  throw new ConsoleRefusal("There is no such thing to do with an application.");
}

/** Client id and secret, this once. */
export function showSecret(
  { name }: Application2Account,
  { clientId, clientSecret, baseUrl }: { clientId: string; clientSecret: string; baseUrl: string },
) {
  return {
    title: name,
    path: integrationsPath,
    body: html`<p class="note">Copy both now: the secret is not shown again.</p>
${keySheet([
  ["Client ID", "client-id", clientId],
  ["Client Secret", "client-secret", clientSecret],
  ["Base URL here", "base-url", baseUrl],
])}
<p class="tools"><a class="button main" href="${link(`${root}/yours`)}">Finish</a></p>`,
  };
}

export function integrationTabs(current: "available" | "yours"): Html {
  return tabs("Integrations", [
    { text: "Available Integrations", href: link(root), isCurrent: current === "available" },
    { text: "Your Application Integrations", href: link(`${root}/yours`), isCurrent: current === "yours" },
  ]);
}

export function applicationList(call: PageCall): Html {
  const { applications1, applications2 } = call.administration;
  const rows = [
    ...applications1.map((application) => ({ application, api: "1.0" })),
    ...applications2.map((application) => ({ application, api: "2.0" })),
  ];
  return html`<div><p class="tools"><a class="button main" href="${link(`${root}/new-1`)}">Add API Application</a></p>
${table({
  caption: "Your applications",
  heads: ["Application", "API", "Category", "Status", ""],
  rows: rows
    .filter(({ application }) => !application.isDeleted)
    .map(({ application, api }) => [
      html`<a href="${link(`${root}/application`, { id: idOf(application) })}">${application.name}</a>`,
      api,
      application.category,
      showStatus(application),
      menuOf(application),
    ]),
  empty: "No application yet. Add API Application makes one of API 1.0.",
})}</div>`;
}

export function showStatus({ isEnabled }: AnyApplication): Html {
  return isEnabled ? state("Enabled", "good") : state("Disabled", "off");
}

export function applicationOf({ administration, query }: PageCall): AnyApplication {
  const id = query.get("id") ?? "";
  const found = [...administration.applications1, ...administration.applications2].find(
    (application) => idOf(application) === id && !application.isDeleted,
  );
  if (found === undefined) throw new ConsoleRefusal("There is no such application.");
  return found;
}

export function idOf(application: AnyApplication): string {
  return application instanceof Application1Account ? application.applicationId : application.clientId;
}

function menuOf(application: AnyApplication): Html {
  const id = idOf(application);
  const act = application.isEnabled ? "disable" : "enable";
  return rowMenu(application.name, [
    html`<a href="${link(`${root}/confirm`, { id, do: act })}">${acts[act]}</a>`,
    html`<a href="${link(`${root}/confirm`, { id, do: "delete" })}">Delete</a>`,
  ]);
}

function card({ name, about, href }: { name: string; about: string; href: string }): Html {
  return html`<li class="card"><h2>${name}</h2><p>${about}</p><p><a class="button main" href="${href}">Generate Keys</a></p></li>`;
}

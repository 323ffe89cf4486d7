import { products as allProducts, type Product } from "@postern/mimecast/catalogue";
import { ConsoleRefusal, requireText } from "../../administration/refusal.js";
import { factList, hiddenFields, selectField, sent, textField, tickField } from "../fields.js";
import { type Html, html } from "../html.js";
import type { Page, PageCall, PageContent } from "../page.js";
import { stepsLine } from "../steps.js";
import { integrationsPath as path, integrationsRoot as root, showSecret } from "./integrations.js";

const steps = ["Application Details", "Notifications", "Summary"] as const;
const details = ["name", "category", "product", "role", "description"] as const;
// A free list in the real service; guides name the last.
const categories = ["SIEM", "SOAR", "MSP", "Others"] as const;

/** Adds an application of API 2.0: details, whom to write to, summary; then client id and secret, this once. */
export const newApplication2: Page = {
  path: `${root}/new-2`,
  show: (call, refusal) => content("Application Details", { body: showDetails(call), refusal }),
  take(call) {
    const { administration, form, actor } = call;
    requireText(sent(form, "name"), "Application Name");
    const products = readProducts(form);
    const role = administration.roles.find(sent(form, "role"));
    switch (sent(form, "step")) {
      case "Notifications":
        return content("Notifications", { body: showNotifications(call) });
      case "Summary":
        return content("Summary", { body: showSummary(call, role.name) });
      default: {
        const draft = {
          name: sent(form, "name"),
          category: sent(form, "category"),
          description: sent(form, "description"),
          contact: sent(form, "contact"),
          email: sent(form, "email"),
          products,
          role,
        };
        const application = administration.createApplication2(draft, actor);
        return showSecret(application, application.credentials);
      }
    }
  },
};

function readProducts(form: URLSearchParams): readonly Product[] {
  const chosen = form.getAll("product");
  const products = allProducts.filter((product) => chosen.includes(product));
  if (products.length === 0) throw new ConsoleRefusal("Choose at least one product.", "Products");
  return products;
}

function content(
  step: (typeof steps)[number],
  { body, refusal }: { body: Html; refusal?: string | undefined },
): PageContent {
  return {
    title: "Mimecast API 2.0",
    path,
    body: html`${stepsLine(steps, step)}${body}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function showDetails({ form, administration }: PageCall): Html {
  const chosen = form.getAll("product");
  return html`<form method="post" class="sheet">
${textField({ name: "name", label: "Application Name", value: sent(form, "name"), help: "It can't be changed afterwards." })}
${selectField({ name: "category", label: "Category", value: sent(form, "category") || "Others", choices: categories.map((name) => [name, name] as const) })}
<fieldset><legend>Products</legend><p class="help">They can't be changed afterwards.</p>
${allProducts.map((product) => tickField({ name: "product", value: product, label: product, isOn: chosen.includes(product) }))}</fieldset>
${selectField({ name: "role", label: "Application Role", value: sent(form, "role"), choices: administration.roles.list().map(({ id, name }) => [id, name] as const) })}
${textField({ name: "description", label: "Description", value: sent(form, "description") })}
<button class="main" name="step" value="Notifications">Next</button></form>`;
}

function showNotifications({ form }: PageCall): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, details)}
${textField({ name: "contact", label: "Technical Point of Contact", value: sent(form, "contact") })}
${textField({ name: "email", label: "Email", value: sent(form, "email"), help: "A group's address outlives people." })}
<button class="main" name="step" value="Summary">Next</button></form>`;
}

function showSummary({ form }: PageCall, roleName: string): Html {
  return html`<form method="post" class="sheet">${hiddenFields(form, [...details, "contact", "email"])}
${factList([
  ["Application Name", sent(form, "name")],
  ["Category", sent(form, "category")],
  ["Products", form.getAll("product").join(", ")],
  ["Application Role", roleName],
  ["Description", sent(form, "description")],
  ["Technical Point of Contact", `${sent(form, "contact")} ${sent(form, "email")}`],
])}<button class="main" name="step" value="Add">Add</button></form>`;
}

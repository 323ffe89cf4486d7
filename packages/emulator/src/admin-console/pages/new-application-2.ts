import { products as allProducts, type Product } from "@postern/mimecast/catalogue";
import { ConsoleRefusal, requireText } from "../../administration/refusal.js";
import { Fields, factList, hiddenFields, sent, tickBox } from "../fields.js";
import { type Html, html } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { stepsLine } from "../steps.js";
import { integrationsPath as path, integrationsRoot as root, showSecret } from "./integrations.js";

const steps = ["Application Details", "Notifications", "Summary"] as const;
type Step = (typeof steps)[number];
const details = ["name", "category", "product", "role", "description"] as const;
// A free list in the real service; guides name the last.
const categories = ["SIEM", "SOAR", "MSP", "Others"] as const;

/** Adds an application of API 2.0: details, whom to write to, summary; then client id and secret, this once. */
export const newApplication2: Page = {
  path: `${root}/new-2`,
  show: (call) => content(call, stepOf(call)),
  take(call) {
    const { administration, form, actor } = call;
    const draft = {
      name: requireText(sent(form, "name"), "Application Name"),
      category: sent(form, "category"),
      description: sent(form, "description"),
      products: readProducts(form),
      role: administration.roles.find(sent(form, "role")),
      contact: sent(form, "contact"),
      email: sent(form, "email"),
    };
    const step = sent(form, "step");
    if (step === "Notifications") {
      administration.checkApplication2(draft, actor);
      return content(call, "Notifications");
    }
    requireText(draft.contact, "Technical Point of Contact");
    if (!draft.email.includes("@")) throw new ConsoleRefusal("Email takes an email address.", "Email");
    if (step === "Summary") return content(call, "Summary");
    const application = administration.createApplication2(draft, actor);
    return showSecret(application, application.credentials);
  },
};

function readProducts(form: URLSearchParams): readonly Product[] {
  const chosen = form.getAll("product");
  const products = allProducts.filter((product) => chosen.includes(product));
  if (products.length === 0) throw new ConsoleRefusal("Choose at least one product.", "Products");
  return products;
}

/** Of a form that was refused, the step it was sent from. */
function stepOf({ form }: PageCall): Step {
  const sentFor = sent(form, "step");
  if (sentFor === "Summary") return "Notifications";
  return sentFor === "Add" ? "Summary" : "Application Details";
}

function content(call: PageCall, step: Step) {
  const body = {
    "Application Details": showDetails,
    Notifications: showNotifications,
    Summary: showSummary,
  }[step](call);
  return {
    title: "Mimecast API 2.0",
    path,
    body: html`${stepsLine(steps, step)}<form method="post" class="sheet">${body} <a class="button" href="${link(root)}">Cancel</a></p></form>`,
  };
}

function showDetails(call: PageCall): Html {
  const { form, administration } = call;
  const fields = new Fields(call);
  const chosen = form.getAll("product");
  const roles = administration.roles.list().map(({ id, name }) => [id, name] as const);
  return html`${fields.text({ name: "name", label: "Application Name", help: "It can't be changed afterwards." })}
${fields.select({ name: "category", label: "Category", value: "Others", choices: categories.map((name) => [name, name] as const) })}
<fieldset><legend>Products</legend><p class="help">They can't be changed afterwards.</p>${fields.error("Products")}
<div class="columns">${allProducts.map((product) => tickBox({ name: "product", value: product, label: product, isOn: chosen.includes(product) }))}</div></fieldset>
${fields.select({ name: "role", label: "Application Role", choices: roles })}
${fields.text({ name: "description", label: "Description" })}
<p class="tools"><button class="main" name="step" value="Notifications">Next</button>`;
}

function showNotifications(call: PageCall): Html {
  const fields = new Fields(call);
  return html`${hiddenFields(call.form, details)}
${fields.text({ name: "contact", label: "Technical Point of Contact" })}
${fields.text({ name: "email", label: "Email", help: "A group's address outlives people." })}
<p class="tools"><button class="main" name="step" value="Summary">Next</button>`;
}

function showSummary({ form, administration }: PageCall): Html {
  return html`${hiddenFields(form, [...details, "contact", "email"])}
${factList([
  ["Application Name", sent(form, "name")],
  ["Category", sent(form, "category")],
  ["Products", form.getAll("product").join(", ")],
  ["Application Role", administration.roles.find(sent(form, "role")).name],
  ["Description", sent(form, "description")],
  ["Technical Point of Contact", sent(form, "contact")],
  ["Email", sent(form, "email")],
])}<p class="tools"><button class="main" name="step" value="Add">Add</button>`;
}

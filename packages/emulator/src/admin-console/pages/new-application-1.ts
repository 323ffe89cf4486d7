import { application1Categories } from "../../administration/application1.js";
import { ConsoleRefusal, requireText } from "../../administration/refusal.js";
import { Fields, factList, hiddenFields, sent } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import { link, type Page, type PageCall } from "../page.js";
import { stepsLine } from "../steps.js";
import { integrationsPath as path, integrationsRoot as root, vendorCards } from "./integrations.js";

const steps = ["Details", "Settings", "Summary"] as const;
type Step = (typeof steps)[number];
const fieldNames = {
  Details: ["name", "category", "extended", "description"],
  Settings: ["developer", "email"],
} as const;

/** Adds an application of API 1.0: details, whom to write to, summary. What was entered travels with the form. */
export const newApplication1: Page = {
  path: `${root}/new-1`,
  show: (call) => content(call, stepOf(call)),
  take(call) {
    const { administration, form } = call;
    const card = cardOf(call);
    const name = requireText(card?.name ?? sent(form, "name"), "Application Name");
    const step = sent(form, "step");
    if (step === "Settings") return content(call, "Settings");
    if (sent(form, "email") !== "" && !sent(form, "email").includes("@"))
      throw new ConsoleRefusal("That is no email address.", "Email");
    if (step === "Summary") return content(call, "Summary");
    const application = administration.createApplication({
      name,
      category: card?.category ?? sent(form, "category"),
      description: sent(form, "description"),
      developer: sent(form, "developer"),
      email: sent(form, "email"),
      extendedSession: form.has("extended"),
    });
    if (!form.has("enabled")) application.disable();
    return { goTo: `${root}/application?id=${encodeURIComponent(application.applicationId)}` };
  },
};

/** Of a form that was refused, the step it was sent from. */
function stepOf({ form }: PageCall): Step {
  const sentFor = sent(form, "step");
  if (sentFor === "Summary") return "Settings";
  return sentFor === "Add" ? "Summary" : "Details";
}

function cardOf({ query }: PageCall) {
  return vendorCards.find(({ name }) => name === query.get("card")) ?? null;
}

function content(call: PageCall, step: Step) {
  const body = { Details: details, Settings: settings, Summary: summary }[step](call);
  const card = cardOf(call);
  return {
    title: card === null ? "Add API Application" : `Generate Keys: ${card.name}`,
    path,
    body: html`${stepsLine(steps, step)}<form method="post" class="sheet">${body}</form>`,
  };
}

function details(call: PageCall): Html {
  const fields = new Fields(call);
  const description = fields.text({ name: "description", label: "Description" });
  const own = html`${fields.text({ name: "name", label: "Application Name" })}
${fields.select({ name: "category", label: "Category", choices: application1Categories.map((name) => [name, name] as const), help: "For the eye alone." })}
<fieldset><legend>Service Application</legend>${fields.tick({ name: "extended", label: "Enable Extended Session", isOn: false, sentWith: "name", help: "Keys then outlive the Authentication TTL of their user." })}</fieldset>`;
  return html`${cardOf(call) === null ? own : nothing}${description}${next("Settings")}`;
}

function settings(call: PageCall): Html {
  const fields = new Fields(call);
  const label = cardOf(call) === null ? "Developer" : "Technical Point of Contact";
  return html`${hiddenFields(call.form, fieldNames.Details)}
${fields.text({ name: "developer", label, help: "Whom to write to about this application." })}
${fields.text({ name: "email", label: "Email" })}${next("Summary")}`;
}

function summary(call: PageCall): Html {
  const { form } = call;
  const card = cardOf(call);
  return html`${hiddenFields(form, [...fieldNames.Details, ...fieldNames.Settings])}
${factList([
  ["Application Name", card?.name ?? sent(form, "name")],
  ["Category", card?.category ?? sent(form, "category")],
  ["Extended Session", form.has("extended") ? "enabled" : "off"],
  ["Description", sent(form, "description")],
  [card === null ? "Developer" : "Technical Point of Contact", sent(form, "developer")],
  ["Email", sent(form, "email")],
])}<label class="tick"><input type="checkbox" role="switch" name="enabled" checked> <span>Status: Enabled</span></label>
<p class="tools"><button class="main" name="step" value="Add">Add</button> <a class="button" href="${link(root)}">Cancel</a></p>`;
}

function next(step: Step): Html {
  return html`<p class="tools"><button class="main" name="step" value="${step}">Next</button> <a class="button" href="${link(root)}">Cancel</a></p>`;
}

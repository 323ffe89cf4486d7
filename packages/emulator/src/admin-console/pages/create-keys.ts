import { Application1Account } from "../../administration/application1.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { Fields, factList, hiddenFields, sent } from "../fields.js";
import { type Html, html } from "../html.js";
import { keySheet } from "../key-sheet.js";
import { link, type Page, type PageCall } from "../page.js";
import { stepsLine } from "../steps.js";
import { waitNote } from "../wait-note.js";
import { applicationOf, idOf, integrationsPath as path, integrationsRoot as root } from "./integrations.js";

const steps = ["Account", "Authentication", "Verification", "Keys"] as const;
type Step = (typeof steps)[number];

/** Binds a user to an application: who, with which password, with which second step. The keys are shown this once. */
export const createKeys: Page = {
  path: `${root}/keys`,
  show: (call) => content(call, stepOf(call)),
  take(call) {
    const { administration, form } = call;
    const application = oneOf(call);
    const user = administration.directory.requireUser(sent(form, "address"));
    application.checkKeysFor(user);
    const step = sent(form, "step");
    if (step === "Authentication") return content(call, "Authentication");
    const proof = { realm: sent(form, "type"), password: sent(form, "password"), code: sent(form, "code") };
    try {
      const { accessKey, secretKey, baseUrl } = application.createKeys({ user, ...proof });
      return showKeys({ accessKey, secretKey, baseUrl });
    } catch (error) {
      // The password was right: now the code is asked for.
      const isCodeWanted = error instanceof ConsoleRefusal && error.field === "Verification Code";
      if (step === "Verification" && isCodeWanted) return content(call, "Verification");
      throw error;
    }
  },
};

/** Of a form that was refused, the step that its field stands in. */
function stepOf({ refusal }: PageCall): Step {
  if (refusal?.field === "Type" || refusal?.field === "Password") return "Authentication";
  return refusal?.field === "Verification Code" ? "Verification" : "Account";
}

function oneOf(call: PageCall): Application1Account {
  const application = applicationOf(call);
  if (application instanceof Application1Account) return application;
  throw new ConsoleRefusal("Only applications of API 1.0 have keys of users.");
}

function content(call: PageCall, step: Step) {
  const application = oneOf(call);
  const id = idOf(application);
  const wait = application.minutesToWait(call.clock.now());
  const body =
    step === "Account" ? accountStep(call) : step === "Authentication" ? passwordStep(call) : codeStep(call);
  return {
    title: "Create Keys",
    path,
    body: html`${stepsLine(steps, step)}${waitNote(wait, link(`${root}/keys`, { id }))}
<form method="post" class="sheet">${body} <a class="button" href="${link(`${root}/application`, { id })}">Cancel</a></p></form>`,
  };
}

function accountStep(call: PageCall): Html {
  return html`${new Fields(call).text({ name: "address", label: "Email Address", help: "Of the service account in whose name the calls are made." })}
<p class="tools"><button class="main" name="step" value="Authentication">Next</button>`;
}

function passwordStep(call: PageCall): Html {
  const { form } = call;
  const fields = new Fields(call);
  return html`${hiddenFields(form, ["address"])}${factList([["Email Address", sent(form, "address")]])}
${fields.select({
  name: "type",
  label: "Type",
  choices: [
    ["Basic-Cloud", "Cloud"],
    ["Basic-AD", "Domain"],
  ],
})}
${fields.password({ name: "password", label: "Password" })}
<p class="tools"><button class="main" name="step" value="Verification">Next</button>`;
}

function codeStep(call: PageCall): Html {
  const { administration, form } = call;
  const user = administration.directory.requireUser(sent(form, "address"));
  const { description, twoStep } = administration.signIn.profileFor(user);
  return html`${hiddenFields(form, ["address", "type", "password"])}
<p>${description} asks ${user.emailAddress} for a code, sent by ${twoStep}. Here <a href="${link("/emulation")}" target="_blank">Clock and Phone</a> shows it.</p>
${new Fields(call).text({ name: "code", label: "Verification Code" })}
<p class="tools"><button class="main" name="step" value="Keys">Next</button>`;
}

function showKeys({
  accessKey,
  secretKey,
  baseUrl,
}: {
  accessKey: string;
  secretKey: string;
  baseUrl: string;
}) {
  return {
    title: "Create Keys",
    path,
    body: html`${stepsLine(steps, "Keys")}<p class="note">Copy both now: they are not shown again.</p>
${keySheet(
  [
    ["Access Key", "access-key", accessKey],
    ["Secret Key", "secret-key", secretKey],
  ],
  { isHidden: true },
)}${keySheet([["Base URL here", "base-url", baseUrl]])}<p class="tools"><a class="button main" href="${link(`${root}/yours`)}">Finish</a></p>`,
  };
}

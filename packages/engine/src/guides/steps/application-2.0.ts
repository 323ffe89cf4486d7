import { type Disagreement, makeStep, type Step } from "../guide.js";
import type { CredentialPlan, GuidePlan } from "../plan.js";
import { laterProductTicks, productChecks, productTicks } from "../ticks.js";

/** The wizard of an API 2.0 application: one for each credential. */
export function makeOAuthApplications(plan: GuidePlan): readonly Step[] {
  return plan.credentials.map((credential) => makeApplication(plan, credential));
}

function makeApplication({ choices }: GuidePlan, credential: CredentialPlan): Step {
  const products = productTicks(credential);
  const later = laterProductTicks(credential);
  return makeStep({
    id: `application${credential.suffix}`,
    title: `Make the API 2.0 application “${credential.label}”`,
    where: ["Administration", "Services", "API and Platform Integrations"],
    instructions: [
      "On the tile **Mimecast API 2.0**, click **Generate Keys**, and accept the terms if you are asked to. (Newer consoles: **Integrations**, **Integrations Hub**, **Configure New**.)",
      "Fill in the fields below.",
      products.length === 0
        ? "Nothing that was chosen needs a product. If the form insists on one, take the one that gives least."
        : "Under **Products**, select every product listed here. All of them are needed.",
      ...(later.length === 0
        ? []
        : [
            "Think ahead now: the list “For later” shows what other feeds and actions would need. A product alone opens nothing, since the role must allow the call as well and can be widened at any time; so selecting one early costs little, and forgetting one costs a new application.",
          ]),
      "Click **Next**, give the technical contact, click **Next** again, read the summary, and click **Add**.",
      "The window that opens shows **Client ID** and **Client Secret**, this one time. Copy both, labelled, straight into a password manager before you close it.",
    ],
    fields: [
      { label: "Application Name", value: credential.label, kind: "exact", note: "can't be changed later" },
      {
        label: "Category",
        value: "Others",
        kind: "exact",
        note: "changes nothing in what the application may do; newer forms don't ask",
      },
      {
        label: "Application Role",
        value: choices.role === "custom" ? credential.label : "Basic Administrator",
        kind: "exact",
        note: "the role of the step before",
      },
      { label: "Description", value: `${credential.label}: ${describeUse(credential)}`, kind: "exact" },
      { label: "Technical Point of Contact", value: "who looks after Postern", kind: "own" },
      {
        label: "Email",
        value: "an address that is read by more than one person",
        kind: "own",
        note: "Mimecast writes there about this application",
      },
    ],
    tick: products,
    consider: later,
    warnings: [
      "**Products can't be changed later.** If one is missing, the only way is a new application, with a new Client ID and Client Secret.",
      "The Client Secret can't be shown again. If it is lost, make new keys; until they reach Postern it can't read, and it catches up afterwards.",
    ],
    disagreements: [waitOrNot],
    checkedBy: ["token", ...productChecks(credential)],
  });
}

const waitOrNot: Disagreement = {
  question: "Do new API 2.0 keys work at once?",
  sides: [
    "The vendor's texts and Radiant's guide name no waiting time.",
    "Another integrator's guide says to wait 30 minutes, which is the rule of API 1.0.",
  ],
  recommendation: "Go on at once. If the token is refused in the first half hour, try once more afterwards.",
  settledBy: ["token"],
};

function describeUse({ feeds, actions }: CredentialPlan): string {
  const reads = feeds.length === 0 ? [] : [`reads ${feeds.join(", ")}`];
  const acts = actions.length === 0 ? [] : [`may run ${actions.join(", ")}`];
  return [...reads, ...acts].join("; ");
}

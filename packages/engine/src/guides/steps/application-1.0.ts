import { type Disagreement, makeStep, type Step } from "../guide.js";
import type { CredentialPlan, GuidePlan } from "../plan.js";

/** How long after its making an application takes no keys; the vendor's figure, in two of the guides too. */
export const newApplicationMinutes = 30;

/** First of all, since its half hour runs while the rest is done. */
export function makeHmacApplications({ credentials }: GuidePlan): readonly Step[] {
  return credentials.map((credential, index) => {
    const step = makeApplication(credential);
    // One wait covers both applications: it is counted from the one that is made last.
    if (index < credentials.length - 1) return step;
    return {
      ...step,
      wait: {
        minutes: newApplicationMinutes,
        reason: "A new API 1.0 application takes no keys before that. Do the next steps meanwhile.",
        before: `keys${credentials[0].suffix}`,
      },
    };
  });
}

function makeApplication({ suffix, label }: CredentialPlan): Step {
  return makeStep({
    id: `application${suffix}`,
    title: `Make the API 1.0 application “${label}”`,
    where: ["Administration", "Services", "API and Platform Integrations", "Your Application Integrations"],
    instructions: [
      "Click **Add API Application** and fill in the fields below, page by page with **Next**.",
      "On the summary, see that **Status** is Enabled, then click **Add**.",
      "Copy **Application ID** and **Application Key** into a password manager, labelled. (They stay readable here; editing the application does not change them.)",
      "Write down the time, and don't click **Create Keys** yet.",
    ],
    fields: [
      { label: "Application Name", value: label, kind: "exact" },
      {
        label: "Category",
        value: "SIEM Integration",
        kind: "exact",
        note: "for your own order only; it changes nothing in what the application may do",
      },
      {
        label: "Enable Extended Session",
        value: "ticked",
        kind: "exact",
        note: "under “Service Application”: keys then don't run out by the authentication profile's TTL",
      },
      { label: "Description", value: "Reads and acts for Postern", kind: "exact" },
      {
        label: "Developer",
        value: "who looks after Postern",
        kind: "own",
        note: "some forms say Technical Point of Contact",
      },
      { label: "Email", value: "an address that is read by more than one person", kind: "own" },
    ],
    warnings: [
      "If **Add API Application** is missing or refuses, new API 1.0 applications are closed for this account: use the API 2.0 guide.",
    ],
    disagreements: [whereToClick, whenToMakeKeys],
    checkedBy: ["application", "propagation"],
  });
}

const whereToClick: Disagreement = {
  question: "Who makes the application, and where?",
  sides: [
    "Seceon's guide has an administrator do it under **Your Application Integrations**.",
    "HighGround's signs in as the service account for it.",
    "Arctic Wolf's starts from a card of its own under **Available Integrations**.",
  ],
  recommendation:
    "Do it as yourself under **Your Application Integrations**: the service account then never needs to sign in to the console, and the form has Extended Session.",
  settledBy: ["application"],
};

const whenToMakeKeys: Disagreement = {
  question: "Must one wait before making keys?",
  sides: [
    "The vendor's text and the guides of Seceon and Arctic Wolf say 30 minutes.",
    "HighGround's clicks Create Keys at once.",
  ],
  recommendation: "Wait: keys made early are refused, or work only after the half hour.",
  settledBy: ["propagation"],
};

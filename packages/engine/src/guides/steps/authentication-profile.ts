import { type Disagreement, type Field, type GuideChoices, makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** What each second factor means for an account that no person uses. */
const secondFactors: Readonly<
  Record<GuideChoices["twoStep"], { readonly value: string; readonly meaning: string }>
> = {
  none: {
    value: "None",
    meaning:
      "The password alone makes keys. That is the least trouble, so let the password be long and random, and let this profile reach the service account only.",
  },
  "sms-or-email": {
    value: "SMS or Email",
    meaning:
      "A code is sent whenever keys are made or renewed, never for the calls themselves. Somebody must be able to read it: a phone number, or a mailbox for the service account.",
  },
  "third-party": {
    value: "3rd Party App",
    meaning:
      "A code from an authenticator app is asked for whenever keys are made or renewed, never for the calls themselves. Keep the app's seed where the team can reach it, not on one person's phone.",
  },
};

/** How the service account signs in, and how long its keys live. */
export function makeAuthenticationProfile({ choices }: GuidePlan): readonly Step[] {
  const { value, meaning } = secondFactors[choices.twoStep];
  const fields: readonly Field[] = [
    { label: "Description", value: "Postern API", kind: "exact" },
    {
      label: "Authentication TTL",
      value: "Never Expires",
      kind: "exact",
      note: "also called Authentication Cache TTL",
    },
    { label: "2-Step Authentication", value, kind: "exact" },
    { label: "SAML options", value: "all off", kind: "exact" },
  ];
  return [
    makeStep({
      id: "authentication-profile",
      title: "Make an authentication profile",
      where: ["Administration", "Services", "Applications", "Authentication Profiles"],
      instructions: [
        "Click **New Authentication Profile**, set the fields below, and leave the rest as it is.",
        meaning,
        "Click **Save and Exit**, then **Go Back**.",
      ],
      fields,
      warnings: [
        choices.signIn === "saml"
          ? "**Your people sign in by SAML: this account must not.** Keys can't be made through SAML, and SAML that is enforced goes before any second factor. With SAML left on here, the wizard for the keys fails whatever the password is."
          : "SAML must stay off here: keys can't be made through it, and where it is enforced it goes before any second factor.",
        "The built-in **Account Administrators Authentication Profile** goes before this one for everybody who holds an administrator role, at once, and it can't be removed. That is why the keys come before the role in this guide.",
        "If the profile lists permitted IP ranges, the address from which the keys are made must be among them.",
      ],
      disagreements: [lifetime],
      checkedBy: ["binding-ttl"],
    }),
  ];
}

const lifetime: Disagreement = {
  question: "What keeps the keys from running out?",
  sides: [
    "Arctic Wolf and Swimlane set the TTL to Never Expires.",
    "Seceon's guide leaves the profile's defaults and ticks Extended Session at the application.",
    "HighGround's does both.",
  ],
  recommendation: "Do both: either is enough, and it shows only after days when neither took.",
  settledBy: ["binding-ttl"],
};

import type { Disagreement, Field, GuideChoices } from "../guide.js";
import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** The user in whose name every call of API 1.0 is made: one for each credential. */
export function makeServiceAccount({ choices, credentials }: GuidePlan): readonly Step[] {
  const isDirectory = choices.signIn === "directory-password";
  const addresses = credentials.map(({ accountName }) => `${accountName}@`);
  const many = credentials.length > 1;
  return [
    makeStep({
      id: "service-account",
      title: many ? "Make the two service accounts" : "Make the service account",
      where: isDirectory ? [] : ["Administration", "Directories", "Internal Directories"],
      instructions: isDirectory
        ? [
            "Create the user in your own directory, under a domain that Mimecast knows, and let the directory synchronise.",
            "Set its password never to expire there, and exempt it from “change at next sign-in”.",
            ...(many ? ["Do so twice, once for each address below."] : []),
          ]
        : [
            "Click the domain the account shall belong to, then **New Address**.",
            "Fill in the fields below and click **Save** (some consoles: **Save and Exit**).",
            ...(many ? ["Do so twice, once for each address below."] : []),
          ],
      fields: [
        ...addresses.map(
          (address): Field => ({ label: "Email Address", value: `${address}your-domain`, kind: "own" }),
        ),
        {
          label: "Password",
          value: "a long random one",
          kind: "own",
          note: "keep it in a password manager: the wizard for the keys asks for it",
        },
        ...(isDirectory ? [] : expiryFields),
      ],
      warnings: [
        "Whoever changes this password or disables this account revokes its keys at once. So use no person's account, and tell colleagues what this one is for.",
        mailboxNote(choices),
      ],
      disagreements: [passwordRotation],
      checkedBy: ["signature"],
    }),
  ];
}

/** Where the password lives in the tenant's own directory, the directory has its own words for these. */
const expiryFields: readonly Field[] = [
  { label: "Password Never Expires", value: "ticked", kind: "exact" },
  { label: "Force Change at Logon", value: "not ticked", kind: "exact" },
];

function mailboxNote({ twoStep }: GuideChoices): string {
  return twoStep === "sms-or-email"
    ? "It needs no licence of its own. It needs a mailbox only if its second factor comes by email; for SMS it needs a phone number somebody can read."
    : "It needs neither a mailbox nor a licence of its own.";
}

const passwordRotation: Disagreement = {
  question: "May the password be changed from time to time?",
  sides: [
    "HighGround's guide lets it never expire, resets it now and then, and enters the new one in the integration.",
    "The vendor's text (in Seceon's guide) says that a changed password revokes the keys.",
  ],
  recommendation:
    "Let it never expire. When you do change it, plan for new keys in the same hour; Postern reads the gap once it has them.",
  settledBy: ["signature"],
};

import { type Disagreement, type GuideChoices, makeStep, type Step } from "../guide.js";
import type { CredentialPlan, GuidePlan } from "../plan.js";

/** The user association wizard: access key and secret key, for each credential. */
export function makeKeys({ choices, credentials }: GuidePlan): readonly Step[] {
  return credentials.map((credential) => makeKeyPair(choices, credential));
}

function makeKeyPair(
  { signIn, twoStep }: GuideChoices,
  { suffix, label, accountName }: CredentialPlan,
): Step {
  return makeStep({
    id: `keys${suffix}`,
    title: suffix === "" ? "Make the keys" : `Make the keys of “${label}”`,
    where: ["Administration", "Services", "API and Platform Integrations", "Your Application Integrations"],
    instructions: [
      "Only now, half an hour after the application was made: click it in the list, then **Create Keys**.",
      "Fill in the fields below, page by page with **Next**.",
      twoStep === "none"
        ? "If you are asked for a second factor although the profile has none, the application settings have not arrived yet: cancel, wait a quarter of an hour, begin again."
        : "When asked for the second factor, give the code that was sent or that the authenticator app shows.",
      "Click the eye beside **Access Key** and **Secret Key**, and copy both, labelled, straight into a password manager. Then click **Finish**.",
    ],
    fields: [
      {
        label: "Email Address",
        value: `${accountName}@your-domain`,
        kind: "own",
        note: "the service account",
      },
      {
        label: "Type",
        value: signIn === "directory-password" ? "Domain" : "Cloud",
        kind: "exact",
        note:
          signIn === "directory-password"
            ? "the password is your directory's"
            : "the password was set in Mimecast, also where people sign in by SAML",
      },
      { label: "Password", value: "that of the service account", kind: "own" },
    ],
    warnings: [
      "Both keys are shown **this one time**. Lost keys can't be read again: make new ones.",
      "Application ID, Application Key, Access Key and Secret Key belong together. Values of two sets look right and are refused.",
    ],
    disagreements: [keysOrRole],
    checkedBy: ["signature", "propagation"],
  });
}

const keysOrRole: Disagreement = {
  question: "Keys first, or administrator role first?",
  sides: [
    "Keys first (Seceon, Arctic Wolf): as soon as the account holds an administrator role, the built-in administrators' profile rules its sign-in. That profile asks for SAML or a second factor, and the wizard may then refuse. For new keys, take the account out of the role, make them, put it back.",
    "Role first (HighGround): the account is put into Basic Administrator, signs in, and makes application and keys itself.",
    "A newer text of the vendor says that only administrators can make keys, with single sign-on switched off meanwhile; another integrator saw a bare error where the account had no role at all.",
  ],
  recommendation:
    "Keys first. If the wizard ends in an error that names no reason, do the next step (role) first, see that SAML is not enforced for the account, have a second factor ready, and come back. Either order gives the same keys.",
  settledBy: ["signature"],
};

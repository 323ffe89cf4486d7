import type { GuideDeclaration } from "./declaration.js";
import type { GuideChoices } from "./guide.js";
import { licencesNeeded } from "./licences.js";
import { commonNotices } from "./notices.js";
import { allowAddresses } from "./steps/admin-ip-ranges.js";
import { makeHmacApplications } from "./steps/application-1.0.js";
import { makeApplicationSettings } from "./steps/application-settings.js";
import { makeAuthenticationProfile } from "./steps/authentication-profile.js";
import { chooseBaseUrl } from "./steps/base-url.js";
import { giveToPostern } from "./steps/connect.js";
import { switchOnEnhancedLogging } from "./steps/enhanced-logging.js";
import { makeKeys } from "./steps/keys.js";
import { acknowledgeMsp } from "./steps/msp.js";
import { makeProfileGroup } from "./steps/profile-group.js";
import { makeRoles } from "./steps/role.js";
import { joinRoles } from "./steps/role-membership.js";
import { makeServiceAccount } from "./steps/service-account.js";

/** API 1.0: an application, a service account, and keys that belong to both. */
export const api1: GuideDeclaration = {
  generation: "1.0",
  audience:
    "For a person who administers the Mimecast account. It takes about 45 minutes, 30 of which Mimecast asks one to wait; no experience with APIs is needed.",
  notices: (plan) => [
    "**API 1.0 is being retired.** Since early 2025 Mimecast restricts the making of new API 1.0 applications in favour of API 2.0, and an account may refuse it. If nothing binds you to 1.0, use the guide for API 2.0: it is shorter, and its keys don't hang on a user's password.",
    ...commonNotices(plan),
  ],
  prerequisites: (plan) => [
    "An administrator account that may edit API applications, internal directories, groups, applications and roles. Super and Full Administrators usually may.",
    ...licencesNeeded(plan),
    signInPrerequisite[plan.choices.signIn],
    ...twoStepPrerequisites[plan.choices.twoStep],
    "A password manager to put keys into: the Access Key and Secret Key are shown once.",
  ],
  steps: [
    acknowledgeMsp,
    makeHmacApplications,
    makeServiceAccount,
    makeProfileGroup,
    makeAuthenticationProfile,
    makeApplicationSettings,
    makeRoles,
    switchOnEnhancedLogging,
    allowAddresses,
    chooseBaseUrl,
    makeKeys,
    joinRoles,
    giveToPostern,
  ],
  afterwards: ({ connectionName, credentials }) => [
    "Never change the password of the service account, and never disable it, without new keys at hand: both revoke its keys.",
    `New keys: take the service account out of its role, make keys at the same application, put it back, and run \`postern connect --update ${connectionName}\`. Postern reads what was missed meanwhile.`,
    "Note the service account in your list of accounts, with its purpose, so that nobody tidies it away.",
    `To end the connection, delete the application${credentials.length > 1 ? "s" : ""} and disable the service account${credentials.length > 1 ? "s" : ""}.`,
  ],
};

const signInPrerequisite: Readonly<Record<GuideChoices["signIn"], string>> = {
  "cloud-password": "An internal domain of the account, for the service account's address.",
  "directory-password":
    "Somebody who may create a user in your own directory, under a domain that Mimecast knows: the service account's password lives there.",
  saml: "An internal domain of the account, for the service account's address. Your people sign in by SAML; the service account gets a cloud password instead.",
};

const twoStepPrerequisites: Readonly<Record<GuideChoices["twoStep"], readonly string[]>> = {
  none: [],
  "sms-or-email": [
    "A phone number or a mailbox for the service account, at hand when the keys are made: its second factor goes there.",
  ],
  "third-party": ["An authenticator app the team shares, at hand when the keys are made."],
};

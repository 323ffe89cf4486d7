import type { GuideDeclaration } from "./declaration.js";
import { licencesNeeded } from "./licences.js";
import { commonNotices } from "./notices.js";
import { allowAddresses } from "./steps/admin-ip-ranges.js";
import { makeOAuthApplications } from "./steps/application-2.0.js";
import { chooseBaseUrl } from "./steps/base-url.js";
import { giveToPostern } from "./steps/connect.js";
import { acknowledgeMsp } from "./steps/msp.js";
import { makeRoles } from "./steps/role.js";

/** API 2.0: a role, an application with products, a client id and secret. */
export const api2: GuideDeclaration = {
  generation: "2.0",
  audience:
    "For a person who administers the Mimecast account. It takes about a quarter of an hour; no experience with APIs is needed.",
  notices: commonNotices,
  prerequisites: (plan) => [
    "An administrator account whose role has **Read** and **Edit** on **API Application** (Services menu), and whose **Security Permissions** let it manage application roles. Super and Full Administrators usually have both; without the second, the role editor does not show.",
    "The account runs Email Security **Cloud Gateway**. (Cloud Integrated accounts have their own page under Integrations, open to Super and Full Administrators alone, and lack part of what is listed here.)",
    ...licencesNeeded(plan),
    "A password manager to put the Client ID and Client Secret into: they are shown once.",
    "A group address for the technical contact, so that a notice from Mimecast outlives a change of staff.",
  ],
  steps: [acknowledgeMsp, makeRoles, makeOAuthApplications, chooseBaseUrl, allowAddresses, giveToPostern],
  afterwards: ({ connectionName, credentials }) => [
    `Widening later: a permission is added to the role and works with the same keys; a product means a new application, whose keys go in with \`postern connect --update ${connectionName}\`.`,
    "New keys for the same application make the old secret useless: give the new one to Postern in the same hour. What was missed meanwhile is read afterwards.",
    `To end the connection, delete the application${credentials.length > 1 ? "s" : ""} and the role${credentials.length > 1 ? "s" : ""} in the console. Tokens given out before may work for up to half an hour more.`,
    "Note in your calendar when keys are to be renewed by your own rules; Mimecast does not expire them by itself as far as its texts say.",
  ],
};

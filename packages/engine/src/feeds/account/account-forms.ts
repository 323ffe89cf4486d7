import type { FeedForms } from "../../forms/feed-forms.js";
import { type Field, field, telling } from "../../vocabulary/index.js";
import type { ValueType } from "../../vocabulary/value-types.js";
import { settingState, stateForms } from "../judging/state-forms.js";

const product = "Account Management";

const settings: readonly (readonly [key: string, type: ValueType, meaning: string])[] = [
  ["region", "text", "Region that holds the account's data."],
  ["mimecastId", "text", "The vendor's id of the account."],
  ["adminEmail", "address", "Address of the first administrator."],
  ["contactEmail", "address", "Whom the vendor writes to."],
  ["contactName", "prose", "Whom the vendor asks for."],
  ["telephone", "text", "Where the vendor calls."],
  ["domain", "text", "Domain of the account."],
  ["userCount", "number", "How many users it has."],
  ["packages", "texts", "What is licensed: `Journal Services [1050]`."],
  ["archive", "flag", "Whether mail is archived."],
  ["gateway", "flag", "Whether mail goes through the gateway."],
  ["type", "text", "Kind of the account."],
  ["maxRetention", "number", "How long mail is kept, days."],
  ["maxRetentionConfirmed", "flag", "Whether that was confirmed."],
  ["minRetentionEnabled", "flag", "Whether mail is kept for a time at least."],
  ["automatedSegmentPurge", "flag", "Whether old mail is removed by itself."],
  ["databaseCode", "text", "Where the vendor keeps the account."],
  ["searchReason", "text", "Whether searchers must say why."],
  ["policyInheritance", "flag", "Whether policies come from another account."],
  ["contentAdministratorDefaultView", "text", "What administrators of content see first."],
  ["adminSessionTimeout", "number", "When an idle administrator is signed out."],
  ["exportApi", "flag", "Whether mail may be exported by the API."],
  ["exgestAllowQuery", "flag", "Whether exports may be asked for."],
  ["exgestAllowExtraction", "flag", "Whether exports may be taken."],
  ["expressAccount", "flag", "Whether it is a small account of a kind of its own."],
  ["cybergraphV2Enabled", "flag", "Whether CyberGraph is on."],
];

/** Two fields of an account speak for it on the telephone: they are secrets, and stand in no form. */
const secrets: readonly Field[] = [
  field("passphrase", "text", "What the vendor asks callers for: a secret, left out of everything."),
  field("supportCode", "text", "What the vendor's support asks for: a secret, left out of everything."),
];

/** Forms of the account as its settings stand. */
export const accountForms: FeedForms = {
  ...about("mimecast.account", "Account State"),
  fields: [
    telling("accountCode", "tenant", "Code of the account.", { keep: true }),
    field("accountName", "prose", "Name of the account."),
    ...settings.map(([key, type, meaning]) => field(key, type, meaning)),
    ...secrets,
  ],
};

/** Forms of what may be given to customers' accounts. */
export const packageForms: FeedForms = {
  ...about("mimecast.packages", "Package"),
  fields: [
    telling("id", "recordId", "The vendor's number of the package."),
    field("name", "prose", "Name of the package."),
  ],
};

/** Forms of whom to turn to at the vendor. */
export const supportInfoForms: FeedForms = {
  ...about("mimecast.support-info", "Support Information"),
  fields: [
    field("customerAdvocate", "prose", "Who looks after the customer."),
    field("customerDevelopmentManager", "prose", "Who sells to the customer."),
    field("hostingJurisdiction", "text", "Whose law the data stand under."),
    field("supportJurisdiction", "text", "From where support is given."),
    field("supportPackage", "text", "Support that is paid for."),
    field("mainProduct", "text", "What was bought."),
    field("officePhone", "text", "Where to call."),
    field("partnerName", "prose", "Partner who sold it."),
    field("renewalDate", "text", "When the contract ends."),
    field("mailtoLink", "text", "Where to write to."),
  ],
};

function about(dataset: string, activity: string): Omit<FeedForms, "fields"> {
  return stateForms({ dataset, product, activity, ecs: settingState });
}

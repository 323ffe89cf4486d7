import { legacyPages, nameEntries, reads, rest } from "../entries.js";

const accountRead = { products: ["Account Management"], permission: "Account | Dashboard | Read" } as const;
const settingsRead = { products: ["Account Management"], permission: "Account | Settings | Read" } as const;
const settingsEdit = { products: ["Account Management"], permission: "Account | Settings | Edit" } as const;

const snapshotOddity = "Verb, envelope and product are not stated: POST with a plain object is taken.";

export const accountOperations = nameEntries({
  "audit.get-audit-events": reads("/api/audit/get-audit-events", {
    summary: "Read what administrators and the system did in the console and through the API.",
    products: ["Audit Events"],
    permission: "Account | Logs | Read",
    ...legacyPages,
    oddities: [
      "startDateTime and endDateTime are both required; 60 days are kept.",
      "Newest first. The records are the items of data themselves.",
      "Page sizes up to 500 are in use, while one source states 100 as the largest.",
      "Collecting is audited too, so this feed is rarely empty.",
    ],
    confidence: "conflicting",
  }),
  "audit.get-categories": reads("/api/audit/get-categories", {
    summary: "List the categories an audit search can be narrowed to.",
    products: ["Audit Events"],
    rowsUnder: "categories",
    oddities: ["No role permission is stated."],
  }),
  "account.get-account": reads("/api/account/get-account", {
    summary: "Read the account: code, region, packages, number of users, retention.",
    ...accountRead,
    oddities: [
      "passphrase and supportCode in the answer are secrets: drop them before storing.",
      "packages lists what is licensed, each as a name with a number in brackets.",
      "A role made for the feeds and actions alone does not permit it: a poor test of a connection.",
    ],
  }),
  "account.get-support-info": reads("/api/account/get-support-info", {
    summary: "Read who supports the account and when it is to be renewed.",
    ...accountRead,
  }),
  "account.get-dashboard-notifications": reads("/api/account/get-dashboard-notifications", {
    summary: "Read the notices shown on the console's dashboard.",
    ...accountRead,
    rowsUnder: "notifications",
    oddities: ["Takes accountCode in the item."],
  }),
  "provisioning.get-packages": reads("/api/provisioning/get-packages", {
    summary: "List the products a partner may provision.",
    products: ["Account Management"],
    oddities: ["For partners; the account's own packages come from account.get-account."],
  }),
  "journaling.get-service": reads("/api/journaling/get-service", {
    summary: "Read the journaling connectors, their settings and state.",
    products: ["Email Security Cloud Gateway"],
    permission: "Services | Journaling | Read",
  }),
  "identity.whoami": rest("GET /identity/whoami", {
    summary: "Tell which account the bearer token belongs to.",
    products: ["Account Management"],
    oddities: ["No role permission is stated: with the product it is the lightest test of a connection."],
  }),
  "account.emergency-contact.get": rest("GET /account/cloud-gateway/v1/emergency-contact", {
    summary: "Read whom the vendor calls in an emergency.",
    ...settingsRead,
  }),
  "account.emergency-contact.replace": rest("PUT /account/cloud-gateway/v1/emergency-contact", {
    summary: "Set whom the vendor calls in an emergency.",
    ...settingsEdit,
    oddities: ["contactName takes 60 characters, alternateEmailAddresses four entries."],
  }),
  "account.emergency-contact.update": rest("PATCH /account/cloud-gateway/v1/emergency-contact", {
    summary: "Change parts of the emergency contact.",
    ...settingsEdit,
  }),
  "email.gateway-details.get": rest("GET /email/cloud-gateway/v1/gateway-details", {
    summary: "Read the mail hosts, protection mode and state of the gateway.",
    permission: "Account | Settings | Read",
    oddities: ["The product is not stated."],
  }),
  "email.gateway-details.update": rest("PATCH /email/cloud-gateway/v1/gateway-details", {
    summary: "Change settings of the gateway.",
    permission: "Account | Settings | Edit",
    oddities: ["The product is not stated."],
  }),
  "email.protection-mode.update": rest("PATCH /email/cloud-gateway/v1/protection-mode", {
    summary: "Switch the protection mode of the gateway.",
    permission: "Account | Settings | Edit",
    oddities: ["The product is not stated, and the path is given in short form only."],
    confidence: "unconfirmed",
  }),
  "email.outbound-ip-addresses.list": rest("GET /email/cloud-gateway/v1/outbound-ip-addresses", {
    summary: "List the addresses the account may send mail from.",
    permission: "Account | Settings | Read",
    oddities: ["Described as a list of texts; the live service answered objects."],
    confidence: "conflicting",
  }),
  "email.outbound-ip-addresses.replace": rest("PUT /email/cloud-gateway/v1/outbound-ip-addresses", {
    summary: "Set the addresses the account may send mail from.",
    permission: "Account | Settings | Edit",
  }),
  "email.outbound-ip-addresses.delete": rest("DELETE /email/cloud-gateway/v1/outbound-ip-addresses", {
    summary: "Remove addresses the account may send mail from.",
    permission: "Account | Settings | Edit",
  }),
  "email.statistics.get": rest("GET /email/cloud-gateway/v1/statistics", {
    summary: "Read statistics of the gateway's mail.",
    oddities: ["Neither product nor permission is stated."],
    confidence: "unconfirmed",
  }),
  "config-snapshot.create": rest("POST /config-snapshot/v1/create", {
    summary: "Save the managed senders, managed URLs or profile groups, to be able to go back.",
    permission: "Account | Config Snapshot | Backup",
    oddities: ["backupType is managedsenders, managedurls or profilegroups.", snapshotOddity],
    confidence: "unconfirmed",
  }),
  "config-snapshot.list": rest("POST /config-snapshot/v1/list", {
    summary: "List the saved snapshots of one kind.",
    effect: "read",
    permission: "Account | Config Snapshot | List",
    oddities: [snapshotOddity],
    confidence: "unconfirmed",
  }),
  "config-snapshot.export": rest("POST /config-snapshot/v1/export", {
    summary: "Read the contents of a saved snapshot.",
    effect: "read",
    permission: "Account | Config Snapshot | Export",
    oddities: ["The only way to read managed senders back.", snapshotOddity],
    confidence: "unconfirmed",
  }),
  "config-snapshot.restore": rest("POST /config-snapshot/v1/restore", {
    summary: "Bring a saved snapshot back, adding to what is there or replacing it.",
    permission: "Account | Config Snapshot | Export",
    oddities: [
      "mode append adds deleted entries again; overwrite also drops entries made since.",
      "Described with the Export permission, although it writes.",
      snapshotOddity,
    ],
    confidence: "unconfirmed",
  }),
});

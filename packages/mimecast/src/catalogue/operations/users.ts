import { cursorPages, legacyPages, nameEntries, reads, rest, writes } from "../entries.js";

const users = { products: ["User and Group Management"] } as const;
const internalRead = { ...users, permission: "Directories | Internal | Read" } as const;
const internalEdit = { ...users, permission: "Directories | Internal | Edit" } as const;
const delegates = { ...users, permission: "Directories | Internal | Create Alternate Address" } as const;
const gatewayOnly = "Cloud Gateway accounts only; Cloud Integrated ones answer 404.";

export const userOperations = nameEntries({
  "user.create-user": writes("/api/user/create-user", {
    summary: "Create a user.",
    ...internalEdit,
    maxItems: 1,
    oddities: ["There is no call that deletes a user.", gatewayOnly],
  }),
  "user.update-user": writes("/api/user/update-user", {
    summary: "Lock, disable, rename or set the password of users.",
    ...internalEdit,
    maxItems: 5,
    oddities: [
      "Answers the whole state: an empty update is the way to read it.",
      "A new password revokes every access key of that user.",
      gatewayOnly,
    ],
  }),
  "user.get-internal-users": reads("/api/user/get-internal-users", {
    summary: "List the users of a domain.",
    ...internalRead,
    ...legacyPages,
    maxItems: 1,
    rowsUnder: "users",
    oddities: ["Paging is that of all /api/ lists; nobody describes it here.", gatewayOnly],
  }),
  "user.get-profile": reads("/api/user/get-profile", {
    summary: "Read the display settings of a user, API 1.0 only.",
    generations: ["1.0"],
  }),
  "user.get-aliases": reads("/api/user/get-aliases", {
    summary: "List the aliases of a user.",
    ...users,
    permission: "Directories | Groups | Read",
  }),
  "user.update-alias": writes("/api/user/update-alias", {
    summary: "Give a user an alias.",
    ...users,
    permission: "Directories | Groups | Edit",
    maxItems: 5,
  }),
  "user.remove-alias": writes("/api/user/remove-alias", {
    summary: "Take an alias away from a user.",
    ...users,
    permission: "Directories | Groups | Edit",
    maxItems: 5,
  }),
  "user.get-attributes": reads("/api/user/get-attributes", {
    summary: "Read the attributes of users.",
    ...internalEdit,
    maxItems: 25,
    oddities: ["The Edit permission is what is stated for reading too."],
  }),
  "user.update-attributes": writes("/api/user/update-attributes", {
    summary: "Set attributes of users.",
    ...internalEdit,
    maxItems: 25,
  }),
  "attribute.find-attribute-types": reads("/api/attribute/find-attribute-types", {
    summary: "List the attributes users can have.",
    ...users,
    permission: "Directories | Attributes | Read",
  }),
  "user.add-delegate-user": writes("/api/user/add-delegate-user", {
    summary: "Let one user open the mailbox of another.",
    ...delegates,
    maxItems: 25,
    oddities: [
      "primaryAddress receives the right and delegateAddress is the mailbox, says the reference; a client found the reverse.",
      gatewayOnly,
    ],
    confidence: "conflicting",
  }),
  "user.find-delegate-users": reads("/api/user/find-delegate-users", {
    summary: "List who may open the mailbox of whom.",
    ...delegates,
    maxItems: 25,
    rowsUnder: "delegateUsers",
    oddities: ["Which address is which is told both ways.", gatewayOnly],
    confidence: "conflicting",
  }),
  "user.remove-delegate-user": writes("/api/user/remove-delegate-user", {
    summary: "Take the right to open another's mailbox away.",
    ...delegates,
    maxItems: 25,
    oddities: [gatewayOnly],
  }),
  "user.import-users": writes("/api/user/import-users", {
    summary: "Import users from a file.",
    ...users,
    permission: "Directories | Import | Edit",
    files: { "1.0": "sent", "2.0": "sent" },
    oddities: [
      "The body is CSV or a spreadsheet ending in a line end; the settings go into the header x-mc-arg.",
    ],
  }),
  "user.get-import-status": reads("/api/user/get-import-status", {
    summary: "Tell how far imports of users have come.",
    ...users,
    permission: "Directories | Import | Read",
    maxItems: 10,
  }),
  "user.add-to-purge-list": writes("/api/user/add-to-purge-list", {
    summary: "Put addresses on the list of those to be purged.",
    ...users,
    permission: "Directories | Internal | Purge Address",
    maxItems: 1,
    oddities: ["Up to 1,000 addresses in the one item."],
  }),
  "user.remove-from-purge-list": writes("/api/user/remove-from-purge-list", {
    summary: "Take addresses off the list of those to be purged.",
    ...users,
    permission: "Directories | Internal | Remove Address from Purge List",
    maxItems: 1,
    oddities: ["Up to 1,000 addresses in the one item."],
  }),
  "user.get-most-used-contacts": reads("/api/user/get-most-used-contacts", {
    summary: "List whom users write to most.",
    ...users,
    oddities: ["No role permission is stated."],
  }),
  "user.users.list": rest("GET /user/cloud-gateway/v1/users", {
    summary: "List users.",
    products: ["User and Group Management", "Email Security Onboarding"],
    permission: "Directories | Internal | Read",
    ...cursorPages,
    rowsUnder: "users",
    oddities: [gatewayOnly],
  }),
  "user.users.create": rest("POST /user/cloud-gateway/v1/users", {
    summary: "Create users.",
    products: ["User and Group Management", "Email Security Onboarding"],
    permission: "Directories | Internal | Edit",
    oddities: [gatewayOnly],
  }),
});

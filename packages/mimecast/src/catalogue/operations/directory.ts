import { cursorPages, legacyPages, nameEntries, reads, rest, writes } from "../entries.js";

const users = { products: ["User and Group Management"] } as const;
const groupsEdit = { ...users, permission: "Directories | Groups | Edit" } as const;
const groupsRead = { ...users, permission: "Directories | Groups | Read" } as const;
const groups = "/directory/cloud-gateway/v1/groups";
const journaling = "/journaling/cloud-gateway/v1/services";

const journalingEntry = {
  oddities: ["Neither product nor permission is stated."],
  confidence: "unconfirmed",
} as const;

export const directoryOperations = nameEntries({
  "directory.find-groups": reads("/api/directory/find-groups", {
    summary: "Find profile groups by any part of their name.",
    ...groupsEdit,
    otherPermission: "Directories | Groups | Read",
    ...legacyPages,
    maxItems: 1,
    rowsUnder: "folders",
    oddities: [
      "source is cloud or ldap; groups from the directory can't be changed.",
      "The root's id is the parentId of any group of the first level.",
    ],
    confidence: "conflicting",
  }),
  "directory.create-group": writes("/api/directory/create-group", {
    summary: "Create a profile group.",
    ...groupsEdit,
    oddities: ["As far as is known a second group of the same name is made."],
  }),
  "directory.update-group": writes("/api/directory/update-group", {
    summary: "Rename or move a profile group.",
    ...groupsEdit,
    otherPermission: "Services | Directory Sync | Edit",
    maxItems: 10,
    confidence: "conflicting",
  }),
  "directory.delete-group": writes("/api/directory/delete-group", {
    summary: "Delete a profile group that is empty.",
    ...groupsEdit,
    maxItems: 10,
    oddities: ["Members and child groups must be gone before."],
  }),
  "directory.get-group-members": reads("/api/directory/get-group-members", {
    summary: "List the addresses and domains in a profile group.",
    ...groupsRead,
    otherPermission: "Services | Directory Sync | Read",
    ...legacyPages,
    maxItems: 1,
    rowsUnder: "groupMembers",
    oddities: ["Without paging it stops at 999 rows."],
    confidence: "conflicting",
  }),
  "directory.add-group-member": writes("/api/directory/add-group-member", {
    summary: "Add an address or a domain to a profile group.",
    ...groupsEdit,
    maxItems: 100,
    oddities: [
      "emailAddress or domain, never both: an empty text counts as given.",
      "A member that is there already is err_folder_group_member_already_exists.",
      "Writing to reserved groups such as Permitted Senders is refused; Blocked Senders works.",
      "notes takes 100 characters.",
    ],
  }),
  "directory.remove-group-member": writes("/api/directory/remove-group-member", {
    summary: "Remove an address or a domain from a profile group.",
    ...groupsEdit,
    otherPermission: "Services | Directory Sync | Edit",
    maxItems: 10,
    oddities: ["Somebody who is not a member is err_folder_email_address_not_found."],
    confidence: "conflicting",
  }),
  "directory.get-connection": reads("/api/directory/get-connection", {
    summary: "Read the directory connections and their last synchronisation.",
    permission: "Services | Directory Sync | Read",
    oddities: ["The product is not stated."],
  }),
  "directory.execute-sync": writes("/api/directory/execute-sync", {
    summary: "Start a synchronisation with the directory.",
    permission: "Services | Directory Sync | Edit",
    oddities: [
      "Often answers 504 although the synchronisation has started.",
      "Can't be undone.",
      "The product is not stated.",
    ],
  }),
  "directory.groups.list": rest(`GET ${groups}`, {
    summary: "List profile groups.",
    ...groupsRead,
    ...cursorPages,
    rowsUnder: "groups",
    oddities: ["Spells groupCount where the older call has folderCount."],
  }),
  "directory.groups.create": rest(`POST ${groups}`, { summary: "Create a profile group.", ...groupsEdit }),
  "directory.groups.get": rest(`GET ${groups}/{id}`, {
    summary: "Read one profile group.",
    ...groupsRead,
    oddities: ["There is no update and no delete in this family."],
  }),
  "directory.groups.members.list": rest(`GET ${groups}/{id}/members`, {
    summary: "List the members of a profile group.",
    ...groupsRead,
    ...cursorPages,
    rowsUnder: "groupMembers",
    oddities: ["The name of the list in the answer is taken from the request that adds to it."],
    confidence: "unconfirmed",
  }),
  "directory.groups.members.add": rest(`POST ${groups}/{id}/members`, {
    summary: "Add members to a profile group.",
    ...groupsRead,
    otherPermission: "Directories | Groups | Edit",
    oddities: [
      "The Read permission is what is stated, probably a slip.",
      "Spells note where the older call has notes.",
    ],
    confidence: "conflicting",
  }),
  "directory.groups.members.remove": rest(`POST ${groups}/{id}/remove-members`, {
    summary: "Remove members from a profile group.",
    ...users,
    permission: "Services | Directory Sync | Edit",
  }),
  "directory.integrations.list": rest("GET /directory/cloud-gateway/v1/integrations", {
    summary: "List the connections to Active Directory, Google and Microsoft 365.",
    ...cursorPages,
    oddities: ["Product, verbs and fields of this family are not described; only the list is entered here."],
    confidence: "unconfirmed",
  }),
  "directory.integrations.sync": rest("POST /directory/cloud-gateway/v1/integrations/sync-requests", {
    summary: "Start a synchronisation with all connected directories.",
    oddities: [
      "status tells sync_requested, already_in_progress or no_integrations_enabled.",
      "Neither product nor permission is stated.",
    ],
  }),
  "connector.connectors.list": rest("GET /connector/cloud-gateway/v1/connectors", {
    summary: "List the connectors to other clouds and their state.",
    products: ["Connectors"],
    permission: "Services | Connectors | Edit",
    ...cursorPages,
    oddities: ["Verb and paging are not stated; Azure alone is offered."],
    confidence: "unconfirmed",
  }),
  "role.roles.list": rest("GET /role/cloud-gateway/v1/roles", {
    summary: "List the administrator roles.",
    products: ["Email Security Onboarding"],
    permission: "Directories | Roles | Read",
    ...cursorPages,
    rowsUnder: "roles",
  }),
  "journaling.services.list": rest(`GET ${journaling}`, {
    summary: "List the journaling connectors.",
    ...journalingEntry,
    ...cursorPages,
  }),
  "journaling.services.create": rest(`POST ${journaling}`, {
    summary: "Create a journaling connector, SMTP or POP3.",
    ...journalingEntry,
  }),
  "journaling.services.get": rest(`GET ${journaling}/{journaling_id}`, {
    summary: "Read one journaling connector.",
    ...journalingEntry,
  }),
  "journaling.services.update": rest(`PATCH ${journaling}/{journaling_id}`, {
    summary: "Change parts of a journaling connector.",
    ...journalingEntry,
  }),
  "journaling.services.delete": rest(`DELETE ${journaling}/{journaling_id}`, {
    summary: "Delete a journaling connector.",
    ...journalingEntry,
  }),
});

import { legacyPages, nameEntries, reads } from "../entries.js";

const archive = { products: ["Data Retention"] } as const;
const logs = { products: ["Audit Events"] } as const;

export const archiveOperations = nameEntries({
  "archive.search": reads("/api/archive/search", {
    summary: "Search the archive with the vendor's XML query.",
    ...archive,
    permission: "Archive | Search | Read",
    rowsUnder: "items",
    oddities: [
      "Without admin: true a search across the account quietly finds nothing.",
      "Pages are asked for inside the XML (page-size, startrow), not in the envelope.",
      "attachmentcount counts too few.",
      "Times are in the account's time zone.",
    ],
  }),
  "archive.get-message-list": reads("/api/archive/get-message-list", {
    summary: "List the archived messages of one mailbox.",
    ...archive,
    permission: "Archive | Search | Read",
    ...legacyPages,
    oddities: [
      "start defaults to the last calendar month; aliases are included unless switched off.",
      "Paging is that of all /api/ lists; nobody describes it here.",
    ],
  }),
  "archive.get-message-detail": reads("/api/archive/get-message-detail", {
    summary: "Read headers, addresses and attachments of an archived message.",
    ...archive,
    permission: "Archive | Search Content View",
  }),
  "archive.get-message-part": reads("/api/archive/get-message-part", {
    summary: "Get one part of an archived message, as it was received or delivered.",
    ...archive,
    permission: "Archive | Read",
    files: { "1.0": "received", "2.0": "received" },
    oddities: ["The part itself on success, the envelope on failure.", "context is DELIVERED or RECEIVED."],
  }),
  "archive.get-file": reads("/api/archive/get-file", {
    summary: "Get an attachment of an archived message.",
    ...archive,
    permission: "Archive | Read",
    files: { "1.0": "received" },
    oddities: ["On 1.0 the file itself; on 2.0 a short-lived link to another host that needs no token."],
  }),
  "archive.get-archive-search-logs": reads("/api/archive/get-archive-search-logs", {
    summary: "Read who searched the archive for what.",
    ...logs,
    permission: "Archive | Search Logs | Read",
    ...legacyPages,
    rowsUnder: "logs",
    oddities: ["Takes a query and no dates."],
  }),
  "archive.get-search-logs": reads("/api/archive/get-search-logs", {
    summary: "Read which administrators searched the archive for what, in a span of time.",
    ...logs,
    permission: "Archive | Search Logs | Read",
    ...legacyPages,
    rowsUnder: "logs",
    oddities: ["start and end default to today.", "Records have no id."],
  }),
  "archive.get-view-logs": reads("/api/archive/get-view-logs", {
    summary: "Read who looked at which archived message.",
    ...logs,
    permission: "Archive | View Logs | Read",
    ...legacyPages,
    oddities: ["The records are the items of data themselves and have no id."],
  }),
});

import { legacyPages, nameEntries, reads, rest, writes } from "../entries.js";

const events = { products: ["Security Events"] } as const;
const threats = { products: ["Threat Management"] } as const;
const remediation = { ...threats, permission: "Services | Threat Remediation | Read" } as const;
const integrated = { products: ["Threat Remediation (CI)"] } as const;
const integratedOddity = "Needs a super, full or partner administrator role instead of a permission.";

export const threatOperations = nameEntries({
  "ttp.url.decode-url": reads("/api/ttp/url/decode-url", {
    summary: "Tell the URL behind a rewritten link.",
    products: ["Email Security Cloud Gateway"],
    permission: "Account | Dashboard | Read",
    maxItems: 25,
    oddities: ["A link that can't be decoded answers success: false, or as a failed item."],
  }),
  "ttp.attachment.get-logs": reads("/api/ttp/attachment/get-logs", {
    summary: "Read the attachments that were sandboxed, and the verdicts.",
    ...events,
    permission: "Monitoring | Attachment Protection | Read",
    ...legacyPages,
    rowsUnder: "attachmentLogs",
    oddities: [
      "date is when the sandbox let the file go, later than the mail: rows arrive late.",
      "The filter and the description of the answer list different results.",
      "Records have no id.",
    ],
    confidence: "conflicting",
  }),
  "ttp.impersonation.get-logs": reads("/api/ttp/impersonation/get-logs", {
    summary: "Read the messages that pretended to come from somebody else.",
    ...events,
    permission: "Monitoring | Impersonation Protection | Read",
    ...legacyPages,
    rowsUnder: "impersonationLogs",
    oddities: ["The id can stand on several records.", "query is required once searchField is set."],
  }),
  "dlp.get-logs": reads("/api/dlp/get-logs", {
    summary: "Read what data leak prevention held, noticed or sent on.",
    ...events,
    permission: "Monitoring | Data Leak Prevention | Read",
    ...legacyPages,
    rowsUnder: "dlpLogs",
    oddities: ["One mail gives a row per action and recipient.", "Records have no id."],
  }),
  "ttp.threat-intel.get-feed": reads("/api/ttp/threat-intel/get-feed", {
    summary: "Get the malware indicators seen in the account or in its region.",
    ...threats,
    permission: "Services | Gateway | Tracking | Read",
    paging: "feed-token",
    files: { "1.0": "received", "2.0": "received" },
    oddities: [
      "The answer is a STIX bundle, CSV or a zip, not the envelope; errors come in the envelope.",
      "With a token, leave start and end out. No token header in the answer: that was the end.",
      "The account must have opted in.",
      "The CSV's columns are unconfirmed: ask for stix.",
    ],
  }),
  "ttp.remediation.create": writes("/api/ttp/remediation/create", {
    summary: "Have messages removed from mailboxes, by file hash, message id or URL.",
    ...threats,
    permission: "Services | Threat Remediation | Edit",
    maxItems: 1,
    oddities: [
      "Needs the Threat Remediation package.",
      "Works on after the answer: the counters of the incident rise.",
      "Only the console restores, with the code of the incident.",
      "Message ids keep their angle brackets; hashes of images are not taken.",
    ],
  }),
  "ttp.remediation.v2.create": writes("/api/ttp/remediation/v2/create", {
    summary: "Have messages removed from mailboxes, several message ids at once.",
    generations: ["2.0"],
    ...threats,
    permission: "Services | Threat Remediation | Edit",
    maxItems: 1,
    oddities: ["Spells searchBy message_ids where the first version has messageId."],
  }),
  "ttp.remediation.find-incidents": reads("/api/ttp/remediation/find-incidents", {
    summary: "Find remediation incidents by time, code, hash, reason or kind.",
    ...remediation,
    ...legacyPages,
    maxItems: 1,
    rowsUnder: "incidents",
    oddities: [
      "At least one field must be sent.",
      "Whether start and end mean the creation or the last change is unconfirmed.",
      "Incidents change after they are made: read a recent span again.",
    ],
    confidence: "unconfirmed",
  }),
  "ttp.remediation.get-incident": reads("/api/ttp/remediation/get-incident", {
    summary: "Read remediation incidents by id.",
    ...remediation,
    maxItems: 25,
  }),
  "ttp.remediation.search-hash": reads("/api/ttp/remediation/search-hash", {
    summary: "Tell which of the given file hashes were seen in the account's mail.",
    ...remediation,
    maxItems: 1,
    rowsUnder: "hashStatus",
    oddities: ["Up to 100 hashes, 20 or fewer advised; looks back one year."],
  }),
  "byo-threat-intelligence.create-batch": writes("/api/byo-threat-intelligence/create-batch", {
    summary: "Upload file hashes to allow, to block, or to take off the list.",
    ...threats,
    permission: "BYO Threat Intelligence | Upload",
    oddities: [
      "operationType is ALLOW, BLOCK or DELETE; a provider name has at most 10 characters.",
      "Needs the BYO Threat Intelligence package and quota: see get-quota.",
    ],
  }),
  "byo-threat-intelligence.delete-batch": writes("/api/byo-threat-intelligence/delete-batch", {
    summary: "Take an uploaded batch of file hashes back.",
    ...threats,
    permission: "BYO Threat Intelligence | Delete",
    maxItems: 1,
  }),
  "byo-threat-intelligence.get-batches": reads("/api/byo-threat-intelligence/get-batches", {
    summary: "List the uploaded batches of file hashes.",
    ...threats,
    permission: "BYO Threat Intelligence | Read",
    ...legacyPages,
    oddities: ["Paging is that of all /api/ lists; nobody describes it here."],
  }),
  "byo-threat-intelligence.get-quota": reads("/api/byo-threat-intelligence/get-quota", {
    summary: "Tell how many file hashes may still be uploaded.",
    ...threats,
    oddities: ["No role permission is stated; the package is needed."],
  }),
  "security.remediation.bulk.create": rest("POST /security/remediation/v1/bulk", {
    summary: "Have many messages removed, Cloud Integrated accounts.",
    ...integrated,
    oddities: [integratedOddity],
  }),
  "security.remediation.bulk.get": rest("GET /security/remediation/v1/bulk/{batchId}", {
    summary: "Read how far a bulk removal has come, Cloud Integrated accounts.",
    ...integrated,
    oddities: [integratedOddity],
  }),
  "security.remediation.events.get": rest("GET /security/remediation/v1/events/{eventId}", {
    summary: "Read the removal of one message, Cloud Integrated accounts.",
    ...integrated,
    oddities: [integratedOddity],
  }),
  "security.remediation.events.create": rest("POST /security/remediation/v1/events/{eventId}", {
    summary: "Have one message removed, Cloud Integrated accounts.",
    ...integrated,
    oddities: [integratedOddity],
  }),
});

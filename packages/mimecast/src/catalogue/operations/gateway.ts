import { legacyPages, nameEntries, reads, rest, writes } from "../entries.js";

const gateway = { products: ["Email Security Cloud Gateway"] } as const;
const senders = { ...gateway, permission: "Gateway | Managed Senders | Edit" } as const;
const bulkDelete = "/email/cloud-gateway/v1/managed-senders";

const bulkOddities = [
  "Filters: type (auto or manual) or action (block or permit), not both; trusted besides.",
  "The answer is not described; clients expect a deletedCount and manage without.",
] as const;

export const gatewayOperations = nameEntries({
  "gateway.get-rejections": reads("/api/gateway/get-rejections", {
    summary: "Read the messages that were refused before they were accepted.",
    products: ["Audit Events"],
    permission: "Monitoring | Rejections | Read",
    ...legacyPages,
    rowsUnder: "rejections",
    oddities: ["Set admin to true to see every mailbox.", "start defaults to the start of the day."],
  }),
  "gateway.get-hold-message-list": reads("/api/gateway/get-hold-message-list", {
    summary: "List the messages that are held at the moment.",
    ...gateway,
    permission: "Account | Dashboard | Read",
    ...legacyPages,
    oddities: [
      "Set admin to true: otherwise only the caller's own messages are listed.",
      "A snapshot: rows leave it when they are released, rejected or expired.",
      "The search field is reasonCode or, in the 1.0 description, reason_code; it does not always filter.",
      "The rows are the items of data themselves.",
    ],
    confidence: "conflicting",
  }),
  "gateway.get-hold-summary-list": reads("/api/gateway/get-hold-summary-list", {
    summary: "Count the held messages by policy.",
    ...gateway,
    permission: "Account | Monitoring | Held Summary | Read",
    otherPermission: "Monitoring | Held Summary | Read",
  }),
  "gateway.find-held-messages": reads("/api/gateway/find-held-messages", {
    summary: "Search the held messages, API 1.0 only.",
    generations: ["1.0"],
    permission: "Monitoring | Held | Read",
    ...legacyPages,
    oddities: ["Not in the 2.0 catalogue: use gateway.get-hold-message-list there."],
  }),
  "gateway.get-held-release-logs": reads("/api/gateway/get-held-release-logs", {
    summary: "Read which held messages were released or rejected, and by whom.",
    products: ["Audit Events"],
    permission: "Monitoring | Held | Read",
    ...legacyPages,
    rowsUnder: "heldReleaseLogs",
    oddities: [
      "start defaults to one month ago. The time of a record is released.",
      "searchBy stands beside filterBy; one collection of requests nests it inside.",
    ],
    confidence: "conflicting",
  }),
  "gateway.hold-release": writes("/api/gateway/hold-release", {
    summary: "Release held messages to their recipients.",
    ...gateway,
    permission: "Account | Monitoring | Held | Edit",
    maxItems: 25,
    oddities: ["Can't be undone.", "What a second release of the same message answers is unknown."],
  }),
  "gateway.hold-reject": writes("/api/gateway/hold-reject", {
    summary: "Reject held messages, with a word to the sender if wished.",
    ...gateway,
    permission: "Account | Monitoring | Held | Edit",
    maxItems: 1,
    oddities: ["One item with many ids. Can't be undone.", "reasonType is one of five upper-case sentences."],
  }),
  "gateway.find-processing-messages": reads("/api/gateway/find-processing-messages", {
    summary: "Find the messages that are being processed or tried again.",
    ...gateway,
    permission: "Monitoring | Processing | Read",
    ...legacyPages,
    rowsUnder: "messages",
    oddities: ["At least one field must be sent.", "Often answers nothing."],
  }),
  "gateway.message.get-message-detail": reads("/api/gateway/message/get-message-detail", {
    summary: "Read the details of a tracked message, API 1.0 only.",
    generations: ["1.0"],
    maxItems: 1,
    oddities: ["The permission is not stated."],
    confidence: "unconfirmed",
  }),
  "gateway.message.get-file": reads("/api/gateway/message/get-file", {
    summary: "Get a file of a tracked message.",
    permission: "Account | Dashboard | Read",
    maxItems: 1,
    files: { "1.0": "received" },
    oddities: [
      "The product is not stated.",
      "On 2.0 downloads are links to another host that need no token; on 1.0 the file itself is answered.",
    ],
    confidence: "unconfirmed",
  }),
  "email.get-email-queues": reads("/api/email/get-email-queues", {
    summary: "Count the mail waiting in the inbound and outbound queues over time.",
    ...gateway,
    permission: "Account | Dashboard | Read",
    oddities: ["start and end are both required.", "Two lists: inboundEmailQueue and outboundEmailQueue."],
  }),
  "email.send-email": writes("/api/email/send-email", {
    summary: "Send a message through the gateway.",
    ...gateway,
    permission: "Account | Dashboard | Read",
    maxItems: 500,
    oddities: ["The product is inferred from its neighbours."],
    confidence: "unconfirmed",
  }),
  "file.file-upload": writes("/api/file/file-upload", {
    summary: "Upload a file, to attach it to a message.",
    ...gateway,
    permission: "Account | Dashboard | Read",
    files: { "1.0": "sent", "2.0": "sent" },
    oddities: [
      "The item (sha256, fileSize) goes into the header x-mc-arg, the file is the body.",
      "The product is inferred from its neighbours.",
    ],
    confidence: "unconfirmed",
  }),
  "message-finder.search": reads("/api/message-finder/search", {
    summary: "Track messages by id, address, subject, sending address or URL.",
    ...gateway,
    permission: "Gateway | Tracking | Read",
    ...legacyPages,
    maxItems: 1,
    rowsUnder: "trackedEmails",
    oddities: [
      "Reaches back about 30 days; an older start is err_track_and_trace_invalid_start_date.",
      "start, end, route and status stand beside advancedTrackAndTraceOptions, not inside.",
      "A domain in from or to matches exactly, without its sub-domains.",
    ],
  }),
  "message-finder.get-message-info": reads("/api/message-finder/get-message-info", {
    summary: "Read all that is known of one tracked message: recipients, spam scan, hold, retention.",
    ...gateway,
    permission: "Gateway | Tracking | Read",
    maxItems: 1,
    oddities: [
      "The transmission block is txInfo on the wire, recipientMetaInfo and deliveryMetaInfo in the description.",
      "policyInfo is missing at times.",
    ],
    confidence: "conflicting",
  }),
  "managedsender.permit-or-block-sender": writes("/api/managedsender/permit-or-block-sender", {
    summary: "Permit or block a sender for one recipient.",
    ...senders,
    maxItems: 100,
    oddities: [
      "There is no call that lists or reads managed senders.",
      "An entry of one recipient's own list: to must be an address of the account.",
      "Repeating it is taken as harmless and the opposite action as the undo; neither is described.",
      "The field is action (permit, block) in the request, type (Permit, Block) in the answer.",
    ],
  }),
  "email.managed-senders.senders.bulk-delete": rest(`POST ${bulkDelete}/senders/bulk-delete`, {
    summary: "Remove the entries of given senders from every recipient's list.",
    ...senders,
    oddities: ["ids takes 1 to 1,000 addresses or domains; <> stands for the null sender.", ...bulkOddities],
  }),
  "email.managed-senders.recipients.bulk-delete": rest(
    `POST ${bulkDelete}/recipients/{recipient_email}/bulk-delete`,
    {
      summary: "Remove the entries of one recipient's list.",
      ...senders,
      oddities: [...bulkOddities],
    },
  ),
  "email.managed-senders.internal-addresses.bulk-delete": rest(
    `POST ${bulkDelete}/internal-addresses/bulk-delete`,
    {
      summary: "Remove every entry whose sender is an internal address.",
      ...senders,
      oddities: ["Takes no body."],
    },
  ),
});

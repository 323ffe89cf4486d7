import type { FeedDrift } from "./drift.js";
import type { NaturalKey } from "./identity.js";

/**
 * What one event of API 2.0 looks like when it is delivered again, by a batch, by the stream or after the vendor
 * changed its mind: seen side by side in records of three other integrations.
 */
export const gatewayDrift: FeedDrift = {
  aliases: { eventType: "type", subType: "subtype", recipient: "recipients" },
  kinds: {
    messageId: "message-id",
    senderEnvelope: "sender",
    senderHeader: "sender",
    recipients: "list",
    direction: "word",
    route: "word",
    subtype: "boolean",
    delivered: "boolean",
    tlsUsed: "boolean",
    senderDomainInternal: "boolean",
    internalUserName: "boolean",
    newDomain: "boolean",
    replyMismatch: "boolean",
    customNameMatch: "boolean",
    customThreatDictionary: "boolean",
    mimecastThreatDictionary: "boolean",
    similarInternalDomain: "boolean",
    similarCustomExternalDomain: "boolean",
    similarMimecastExternalDomain: "boolean",
    taggedExternal: "boolean",
    taggedMalicious: "boolean",
    timestamp: "number",
    numberAttachments: "number",
    totalSizeAttachments: "number",
    sizeAttachment: "number",
    emailSize: "number",
    deliveryAttempts: "number",
    deliveryTime: "number",
    itemsDetected: "number",
    rejectionCode: "number",
    spamScore: "number",
    spamDetectionLevel: "number",
    spamProcessingDetail: "json",
    spamInfo: "json",
    analysis: "json",
  },
};

/** Cloud Integrated has real lists and booleans; how its clicks are spelled is unknown, so all of the gateway's count. */
export const integratedDrift: FeedDrift = {
  aliases: gatewayDrift.aliases,
  kinds: {
    ...gatewayDrift.kinds,
    historicalMail: "boolean",
    tags: "json",
    attachments: "json",
    policiesApplied: "json",
    authResults: "json",
  },
};

/** The type counts by itself, wherever it stands; the others say where the line lay in the vendor's own queue. */
export const siemVolatileFields: ReadonlySet<string> = new Set(["type", "_offset", "_partition"]);

export const siemNaturalKey: NaturalKey = {
  required: ["aggregateId", "processingId", "timestamp"],
  further: ["recipients", "sha256", "url", "fileName"],
};

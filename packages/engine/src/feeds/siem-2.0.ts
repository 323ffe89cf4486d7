import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import type { Feed, VendorRecord } from "./feed.js";
import { hasAny } from "./has.js";
import { fields2, fieldsByType2 } from "./siem/fields-2.0.js";
import { gatewayForms } from "./siem/forms.js";
import { gatewayDrift, siemNaturalKey, siemVolatileFields } from "./siem-drift.js";
import { readAddress, readHost, readIpAddress, readMessageId, readSubject, readText } from "./text.js";
import { readTime } from "./time.js";

/** Mail events of the Cloud Gateway, API 2.0: gzipped files by type and day. */
export const siem2: Feed = {
  name: "siem-2.0",
  sentence: "Every mail's way through the gateway (received, processed, delivered, blocked), from API 2.0.",
  generations: ["2.0"],
  reading: { kind: "listing", operation: "siem.batch.cg", parts: gatewayEventTypes },
  settleDelayMinutes: 0,
  retentionDays: 7,
  identityVersion: 2,
  volatileFields: siemVolatileFields,
  drift: gatewayDrift,
  naturalKey: siemNaturalKey,
  looksLike: (record) => {
    const type = readText(record["type"]) ?? readText(record["eventType"]);
    return (
      gatewayEventTypes.some((each) => each === type) &&
      hasAny(record, "aggregateId", "processingId", "accountId")
    );
  },
  extract(record, source) {
    const url = readText(record["url"]);
    return {
      time: readTime(record["timestamp"]) ?? source.fallbackTime,
      type: readText(record["type"]) ?? readText(record["eventType"]) ?? source.part,
      sender: readAddress(record["senderEnvelope"]) ?? readAddress(record["senderHeader"]),
      recipient: readAddress(record["recipients"]) ?? readAddress(record["recipient"]),
      url,
      host: readHost(url),
      action: readText(record["action"]) ?? readDelivered(record),
      verdict: readVerdict(record),
      sourceAddress: readIpAddress(record["sourceIp"]) ?? readIpAddress(record["senderIp"]),
      messageId: readMessageId(record["messageId"]),
      subject: readSubject(record["subject"]),
    };
  },
  forms: gatewayForms({ fields: fields2, fieldsByType: fieldsByType2 }),
};

function readDelivered(record: VendorRecord): string | null {
  const delivered = readText(record["delivered"]);
  if (delivered === null) return null;
  return /^(?:true|yes)$/i.test(delivered) ? "delivered" : "not-delivered";
}

const verdictFields = [
  "blockReason",
  "virusFound",
  "rejectionType",
  "holdReason",
  "scanResults",
  "urlCategory",
] as const;

function readVerdict(record: VendorRecord): string | null {
  for (const field of verdictFields) {
    const verdict = readText(record[field]);
    if (verdict !== null) return verdict;
  }
  return null;
}

import { integratedEventTypes } from "@postern/mimecast/catalogue";
import type { Feed } from "./feed.js";
import { hasAny } from "./has.js";
import { integratedDrift, siemNaturalKey, siemVolatileFields } from "./siem-drift.js";
import { readAddress, readHost, readIpAddress, readMessageId, readSubject, readText } from "./text.js";
import { readTime } from "./time.js";

/**
 * Mail events of Cloud Integrated, API 2.0. `mailflow` lines carry ids and authentication results alone: sender and
 * subject stand in the `entities` line of the same mail.
 */
export const siemCi: Feed = {
  name: "siem-ci",
  sentence:
    "Every mail that Cloud Integrated looked at in Microsoft 365: what it found, what it did, who clicked.",
  note: "Nobody outside the vendor has shown a `urlclick` record: it is read like the gateway's `url protect`.",
  generations: ["2.0"],
  // Another product than the gateway, with an application product of its own: most tenants have one of the two.
  isOptIn: true,
  reading: { kind: "listing", operation: "siem.batch.ci", parts: integratedEventTypes },
  settleDelayMinutes: 0,
  retentionDays: 7,
  identityVersion: 1,
  volatileFields: siemVolatileFields,
  drift: integratedDrift,
  naturalKey: siemNaturalKey,
  looksLike: (record) => {
    const type = readText(record["type"]) ?? readText(record["eventType"]);
    return (
      integratedEventTypes.some((each) => each === type) && hasAny(record, "aggregateId", "processingId")
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
      action: readText(record["action"]) ?? readText(record["threatState"]),
      verdict:
        readText(record["threatType"]) ?? readText(record["blockReason"]) ?? readText(record["urlCategory"]),
      sourceAddress: readIpAddress(record["sourceIp"]) ?? readIpAddress(record["senderIp"]),
      messageId: readMessageId(record["messageId"]),
      subject: readSubject(record["subject"]),
    };
  },
};

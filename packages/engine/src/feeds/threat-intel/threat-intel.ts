import type { ThreatFeedType } from "@postern/mimecast";
import type { Feed, VendorRecord } from "../feed.js";
import { readSubject, readText } from "../values/text.js";
import { readTime } from "../values/time.js";
import { threatIntelForms } from "./threat-intel-forms.js";

/**
 * A feed of malware as STIX 2.0 objects: `malware`, the `indicator` that tells it by its hash, and the `relationship`
 * between the two, each an event. A row of a table, should one be answered instead, is an indicator; what its columns
 * are called is unconfirmed.
 */
export function threatIntel(feedType: ThreatFeedType): Omit<Feed, "name" | "sentence"> {
  return {
    generations: ["1.0", "2.0"],
    reading: { kind: "chain", operation: "ttp.threat-intel.get-feed", feedType },
    // The account must have opted in with the vendor; without that there is nothing to read.
    isOptIn: true,
    settleDelayMinutes: 0,
    retentionDays: null,
    identityVersion: 1,
    volatileFields: new Set(),
    looksLike: (record) => isStix(record) && tellFeed(record) === feedType,
    extract: (record, source) => ({
      time: readTime(record["modified"]) ?? readTime(record["created"]) ?? source.fallbackTime,
      type: readText(record["type"]) ?? "indicator",
      sender: null,
      recipient: null,
      url: null,
      host: null,
      action: null,
      verdict: readLabel(record),
      sourceAddress: null,
      messageId: null,
      // The name of a file, or the subject of the mail it came with.
      subject: readSubject(record["name"]),
    }),
    forms: threatIntelForms(feedType),
  };
}

function isStix({ id, type }: VendorRecord): boolean {
  return typeof id === "string" && typeof type === "string" && id.startsWith(`${type}--`);
}

/** Some collectors note in the record which file it came in. Whatever was sent to the account was sent in its region. */
function tellFeed(record: VendorRecord): ThreatFeedType {
  const file = readText(record["Content-Disposition"]) ?? "";
  return file.includes("malware_customer") ? "malware_customer" : "malware_grid";
}

function readLabel({ labels }: VendorRecord): string | null {
  const first: unknown = Array.isArray(labels) ? labels[0] : labels;
  return readText(first);
}

import type { FeedExample, VendorRecord } from "./example.js";

/** An indicator as the vendor's STIX bundles have it. What tells the two feeds apart is the file it came in. */
function indicators(feedType: string): FeedExample {
  const disposition = `attachment; filename="${feedType}_stix_20260107120200376.stix"`;
  const id = (number: number) => `indicator--18c62174-0d31-4653-afe6-${String(number).padStart(12, "0")}`;
  return {
    full: (time, number): VendorRecord => ({
      "Content-Disposition": disposition,
      type: "indicator",
      id: id(number),
      created: new Date(time).toISOString(),
      modified: new Date(time).toISOString(),
      labels: ["malicious-activity"],
      description: "Found in an attachment",
      pattern: `[file:hashes.'SHA-256' = '${"a7".repeat(32)}']`,
      valid_from: new Date(time).toISOString(),
    }),
    bare: (number) => ({ "Content-Disposition": disposition, type: "indicator", id: id(number) }),
    spellings: (record) => [
      { ...record, labels: "malicious-activity" },
      { ...record, modified: String(record["modified"]).replace("Z", "+00:00") },
      { ...record, pattern: `[file:hashes.'SHA-1' = '${"a7".repeat(20)}']` },
    ],
  };
}

export const threatIntel: Readonly<Record<string, FeedExample>> = {
  "threat-intel-customer": indicators("malware_customer"),
  "threat-intel-grid": indicators("malware_grid"),
};

import { integratedEventTypes } from "@postern/mimecast/catalogue";
import type { Feed, VendorRecord } from "../feed.js";
import { integratedDrift, siemNaturalKey, siemVolatileFields } from "../identity/siem-drift.js";
import { hasAny } from "../values/has.js";
import { readText } from "../values/text.js";
import { compileMailColumns } from "./columns.js";
import { fieldsByTypeCi, fieldsCi } from "./fields-ci.js";
import { integratedForms } from "./forms-ci.js";

const readColumns = compileMailColumns({ fields: fieldsCi, fieldsByType: fieldsByTypeCi });

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
  isTakenWherePermitted: true,
  reading: { kind: "listing", operation: "siem.batch.ci", parts: integratedEventTypes },
  settleDelayMinutes: 0,
  retentionDays: 7,
  identityVersion: 1,
  volatileFields: siemVolatileFields,
  drift: integratedDrift,
  naturalKey: siemNaturalKey,
  looksLike: (record) => {
    const type = readType(record);
    return (
      integratedEventTypes.some((each) => each === type) && hasAny(record, "aggregateId", "processingId")
    );
  },
  extract: (record, { part, fallbackTime }) =>
    readColumns(record, { type: readType(record) ?? (part || "unknown"), fallbackTime }),
  forms: integratedForms,
};

function readType(record: VendorRecord): string | null {
  return readText(record["type"]) ?? readText(record["eventType"]);
}

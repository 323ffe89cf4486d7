import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import type { Feed, VendorRecord } from "../feed.js";
import { gatewayDrift, siemNaturalKey, siemVolatileFields } from "../identity/siem-drift.js";
import { hasAny } from "../values/has.js";
import { readText } from "../values/text.js";
import { compileMailColumns } from "./columns.js";
import { fields2, fieldsByType2 } from "./fields-2.0.js";
import { gatewayForms } from "./forms.js";

const tables = { fields: fields2, fieldsByType: fieldsByType2 };
const readColumns = compileMailColumns(tables);

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
  looksLike: (record) =>
    knownTypes.has(readType(record) ?? "") && hasAny(record, "aggregateId", "processingId", "accountId"),
  extract: (record, { part, fallbackTime }) =>
    readColumns(record, { type: readType(record) ?? (part || "unknown"), fallbackTime }),
  forms: gatewayForms(tables),
};

const knownTypes: ReadonlySet<string> = new Set(gatewayEventTypes);

/** `email_delivery` was once another word for `delivery`. */
function readType(record: VendorRecord): string | null {
  const type = readText(record["type"]) ?? readText(record["eventType"]);
  if (type === null || knownTypes.has(type)) return type;
  const plain = type
    .toLowerCase()
    .replace(/^email_/, "")
    .replaceAll("_", " ");
  return knownTypes.has(plain) ? plain : type;
}

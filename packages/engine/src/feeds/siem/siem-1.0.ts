import { gatewayEventTypeByFilePrefix } from "@postern/mimecast/catalogue";
import type { Feed, VendorRecord } from "../feed.js";
import { hasAll, hasAny } from "../values/has.js";
import { readText } from "../values/text.js";
import { compileMailColumns } from "./columns.js";
import { fields1, fieldsByType1 } from "./fields-1.0.js";
import { gatewayForms } from "./forms.js";

const tables = { fields: fields1, fieldsByType: fieldsByType1 };
const readColumns = compileMailColumns(tables);

/** Mail logs of API 1.0: ten types of line, with names that differ from type to type. */
export const siem1: Feed = {
  name: "siem-1.0",
  sentence: "Every mail's way through the gateway (received, processed, delivered, blocked), from API 1.0.",
  generations: ["1.0"],
  reading: { kind: "chain", operation: "siem.get-logs" },
  settleDelayMinutes: 0,
  retentionDays: 7,
  identityVersion: 1,
  volatileFields: new Set(),
  looksLike: (record) =>
    hasAny(record, "aCode", "MsgId", "RcptActType") ||
    (hasAll(record, "datetime") && hasAny(record, "acc", "msgid", "Sender", "sender", "Content-Disposition")),
  extract: (record, { fileName, fallbackTime }) =>
    readColumns(record, { type: readType(record, fileName), fallbackTime }),
  forms: gatewayForms(tables),
};

/** The type stands in the file's name; where that is a plain UUID, the record's own fields tell it. */
function readType(record: VendorRecord, fileName: string | null): string {
  return typeOfFileName(fileName) ?? typeOfFileName(nameInside(record)) ?? typeOfFields(record);
}

/** Other collectors write the file's name into the record; recorded records have it there. */
function nameInside(record: VendorRecord): string | null {
  const disposition = readText(record["Content-Disposition"]);
  return disposition === null ? null : (/filename="?([^";]+)/i.exec(disposition)?.[1] ?? null);
}

function typeOfFileName(fileName: string | null): string | null {
  if (fileName === null) return null;
  const [head = "", second = ""] = fileName.toLowerCase().split("_");
  const prefix = head === "ttp" ? `${head}_${second}` : head;
  return gatewayEventTypeByFilePrefix[prefix] ?? null;
}

/** Fields that only one type of line has, in the order in which they decide. */
const tellingFields: readonly (readonly [field: string, type: string])[] = [
  ["Delivered", "delivery"],
  ["urlCategory", "url protect"],
  ["UrlCategory", "internal email protect"],
  ["ScanResultInfo", "internal email protect"],
  ["Virus", "av"],
  ["sha256", "attachment protect"],
  ["Definition", "impersonation protect"],
  ["TaggedMalicious", "impersonation protect"],
  ["RcptActType", "journal"],
  ["SourceIP", "spam"],
  ["AttCnt", "process"],
  ["MsgSize", "process"],
  ["Act", "receipt"],
];

function typeOfFields(record: VendorRecord): string {
  if ("Act" in record && "Rcpt" in record) return "receipt";
  return tellingFields.find(([field]) => field in record)?.[1] ?? "unknown";
}

import { readFailures } from "@postern/mimecast";
import { isRecord, type VendorRecord } from "../feeds/index.js";
import type { Fault } from "./problem.js";

/** What the vendor, or somebody who saved its answers, wraps records in. */
export type Envelope =
  /** A whole answer of `/api/`: `{"meta":…,"data":[…],"fail":[…]}`; both records and faults can be in it. */
  | { readonly kind: "answer"; readonly data: readonly unknown[]; readonly faults: readonly Fault[] }
  /** A list, a file of SIEM 1.0, a page of SIEM 2.0, a STIX bundle. */
  | { readonly kind: "list"; readonly items: readonly unknown[] };

/** What stands in an answer beside `data`; a record has none of these alone. */
const answerMembers: ReadonlySet<string> = new Set([
  "meta",
  "fail",
  "error",
  "errors",
  "error_description",
  "data",
]);

/** Null for a value that wraps nothing. */
export function openEnvelope(value: unknown): Envelope | null {
  if (Array.isArray(value)) return { kind: "list", items: value };
  if (!isRecord(value)) return null;
  const { data, objects, type, value: page } = value;
  if (type === "MTA" && Array.isArray(data)) return { kind: "list", items: data };
  if (type === "bundle" && Array.isArray(objects)) return { kind: "list", items: objects };
  if (Array.isArray(page) && isPage(value)) return openPage(page);
  const isAnswer = Array.isArray(data) && ("meta" in value || "fail" in value);
  if (isAnswer) return { kind: "answer", data, faults: readFaults(value) };
  if (!Object.keys(value).every((key) => answerMembers.has(key))) return null;
  const faults = readFaults(value);
  return faults.length === 0 ? null : { kind: "answer", data: [], faults };
}

function isPage(value: VendorRecord): boolean {
  return "@nextPage" in value || "isCaughtUp" in value || Object.keys(value).length === 1;
}

function openPage(items: readonly unknown[]): Envelope {
  const areFiles =
    items.length > 0 && items.every((item) => isRecord(item) && "url" in item && "expiry" in item);
  if (!areFiles) return { kind: "list", items };
  const message = "A listing of files: the records stand in the files behind its links.";
  return { kind: "answer", data: [], faults: [{ code: "broken-record", message }] };
}

function readFaults(value: VendorRecord): readonly Fault[] {
  return readFailures(value).flatMap(({ errors }) =>
    errors.map(({ code, message }): Fault => {
      const words = [code, message].filter((part) => part !== "").join(": ");
      return {
        code: "rejected",
        message: `An answer that says no: ${words === "" ? "without a reason" : words}.`,
      };
    }),
  );
}

/** Nothing was there to be listed: that is no fault. */
export function isEmptyAnswer(data: readonly unknown[]): boolean {
  return data.every((item) => {
    if (item === null) return true;
    if (!isRecord(item)) return Array.isArray(item) && item.length === 0;
    const members = Object.values(item);
    const lists = members.filter((member) => Array.isArray(member));
    return members.length === 0 || (lists.length > 0 && lists.every((list) => list.length === 0));
  });
}

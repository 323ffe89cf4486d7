import type { FormDocument } from "../event.js";
import { type Indicator, isHash, readIndicators } from "../indicators.js";
import { type Draft, observableTypes, setIfKnown } from "./draft.js";

/** `osint[].type_id` (OCSF 1.8.0) and the observable of it, by the STIX name of the object. */
const kinds: ReadonlyMap<string, { readonly type: number; readonly observable: number }> = new Map([
  ["ipv4-addr", { type: 1, observable: observableTypes.ip }],
  ["ipv6-addr", { type: 1, observable: observableTypes.ip }],
  ["domain-name", { type: 2, observable: observableTypes.host }],
  ["url", { type: 5, observable: observableTypes.url }],
  ["email-addr", { type: 9, observable: observableTypes.address }],
  ["file", { type: 11, observable: observableTypes.fileName }],
]);
const hashKind = { type: 4, observable: observableTypes.hash };
const otherKind = { type: 99, observable: null };
const stix = 1;

/** Places what a threat is told by, one entry each. */
export function placeIntel(draft: Draft): void {
  const { document, left, observables } = draft;
  const indicators = readIndicators(left.pattern);
  if (indicators.length === 0) return;
  const common: FormDocument = {
    detection_pattern: left.pattern,
    detection_pattern_type_id: stix,
    vendor_name: "Mimecast",
  };
  setIfKnown(common, "uid", left.recordId);
  takeTime(draft, common, { term: "firstSeen", attribute: "created_time" });
  takeTime(draft, common, { term: "modifiedAt", attribute: "modified_time" });
  setIfKnown(common, "labels", left.labels);
  document["osint"] = indicators.map((indicator, index) => {
    const { type, observable } = isHash(indicator) ? hashKind : kindOf(indicator);
    const { value } = indicator;
    if (observable !== null) observables.push({ name: `osint[${index}].value`, type_id: observable, value });
    return { type_id: type, value, ...common };
  });
  left.pattern = undefined;
  left.labels = undefined;
}

function kindOf({ object }: Indicator): { readonly type: number; readonly observable: number | null } {
  return kinds.get(object) ?? otherKind;
}

/** OCSF has no time before 1970. */
function takeTime(
  { left }: Draft,
  target: FormDocument,
  {
    term,
    attribute,
  }: { readonly term: "firstSeen" | "modifiedAt"; readonly attribute: "created_time" | "modified_time" },
): void {
  const time = left[term];
  if (time === undefined || time < 0) return;
  target[attribute] = Math.trunc(time);
  left[term] = undefined;
}

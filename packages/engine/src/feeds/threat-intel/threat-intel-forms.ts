import type { ThreatFeedType } from "@postern/mimecast";
import { describeIndicator } from "../../forms/ecs/threat.js";
import type { EcsKind, FormDocument, FormEvent, OcsfKind } from "../../forms/event.js";
import type { FeedForms } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import { type Field, field, type Meaning, telling } from "../../vocabulary/index.js";
import type { VendorRecord } from "../feed.js";

const kept = { keep: true } as const;
const id = telling("id", "recordId", "STIX id of the object; stays the same when the object changes.", kept);
const type = telling("type", "type", "Kind of the object: indicator, malware or relationship.", kept);
const labels = telling("labels", "labels", "`malicious-activity` of an indicator, `virus` of malware.", kept);

const indicatorFields: readonly Field[] = [
  id,
  type,
  labels,
  telling("created", "firstSeen"),
  telling("modified", ["modifiedAt", "time"]),
  telling("pattern", "pattern", "How to recognise it: `[file:hashes.'SHA-256' = '…']`.", kept),
  field("valid_from", "time", "From when on it is valid."),
  field("valid_until", "time", "Until when it is valid."),
  field("description", "prose", "What it is about; in ECS also `threat.indicator.description`."),
  field("revoked", "flag", "Whether it was withdrawn."),
  field("Content-Disposition", "text", "The file it came in, where a collector noted it."),
];

/** Objects that tell of an indicator, and are none: their times are only their own. */
const otherFields: readonly Field[] = [
  id,
  type,
  labels,
  field("created", "time", "When the object was made."),
  telling("modified", "time", "When the object was changed."),
];

const malwareFields: readonly Field[] = [
  ...otherFields,
  telling(
    "name",
    "virus",
    "Name of the file, or the subject of the mail it came with; in ECS also `threat.software.name`.",
    {
      ...kept,
      type: "prose",
    },
  ),
];

const relationshipFields: readonly Field[] = [
  ...otherFields,
  field("relationship_type", "text", "What the one has to do with the other: indicates."),
  field("source_ref", "text", "STIX id of the one, the indicator."),
  field("target_ref", "text", "STIX id of the other, the malware."),
];

/** Forms of the objects of a threat feed: each is a document, and only an indicator is one to look for. */
export function threatIntelForms(feedType: ThreatFeedType): FeedForms {
  return {
    dataset: `mimecast.threat-intel-${feedType.replace("malware_", "")}`,
    product: "Threat Intelligence",
    fields: indicatorFields,
    fieldsByType: new Map([
      ["indicator", indicatorFields],
      ["malware", malwareFields],
      ["relationship", relationshipFields],
    ]),
    refine(meaning, record, type) {
      meaning.rest["log_type"] = feedType;
      if (type === "indicator") meaning.pattern ??= patternOf(record);
      else meaning.message = tellObject(meaning);
    },
    judge: () => ({ disposition: null, severity: 1, isFinding: false, outcome: "unknown" }),
    ecs: ({ type }) => ecsKinds.get(type) ?? { category: ["threat"], type: ["info"], kind: "enrichment" },
    ocsf: describeOcsf,
    ocsfClasses: (type) =>
      type === null || type === "indicator" ? [ocsfClasses.osintInventoryInfo] : [ocsfClasses.baseEvent],
    finishEcs: describeThreat,
  };
}

const ecsKinds: ReadonlyMap<string, EcsKind> = new Map([
  ["indicator", { category: ["threat"], type: ["indicator"], kind: "enrichment" }],
  ["malware", { category: ["malware"], type: ["info"], kind: "enrichment" }],
]);

/** Alone, malware and what relates it to an indicator are nothing to look for, and so no intelligence in OCSF. */
function describeOcsf({ type }: FormEvent): OcsfKind {
  if (type === "indicator") return { classUid: ocsfClasses.osintInventoryInfo, activityId: 2 };
  return { classUid: ocsfClasses.baseEvent, activityId: 99, activityName: `Threat Intelligence: ${type}` };
}

function describeThreat(document: FormDocument, { meaning, type }: FormEvent): void {
  if (meaning.labels !== undefined) document["tags"] = meaning.labels;
  if (type === "malware" && meaning.virus !== undefined) {
    document["threat"] = { software: { name: meaning.virus, type: "Malware" } };
  }
  if (type !== "indicator") return;
  const { indicator, hashes, hosts, addresses } = describeIndicator(meaning);
  const { description } = meaning.rest;
  if (typeof description === "string") indicator["description"] = description;
  document["threat"] = { indicator };
  const related: FormDocument = {};
  if (hashes.length > 0) related["hash"] = hashes;
  if (hosts.length > 0) related["hosts"] = hosts;
  if (addresses.length > 0) related["ip"] = addresses;
  if (Object.keys(related).length > 0) document["related"] = related;
}

function tellObject({ virus, rest }: Meaning): string | undefined {
  const { source_ref: source, relationship_type: relation, target_ref: target } = rest;
  if (virus !== undefined) return `Malware: ${virus}`;
  return [source, relation, target].every((part) => typeof part === "string")
    ? `${source} ${relation} ${target}`
    : undefined;
}

const hashNames: ReadonlyMap<number, string> = new Map([
  [64, "SHA-256"],
  [40, "SHA-1"],
  [32, "MD5"],
]);

/**
 * A row of the feed's table has no pattern, and columns whose names nobody confirmed: its hashes, which their lengths
 * tell, make one.
 */
function patternOf(row: VendorRecord): string | undefined {
  const comparisons = Object.values(row).flatMap((value) => {
    const text = typeof value === "string" ? value.trim().toLowerCase() : "";
    const name = /^[0-9a-f]{32,64}$/.test(text) ? hashNames.get(text.length) : undefined;
    return name === undefined ? [] : [`file:hashes.'${name}' = '${text}'`];
  });
  return comparisons.length === 0 ? undefined : `[${[...new Set(comparisons)].join(" OR ")}]`;
}

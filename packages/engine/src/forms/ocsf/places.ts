import { emptyMeaning, type TermName, terms } from "../../vocabulary/terms.js";
import type { FormDocument } from "../event.js";
import { writeOcsf } from "./write-ocsf.js";

/** Paths of the attributes that hold a term. */
export type OcsfPlaces = ReadonlyMap<TermName, readonly string[]>;

/**
 * Where a document of the class of that number holds the terms of a record that tells these: paths such as
 * `evidences[].email.from`. Found by writing such a document, so that it is what is written. A term without a place
 * stands in `unmapped`.
 */
export function findOcsfPlaces(told: readonly TermName[], classUid: number): OcsfPlaces {
  const samples = new Map(told.map((term, index) => [term, sampleOf(term, index)]));
  const leaves = leavesOf(writeSample(samples, classUid));
  const places = new Map<TermName, readonly string[]>();
  for (const [term, sample] of samples) {
    const held = leaves.filter(({ value }) => isIn(value, sample)).map(({ path }) => path);
    const translated = translations[term]?.filter((place) => leaves.some(({ path }) => path === place));
    const found = new Set([...(translated ?? []), ...held]);
    if (found.size > 0) places.set(term, [...found]);
  }
  return places;
}

/** Attributes that hold what a term says as a number or a word of OCSF's own. */
const translations: Partial<Record<TermName, readonly string[]>> = {
  time: ["time"],
  direction: ["direction_id"],
  action: ["action_id", "disposition_id"],
  delivered: ["status_id"],
  verdict: ["evidences[].verdict_id"],
  pattern: ["osint[].value"],
  spamDetail: ["email_auth.spf", "email_auth.dkim", "email_auth.dmarc"],
};

function writeSample(samples: ReadonlyMap<TermName, unknown>, classUid: number): FormDocument {
  const meaning = { ...emptyMeaning(), ...Object.fromEntries(samples) };
  return writeOcsf(
    {
      dataset: "",
      product: "",
      fields: [],
      judge: () => ({ disposition: "allowed", severity: 1, isFinding: false, outcome: "success" }),
      ecs: () => ({ category: [] }),
      ocsf: () => ({ classUid, activityId: 1, own }),
      ocsfClasses: () => [classUid],
    },
    { id: "", feed: "", type: "", time: 0, record: {}, raw: "", meaning },
  );
}

/** What classes ask for that no term tells. */
const own = {
  entity: { type_id: 6 },
  privileges: [],
  osint: [],
  api: {},
  databucket: {},
  command_uid: "",
};

/** A value of the term's type that no other term has, nor a document by itself. */
function sampleOf(term: TermName, index: number): unknown {
  const number = 100 + index;
  if (term === "verdict") return "malicious";
  if (term === "pattern") return `[url:value = '${term}-${number}']`;
  switch (terms[term].type) {
    case "address":
      return `${term}@${number}.example`;
    case "addresses":
      return [`${term}@${number}.example`];
    case "ip":
      return `192.0.2.${number}`;
    case "number":
    case "time":
      return 1_000_000 + index;
    case "flag":
      return true;
    case "json":
      return { spf: { info: "" }, dkim: { info: "" }, dmarc: { info: "" } };
    case "names":
    case "texts":
      return [`${term}-${number}`];
    default:
      return `${term}-${number}`;
  }
}

function isIn(value: unknown, sample: unknown): boolean {
  if (Array.isArray(sample)) return sample.some((item) => isIn(value, item));
  if (typeof sample === "number") return value === sample;
  return typeof sample === "string" && typeof value === "string" && value.includes(sample);
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(document: FormDocument): readonly Leaf[] {
  const { observables: _, unmapped: __, raw_data: ___, ...attributes } = document;
  return readLeaves(attributes, "");
}

function readLeaves(value: unknown, path: string): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item) => readLeaves(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, held]) =>
    readLeaves(held, path === "" ? key : `${path}.${key}`),
  );
}

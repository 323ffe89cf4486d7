import { type Generation, type Operation, operation } from "@postern/mimecast/catalogue";
import { findOcsfPlaces, type OcsfPlaces } from "../../forms/ocsf/places.js";
import type { Field } from "../../vocabulary/index.js";
import { terms } from "../../vocabulary/terms.js";
import type { Feed } from "../feed.js";
import type { Reading } from "../reading.js";
import { secretFieldsOf } from "../values/secrets.js";
import { operationsOf } from "./operations.js";

/** What there is to say about a feed: for a screen, for programs and for its page. */
export interface FeedDescription {
  readonly name: string;
  readonly sentence: string;
  readonly generations: readonly Generation[];
  readonly reading: Reading["kind"];
  /** Whether a connection reads it where nothing was chosen. */
  readonly isDefault: boolean | "where-permitted";
  /** The calls it is read by, the first one before those that add to it. */
  readonly operations: readonly Operation[];
  /** Products of API 2.0 and permissions of the role that these calls need. */
  readonly products: readonly string[];
  readonly permissions: readonly string[];
  /** How far back the API reaches; null where no figure is known. */
  readonly retentionDays: number | null;
  readonly settleDelayMinutes: number;
  /** `event.dataset` of its ECS documents. */
  readonly dataset: string;
  /** What nobody outside the vendor has confirmed of its records; null where nothing is open. */
  readonly note: string | null;
  /** Its fields; those of records of one type stand under that type, those of all under null. */
  readonly tables: readonly FieldTable[];
}

export interface FieldTable {
  /** Event type; null for fields that records of every type may have. */
  readonly type: string | null;
  readonly fields: readonly FieldDescription[];
}

/** A field of the vendor's record, and where it stands in the other vocabularies. */
export interface FieldDescription {
  readonly name: string;
  readonly type: Field["type"];
  readonly meaning: string;
  readonly ecs: readonly string[];
  readonly ocsf: readonly string[];
}

export function describeFeed(feed: Feed): FeedDescription {
  const { name, sentence, generations, reading, retentionDays, settleDelayMinutes, note, forms } = feed;
  const operations = operationsOf(feed).map(operation);
  const has2 = generations.includes("2.0");
  return {
    name,
    sentence,
    generations,
    reading: reading.kind,
    isDefault: feed.isTakenWherePermitted === true ? "where-permitted" : feed.isOptIn !== true,
    operations,
    products: has2 ? unique(operations.flatMap(({ products }) => products)) : [],
    permissions: unique(operations.flatMap(({ permission }) => permission ?? [])),
    retentionDays,
    settleDelayMinutes,
    dataset: forms.dataset,
    note: note ?? null,
    tables: describeTables(feed),
  };
}

/** The facts about a feed as people read them. */
export interface FeedFacts {
  readonly api: string;
  readonly product: string;
  readonly permission: string;
  readonly kept: string;
  readonly delay: string;
  readonly readBy: string;
  readonly byDefault: string;
}

const readingWords: Readonly<Record<Reading["kind"], string>> = {
  windows: "spans of time",
  chain: "a chain of tokens",
  listing: "files listed by day",
  stream: "pages of events as they come",
  snapshot: "polling the whole list",
  whole: "reading the whole list",
};

export function tellFacts(feed: FeedDescription): FeedFacts {
  const { generations, products, permissions, retentionDays, settleDelayMinutes, reading, isDefault } = feed;
  return {
    api: generations.join(", "),
    product: products.join("; ") || "–",
    permission: permissions.join("; ") || "none stated",
    kept: retentionDays === null ? "not stated" : `${retentionDays} ${retentionDays === 1 ? "day" : "days"}`,
    delay: settleDelayMinutes === 0 ? "none" : `${settleDelayMinutes} min`,
    readBy: readingWords[reading],
    byDefault: isDefault === "where-permitted" ? "where permitted" : isDefault ? "yes" : "if chosen",
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function describeTables(feed: Feed): readonly FieldTable[] {
  const { forms, volatileFields } = feed;
  const secretFields = secretFieldsOf(feed);
  const isLeftOut = ({ name, tells }: Field): boolean =>
    (volatileFields.has(name) && tells.length === 0) || secretFields.includes(name);
  const { fieldsByType = new Map<string, readonly Field[]>(), derived = [] } = forms;
  const fields = [...forms.fields, ...derived];
  const tables = [...fieldsByType.values()];
  const isCommon = (field: Field): boolean => tables.every((table) => table.includes(field));
  const describe = (type: string | null, isShown: (field: Field) => boolean): FieldTable => {
    const table = fieldsByType.get(type ?? "") ?? fields;
    const ocsf = findPlaces(table, forms.ocsfClasses(type));
    const shown = table.filter(isShown);
    return {
      type,
      fields: shown.map((field) => (isLeftOut(field) ? describeLeftOut(field) : describeField(field, ocsf))),
    };
  };
  const own = [...fieldsByType.keys()].map((type) => describe(type, (field) => !isCommon(field)));
  return [describe(null, isCommon), ...own];
}

/** Where each class holds what the fields tell, one map a class. */
function findPlaces(table: readonly Field[], classes: readonly number[]): readonly OcsfPlaces[] {
  const told = [...new Set(table.flatMap(({ tells }) => tells))];
  return classes.map((uid) => findOcsfPlaces(told, uid));
}

/** What changes from one delivery to the next stands in no document, and a secret stands nowhere. */
function describeLeftOut({ name, type, meaning }: Field): FieldDescription {
  return { name, type, meaning, ecs: [], ocsf: [] };
}

function describeField(field: Field, ocsf: readonly OcsfPlaces[]): FieldDescription {
  const { name, type, meaning, tells, keep, as } = field;
  const ecs = tells.flatMap((term) => terms[term].ecs ?? []);
  return {
    name,
    type,
    meaning,
    ecs: unique([...ecs, ...(keep || ecs.length === 0 ? [`mimecast.${as}`] : [])]),
    ocsf: describeOcsf(field, ocsf),
  };
}

/** In some class a term may have no place that has one in another. */
function describeOcsf({ tells, keep, as, type }: Field, classes: readonly OcsfPlaces[]): readonly string[] {
  const kept = `unmapped.${as}`;
  const [first] = tells;
  if (first === undefined) return [kept];
  const places: string[] = [];
  // What a field says beyond its term is kept beside it.
  const apart: string[] = keep && terms[first].type !== type ? [kept] : [];
  for (const term of tells) {
    for (const held of classes) {
      const found = held.get(term);
      if (found !== undefined) places.push(...found);
      else apart.push(keep ? kept : `unmapped.${term}`);
    }
  }
  return unique([...places, ...apart]);
}

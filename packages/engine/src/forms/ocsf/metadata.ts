import { type Field, toKebabCase } from "../../vocabulary/index.js";
import { type TermName, terms } from "../../vocabulary/terms.js";
import type { FormDocument } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import { type Draft, setIfKnown } from "./draft.js";

/** Version of OCSF whose schemas we write by. */
export const ocsfVersion = "1.8.0";

/** What follows from a feed's declaration for records of one type, found out once. */
export interface FormsPlan {
  readonly product: FormDocument;
  readonly logName: string;
  /** Fields that tell the time, the first that has one first. */
  readonly timeFields: readonly (readonly string[])[];
  /** Terms that `unmapped` has only if they are put there: what a kept field tells stands there under its own name. */
  readonly unkept: ReadonlySet<string>;
  /** Kept fields by their names, with a term each that says all that they say. */
  readonly kept: ReadonlyMap<string, TermName>;
}

interface Plans {
  readonly general: FormsPlan;
  readonly byType: ReadonlyMap<string, FormsPlan>;
}

const plans = new WeakMap<FeedForms, Plans>();
const termNames = Object.keys(terms) as TermName[];

export function planOf(forms: FeedForms, type: string): FormsPlan {
  let known = plans.get(forms);
  if (known === undefined) {
    known = makePlans(forms);
    plans.set(forms, known);
  }
  return known.byType.get(type) ?? known.general;
}

function makePlans(forms: FeedForms): Plans {
  const fields = [...forms.fields, ...(forms.derived ?? [])];
  const byType = new Map<string, FormsPlan>();
  for (const [type, own] of forms.fieldsByType ?? []) {
    byType.set(type, makePlan(forms, [...own, ...fields]));
  }
  return { general: makePlan(forms, fields), byType };
}

function makePlan({ dataset, product }: FeedForms, fields: readonly Field[]): FormsPlan {
  const tellers = (term: TermName): readonly Field[] => fields.filter(({ tells }) => tells.includes(term));
  const kept = new Map<string, TermName>();
  for (const { as, keep, tells, type } of fields) {
    const [term] = tells;
    if (keep && term !== undefined && terms[term].type === type) kept.set(as, term);
  }
  return {
    product: { vendor_name: "Mimecast", name: product },
    logName: dataset.replace(/^mimecast\./, ""),
    timeFields: tellers("time").map(({ name }) => name.split(".")),
    unkept: new Set(
      termNames.filter((term) => {
        const told = tellers(term);
        return told.length === 0 || told.some(({ keep }) => !keep);
      }),
    ),
    kept,
  };
}

/** Takes what is about the record rather than about what happened. */
export function takeMetadata(draft: Draft, plan: FormsPlan): FormDocument {
  const { left, event } = draft;
  const metadata: FormDocument = {
    version: ocsfVersion,
    product: plan.product,
    profiles: draft.profiles,
    uid: event.id,
    log_name: plan.logName,
    event_code: describeCode(left.type ?? event.type, left.action),
  };
  left.type = undefined;
  left.action = undefined;
  if (left.recordId !== undefined) {
    metadata["original_event_uid"] = left.recordId;
    left.recordId = undefined;
  } else if (left.processingId !== undefined) {
    metadata["original_event_uid"] = left.processingId;
    left.processingId = undefined;
  }
  setIfKnown(metadata, "correlation_uid", left.traceId);
  left.traceId = undefined;
  setIfKnown(metadata, "tenant_uid", left.tenant);
  left.tenant = undefined;
  setIfKnown(metadata, "original_time", readOriginalTime(event.record, plan.timeFields));
  left.time = undefined;
  return metadata;
}

function describeCode(type: string, action: string | undefined): string {
  // Of an audit event the type is all that happened; most of its types are words with blanks between.
  if (action === undefined || action === type.toLowerCase().replaceAll(" ", "-")) return type;
  return action.includes("-") && action === toKebabCase(type) ? type : `${type}/${action}`;
}

/** The time as it was written; a number tells no more than `time` does. */
function readOriginalTime(record: object, timeFields: FormsPlan["timeFields"]): string | undefined {
  for (const path of timeFields) {
    let value: unknown = record;
    for (const key of path) {
      value =
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined;
    }
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

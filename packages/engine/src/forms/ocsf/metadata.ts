import type { Field } from "../../vocabulary/index.js";
import { type TermName, terms } from "../../vocabulary/terms.js";
import type { FormDocument } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import { type Draft, setIfKnown } from "./draft.js";

/** Version of OCSF whose schemas we write by. */
export const ocsfVersion = "1.8.0";

/** What follows from a feed's declaration, found out once. */
export interface FormsPlan {
  readonly product: FormDocument;
  readonly logName: string;
  /** Fields that tell the time, the first that has one first. */
  readonly timeFields: readonly (readonly string[])[];
  /** Terms that `unmapped` has only if they are put there: what a kept field tells stands there under its own name. */
  readonly unkept: readonly TermName[];
}

const plans = new WeakMap<FeedForms, FormsPlan>();
const termNames = Object.keys(terms) as TermName[];

export function planOf(forms: FeedForms): FormsPlan {
  let plan = plans.get(forms);
  if (plan === undefined) {
    plan = makePlan(forms);
    plans.set(forms, plan);
  }
  return plan;
}

function makePlan({ fields, dataset, product }: FeedForms): FormsPlan {
  const tellers = (term: TermName): readonly Field[] => fields.filter(({ tells }) => tells.includes(term));
  return {
    product: { vendor_name: "Mimecast", name: product },
    logName: dataset.replace(/^mimecast\./, ""),
    timeFields: tellers("time").map(({ name }) => name.split(".")),
    unkept: termNames.filter((term) => {
      const told = tellers(term);
      return told.length === 0 || told.some(({ keep }) => !keep);
    }),
  };
}

/** Takes what is about the record rather than about what happened. */
export function takeMetadata(draft: Draft, plan: FormsPlan): FormDocument {
  const { left, event, kind, judgement } = draft;
  const metadata: FormDocument = {
    version: ocsfVersion,
    product: plan.product,
    profiles: draft.profiles,
    uid: event.id,
    log_name: plan.logName,
    event_code: kind.eventCode ?? describeCode(event.type, left.action),
  };
  if (kind.eventCode === undefined || judgement.disposition === "other") left.action = undefined;
  if (left.recordId !== undefined) {
    metadata["original_event_uid"] = left.recordId;
    left.recordId = undefined;
  } else if (left.processingId !== undefined) {
    metadata["original_event_uid"] = left.processingId;
    left.processingId = undefined;
  }
  if (left.traceId !== undefined) takeTrace(draft, metadata);
  setIfKnown(metadata, "tenant_uid", left.tenant);
  left.tenant = undefined;
  setIfKnown(metadata, "original_time", readOriginalTime(event.record, plan.timeFields));
  left.time = undefined;
  return metadata;
}

function describeCode(type: string, action: string | undefined): string {
  return action === undefined ? type : `${type}/${action}`;
}

/** Joins the records of one mail: some of them have a number of seconds at the end of the mail's id. */
function takeTrace({ left, ofClass }: Draft, metadata: FormDocument): void {
  const correlation = left.traceId?.replace(/_\d+$/, "");
  metadata["correlation_uid"] = correlation;
  // Otherwise the whole id stands nowhere else.
  if (ofClass.about === "mail" || correlation === left.traceId) left.traceId = undefined;
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

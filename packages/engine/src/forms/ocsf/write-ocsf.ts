import type { Judgement } from "../../vocabulary/judgement.js";
import type { FormDocument, FormEvent, OcsfKind } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import {
  placeAccountChange,
  placeActor,
  placeEntityMail,
  placeGroup,
  placeMailActivity,
  placeSignIn,
} from "./activity.js";
import { baseEventClass, classOf, type OcsfClass } from "./classes.js";
import { placeControl } from "./control.js";
import { type Draft, setIfKnown } from "./draft.js";
import { takeDestination, takeSource } from "./endpoints.js";
import { placeEvidence, placeFinding, placeLeak } from "./finding.js";
import { placeIntel } from "./intel.js";
import { planOf, takeMetadata } from "./metadata.js";
import { describeUnmapped } from "./unmapped.js";

/**
 * The OCSF form of an event: a document that its class's schema admits, whatever the record holds. An event that lacks
 * what its class asks for becomes a Base Event; what has no attribute stands in `unmapped`.
 */
export function writeOcsf(forms: FeedForms, event: FormEvent): FormDocument {
  const judgement = forms.judge(event);
  const kind = forms.ocsf(event, judgement);
  const plan = planOf(forms, event.type);
  let draft = openDraft(event, { judgement, kind, ofClass: classOf(kind.classUid) });
  fill(draft);
  if (!isComplete(draft)) {
    draft = openDraft(event, { judgement, kind: asBaseEvent(kind), ofClass: baseEventClass });
    fill(draft);
  }
  const { document, observables } = draft;
  document["metadata"] = takeMetadata(draft, plan);
  document["raw_data"] = event.raw;
  const unmapped = describeUnmapped(draft, plan);
  if (observables.length > 0) document["observables"] = observables;
  if (unmapped !== null) document["unmapped"] = unmapped;
  return document;
}

const other = 99;

function asBaseEvent(kind: OcsfKind): OcsfKind {
  const activityName = kind.activityName ?? classOf(kind.classUid).activities[kind.activityId];
  return { ...kind, activityId: other, ...(activityName === undefined ? {} : { activityName }) };
}

const activitiesPerClass = 100;
const classesPerCategory = 1000;

function openDraft(
  event: FormEvent,
  {
    judgement,
    kind,
    ofClass,
  }: { readonly judgement: Judgement; readonly kind: OcsfKind; readonly ofClass: OcsfClass },
): Draft {
  const { activityId } = kind;
  const caption = kind.activityName ?? captionOf(ofClass, activityId);
  return {
    event,
    judgement,
    kind,
    ofClass,
    left: { ...event.meaning },
    document: {
      class_uid: ofClass.uid,
      category_uid: Math.floor(ofClass.uid / classesPerCategory),
      activity_id: activityId,
      activity_name: caption,
      type_uid: ofClass.uid * activitiesPerClass + activityId,
      severity_id: judgement.severity,
      // OCSF has no time before 1970, and no fraction of a millisecond.
      time: Math.max(0, Math.trunc(event.time)),
      metadata: undefined,
    },
    observables: [],
    profiles: [],
  };
}

function captionOf({ activities }: OcsfClass, activityId: number): string {
  return activities[activityId] ?? (activityId === other ? "Other" : "Unknown");
}

function fill(draft: Draft): void {
  const { document, kind, ofClass } = draft;
  if (ofClass !== baseEventClass || kind.classUid === baseEventClass.uid) Object.assign(document, kind.own);
  placeStatus(draft);
  let file: FormDocument | null = null;
  switch (ofClass.about) {
    case "mail":
      placeMailActivity(draft);
      break;
    case "detection":
      file = placeEvidence(draft);
      placeFinding(draft);
      break;
    case "leak":
      placeLeak(draft);
      placeFinding(draft);
      break;
    case "sign-in":
      placeSignIn(draft);
      break;
    case "account":
      placeAccountChange(draft);
      break;
    case "intel":
      placeIntel(draft);
      break;
    default:
      placeEntityMail(draft);
      placeGroup(draft);
  }
  placeActor(draft);
  if (ofClass.hasSource) setIfKnown(document, "src_endpoint", takeSource(draft, "src_endpoint"));
  if (ofClass.hasDestination) setIfKnown(document, "dst_endpoint", takeDestination(draft, "dst_endpoint"));
  placeControl(draft, file);
}

/** `status_id`: of a finding, New; of an activity, whether it succeeded. */
const newFinding = 1;
const outcomes = { unknown: 0, success: 1, failure: 2 } as const;

function placeStatus({ document, judgement, ofClass, left }: Draft): void {
  const { outcome } = judgement;
  const { verdict } = left;
  // A verdict that is also the reason has its place.
  if (verdict === left.reason || verdict === left.errorType || verdict === left.virus)
    left.verdict = undefined;
  const isFinding = ofClass.about === "detection" || ofClass.about === "leak";
  document["status_id"] = isFinding ? newFinding : outcomes[outcome];
  if (outcome === (left.delivered === true ? "success" : "failure")) left.delivered = undefined;
  setIfKnown(document, "status_code", left.errorCode);
  left.errorCode = undefined;
  if (!isFinding) {
    setIfKnown(document, "status_detail", left.reason);
    left.reason = undefined;
  }
  setIfKnown(document, "message", left.message);
  left.message = undefined;
  if (left.durationMs !== undefined) document["duration"] = Math.round(left.durationMs);
  left.durationMs = undefined;
}

function isComplete({ document, ofClass }: Draft): boolean {
  return ofClass.requires.every((needed) =>
    typeof needed === "string"
      ? document[needed] !== undefined
      : needed.some((one) => document[one] !== undefined),
  );
}

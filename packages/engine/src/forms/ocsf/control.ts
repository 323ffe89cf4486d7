import type { Disposition } from "../../vocabulary/judgement.js";
import type { FormDocument } from "../event.js";
import { ocsfClasses } from "./classes.js";
import { type Draft, setIfKnown, useProfile } from "./draft.js";

/** `action_id` and `disposition_id` (OCSF 1.8.0); null: the record says of no action. */
const decisions: Readonly<Record<Disposition, readonly [action: number | null, disposition: number]>> = {
  allowed: [1, 1],
  blocked: [2, 2],
  rejected: [2, 25],
  dropped: [2, 6],
  quarantined: [2, 3],
  delayed: [3, 14],
  warned: [3, 19],
  detected: [3, 15],
  tagged: [4, 18],
  filed: [3, 18],
  notified: [3, 19],
  secured: [4, 7],
  isolated: [4, 4],
  deleted: [2, 5],
  restored: [1, 9],
  logged: [null, 17],
  other: [99, 99],
};

/** Places what a control decided and by what rule: the attributes of profile `security_control`. */
export function placeControl(draft: Draft, file: FormDocument | null): void {
  const { left, document } = draft;
  placeDecision(draft);
  placePolicy(draft);
  const malware = takeMalware(draft, file);
  if (malware !== null) {
    document["malware"] = [malware];
    useProfile(draft, "security_control");
  }
  if (left.errorType !== undefined) {
    document["firewall_rule"] = { name: left.errorType };
    left.errorType = undefined;
    useProfile(draft, "security_control");
  }
  if (Number.isInteger(left.spamScore)) {
    document["risk_score"] = left.spamScore;
    left.spamScore = undefined;
    useProfile(draft, "security_control");
  }
}

function placeDecision(draft: Draft): void {
  const { document, judgement, ofClass, event } = draft;
  const isFindingClass = ofClass.about === "detection" || ofClass.about === "leak";
  if (judgement.isFinding || isFindingClass) {
    document["is_alert"] = true;
    // Findings have it by themselves.
    if (!isFindingClass) useProfile(draft, "security_control");
  }
  const { disposition } = judgement;
  if (disposition === null) return;
  const [action, dispositionId] = decisions[disposition];
  if (action !== null) document["action_id"] = action;
  document["disposition_id"] = dispositionId;
  if (disposition === "other") {
    setIfKnown(document, "action", event.meaning.action);
    setIfKnown(document, "disposition", event.meaning.action);
  }
  useProfile(draft, "security_control");
}

function placePolicy(draft: Draft): void {
  const { left, document, ofClass } = draft;
  // A finding names it as its analytic; of an account change the attribute is deprecated, and its successor is about
  // what was changed.
  if (left.policy === undefined || ofClass.uid === ocsfClasses.accountChange) return;
  if (ofClass.about === "detection" || ofClass.about === "leak") return;
  document["policy"] = { name: left.policy };
  left.policy = undefined;
  useProfile(draft, "security_control");
}

const unknownMalware = 0;
const virus = 19;
const high = 4;

/** A named virus, or the unnamed malware of a file that was found to be dangerous. */
function takeMalware({ left, judgement, ofClass }: Draft, file: FormDocument | null): FormDocument | null {
  if (left.virus !== undefined) {
    const malware = { name: left.virus, classification_ids: [virus] };
    left.virus = undefined;
    return malware;
  }
  if (ofClass.about !== "detection" || file === null || judgement.severity < high) return null;
  return { name: "unknown", classification_ids: [unknownMalware] };
}

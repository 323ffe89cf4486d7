import type { EcsKind, FormEvent, OcsfKind } from "../../forms/event.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import type { Meaning } from "../../vocabulary/index.js";
import { type Disposition, dispositionOf, isStopped, type Judgement } from "../../vocabulary/judgement.js";
import { judgeImitation, judgeRefusal } from "../judging/judge-mail.js";

/**
 * What the mail logs of the Cloud Gateway come to. Both generations are judged by what both of them say, so that one
 * mail comes to the same whichever way its events were read.
 */
export function judgeGateway(event: FormEvent): Judgement {
  return (judges.get(event.type) ?? judgeOther)(event.meaning);
}

const judges: ReadonlyMap<string, (meaning: Meaning) => Judgement> = new Map([
  ["receipt", judgeReceipt],
  ["process", judgeProcess],
  ["delivery", judgeDelivery],
  ["journal", () => activity("logged")],
  ["av", () => finding("detected", 4)],
  ["spam", () => finding("detected", 2)],
  ["internal email protect", () => finding("detected", 4)],
  ["impersonation protect", judgeImpersonation],
  ["url protect", judgeClick],
  ["attachment protect", () => finding("detected", 4)],
]);

function activity(disposition: Disposition | null): Judgement {
  return { disposition, severity: 1, isFinding: false, outcome: "success" };
}

function finding(disposition: Disposition, severity: Judgement["severity"]): Judgement {
  return { disposition, severity, isFinding: true, outcome: "success" };
}

function judgeReceipt({ action, errorType }: Meaning): Judgement {
  const disposition = dispositionOf(action);
  if (disposition === "dropped") return { disposition, severity: 2, isFinding: false, outcome: "failure" };
  return disposition === "rejected" ? judgeRefusal(errorType) : activity(disposition);
}

function judgeProcess({ action }: Meaning): Judgement {
  const disposition = dispositionOf(action);
  if (disposition === "quarantined") return finding(disposition, 2);
  if (disposition === "rejected") return { disposition, severity: 2, isFinding: false, outcome: "failure" };
  return activity(disposition);
}

/** The refusal of another server is no finding of the gateway's; an attempt that failed without one is repeated. */
function judgeDelivery({ delivered, errorType, errorCode }: Meaning): Judgement {
  if (delivered === undefined) return { ...activity(null), outcome: "unknown" };
  if (delivered) return activity("allowed");
  const isRefused = errorType !== undefined || errorCode !== undefined;
  const disposition = isRefused ? "other" : "delayed";
  return { disposition, severity: 2, isFinding: false, outcome: "failure" };
}

function judgeImpersonation({ action, rest }: Meaning): Judgement {
  return judgeImitation(action, {
    isMalicious: [rest["taggedMalicious"], rest["TaggedMalicious"]].includes(true),
    isExternal: [rest["taggedExternal"], rest["TaggedExternal"]].includes(true),
  });
}

/** Kinds of sites that nobody should come to (API feed reference; the vendor's own list is longer and changes). */
const threatWords =
  /phish|fraud|malware|malicious|compromised|spyware|botnet|suspicious|spam|hack|dangerous|ransom/i;

/** A click on a link of a mail; all there is of a record is a click by somebody. */
export function judgeClick({ action, urlCategory }: Meaning): Judgement {
  const disposition = dispositionOf(action);
  if (isStopped(disposition)) return finding(disposition ?? "blocked", 3);
  // Somebody who got through to such a page matters more than somebody who was kept away.
  if (urlCategory !== undefined && threatWords.test(urlCategory)) return finding(disposition ?? "allowed", 4);
  return disposition === "warned" ? finding(disposition, 3) : activity(disposition);
}

function judgeOther({ action, delivered }: Meaning): Judgement {
  const outcome = delivered === undefined ? "unknown" : delivered ? "success" : "failure";
  return { disposition: dispositionOf(action), severity: 1, isFinding: false, outcome };
}

const mail: EcsKind = { category: ["email"] };
const malware: EcsKind = { category: ["email", "malware"] };
const click: EcsKind = { category: ["email", "web"], type: ["access", "info"] };

const ecsKinds: ReadonlyMap<string, EcsKind> = new Map([
  ["av", malware],
  ["attachment protect", malware],
  ["url protect", click],
]);

export function gatewayEcs({ type }: FormEvent): EcsKind {
  return ecsKinds.get(type) ?? mail;
}

const smtp = { protocol_name: "SMTP" };

const activities: ReadonlyMap<string, OcsfKind> = new Map([
  ["receipt", { classUid: ocsfClasses.emailActivity, activityId: 2, own: smtp }],
  ["process", { classUid: ocsfClasses.emailActivity, activityId: 3 }],
  ["delivery", { classUid: ocsfClasses.emailActivity, activityId: 1, own: smtp }],
  ["journal", { classUid: ocsfClasses.emailActivity, activityId: 4 }],
  ["url protect", { classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "URL Click" }],
]);

/** What a control found; a held or refused mail stays an activity, with an alert. */
const findings = new Map<string, (meaning: Meaning) => string>([
  ["av", ({ virus }) => `Malware: ${virus ?? "not named"}`],
  ["spam", () => "Spam"],
  ["internal email protect", ({ verdict }) => `Internal mail: ${verdict ?? "not named"}`],
  ["impersonation protect", ({ policy }) => `Impersonation: ${policy ?? "definition not named"}`],
  ["url protect", ({ urlCategory }) => `URL clicked: ${urlCategory ?? "category not named"}`],
  ["attachment protect", ({ fileName }) => `Malicious attachment: ${fileName ?? "file not named"}`],
]);

/** Of a type that has both, the class of a finding is second. */
export function gatewayOcsfClasses(type: string | null): readonly number[] {
  if (type === null) return [ocsfClasses.emailActivity, ocsfClasses.detectionFinding];
  const activity = activities.get(type);
  return [
    ...(activity === undefined ? [] : [activity.classUid]),
    ...(findings.has(type) ? [ocsfClasses.detectionFinding] : []),
  ];
}

export function gatewayOcsf({ type, meaning }: FormEvent, { isFinding }: Judgement): OcsfKind {
  const title = isFinding ? findings.get(type)?.(meaning) : undefined;
  if (title !== undefined) {
    const types = type === "impersonation protect" ? readFiredChecks(meaning) : [];
    const kind = { classUid: ocsfClasses.detectionFinding, activityId: 1, title };
    return types.length === 0 ? kind : { ...kind, types };
  }
  return activities.get(type) ?? { classUid: ocsfClasses.baseEvent, activityId: 99, activityName: type };
}

/** The checks for impersonation by what either generation calls them, in the words of the TTP logs where they have one. */
const checks: readonly (readonly [check: string, fields: readonly string[]])[] = [
  ["internal_user_name", ["InternalName", "internalUserName"]],
  ["newly_observed_domain", ["NewDomain", "newDomain"]],
  ["reply_address_mismatch", ["ReplyMismatch", "replyMismatch"]],
  ["targeted_threat_dictionary", ["ThreatDictionary", "mimecastThreatDictionary"]],
  ["custom_threat_dictionary", ["CustomThreatDictionary", "customThreatDictionary"]],
  ["custom_name_list", ["CustomName", "customNameMatch"]],
  ["similar_internal_domain", ["SimilarInternalDomain", "similarInternalDomain"]],
  ["custom_external_domain", ["SimilarCustomExternalDomain", "similarCustomExternalDomain"]],
  ["mimecast_external_domain", ["SimilarMimecastExternalDomain", "similarMimecastExternalDomain"]],
];

function readFiredChecks({ rest }: Meaning): string[] {
  return checks.filter(([, fields]) => fields.some((field) => rest[field] === true)).map(([check]) => check);
}

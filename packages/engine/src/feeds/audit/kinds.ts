import type { EcsKind } from "../../forms/event.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import type { EventInfo } from "./event-info.js";

/** What an audit event is about. The vendor's list of audit types is open: a new one is told by its words. */
export type AuditSubject =
  | "logon"
  | "challenge"
  | "logoff"
  | "support-logon"
  | "enrolment"
  | "account"
  | "role"
  | "group"
  | "policy"
  | "remediation"
  | "download"
  | "restore"
  | "search"
  | "view"
  | "configuration";

/** What was done to it; null where no word says so. */
export type AuditVerb = "create" | "change" | "delete" | "enable" | "disable" | "read";

export interface AuditKind {
  readonly subject: AuditSubject;
  readonly verb: AuditVerb | null;
  readonly hasFailed: boolean;
  /** Whether its type is one whose meaning we know. */
  readonly isKnown: boolean;
}

interface Rule {
  readonly subject: AuditSubject;
  readonly type: RegExp;
}

/** By the words of `auditType`; the first that fits counts. */
const rules: readonly Rule[] = [
  { subject: "support-logon", type: /support login|support logon/i },
  { subject: "challenge", type: /requires challenge/i },
  { subject: "logoff", type: /log(?:ged|s)? ?(?:off|out)/i },
  { subject: "logon", type: /log(?:ged)? ?(?:on|in)\b|logon|authentication failed/i },
  { subject: "role", type: /\broles?\b/i },
  { subject: "group", type: /folder log|group/i },
  { subject: "remediation", type: /remediation/i },
  { subject: "restore", type: /restore/i },
  { subject: "download", type: /download|export/i },
  { subject: "account", type: /\buser|password|delegate|alias/i },
  { subject: "policy", type: /polic(?:y|ies)/i },
  { subject: "search", type: /search/i },
  { subject: "view", type: /message action|\bview/i },
  { subject: "configuration", type: /directory sync/i },
];

/** By `category` where the type's words say nothing. */
const subjectsOfCategories: ReadonlyMap<string, AuditSubject> = new Map([
  ["authentication_logs", "logon"],
  ["mimecast_access_logs", "support-logon"],
  ["user_account_and_role_logs", "account"],
  ["profile_group_logs", "group"],
  ["policy_logs", "policy"],
]);

const verbs: readonly (readonly [AuditVerb, RegExp])[] = [
  ["delete", /\b(?:delet|remov|purg)\w*/i],
  ["create", /\b(?:creat|add|import|upload)\w*|\bnew\b/i],
  ["disable", /\b(?:disabl|deactivat|suspend)\w*|\block(?:ed)?\b/i],
  ["enable", /\b(?:enabl|activat|unlock)\w*/i],
  ["read", /\b(?:view|download|export|search|inspect|access|print)\w*/i],
  // Not "changes": a sync that found none changed nothing.
  ["change", /\b(?:chang(?:ed?|ing)|reset|existing)\b|\b(?:updat|modif|edit|adjust|renam)\w*/i],
];

/** What was done stands at the beginning of the text; what follows names things, freely. */
const beginning = 80;

export function classifyAudit(
  type: string,
  { category, info }: { readonly category: string; readonly info: EventInfo },
): AuditKind {
  const text = info.sentence?.slice(0, beginning) ?? "";
  const known = readType(type);
  const byCategory = subjectsOfCategories.get(category);
  const subject = known.subject ?? byCategory ?? "configuration";
  const verb = known.verb ?? (withoutVerb.has(subject) ? null : findVerb(text));
  return {
    subject: narrow(subject, { text, verb, category }),
    verb,
    hasFailed: info.success === false || known.hasFailed,
    isKnown: known.subject !== null || byCategory !== undefined || verb !== null,
  };
}

/** What is done with these is said by what they are. */
const withoutVerb: ReadonlySet<AuditSubject> = new Set(["logon", "challenge", "logoff", "support-logon"]);

interface TypeWords {
  readonly subject: AuditSubject | null;
  readonly verb: AuditVerb | null;
  readonly hasFailed: boolean;
}

/** A tenant's events are of some dozens of types: reading the words of each once is enough. */
const knownTypes = new Map<string, TypeWords>();
const maxKnownTypes = 1000;

function readType(type: string): TypeWords {
  const known = knownTypes.get(type);
  if (known !== undefined) return known;
  const read = {
    subject: rules.find((rule) => rule.type.test(type))?.subject ?? null,
    verb: findVerb(type),
    hasFailed: /\b(?:fail|den(?:y|ied)|refus|unsuccess)/i.test(type),
  };
  if (knownTypes.size >= maxKnownTypes) knownTypes.clear();
  knownTypes.set(type, read);
  return read;
}

function findVerb(text: string): AuditVerb | null {
  return verbs.find(([, words]) => words.test(text))?.[0] ?? null;
}

/** Where only the text says what the type is about. */
function narrow(
  subject: AuditSubject,
  {
    text,
    verb,
    category,
  }: { readonly text: string; readonly verb: AuditVerb | null; readonly category: string },
): AuditSubject {
  if (subject === "logon" && /enrol/i.test(text)) return "enrolment";
  // Cases and sets of mails are made and changed, and their mails looked at.
  if (subject === "configuration" && category === "case_review_logs" && verb === "read") return "view";
  return subject;
}

const ecsTypesOfVerbs: Readonly<Record<AuditVerb, string>> = {
  create: "creation",
  change: "change",
  delete: "deletion",
  enable: "change",
  disable: "change",
  read: "access",
};

/** Categories and types of ECS; what the types don't say yet, the verb does. */
const ecsKinds: Readonly<Record<AuditSubject, EcsKind>> = {
  logon: { category: ["authentication"], type: ["start"] },
  challenge: { category: ["authentication"], type: ["start"] },
  logoff: { category: ["authentication"], type: ["end"] },
  "support-logon": { category: ["authentication"], type: ["start"] },
  enrolment: { category: ["iam"], type: ["user", "change"] },
  account: { category: ["iam"], type: ["user"] },
  role: { category: ["iam"], type: ["admin"] },
  group: { category: ["iam"], type: ["group"] },
  policy: { category: ["configuration"] },
  remediation: { category: ["email"], type: ["info"] },
  download: { category: ["file"], type: ["access"] },
  restore: { category: ["email"], type: ["info"] },
  search: { category: ["api"], type: ["access"] },
  view: { category: ["api"], type: ["access"] },
  configuration: { category: ["configuration"] },
};

const subjectsWithVerb: ReadonlySet<AuditSubject> = new Set([
  "account",
  "role",
  "group",
  "policy",
  "configuration",
]);

export function ecsKindOf({ subject, verb }: AuditKind, { emailAddress }: EventInfo): EcsKind {
  const kind = ecsKinds[subject];
  if (!subjectsWithVerb.has(subject)) return kind;
  // Whoever adds an address to a group creates none.
  if (subject === "group" && emailAddress !== null) return { ...kind, type: ["group", "change"] };
  const types = [...(kind.type ?? []), ...(verb === null ? [] : [ecsTypesOfVerbs[verb]])];
  return { ...kind, type: types.length === 0 ? ["info"] : types };
}

/** Reading and signing in is everyday; changing things is not, nor is the vendor's own staff looking in. */
export function judgeAudit({ subject, verb, hasFailed, isKnown }: AuditKind, info: EventInfo): Judgement {
  const outcome = hasFailed ? "failure" : !isKnown || subject === "challenge" ? "unknown" : "success";
  const severity = severityOf({ subject, verb, hasFailed }, info);
  return { disposition: null, severity, isFinding: false, outcome };
}

function severityOf(
  { subject, verb, hasFailed }: Pick<AuditKind, "subject" | "verb" | "hasFailed">,
  info: EventInfo,
): 1 | 2 | 3 {
  if (subject === "support-logon") return 3;
  if (subject === "logon") return !hasFailed ? 1 : /lock/i.test(info.reason ?? "") ? 3 : 2;
  if (subject === "remediation" || subject === "restore" || hasFailed) return 2;
  return subjectsWithVerb.has(subject) && verb !== null && verb !== "read" ? 2 : 1;
}

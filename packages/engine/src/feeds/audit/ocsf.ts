import type { FormDocument, FormEvent, OcsfKind } from "../../forms/event.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import type { Meaning } from "../../vocabulary/index.js";
import type { EventInfo } from "./event-info.js";
import type { AuditKind, AuditSubject, AuditVerb } from "./kinds.js";

export const auditOcsfClasses: readonly number[] = [
  ocsfClasses.authentication,
  ocsfClasses.accountChange,
  ocsfClasses.entityManagement,
  ocsfClasses.userAccess,
  ocsfClasses.groupManagement,
  ocsfClasses.datastoreActivity,
  ocsfClasses.remediationActivity,
];

/** What an audit event is in OCSF, and what it says beyond our terms. */
export function ocsfKindOf({ meaning, type }: FormEvent, { kind, info }: Told): OcsfKind {
  const describe = describers[kind.subject] ?? describeEntity;
  return describe({ meaning, type, kind, info });
}

export interface Told {
  readonly kind: AuditKind;
  readonly info: EventInfo;
}

interface Source extends Told {
  readonly meaning: Meaning;
  readonly type: string;
}

const describers: Partial<Record<AuditSubject, (source: Source) => OcsfKind>> = {
  logon: (source) => describeSignIn(source, logon),
  "support-logon": (source) => describeSignIn(source, logon),
  logoff: (source) => describeSignIn(source, logoff),
  challenge: (source) => describeSignIn(source, beforehand),
  enrolment: describeEnrolment,
  account: describeAccount,
  role: describeRole,
  group: describeGroup,
  remediation: describeRemediation,
  restore: ({ kind, ...source }) => describeEntity({ ...source, kind: { ...kind, verb: null } }),
  download: describeDownload,
  search: describeSearch,
};

const other = 99;
const logon = 1;
const logoff = 2;
const beforehand = 6;
const enroll = 6;
const saml = 5;
const overNetwork = 3;

function describeSignIn({ info, meaning }: Source, activityId: number): OcsfKind {
  const own: FormDocument = {};
  if (info.secondFactor !== null) own["is_mfa"] = true;
  if (meaning.clientIp !== undefined) Object.assign(own, { is_remote: true, logon_type_id: overNetwork });
  if (/\bSAML\b/i.test(info.method ?? "")) own["auth_protocol_id"] = saml;
  return { classUid: ocsfClasses.authentication, activityId, own };
}

const device = 1;

function describeEnrolment({ meaning }: Source): OcsfKind {
  const entity = { name: meaning.actor ?? "device", type_id: device, type: "Device" };
  return { classUid: ocsfClasses.entityManagement, activityId: enroll, own: { entity } };
}

const accountActivities: Readonly<Record<AuditVerb, number>> = {
  create: 1,
  enable: 2,
  disable: 5,
  delete: 6,
  change: other,
  read: other,
};
const passwordChange = 3;
const passwordReset = 4;
const lock = 9;
const unlock = 12;

function describeAccount(source: Source): OcsfKind {
  const { meaning, type, kind } = source;
  if (meaning.actor === undefined && meaning.targetUser === undefined) return describeEntity(source);
  return { classUid: ocsfClasses.accountChange, ...nameActivity(accountActivityOf(type, kind.verb), type) };
}

function accountActivityOf(type: string, verb: AuditVerb | null): number {
  if (/password.*reset|reset.*password/i.test(type)) return passwordReset;
  if (/password/i.test(type)) return passwordChange;
  if (/unlock/i.test(type)) return unlock;
  if (/\block/i.test(type)) return lock;
  return verb === null ? other : accountActivities[verb];
}

const assign = 1;
const revoke = 2;

function describeRole(source: Source): OcsfKind {
  const { kind, info, meaning } = source;
  if (info.role === null || meaning.targetUser === undefined) return describeEntity(source);
  const activityId = kind.verb === "delete" || kind.verb === "disable" ? revoke : assign;
  return { classUid: ocsfClasses.userAccess, activityId, own: { privileges: [info.role] } };
}

const addUser = 3;
const removeUser = 4;
const deleteGroup = 5;
const createGroup = 6;

function describeGroup(source: Source): OcsfKind {
  const { kind, info, type, meaning } = source;
  if (meaning.group === undefined) return describeEntity(source);
  const isTaken = kind.verb === "delete";
  if (info.emailAddress !== null) {
    const own = { user: { name: info.emailAddress } };
    return { classUid: ocsfClasses.groupManagement, activityId: isTaken ? removeUser : addUser, own };
  }
  const activityId = isTaken ? deleteGroup : kind.verb === "create" ? createGroup : other;
  return { classUid: ocsfClasses.groupManagement, ...nameActivity(activityId, type) };
}

const evict = 2;
const restore = 3;

/** Mails taken out of mailboxes, or put back: the code of the incident tells which. */
function describeRemediation(source: Source): OcsfKind {
  const { info, type } = source;
  if (info.incident === null) return describeEntity(source);
  const activityId = /\brestore/i.test(info.sentence ?? type) ? restore : evict;
  return { classUid: ocsfClasses.remediationActivity, activityId, own: { command_uid: info.incident } };
}

const readData = 1;
const queryData = 4;

function describeDownload(source: Source): OcsfKind {
  const { meaning, type } = source;
  if (!hasOrigin(meaning)) return describeEntity(source);
  const own = { databucket: { name: meaning.downloadName ?? type, type_id: other, type: "Export" } };
  return { classUid: ocsfClasses.datastoreActivity, activityId: readData, own };
}

function describeSearch(source: Source): OcsfKind {
  if (!hasOrigin(source.meaning)) return describeEntity(source);
  const own = { database: { name: "Email Archive", type_id: other, type: "Archive" } };
  return { classUid: ocsfClasses.datastoreActivity, activityId: queryData, own };
}

/** Both are asked for by the class: without them we would have to make them up. */
function hasOrigin({ actor, application, clientIp }: Meaning): boolean {
  return clientIp !== undefined && (actor !== undefined || application !== undefined);
}

const entityActivities: Readonly<Record<AuditVerb, number>> = {
  create: 1,
  read: 2,
  change: 3,
  delete: 4,
  enable: 8,
  disable: 9,
};
/** `entity.type_id` where OCSF has a number for it. */
const entityTypes: Partial<Record<AuditSubject, number>> = { account: 2, group: 3, policy: 5 };

/** Whatever has no class of its own is a thing that somebody made, read or changed. */
function describeEntity({ kind, info, type }: Source): OcsfKind {
  const typeId = entityTypes[kind.subject] ?? other;
  const entity: FormDocument = { name: info.named ?? type, type_id: typeId, type: nameThing(type) };
  const activityId = kind.verb === null ? other : entityActivities[kind.verb];
  return { classUid: ocsfClasses.entityManagement, ...nameActivity(activityId, type), own: { entity } };
}

/** `Custom Report Definition Created` is about a Custom Report Definition. */
function nameThing(type: string): string {
  const words = type.split(/\s+/).filter((word) => !doing.has(word.toLowerCase()));
  return words.length === 0 ? type : words.join(" ");
}

const doing: ReadonlySet<string> = new Set([
  "management",
  "action",
  "entry",
  "adjustment",
  "existing",
  "new",
  "completed",
  "created",
  "changed",
  "updated",
  "deleted",
  "removed",
  "added",
  "enabled",
  "disabled",
]);

function nameActivity(activityId: number, type: string): Pick<OcsfKind, "activityId" | "activityName"> {
  return activityId === other ? { activityId, activityName: type } : { activityId };
}

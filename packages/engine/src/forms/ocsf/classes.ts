/** Numbers of the OCSF 1.8.0 classes that Mimecast's records belong to. */
export const ocsfClasses = {
  baseEvent: 0,
  detectionFinding: 2004,
  dataSecurityFinding: 2006,
  accountChange: 3001,
  authentication: 3002,
  entityManagement: 3004,
  userAccess: 3005,
  groupManagement: 3006,
  emailActivity: 4009,
  osintInventoryInfo: 5021,
  apiActivity: 6003,
  datastoreActivity: 6005,
  remediationActivity: 7001,
} as const;

/** What an OCSF class asks for, and where it keeps what our terms tell. */
export interface OcsfClass {
  readonly uid: number;
  /** Name of its schema. */
  readonly name: string;
  /** Captions of `activity_id`, beside 0 and 99, which every class has. */
  readonly activities: Readonly<Record<number, string>>;
  /** What the event is about, and so where person, mail, file and URL stand. */
  readonly about: "mail" | "detection" | "leak" | "sign-in" | "account" | "intel" | "else";
  /** Attributes without which a document is none of the class; of a list, one is enough. */
  readonly requires: readonly (string | readonly string[])[];
  /** `actor` takes profile `host` where the class has none of its own. */
  readonly hasActor: boolean;
  readonly hasSource: boolean;
  readonly hasDestination: boolean;
}

const findingActivities = { 1: "Create", 2: "Update", 3: "Close" };

const bare = {
  about: "else",
  requires: [],
  hasActor: false,
  hasSource: false,
  hasDestination: false,
} as const;
const identity = { about: "account", hasActor: true, hasSource: true, hasDestination: false } as const;
const access = { about: "else", hasActor: true, hasSource: true, hasDestination: true } as const;

/** The class of any event that has no better one. */
export const baseEventClass: OcsfClass = {
  ...bare,
  uid: ocsfClasses.baseEvent,
  name: "base_event",
  activities: {},
};

const classes: readonly OcsfClass[] = [
  baseEventClass,
  {
    ...bare,
    uid: ocsfClasses.detectionFinding,
    name: "detection_finding",
    activities: findingActivities,
    about: "detection",
    requires: ["finding_info"],
  },
  {
    ...access,
    uid: ocsfClasses.dataSecurityFinding,
    name: "data_security_finding",
    activities: { ...findingActivities, 4: "Suppressed" },
    about: "leak",
    requires: ["finding_info"],
  },
  {
    ...identity,
    uid: ocsfClasses.accountChange,
    name: "account_change",
    activities: {
      1: "Create",
      2: "Enable",
      3: "Password Change",
      4: "Password Reset",
      5: "Disable",
      6: "Delete",
      7: "Attach Policy",
      8: "Detach Policy",
      9: "Lock",
      10: "MFA Factor Enable",
      11: "MFA Factor Disable",
      12: "Unlock",
    },
    requires: ["user"],
  },
  {
    ...access,
    uid: ocsfClasses.authentication,
    name: "authentication",
    activities: {
      1: "Logon",
      2: "Logoff",
      3: "Authentication Ticket",
      4: "Service Ticket Request",
      5: "Service Ticket Renew",
      6: "Preauth",
      7: "Account Switch",
    },
    about: "sign-in",
    requires: ["user", ["service", "dst_endpoint"]],
  },
  {
    ...identity,
    uid: ocsfClasses.entityManagement,
    name: "entity_management",
    activities: {
      1: "Create",
      2: "Read",
      3: "Update",
      4: "Delete",
      5: "Move",
      6: "Enroll",
      7: "Unenroll",
      8: "Enable",
      9: "Disable",
      10: "Activate",
      11: "Deactivate",
      12: "Suspend",
      13: "Resume",
    },
    about: "else",
    requires: ["entity"],
  },
  {
    ...identity,
    uid: ocsfClasses.userAccess,
    name: "user_access",
    activities: { 1: "Assign Privileges", 2: "Revoke Privileges" },
    requires: ["user", "privileges"],
  },
  {
    ...identity,
    uid: ocsfClasses.groupManagement,
    name: "group_management",
    activities: {
      1: "Assign Privileges",
      2: "Revoke Privileges",
      3: "Add User",
      4: "Remove User",
      5: "Delete",
      6: "Create",
      7: "Add Subgroup",
      8: "Remove Subgroup",
    },
    about: "else",
    requires: ["group"],
  },
  {
    ...bare,
    uid: ocsfClasses.emailActivity,
    name: "email_activity",
    activities: { 1: "Send", 2: "Receive", 3: "Scan", 4: "Trace", 5: "MTA Relay" },
    about: "mail",
    requires: ["email"],
    hasSource: true,
    hasDestination: true,
  },
  {
    ...bare,
    uid: ocsfClasses.osintInventoryInfo,
    name: "osint_inventory_info",
    activities: { 1: "Log", 2: "Collect" },
    about: "intel",
    requires: ["osint"],
  },
  {
    ...access,
    uid: ocsfClasses.apiActivity,
    name: "api_activity",
    activities: { 1: "Create", 2: "Read", 3: "Update", 4: "Delete" },
    requires: ["actor", "api", "src_endpoint"],
  },
  {
    ...access,
    uid: ocsfClasses.datastoreActivity,
    name: "datastore_activity",
    activities: {
      1: "Read",
      2: "Update",
      3: "Connect",
      4: "Query",
      5: "Write",
      6: "Create",
      7: "Delete",
      8: "List",
      9: "Encrypt",
      10: "Decrypt",
    },
    requires: ["actor", "src_endpoint", ["database", "databucket", "table"]],
  },
  {
    ...bare,
    uid: ocsfClasses.remediationActivity,
    name: "remediation_activity",
    activities: { 1: "Isolate", 2: "Evict", 3: "Restore", 4: "Harden", 5: "Detect" },
    requires: ["command_uid"],
  },
];

const classByUid: ReadonlyMap<number, OcsfClass> = new Map(classes.map((known) => [known.uid, known]));

/** The class of a number; Base Event for a number that we know no class of. */
export function classOf(uid: number): OcsfClass {
  return classByUid.get(uid) ?? baseEventClass;
}

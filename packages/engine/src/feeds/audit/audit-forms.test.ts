import { expect, test } from "vitest";
import { openOcsfCheck } from "../../forms/ocsf/check-ocsf.js";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { audit } from "./audit.js";

const withCommas = ", Date: 2025-03-01, Time: 09:33:29+0000, IP: 192.0.2.7, Application: Collector";
const withBlanks = " Date: 2025-03-01 Time: 10:33:29 +0100 IP: 192.0.2.7 Application: Collector";

const kinds = [
  [
    "User Logged On",
    "authentication_logs",
    "Successful authentication",
    ["authentication"],
    ["start"],
    "success",
    1,
  ],
  [
    "Logon Authentication Failed",
    "authentication_logs",
    "Failed",
    ["authentication"],
    ["start"],
    "failure",
    2,
  ],
  ["Logon Requires Challenge", "authentication_logs", "", ["authentication"], ["start"], "unknown", 1],
  ["User Logged Off", "authentication_logs", "", ["authentication"], ["end"], "success", 1],
  [
    "User Logged On",
    "authentication_logs",
    "Enrolled user for device enrollment",
    ["iam"],
    ["user", "change"],
    "success",
    1,
  ],
  ["Mimecast Support Login", "mimecast_access_logs", "", ["authentication"], ["start"], "success", 3],
  ["User Password Changed", "user_account_and_role_logs", "", ["iam"], ["user", "change"], "success", 2],
  ["New User", "user_account_and_role_logs", "", ["iam"], ["user", "creation"], "success", 2],
  ["Role Removed", "user_account_and_role_logs", "", ["iam"], ["admin", "deletion"], "success", 2],
  [
    "Folder Log Entry",
    "profile_group_logs",
    "Address: bo@corp.example added",
    ["iam"],
    ["group", "change"],
    "success",
    2,
  ],
  [
    "Folder Log Entry",
    "profile_group_logs",
    "Folder deleted: VIPs",
    ["iam"],
    ["group", "deletion"],
    "success",
    2,
  ],
  ["Existing Policy Changed", "policy_logs", "", ["configuration"], ["change"], "success", 2],
  [
    "Connectors Management",
    "integrations_and_apis",
    "Connector creation for X",
    ["configuration"],
    ["creation"],
    "success",
    2,
  ],
  [
    "Connectors Management",
    "integrations_and_apis",
    "Connector creation for X\nSuccess: false",
    ["configuration"],
    ["creation"],
    "failure",
    2,
  ],
  ["Remediation Incident Adjustment", "account_logs", "Restore", ["email"], ["info"], "success", 2],
  ["Threat Intel Feed Download", "reporting_logs", "", ["file"], ["access"], "success", 1],
  ["Search Action", "case_review_logs", "Executed Search", ["api"], ["access"], "success", 1],
  ["Message Action", "case_review_logs", "Viewed", ["api"], ["access"], "success", 1],
  ["Review Set Action", "case_review_logs", "Inspected", ["api"], ["access"], "success", 1],
  [
    "Review Set Action",
    "case_review_logs",
    "Created Review Set",
    ["configuration"],
    ["creation"],
    "success",
    2,
  ],
  [
    "Completed Directory Sync",
    "account_logs",
    "No changes found.",
    ["configuration"],
    ["info"],
    "success",
    1,
  ],
  ["Something Of Tomorrow", "account_logs", "", ["configuration"], ["info"], "unknown", 1],
  ["Something Of Tomorrow", "policy_logs", "", ["configuration"], ["info"], "success", 1],
] as const;

test.each(kinds)(
  "audit: %s (%s) %s",
  (auditType, category, eventInfo, categories, type, outcome, severity) => {
    const document = ecsOf(audit, { auditType, category, eventInfo, user: "ann@corp.example", id: "eNoA" });
    expect(document).toMatchObject({
      event: { kind: "event", category: categories, type, outcome, severity, code: auditType },
      mimecast: { category },
    });
  },
);

test("a failed sign-in has who, whence, through what and why; its time is the record's", () => {
  const eventInfo =
    "Failed authentication for ann@corp.example <Ann, Dr>, Date: 2024-01-01, Time: 01:01:01 BST, IP: 192.0.2.7, " +
    "Application: POP-POP2, Method: Cloud, 2FA: TOTP, Reason: Account locked";
  const record = { auditType: "Logon Authentication Failed", user: "ann@corp.example", eventInfo };
  expect(ecsOf(audit, { ...record, eventTime: "2025-03-01T09:33:29+0000" })).toMatchObject({
    "@timestamp": "2025-03-01T09:33:29.000Z",
    event: {
      action: "logon-authentication-failed",
      reason: "Account locked",
      severity: 3,
      outcome: "failure",
    },
    client: { ip: "192.0.2.7" },
    user: { email: "ann@corp.example", name: "ann", domain: "corp.example", full_name: "Ann, Dr" },
    related: { user: ["ann@corp.example", "ann"], ip: ["192.0.2.7"] },
    mimecast: { application: "POP-POP2", method: "Cloud", "2FA": "TOTP", eventInfo },
  });
});

test("whose account was changed stands beside who changed it", () => {
  const eventInfo = "Password reset for user: bo@corp.example User Password Changed, Remote IP is 192.0.2.7";
  const document = ecsOf(audit, { auditType: "User Password Changed", user: "ann@corp.example", eventInfo });
  expect(document).toMatchObject({
    user: { email: "ann@corp.example", target: { email: "bo@corp.example" } },
    client: { ip: "192.0.2.7" },
    mimecast: { remote: "Remote IP is 192.0.2.7", remote_ip: "192.0.2.7" },
  });
});

test("what the system did by itself has no user", () => {
  const record = { auditType: "Completed Directory Sync", user: "", eventInfo: "No changes found." };
  expect(ecsOf(audit, record)).not.toHaveProperty("user");
});

test("a group and its new member are told", () => {
  const eventInfo = `Email Address bo@corp.example added to folder: Blocked Senders by ann@corp.example<Ann>${withBlanks}`;
  expect(ecsOf(audit, { auditType: "Folder Log Entry", user: "ann@corp.example", eventInfo })).toMatchObject({
    group: { name: "Blocked Senders" },
    mimecast: { email: { address: "bo@corp.example" } },
  });
});

// One for all: each compiles its schemas anew.
const check = await openOcsfCheck();

const ann = { name: "ann@corp.example", email_addr: "ann@corp.example" };
const bo = { name: "bo@corp.example", email_addr: "bo@corp.example" };

const classes = [
  [
    "User Logged On",
    "Successful authentication",
    { class_uid: 3002, activity_id: 1, status_id: 1, user: ann, service: { name: "Collector" } },
  ],
  ["Logon Authentication Failed", "Failed", { class_uid: 3002, status_id: 2, severity_id: 2 }],
  ["Logon Requires Challenge", "Challenged", { class_uid: 3002, activity_id: 6, status_id: 0 }],
  ["User Logged On", "Enrolled user for device", { class_uid: 3004, activity_id: 6, entity: { type_id: 1 } }],
  [
    "User Password Changed",
    "For user: bo@corp.example",
    { class_uid: 3001, activity_id: 3, user: bo, actor: { user: ann } },
  ],
  ["User Locked", "For user: bo@corp.example", { class_uid: 3001, activity_id: 9, user: bo }],
  [
    "Role Log Entry",
    "Role: Helpdesk, user: bo@corp.example added",
    { class_uid: 3005, activity_id: 1, privileges: ["Helpdesk"], user: bo },
  ],
  [
    "Role Log Entry",
    "Role created",
    { class_uid: 3004, activity_id: 1, entity: { name: "Role Log Entry", type: "Role Log" } },
  ],
  [
    "Folder Log Entry",
    "Folder: VIPs, Address: bo@corp.example added",
    { class_uid: 3006, activity_id: 3, group: { name: "VIPs" } },
  ],
  ["Folder Log Entry", "Folder: VIPs, Address: bo@corp.example removed", { class_uid: 3006, activity_id: 4 }],
  [
    "Existing Policy Changed",
    'Policy with name "Block"',
    { class_uid: 3004, activity_id: 3, entity: { name: "Block", type_id: 5 } },
  ],
  [
    "Connectors Management",
    "Connector creation\nName: Sync, Product: x",
    { class_uid: 3004, activity_id: 1, entity: { name: "Sync", type: "Connectors" } },
  ],
  [
    "Remediation Incident Adjustment",
    "Restore of TR-AB12-00001-R",
    { class_uid: 7001, activity_id: 3, command_uid: "TR-AB12-00001-R" },
  ],
  ["Remediation Incident Adjustment", "Created", { class_uid: 3004, activity_id: 3 }],
  [
    "Threat Intel Feed Download",
    "Feeds - grid.zip",
    { class_uid: 6005, activity_id: 1, databucket: { name: "grid.zip" } },
  ],
  ["Search Action", "Executed Search", { class_uid: 6005, activity_id: 4 }],
  ["Message Action", "Viewed", { class_uid: 3004, activity_id: 2 }],
  [
    "Archive Mailbox Restore",
    "Restore created",
    { class_uid: 3004, activity_id: 99, activity_name: "Archive Mailbox Restore" },
  ],
] as const;

test.each(classes)("audit in OCSF: %s, %s", async (auditType, sentence, expected) => {
  const record = { auditType, user: "ann@corp.example", eventInfo: `${sentence}${withCommas}`, id: "eNoA" };
  const document = ocsfOf(audit, record);
  expect(document).toMatchObject({
    ...expected,
    metadata: { event_code: auditType, original_event_uid: "eNoA" },
  });
  expect(await check(JSON.parse(JSON.stringify(document)))).toEqual([]);
});

test("a download from nowhere is no access to a data store, since that asks from where", () => {
  const document = ocsfOf(audit, { auditType: "Threat Intel Feed Download", eventInfo: "Feeds - grid.zip" });
  expect(document).toMatchObject({ class_uid: 3004, activity_id: 2 });
});

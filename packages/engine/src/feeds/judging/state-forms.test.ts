import { expect, test } from "vitest";
import { writeEcs } from "../../forms/ecs/write-ecs.js";
import type { FormDocument } from "../../forms/event.js";
import { readFormEvent } from "../../forms/read-event.js";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { account } from "../account/account.js";
import { packages } from "../account/packages.js";
import { supportInfo } from "../account/support-info.js";
import { awarenessPerformance } from "../awareness/awareness-performance.js";
import { awarenessScores } from "../awareness/awareness-scores.js";
import { awarenessWatchlist } from "../awareness/awareness-watchlist.js";
import { phishingCampaigns } from "../awareness/phishing-campaigns.js";
import type { Feed } from "../feed.js";
import { heldSummary } from "../held/held-summary.js";
import { processingQueue } from "../queues/processing-queue.js";
import { queueDepth } from "../queues/queue-depth.js";
import { remediationIncidents } from "../remediation/remediation-incidents.js";
import { reportedEmails } from "../threats/reported-emails.js";
import { threatEvents } from "../threats/threat-events.js";
import { threatStatistics } from "../threats/threat-statistics.js";

/** The ECS form of what became of an item. */
function ecsOfType(feed: Feed, type: string, record: Record<string, unknown>): FormDocument {
  const { forms } = feed;
  const known = { id: "0".repeat(32), type, time: Date.UTC(2025, 2, 1), record, raw: JSON.stringify(record) };
  return writeEcs(forms, readFormEvent(feed, { ...known, forms }));
}

const person = { name: "Bo", department: "Sales", userState: 0 };
const user = { email: "bo@corp.example", name: "bo", domain: "corp.example", full_name: "Bo" };
const address = "bo@corp.example";

test.each([
  ["scores", awarenessScores, { emailAddress: address, risk: "B" }, { risk: "B" }],
  ["watch list", awarenessWatchlist, { email: address, watchlistCount: 2 }, { watchlistCount: 2 }],
  ["performance", awarenessPerformance, { email: address, numCorrect: "4" }, { numCorrect: 4 }],
] as const)("awareness %s: how a user stands, and what became of it", (_name, feed, told, kept) => {
  const document = ecsOfType(feed, "changed", { ...person, ...told });
  expect(document).toMatchObject({
    event: { kind: "state", category: ["iam"], type: ["user", "change"], action: "changed" },
    user,
    mimecast: { department: "Sales", ...kept },
  });
  expect(ocsfOf(feed, { ...person, ...told })).toMatchObject({ class_uid: 0, severity_id: 1 });
});

test.each([
  ["sent", 1],
  ["clicked", 2],
  ["submitted", 3],
])("a phishing exercise: %s", (status, severity) => {
  const record = {
    ...person,
    email: address,
    status,
    clickedIp: "192.0.2.7",
    timeClicked: "2025-03-01T09:33:29Z",
  };
  expect(ecsOfType(phishingCampaigns, "changed", record)).toMatchObject({
    event: { kind: "state", action: status, severity },
    user,
    client: { ip: "192.0.2.7" },
    mimecast: { timeClicked: "2025-03-01T09:33:29.000Z" },
  });
});

test("the name of a phishing exercise is nobody's", () => {
  const document = ecsOf(phishingCampaigns, { id: "eNoP", name: "Spring" });
  expect(document).toMatchObject({ event: { id: "eNoP", action: "arrived" }, mimecast: { name: "Spring" } });
  expect(document).not.toHaveProperty("user");
});

test("the account is a state of the tenant's, without its secrets", () => {
  const canary = "correct horse battery";
  const record = {
    accountCode: "C1A1",
    accountName: "Corp",
    userCount: 7,
    passphrase: canary,
    supportCode: canary,
  };
  const document = ecsOfType(account, "changed", { ...record, packages: ["Journal Services [1050]"] });
  expect(document).toMatchObject({
    event: { kind: "state", category: ["configuration"], type: ["change"] },
    organization: { id: "C1A1" },
    mimecast: { accountName: "Corp", userCount: 7, packages: ["Journal Services [1050]"] },
  });
  for (const form of [document, ocsfOf(account, record)]) expect(JSON.stringify(form)).not.toContain(canary);
});

test.each([
  ["packages", packages, { id: 1050, name: "Journal Services" }, { name: "Journal Services" }],
  ["support", supportInfo, { supportPackage: "Gold", renewalDate: "2026-01-01" }, { supportPackage: "Gold" }],
] as const)("%s: a state of the tenant's", (_name, feed, record, mimecast) => {
  expect(ecsOf(feed, record)).toMatchObject({
    event: { kind: "state", category: ["configuration"] },
    mimecast,
  });
});

test("how many messages are held, and how many wait, are metrics", () => {
  expect(ecsOf(heldSummary, { policyInfo: "Spam", numberOfItems: "7" })).toMatchObject({
    event: { kind: "metric" },
    rule: { name: "Spam" },
    mimecast: { numberOfItems: 7 },
  });
  const depth = { date: "2025-03-01T09:33:29+0000", count: 3 };
  expect(ecsOfType(queueDepth, "outbound", depth)).toMatchObject({
    event: { kind: "metric" },
    email: { direction: "outbound" },
    mimecast: { count: 3 },
  });
});

test("a message that the gateway works on is a mail, and where it stands", () => {
  const record = {
    id: "eNoQ",
    fromEnv: { emailAddress: "ann@b.example" },
    to: [{ emailAddress: address }],
    subject: "Offer",
    routing: "inbound",
    attempts: 2,
    remoteIp: "192.0.2.10",
    info: "Waiting for the sandbox",
  };
  expect(ecsOf(processingQueue, record)).toMatchObject({
    event: { kind: "state", category: ["email"], action: "arrived", reason: "Waiting for the sandbox" },
    email: { from: { address: ["ann@b.example"] }, to: { address: [address] }, direction: "inbound" },
    source: { ip: "192.0.2.10" },
    mimecast: { attempts: 2 },
  });
  expect(ocsfOf(processingQueue, record)).toMatchObject({ class_uid: 4009, activity_name: "Processing" });
});

const incident = {
  id: "eNoI1",
  code: "TR-AB12-00001-M",
  type: "manual",
  reason: "phish",
  identified: 4,
  successful: 3,
  failed: 0,
  restored: 0,
  create: "2025-03-01T09:33:29+0000",
  modified: "2025-03-01T10:33:29+0000",
  searchCriteria: { fileHash: "ab".repeat(32), start: "2025-02-20T00:00:00+0000", from: "b.example" },
};

test("mail taken back out of mailboxes is an alert, with what it was found by", () => {
  expect(ecsOf(remediationIncidents, incident)).toMatchObject({
    "@timestamp": "2025-03-01T10:33:29.000Z",
    event: {
      kind: "alert",
      category: ["email", "malware"],
      type: ["info", "denied"],
      action: "manual",
      severity: 4,
    },
    related: { hash: ["ab".repeat(32)] },
    mimecast: {
      code: "TR-AB12-00001-M",
      successful: 3,
      create: "2025-03-01T09:33:29.000Z",
      searchCriteria: { from: "b.example", start: "2025-02-20T00:00:00.000Z" },
    },
  });
});

test.each([
  [{}, { activity_id: 2, disposition_id: 5, status_id: 1 }],
  [{ type: "restored" }, { activity_id: 3, disposition_id: 9, status_id: 1 }],
  [{ type: "notify_only" }, { activity_id: 5, status_id: 1 }],
  [
    { failed: 4, successful: 0 },
    { activity_id: 2, status_id: 2 },
  ],
  [{ failed: 1 }, { activity_id: 2, status_id: 0 }],
])("an incident in OCSF is a remediation by its code: %j", (change, expected) => {
  expect(ocsfOf(remediationIncidents, { ...incident, ...change })).toMatchObject({
    class_uid: 7001,
    command_uid: "TR-AB12-00001-M",
    ...expected,
  });
});

test("a detection is an alert by what was detected", () => {
  const detection = {
    id: "eNoT",
    detectionTime: "2025-03-01T09:33:29.000Z",
    threatType: "MALWARE",
    action: "Held",
    senderEnvelope: "ann@b.example",
    recipients: [address],
    direction: "INBOUND",
    brandNew: { a: 1 },
  };
  expect(ecsOf(threatEvents, detection)).toMatchObject({
    "@timestamp": "2025-03-01T09:33:29.000Z",
    event: {
      kind: "alert",
      category: ["email", "malware"],
      type: ["info", "denied"],
      action: "held",
      severity: 4,
    },
    email: { from: { address: ["ann@b.example"] }, to: { address: [address] }, direction: "inbound" },
    mimecast: { threatType: "MALWARE", brandNew: { a: 1 } },
  });
  expect(ocsfOf(threatEvents, detection)).toMatchObject({
    class_uid: 2004,
    finding_info: { title: "Threat: MALWARE" },
    disposition_id: 3,
  });
});

test("a count of detections is a metric of what was counted", () => {
  const count = { startTimestamp: "2025-03-01T00:00:00.000Z", detectionCount: 12 };
  expect(ecsOfType(threatStatistics, "phishing", count)).toMatchObject({
    event: { kind: "metric" },
    mimecast: { series: "phishing", detectionCount: 12 },
  });
});

test.each([
  [null, { kind: "event", severity: 2 }, { class_uid: 4009, activity_name: "Report" }],
  ["MALICIOUS", { kind: "alert", severity: 3 }, { class_uid: 2004 }],
  ["SAFE", { kind: "event", severity: 2 }, { class_uid: 4009 }],
])("a mail that somebody reported, found %s", (verdict, event, ocsf) => {
  const report = {
    reportedMessageAggregateId: "eNoR",
    reporter: address,
    reportType: "PHISHING",
    sender: "ann@b.example",
    recipients: [address],
    analysis: { status: "COMPLETED", verdict },
  };
  expect(ecsOf(reportedEmails, report)).toMatchObject({
    event: { ...event, id: "eNoR", action: "reported", reason: "PHISHING" },
    user: { email: address },
    email: { from: { address: ["ann@b.example"] } },
  });
  expect(ocsfOf(reportedEmails, report)).toMatchObject(ocsf);
});

import { expect, test } from "vitest";
import { ecsOf } from "../../forms/testing.js";
import { dlp } from "../dlp.js";
import { rejections } from "../rejections.js";
import { ttpAttachment } from "./ttp-attachment.js";
import { ttpImpersonation } from "./ttp-impersonation.js";
import { ttpUrl } from "./ttp-url.js";

const scan = {
  date: "2025-03-01T09:33:29+0000",
  senderAddress: "ann@lure.example",
  recipientAddress: "bo@corp.example",
  fileName: "Plan B.final.XLSX",
  fileType: "application/vnd.ms-excel",
  fileHash: "AB".repeat(32),
  result: "malicious",
  actionTriggered: "User release, none",
  details: "Malicious                 \r\nTime taken: 0 hrs, 0 min, 9 sec",
  route: "inbound",
  subject: "Plan",
  messageId: "<m1@lure.example>",
  definition: "Sandbox, inbound",
};

test("a malicious attachment is one element with its name, extension, type and hash", () => {
  const document = ecsOf(ttpAttachment, scan);
  expect(document).toMatchObject({
    event: { kind: "alert", category: ["email", "malware"], type: ["info", "denied"], outcome: "success" },
    email: {
      attachments: [
        {
          file: {
            name: "Plan B.final.XLSX",
            extension: "XLSX",
            mime_type: "application/vnd.ms-excel",
            hash: { sha256: "ab".repeat(32) },
          },
        },
      ],
    },
    related: { hash: ["ab".repeat(32)] },
    rule: { name: "Sandbox, inbound" },
    mimecast: { result: "malicious", details: scan.details },
  });
  expect(document).toHaveProperty("event.action", "user_release_none");
});

const attachmentCases = [
  ["a safe file went through", { result: "safe" }, { kind: "event", type: ["info", "allowed"], severity: 1 }],
  [
    "nothing was done about a harmful file",
    { actionTriggered: "none, none" },
    { kind: "alert", type: ["info"] },
  ],
  ["an unsafe file is harmful too", { result: "unsafe" }, { kind: "alert", severity: 4 }],
  ["no result, and details that tell it", { result: undefined }, { kind: "alert", severity: 4 }],
  [
    "a sandbox out of time cleared nothing",
    { result: "timeout" },
    { kind: "event", outcome: "unknown", severity: 2 },
  ],
  ["a result of a new kind is not a finding", { result: "postponed" }, { kind: "event", outcome: "unknown" }],
  [
    "nothing at all",
    { result: null, details: "", actionTriggered: "" },
    { kind: "event", outcome: "unknown" },
  ],
] as const;

test.each(attachmentCases)("attachments: %s", (_case, change, event) => {
  expect(ecsOf(ttpAttachment, { ...scan, ...change })).toMatchObject({ event });
});

test.each([
  ["f0".repeat(20), { sha1: "f0".repeat(20) }],
  ["f0".repeat(16), { md5: "f0".repeat(16) }],
])("a hash of a file is what its length says: %s", (fileHash, hash) => {
  expect(ecsOf(ttpAttachment, { ...scan, fileHash })).toMatchObject({
    email: { attachments: [{ file: { hash } }] },
  });
});

test("a hash that lost digits is kept and called no hash", () => {
  const fileHash = "ab".repeat(31);
  const document = ecsOf(ttpAttachment, { ...scan, fileHash });
  expect(document).toMatchObject({ mimecast: { fileHash } });
  expect(document).not.toHaveProperty("related.hash");
});

test("a bounce has no sender", () => {
  expect(ecsOf(ttpAttachment, { ...scan, senderAddress: "<>" })).not.toHaveProperty("email.from");
});

const imitation = {
  id: "MTOKEN:eNoX",
  senderAddress: "ceo@c0rp.example",
  recipientAddress: "bo@corp.example",
  subject: "Urgent",
  definition: "Default",
  hits: 2,
  identifiers: ["internal_user_name", "newly_observed_domain"],
  action: "hold",
  taggedExternal: false,
  taggedMalicious: true,
  senderIpAddress: "192.0.2.10",
  eventTime: "2025-03-01T09:33:29+0000",
  impersonationResults: [
    { impersonationDomainSource: "internal_user_name", stringSimilarToDomain: "Bo", checkerResult: "hit" },
  ],
  messageId: "m3@c0rp.example",
};

test("an imitation is an alert with the checks that noticed it", () => {
  expect(ecsOf(ttpImpersonation, imitation)).toMatchObject({
    event: { id: "MTOKEN:eNoX", kind: "alert", category: ["email"], action: "hold", severity: 3 },
    email: { message_id: "<m3@c0rp.example>", from: { address: ["ceo@c0rp.example"] } },
    source: { ip: "192.0.2.10" },
    mimecast: { hits: 2, identifiers: imitation.identifiers, taggedMalicious: true, taggedExternal: false },
  });
});

test.each([
  ["none, and tagged", { action: "none" }, { action: "none", type: ["info", "allowed"], severity: 3 }],
  ["none, and not tagged", { action: "none", taggedMalicious: false }, { type: ["info"], severity: 2 }],
  ["bounce", { action: "bounce" }, { type: ["info", "denied"] }],
  ["flags and numbers as text", { hits: "2", taggedMalicious: "true" }, { severity: 3 }],
])("impersonation: %s", (_case, change, event) => {
  expect(ecsOf(ttpImpersonation, { ...imitation, ...change })).toMatchObject({ event });
});

const click = {
  userEmailAddress: "bo@corp.example",
  url: "https://shop.example/",
  action: "warn",
  scanResult: "suspicious",
  date: "2025-03-01T09:33:29+0000",
  creationMethod: "User Click",
  userAwarenessAction: "N/A",
};

test.each([
  ["warned", {}, { kind: "alert", type: ["access", "info"] }],
  [
    "warned, and went on",
    { userAwarenessAction: "Continue" },
    { kind: "event", type: ["access", "info", "allowed"] },
  ],
  [
    "stopped, whatever the page was answered",
    { action: "block", userAwarenessAction: "Continue" },
    { type: ["access", "info", "denied"] },
  ],
  ["decided by the user", { userOverride: "Allow" }, { type: ["access", "info", "allowed"], severity: 2 }],
  ["a clean page", { action: "allow", scanResult: "clean" }, { kind: "event", severity: 1 }],
  [
    "got through to a malicious page",
    { action: "allow", scanResult: "malicious" },
    { kind: "alert", severity: 4 },
  ],
  ["a scan on entry", { creationMethod: "Entry Scan" }, { category: ["email"], type: ["info"] }],
])("clicks: %s", (_case, change, event) => {
  expect(ecsOf(ttpUrl, { ...click, ...change })).toMatchObject({ event });
});

test("names of checks don't lead into objects that aren't there", () => {
  const tagMap = { FileExt: { "Inspect:Types.Mime": ["[exe]"], Status: ["VerdictBlock"] } };
  expect(ecsOf(ttpUrl, { ...click, tagMap })).toMatchObject({
    mimecast: { tagMap: { FileExt: { Inspect_Types_Mime: ["[exe]"], Status: ["VerdictBlock"] } } },
  });
});

test.each([
  ["hold", ["info", "denied"], 3],
  ["notification", ["info", "allowed"], 2],
  ["secure_messaging", ["info", "allowed"], 2],
])("data leak prevention: %s", (action, type, severity) => {
  const leak = { senderAddress: "<>", recipientAddress: "bo@corp.example", policy: "Card numbers", action };
  const document = ecsOf(dlp, { ...leak, eventTime: "2025-03-01T10:45:45+0700", route: "outbound" });
  expect(document).toMatchObject({
    "@timestamp": "2025-03-01T03:45:45.000Z",
    event: { kind: "alert", action, type, severity },
    rule: { name: "Card numbers" },
  });
});

const refused = {
  id: "eNoR1",
  created: "2025-03-01T09:33:29+0000",
  type: 14030,
  description: "Virus Signature Detection",
  info: "[clam.Test-Signature, bitd.Test-File (not a virus)]",
  fromAddress: "x@spam.example",
  toAddress: "bo@corp.example",
  toAddressPreCheck: "bob@corp.example",
  toAddressPostCheck: "",
  ipAddress: "192.0.2.66",
  remoteName: "mail.spam.example",
  remoteEhlo: "localhost",
  spamScore: 61,
  detectionLevel: "aggressive",
  manageRecipient: "false",
};

test("a refused mail has who offered it, for whom, and why it was refused", () => {
  expect(ecsOf(rejections, refused)).toMatchObject({
    event: {
      id: "eNoR1",
      kind: "alert",
      category: ["email", "malware"],
      type: ["info", "denied"],
      action: "rejected",
      outcome: "failure",
      reason: refused.info,
      risk_score: 61,
      severity: 4,
    },
    error: { code: "14030", type: "Virus Signature Detection" },
    source: { ip: "192.0.2.66", domain: "mail.spam.example" },
    email: { from: { address: ["x@spam.example"] }, to: { address: ["bo@corp.example"] } },
    mimecast: {
      virus: "Test-Signature",
      toAddressPreCheck: ["bob@corp.example"],
      remoteEhlo: "localhost",
      manageRecipient: false,
    },
  });
});

test.each([
  ["Invalid Recipient Address", { kind: "event", severity: 2, category: ["email"] }],
  ["IP Found in RBL", { kind: "alert", severity: 2, category: ["email"] }],
])("rejections: %s", (description, event) => {
  expect(ecsOf(rejections, { ...refused, description, info: "550" })).toMatchObject({ event });
});

import { expect, test } from "vitest";
import { audit } from "./audit/audit.js";
import { dlp } from "./dlp.js";
import type { Feed, VendorRecord } from "./feed.js";
import { rejections } from "./rejections.js";
import { ttpAttachment } from "./ttp/ttp-attachment.js";
import { ttpImpersonation } from "./ttp/ttp-impersonation.js";

const at = "2026-01-05T09:33:29+0000";
const time = Date.UTC(2026, 0, 5, 9, 33, 29);
const fallbackTime = Date.UTC(2026, 0, 1);
const extract = (feed: Feed, record: VendorRecord) =>
  feed.extract(record, { part: "", fileName: null, fallbackTime });

test("ttp-attachment: null senders, padded details, actions that are none", () => {
  const record = { date: at, senderAddress: "<>", recipientAddress: "Bo@corp.example", messageId: "<m1@b>" };
  const details = "Malicious                 \r\nTime taken: 0 hrs, 1 min, 2 sec";
  expect(extract(ttpAttachment, { ...record, details, actionTriggered: "user release, none" })).toMatchObject(
    {
      time,
      sender: null,
      recipient: "bo@corp.example",
      action: "user release",
      verdict: "malicious",
      messageId: "m1@b",
    },
  );
  const odd = { details: "[MALICIOUS_ACTIVITY: x]", actionTriggered: "none, none", result: "N/A" };
  expect(extract(ttpAttachment, odd)).toMatchObject({ time: fallbackTime, action: null, verdict: null });
});

test("ttp-impersonation: tagged is malicious, not tagged is no verdict", () => {
  const record = { eventTime: at, action: "hold", taggedMalicious: true, senderIpAddress: "192.0.2.10" };
  expect(extract(ttpImpersonation, record)).toMatchObject({
    time,
    action: "hold",
    verdict: "malicious",
    sourceAddress: "192.0.2.10",
  });
  const quiet = { action: "none", taggedMalicious: false, senderIpAddress: "N/A" };
  expect(extract(ttpImpersonation, quiet)).toMatchObject({
    action: null,
    verdict: null,
    sourceAddress: null,
  });
});

test.each([
  ["Did x, Date: 2026-01-05, Time: 09:33:29+0000, IP: 192.0.2.20, Application: A", "Did x", time],
  ["Did x, Date: 2026-01-05, Time: 10:33:29 CET, IP: 192.0.2.20, Application: A", "Did x", time],
  ["Did x, Date: 2026-01-05, Time: 10:33:29 XYZ, IP: 192.0.2.20, Application: A", "Did x", fallbackTime],
  ["Did x. Date: 2026-01-05 Time: 10:33:29 +0100 IP: 192.0.2.20 Application: A", "Did x.", time],
])("audit: understands the ending of %s", (eventInfo, subject, expected) => {
  expect(extract(audit, { auditType: "Logon", user: "", eventInfo })).toMatchObject({
    time: expected,
    type: "Logon",
    sender: null,
    subject,
    sourceAddress: "192.0.2.20",
  });
});

test("audit: an ending that is missing leaves the sentence alone", () => {
  const fields = extract(audit, { eventTime: at, eventInfo: "No changes found." });
  expect(fields).toMatchObject({ time, type: "unknown", subject: "No changes found.", sourceAddress: null });
});

test("dlp: offsets, null senders, the policy as verdict", () => {
  const record = {
    eventTime: "2026-01-05T16:33:29+0700",
    senderAddress: "<>",
    policy: "Cards",
    action: "hold",
  };
  expect(extract(dlp, record)).toMatchObject({ time, sender: null, verdict: "Cards", action: "hold" });
});

test("rejections: the recipient wherever it stands", () => {
  const record = { created: at, fromAddress: "<>", toAddress: "", toAddressPreCheck: "Bo@corp.example" };
  expect(extract(rejections, { ...record, description: "N/A", info: "Blocked" })).toMatchObject({
    time,
    sender: null,
    recipient: "bo@corp.example",
    verdict: "Blocked",
  });
});

test.each([
  [ttpAttachment, "attachmentLogs", { fileHash: "00" }],
  [ttpImpersonation, "impersonationLogs", { identifiers: [] }],
  [audit, "auditEvents", { auditType: "Logon" }],
  [dlp, "dlpLogs", { policy: "Cards" }],
  [rejections, "rejections", { fromAddress: "<>" }],
])("$name reads its rows wherever the envelope puts them", ({ reading }, under, row) => {
  if (reading.kind !== "windows") throw new Error("read by windows");
  expect(reading.records([{ [under]: [row] }, { [under]: null }, {}, null, row])).toEqual([row, row]);
});

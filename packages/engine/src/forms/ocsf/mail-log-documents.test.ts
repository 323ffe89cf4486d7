import { expect, test } from "vitest";
import { siem1 } from "../../feeds/siem/siem-1.0.js";
import { siem2 } from "../../feeds/siem/siem-2.0.js";
import { ocsfOf } from "../testing.js";
import { openOcsfCheck } from "./check-ocsf.js";

const check = await openOcsfCheck();

const timestamp = Date.UTC(2025, 2, 1, 9, 33, 29, 123);
const common = { accountId: "C1A1", aggregateId: "Qx1a_1740821600", processingId: "p-77", timestamp };

async function validOcsfOf(record: object): Promise<Record<string, unknown>> {
  const document = ocsfOf(siem2, { ...common, ...record });
  expect(await check(document)).toEqual([]);
  return document;
}

const receipt = {
  type: "receipt",
  subtype: "Acc",
  action: "Acc",
  direction: "Inbound",
  messageId: "<m1@lure.example>",
  subject: "News",
  recipients: "bo@corp.example",
  senderEnvelope: "bounces@lure.example",
  senderHeader: "ann@lure.example",
  senderIp: "192.0.2.10",
  spamScore: "21",
  spamProcessingDetail: '{"spf":{"info":"ALLOW"},"dkim":{"info":"UNKNOWN"},"greyEmail":true}',
  tlsVersion: "TLSv1.3",
  tlsCipher: "TLS_AES_256_GCM_SHA384",
  virusFound: null,
};

test("an accepted mail: envelope beside it, header within, and what the checks of its sender said", async () => {
  expect(await validOcsfOf(receipt)).toMatchObject({
    class_uid: 4009,
    activity_id: 2,
    type_uid: 400902,
    severity_id: 1,
    time: timestamp,
    metadata: {
      log_name: "siem",
      event_code: "receipt/Acc",
      tenant_uid: "C1A1",
      correlation_uid: "Qx1a",
      original_event_uid: "p-77",
    },
    status_id: 1,
    direction_id: 1,
    action_id: 1,
    disposition_id: 1,
    protocol_name: "SMTP",
    message_trace_uid: "Qx1a",
    from: "bounces@lure.example",
    to: ["bo@corp.example"],
    email: { from: "ann@lure.example", to: ["bo@corp.example"], subject: "News" },
    src_endpoint: { ip: "192.0.2.10" },
    email_auth: { spf: "allow", dkim: "unknown" },
    risk_score: 21,
    observables: expect.arrayContaining([
      { name: "from", type_id: 5, value: "bounces@lure.example" },
      { name: "email.from", type_id: 5, value: "ann@lure.example" },
    ]),
    unmapped: {
      tlsVersion: "TLSv1.3",
      tlsCipher: "TLS_AES_256_GCM_SHA384",
      spamProcessingDetail: { greyEmail: true },
    },
  });
});

test("a refused mail has the refusal's code, text and rule, and no sender where the connection told none", async () => {
  const refusal = "rbl.example lists 192.0.2.10";
  const document = await validOcsfOf({
    ...receipt,
    action: "Rej",
    subtype: "Rej",
    senderEnvelope: null,
    senderHeader: null,
    messageId: null,
    subject: null,
    rejectionType: "IP Found in RBL",
    rejectionCode: "550",
    rejectionInfo: refusal,
    virusFound: refusal,
  });
  expect(document).toMatchObject({
    class_uid: 4009,
    severity_id: 2,
    is_alert: true,
    status_id: 2,
    status_code: "550",
    status_detail: refusal,
    action_id: 2,
    disposition_id: 2,
    firewall_rule: { name: "IP Found in RBL" },
    email: { to: ["bo@corp.example"] },
  });
  expect(document).not.toHaveProperty("malware");
  expect(document).not.toHaveProperty("from");
  expect(document).not.toHaveProperty("unmapped.verdict");
});

test("a held mail is a scan with an alert, its attachments by name", async () => {
  const document = await validOcsfOf({
    type: "process",
    subtype: "Hld",
    action: "Hld",
    holdReason: "Spm",
    emailSize: "9628",
    attachments: '"plan, final.pdf", "b.txt"',
    senderEnvelope: "ann@lure.example",
    messageId: "<m1@lure.example>",
    subject: "Plan",
  });
  expect(document).toMatchObject({
    class_uid: 4009,
    activity_id: 3,
    severity_id: 2,
    direction_id: 0,
    action_id: 2,
    disposition_id: 3,
    status_detail: "Spm",
    from: "ann@lure.example",
    email: {
      size: 9628,
      files: [
        { name: "plan, final.pdf", type_id: 1 },
        { name: "b.txt", type_id: 1 },
      ],
    },
  });
});

test.each([
  [{ delivered: "true" }, { status_id: 1, action_id: 1, disposition_id: 1 }],
  [
    { delivered: "false", rejectionCode: "550", rejectionInfo: "no such user", rejectionType: "Refused" },
    { status_id: 2, status_code: "550", status_detail: "no such user", disposition_id: 99 },
  ],
  [
    { delivered: "false", deliveryErrors: "timed out" },
    { status_id: 2, status_detail: "timed out", disposition_id: 14 },
  ],
])("a delivery %j", async (outcome, expected) => {
  expect(
    await validOcsfOf({
      ...outcome,
      type: "delivery",
      direction: "Outbound",
      deliveryAttempts: "2",
      deliveryTime: "1633",
      destinationIp: "198.51.100.7",
      Hostname: "mx.other.example",
      recipients: "cy@other.example",
      senderEnvelope: "bo@corp.example",
    }),
  ).toMatchObject({
    ...expected,
    class_uid: 4009,
    activity_id: 1,
    direction_id: 2,
    attempt: 2,
    duration: 1633,
    protocol_name: "SMTP",
    dst_endpoint: { ip: "198.51.100.7", hostname: "mx.other.example" },
    from: "bo@corp.example",
    to: ["cy@other.example"],
  });
});

test("a journal line is a trace of which nothing was decided", async () => {
  const document = await validOcsfOf({
    type: "journal",
    direction: "Internal",
    recipients: "cy@corp.example",
    senderEnvelope: "bo@corp.example",
  });
  expect(document).toMatchObject({ class_uid: 4009, activity_id: 4, direction_id: 3, disposition_id: 17 });
  expect(document).not.toHaveProperty("action_id");
});

test("an attachment without a mail is a finding about its file", async () => {
  const document = await validOcsfOf({
    type: "attachment protect",
    fileName: "zero.pdf",
    fileExtension: "pdf",
    md5: "ab".repeat(16),
    sha1: "ab".repeat(20),
    sha256: "ab".repeat(32),
  });
  expect(document).toMatchObject({
    class_uid: 2004,
    severity_id: 4,
    action_id: 3,
    disposition_id: 15,
    finding_info: { title: "Malicious attachment: zero.pdf" },
    evidences: [
      { file: { name: "zero.pdf", ext: "pdf", hashes: [1, 2, 3].map((id) => ({ algorithm_id: id })) } },
    ],
    malware: [{ name: "unknown", classification_ids: [0] }],
  });
  expect(document).not.toHaveProperty("evidences[0].email");
});

test("a virus is the finding's malware", async () => {
  expect(
    await validOcsfOf({
      type: "av",
      virusFound: "Eicar-Test",
      fileName: "a.com",
      senderEnvelope: "ann@lure.example",
      recipients: "bo@corp.example",
    }),
  ).toMatchObject({
    class_uid: 2004,
    malware: [{ name: "Eicar-Test", classification_ids: [19] }],
    evidences: [{ file: { name: "a.com" }, email: { from: "ann@lure.example" } }],
  });
});

test("an imitation names the checks that fired, in the words of the impersonation logs", async () => {
  expect(
    await validOcsfOf({
      type: "impersonation protect",
      action: "Hold",
      policyDefinition: "Two hits",
      itemsDetected: "2",
      internalUserName: "true",
      newDomain: "true",
      replyMismatch: "false",
      taggedMalicious: "true",
      senderEnvelope: "ceo@c0rp.example",
      recipients: "bo@corp.example",
      senderIp: "192.0.2.10",
    }),
  ).toMatchObject({
    class_uid: 2004,
    finding_info: {
      types: ["internal_user_name", "newly_observed_domain"],
      analytic: { name: "Two hits", type_id: 1 },
    },
    disposition_id: 3,
  });
});

const click = {
  type: "url protect",
  subtype: "Block",
  action: "Block",
  blockReason: "malicious",
  url: "http://pay.lure.example/x",
  urlCategory: "Phishing & Fraud",
  sourceIp: "203.0.113.9",
  senderEnvelope: "ann@lure.example",
  recipients: "bo@corp.example",
  route: "inbound",
};

test("a blocked click is a finding with its link, and the place and person it came from", async () => {
  expect(await validOcsfOf(click)).toMatchObject({
    class_uid: 2004,
    severity_id: 3,
    action_id: 2,
    disposition_id: 2,
    metadata: { event_code: "url protect/block" },
    finding_info: { desc: "malicious", types: ["Phishing & Fraud"] },
    evidences: [
      {
        url: {
          url_string: "http://pay.lure.example/x",
          hostname: "pay.lure.example",
          categories: ["Phishing & Fraud"],
          category_ids: [18],
        },
        email: { from: "ann@lure.example", to: ["bo@corp.example"] },
        user: { name: "bo@corp.example" },
        src_endpoint: { ip: "203.0.113.9" },
      },
    ],
  });
});

test("an allowed click on a plain page is an activity of the reader", async () => {
  const document = await validOcsfOf({
    ...click,
    action: "Allow",
    blockReason: null,
    urlCategory: "Shopping",
  });
  expect(document).toMatchObject({
    class_uid: 4009,
    activity_name: "URL Click",
    actor: { user: { email_addr: "bo@corp.example" } },
    email: { urls: [{ category_ids: [58] }] },
  });
});

test("an event of a type that is not known yet is a base event that keeps it all", async () => {
  expect(await validOcsfOf({ type: "new protect", brandNew: { a: 1 }, subject: "Plan" })).toMatchObject({
    class_uid: 0,
    activity_id: 99,
    activity_name: "new protect",
    unmapped: { brandNew: { a: 1 }, subject: "Plan" },
  });
});

test("one mail comes to the same document through either generation", async () => {
  const one = ocsfOf(siem1, {
    acc: "C1A1",
    aCode: "Qx1a",
    datetime: "2025-03-01T09:33:29.123+0000",
    Act: "Acc",
    Dir: "Inbound",
    MsgId: "<m1@lure.example>",
    Subject: "News",
    Rcpt: "bo@corp.example",
    Sender: "bounces@lure.example",
    headerFrom: "ann@lure.example",
    IP: "192.0.2.10",
    SpamScore: "21",
    SpamProcessingDetail: receipt.spamProcessingDetail,
    TlsVer: "TLSv1.3",
    Cphr: "TLS_AES_256_GCM_SHA384",
  });
  const other = await validOcsfOf(receipt);
  expect(comparable(one)).toEqual(comparable(other));
});

/** Without what belongs to the record and not to the mail. */
function comparable(document: Record<string, unknown>): unknown {
  const { metadata, raw_data: _raw, unmapped: _unmapped, ...rest } = document;
  const { uid: _uid, original_time: _time, original_event_uid: _id, ...about } = Object(metadata);
  return { ...rest, metadata: about };
}

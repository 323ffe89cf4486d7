import { expect, test } from "vitest";
import { dlp } from "../../feeds/dlp.js";
import type { Feed } from "../../feeds/feed.js";
import { rejections } from "../../feeds/rejections.js";
import { ttpAttachment } from "../../feeds/ttp/ttp-attachment.js";
import { ttpImpersonation } from "../../feeds/ttp/ttp-impersonation.js";
import { ttpUrl } from "../../feeds/ttp/ttp-url.js";
import { ocsfOf } from "../testing.js";
import { openOcsfCheck } from "./check-ocsf.js";

const check = await openOcsfCheck();

async function validOcsfOf(feed: Feed, record: object): Promise<Record<string, unknown>> {
  const document = ocsfOf(feed, record);
  expect(await check(document)).toEqual([]);
  return document;
}

const click = {
  userEmailAddress: "bo@corp.example",
  fromUserEmailAddress: "shop@news.example",
  url: "https://Click.news.example:8443/deal?id=7",
  ttpDefinition: "Inbound URL",
  subject: "Only today",
  action: "allow",
  adminOverride: "N/A",
  userOverride: "None",
  scanResult: "clean",
  category: "Business",
  sendingIp: "192.0.2.10",
  userAwarenessAction: "Continue",
  date: "2025-03-01T09:33:29+0100",
  actions: "Allow",
  route: "inbound",
  creationMethod: "User Click",
  emailPartsDescription: ["Body"],
  messageId: "<m1@news.example>",
};

test("a click on a clean page is an activity of who clicked", async () => {
  expect(await validOcsfOf(ttpUrl, click)).toMatchObject({
    class_uid: 4009,
    category_uid: 4,
    activity_id: 99,
    activity_name: "URL Click",
    type_uid: 400999,
    severity_id: 1,
    time: Date.UTC(2025, 2, 1, 8, 33, 29),
    metadata: {
      version: "1.8.0",
      product: { vendor_name: "Mimecast", name: "Email Security Cloud Gateway" },
      log_name: "ttp-url",
      profiles: ["host", "security_control"],
      original_time: "2025-03-01T09:33:29+0100",
      event_code: "url-click/allow",
    },
    direction_id: 1,
    action_id: 1,
    disposition_id: 1,
    actor: { user: { name: "bo@corp.example", email_addr: "bo@corp.example" } },
    from: "shop@news.example",
    to: ["bo@corp.example"],
    src_endpoint: { ip: "192.0.2.10" },
    email: {
      from: "shop@news.example",
      to: ["bo@corp.example"],
      message_uid: "<m1@news.example>",
      subject: "Only today",
      urls: [
        {
          url_string: "https://Click.news.example:8443/deal?id=7",
          scheme: "https",
          hostname: "click.news.example",
          port: 8443,
          path: "/deal",
          query_string: "id=7",
          categories: ["Business"],
          category_ids: [21],
        },
      ],
    },
    policy: { name: "Inbound URL" },
    unmapped: { creationMethod: "User Click", scanResult: "clean", actions: "Allow" },
    raw_data: JSON.stringify(click),
  });
});

test("a malicious link found on entry is a finding about whom the mail was for, and a click by nobody", async () => {
  const document = await validOcsfOf(ttpUrl, {
    ...click,
    action: "warn",
    scanResult: "malicious",
    category: "Dangerous file extension",
    sendingIp: "Internal IP",
    creationMethod: "Entry Scan",
    userAwarenessAction: "NA",
  });
  expect(document).toMatchObject({
    class_uid: 2004,
    type_uid: 200401,
    status_id: 1,
    is_alert: true,
    action_id: 3,
    disposition_id: 19,
    metadata: { profiles: ["security_control"], event_code: "url-scan/warn" },
    finding_info: {
      title: "URL found on entry: Dangerous file extension",
      types: ["Dangerous file extension"],
      analytic: { name: "Inbound URL", type_id: 1 },
    },
    evidences: [
      {
        url: { hostname: "click.news.example", categories: ["Dangerous file extension"] },
        email: { from: "shop@news.example", subject: "Only today" },
        user: { name: "bo@corp.example" },
        verdict_id: 2,
      },
    ],
    unmapped: { sendingIp: "Internal IP", creationMethod: "Entry Scan", direction: "inbound" },
  });
  expect(document).not.toHaveProperty("actor");
  expect(document).toHaveProperty("finding_info.uid", Reflect.get(Object(document["metadata"]), "uid"));
});

const scan = {
  senderAddress: "ann@lure.example",
  recipientAddress: "bo@corp.example",
  fileName: "plan.xlsx",
  fileType: "application/vnd.ms-excel",
  fileHash: "ab".repeat(32),
  result: "malicious",
  actionTriggered: "none",
  date: "2025-03-01T09:33:29+0000",
  details: "Malicious          \r\nTime taken: 0 hrs, 0 min, 1 sec",
  route: "internal",
  messageId: "<m2@lure.example>",
  subject: "Plan",
  definition: "Sandbox",
};

test("a malicious attachment is a finding with its file, mail and malware", async () => {
  const path = "evidences[0].file.hashes[0].value";
  expect(await validOcsfOf(ttpAttachment, scan)).toMatchObject({
    class_uid: 2004,
    severity_id: 4,
    action_id: 3,
    disposition_id: 15,
    finding_info: { title: "Malicious attachment: plan.xlsx", analytic: { name: "Sandbox" } },
    evidences: [
      {
        file: {
          name: "plan.xlsx",
          type_id: 1,
          mime_type: "application/vnd.ms-excel",
          hashes: [{ algorithm_id: 3, algorithm: "SHA-256", value: "ab".repeat(32) }],
        },
        email: { from: "ann@lure.example", to: ["bo@corp.example"], message_uid: "<m2@lure.example>" },
        verdict_id: 2,
      },
    ],
    malware: [{ name: "unknown", classification_ids: [0] }],
    observables: expect.arrayContaining([{ name: path, type_id: 8, value: "ab".repeat(32) }]),
    unmapped: { details: scan.details },
  });
});

test("a safe attachment of a bounce is an activity without a sender", async () => {
  const document = await validOcsfOf(ttpAttachment, {
    ...scan,
    senderAddress: "<>",
    result: "safe",
    actionTriggered: "user release, none",
  });
  expect(document).toMatchObject({
    class_uid: 4009,
    activity_id: 3,
    action_id: 1,
    disposition_id: 1,
    to: ["bo@corp.example"],
    email: { to: ["bo@corp.example"], files: [{ name: "plan.xlsx", type_id: 1 }] },
    policy: { name: "Sandbox" },
  });
  expect(document).not.toHaveProperty("from");
  expect(document).not.toHaveProperty("email.from");
});

test("an imitation is a finding with the checks that fired", async () => {
  const impersonationResults = [{ impersonationDomainSource: "internal_user_name", checkerResult: "hit" }];
  const document = await validOcsfOf(ttpImpersonation, {
    id: "MTOKEN:eNoX",
    senderAddress: "ceo@c0rp.example",
    recipientAddress: "bo@corp.example",
    subject: "Urgent",
    definition: "Two hits",
    hits: 2,
    identifiers: ["internal_user_name", "newly_observed_domain"],
    action: "hold",
    taggedExternal: false,
    taggedMalicious: true,
    senderIpAddress: "192.0.2.10",
    eventTime: "2025-03-01T09:33:29+0000",
    impersonationResults,
    messageId: "<m3@c0rp.example>",
  });
  expect(document).toMatchObject({
    class_uid: 2004,
    severity_id: 3,
    action_id: 2,
    disposition_id: 3,
    metadata: { original_event_uid: "MTOKEN:eNoX" },
    finding_info: {
      title: "Impersonation: 2 indicators",
      types: ["internal_user_name", "newly_observed_domain"],
      analytic: { name: "Two hits", type_id: 1 },
    },
    evidences: [{ src_endpoint: { ip: "192.0.2.10" }, data: { impersonationResults }, verdict_id: 4 }],
    unmapped: { taggedMalicious: true, taggedExternal: false, hits: 2 },
  });
});

const leak = {
  senderAddress: "bo@corp.example",
  recipientAddress: "ann@other.example",
  subject: "Figures",
  eventTime: "2025-03-01T09:33:29+0000",
  route: "outbound",
  policy: "Card numbers",
  action: "hold",
  messageId: "<m4@corp.example>",
};

test("a leak is a data security finding: the mail its resource, the sender its actor", async () => {
  expect(await validOcsfOf(dlp, leak)).toMatchObject({
    class_uid: 2006,
    type_uid: 200601,
    severity_id: 3,
    is_alert: true,
    action_id: 2,
    disposition_id: 3,
    finding_info: { title: "DLP: Card numbers", analytic: { name: "Card numbers", type_id: 1 } },
    data_security: { detection_system_id: 6, data_lifecycle_state_id: 2, policy: { name: "Card numbers" } },
    resources: [{ type: "email", uid: "<m4@corp.example>", name: "Figures" }],
    actor: { user: { email_addr: "bo@corp.example" } },
    observables: expect.arrayContaining([
      { name: "unmapped.recipients[0]", type_id: 5, value: "ann@other.example" },
      { name: "resources[0].uid", type_id: 42, value: "<m4@corp.example>" },
    ]),
    unmapped: { recipients: ["ann@other.example"], direction: "outbound" },
  });
});

test.each([
  ["smart_tag", { action_id: 3, disposition_id: 18 }],
  ["notification", { action_id: 3, disposition_id: 19 }],
  ["secure_messaging", { action_id: 4, disposition_id: 7 }],
  ["shred", { action_id: 99, action: "shred", disposition_id: 99, disposition: "shred" }],
])("a leak that was answered with %s", async (action, decision) => {
  expect(await validOcsfOf(dlp, { ...leak, action })).toMatchObject(decision);
});

test("a refused mail has the rule that refused it, what its malware is called, and how its server greeted", async () => {
  const document = await validOcsfOf(rejections, {
    id: "eNoR1",
    fromAddress: "ann@lure.example",
    toAddress: "bo@corp.example",
    description: "Virus Signature Detection",
    type: 14030,
    info: "[scan.Eicar-Test, other.EICAR (not a virus)]",
    created: "2025-03-01T09:33:29+0000",
    ipAddress: "192.0.2.10",
    remoteName: "mx.lure.example",
    remoteEhlo: "lure.example",
    spamScore: 61,
    detectionLevel: "aggressive",
  });
  expect(document).toMatchObject({
    class_uid: 4009,
    activity_id: 2,
    is_alert: true,
    status_id: 2,
    status_code: "14030",
    status_detail: "[scan.Eicar-Test, other.EICAR (not a virus)]",
    action_id: 2,
    disposition_id: 2,
    command: "EHLO lure.example",
    src_endpoint: { ip: "192.0.2.10", hostname: "mx.lure.example" },
    malware: [{ name: "Eicar-Test", classification_ids: [19] }],
    firewall_rule: { name: "Virus Signature Detection" },
    risk_score: 61,
    metadata: { original_event_uid: "eNoR1" },
    unmapped: { detectionLevel: "aggressive" },
  });
});

test("a mail none of whose addresses is one for OCSF is a base event that keeps them", async () => {
  const document = await validOcsfOf(ttpUrl, {
    ...click,
    fromUserEmailAddress: "mailer@shop_one.example",
    userEmailAddress: "root",
  });
  expect(document).toMatchObject({
    class_uid: 0,
    category_uid: 0,
    activity_id: 99,
    activity_name: "URL Click",
    type_uid: 99,
    actor: { user: { name: "root" } },
    unmapped: { sender: "mailer@shop_one.example", recipients: ["root"], url: click.url },
  });
});

test("the check tells what is wrong with a document", async () => {
  const document = ocsfOf(dlp, leak);
  expect(await check({ ...document, finding_info: {}, surprise: 1 })).toEqual([
    expect.stringContaining("surprise"),
    expect.stringContaining("/finding_info must have required property 'uid'"),
  ]);
});

import { expect, test } from "vitest";
import { writeEcs } from "../../forms/ecs/write-ecs.js";
import { readFormEvent } from "../../forms/read-event.js";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { heldMessageForms } from "./held-forms.js";
import { heldMessages } from "./held-messages.js";
import { heldReleases } from "./held-releases.js";

const released = {
  id: "eNoL1",
  status: "released",
  heldReason: "Spam",
  rejectReason: "Unwanted",
  heldGroup: "Administrator",
  messageInfo: "Message Spam Scanner",
  released: "2025-03-01T09:33:29+00:00",
  operator: { emailAddress: "admin@corp.example" },
  fromEnv: { emailAddress: "ann@b.example", displayableName: "Ann" },
  fromHdr: { emailAddress: "ann@b.example", displayableName: "Ann" },
  to: [{ emailAddress: "bo@corp.example", displayableName: "Bo" }],
  subject: "Offer",
  attachments: false,
  route: "INBOUND",
  size: 3466,
  policy: "Default",
  spamScore: 12,
  detectionLevel: "aggressive",
  spamProcessingDetail: { greyEmail: false, spf: { allow: true, info: "allow" } },
};

test("a release has who released the message, whose it was, and the whole record", () => {
  const document = ecsOf(heldReleases, released);
  expect(document).toMatchObject({
    "@timestamp": "2025-03-01T09:33:29.000Z",
    event: {
      id: "eNoL1",
      kind: "event",
      action: "released",
      type: ["info", "allowed"],
      reason: "Spam",
      risk_score: 12,
    },
    email: {
      direction: "inbound",
      from: { address: ["ann@b.example"] },
      to: { address: ["bo@corp.example"] },
    },
    user: { email: "admin@corp.example", name: "admin" },
    rule: { name: "Default" },
    related: {
      user: ["admin@corp.example", "admin", "ann@b.example", "ann", "bo@corp.example", "bo", "Ann", "Bo"],
      hosts: ["corp.example", "b.example"],
    },
  });
  const { mimecast } = document;
  expect(mimecast).toEqual({
    ...released,
    operator: "admin@corp.example",
    route: "inbound",
    released: "2025-03-01T09:33:29.000Z",
  });
});

test.each([
  ["rejected", ["info", "denied"], "Unwanted", [2, 25]],
  ["Rejected", ["info", "denied"], "Unwanted", [2, 25]],
  ["expired", ["info", "denied"], "Spam", [2, 5]],
])("what became of a held message: %s", (status, type, reason, [action_id, disposition_id]) => {
  expect(ecsOf(heldReleases, { ...released, status })).toMatchObject({
    event: { type, reason, outcome: "success" },
  });
  expect(ocsfOf(heldReleases, { ...released, status })).toMatchObject({
    class_uid: 4009,
    action_id,
    disposition_id,
  });
});

test("an operator by address alone, recipients as one text", () => {
  const document = ecsOf(heldReleases, {
    ...released,
    operator: "admin@corp.example",
    to: "bo@corp.example",
  });
  expect(document).toMatchObject({
    user: { email: "admin@corp.example" },
    email: { to: { address: ["bo@corp.example"] } },
    mimecast: { operator: "admin@corp.example", unread: { to: "bo@corp.example" } },
  });
});

test("in OCSF a release is an activity of the operator's", () => {
  expect(ocsfOf(heldReleases, released)).toMatchObject({
    class_uid: 4009,
    activity_id: 99,
    activity_name: "Hold Release",
    actor: { user: { name: "admin@corp.example" } },
    policy: { name: "Default" },
    status_detail: "Spam",
    email: { from: "ann@b.example", to: ["bo@corp.example"], size: 3466 },
  });
});

const held = {
  id: "eNoH1",
  reason: "Default Spam Scanning",
  reasonId: "spam_scan",
  reasonCode: "default_spam_scan",
  from: { emailAddress: "bounce@b.example", displayableName: "" },
  fromHeader: { emailAddress: "ann@b.example", displayableName: "Ann" },
  to: { emailAddress: "bo@corp.example", displayableName: "Bo" },
  subject: "Offer",
  route: "INBOUND",
  hasAttachments: false,
  size: 3466,
  dateReceived: "2025-03-01T09:33:29+0000",
  policyInfo: "Default Spam Scanning Definition",
};

function ecsOfChange(type: string) {
  const known = { id: "0".repeat(32), type, time: Date.UTC(2025, 2, 1), record: held, raw: "{}" };
  return writeEcs(heldMessageForms, readFormEvent(heldMessages, { ...known, forms: heldMessageForms }));
}

test("a message that arrives in the hold queue is an alert", () => {
  expect(ecsOf(heldMessages, held)).toMatchObject({
    event: {
      kind: "alert",
      code: "arrived",
      action: "held",
      type: ["info", "denied"],
      reason: "Default Spam Scanning",
    },
    email: { from: { address: ["ann@b.example", "bounce@b.example"] }, to: { address: ["bo@corp.example"] } },
    rule: { name: "Default Spam Scanning Definition" },
    mimecast: { reasonCode: "default_spam_scan", hasAttachments: false },
  });
});

test.each([
  ["changed", { kind: "event", action: "held", type: ["info", "denied"] }],
  ["released", { kind: "event", action: "released", type: ["info", "allowed"] }],
  ["rejected", { kind: "event", action: "rejected", type: ["info", "denied"] }],
  ["left", { kind: "event", action: "left", type: ["info"], outcome: "unknown" }],
])("a held message that %s", (type, event) => {
  expect(ecsOfChange(type)).toMatchObject({ event, mimecast: { dateReceived: "2025-03-01T09:33:29.000Z" } });
});

test("a recipient without a domain leaves no empty host among the related ones", () => {
  const to = [{ emailAddress: "bo@" }];
  expect(ecsOf(heldReleases, { ...released, to })).toMatchObject({
    related: { hosts: ["corp.example", "b.example"] },
  });
});

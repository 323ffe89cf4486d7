import { expect, test } from "vitest";
import { ttpUrl } from "../feeds/ttp/ttp-url.js";
import { ecsOf } from "./testing.js";

const click = {
  userEmailAddress: "bo@corp.example",
  fromUserEmailAddress: "ann@lure.example",
  url: "https://Lure.example:8443/a/b.php?id=7#top",
  ttpDefinition: "Inbound URL",
  subject: "None",
  action: "block",
  adminOverride: "N/A",
  userOverride: "None",
  scanResult: "malicious",
  category: "Phishing & Fraud",
  sendingIp: "Internal IP",
  userAwarenessAction: "N/A",
  date: "2025-03-01T9:33:29+0100",
  actions: "Block",
  route: "INBOUND",
  creationMethod: "User Click",
  emailPartsDescription: ["Body"],
  messageId: "m1@lure.example",
  brandNew: { a: [1] },
};

test("a click has its clicker, its URL in parts, and what no field of ECS holds under mimecast", () => {
  expect(ecsOf(ttpUrl, click)).toMatchObject({
    "@timestamp": "2025-03-01T08:33:29.000Z",
    event: {
      kind: "alert",
      type: ["access", "info", "denied"],
      action: "block",
      dataset: "mimecast.ttp-url",
    },
    email: {
      direction: "inbound",
      message_id: "<m1@lure.example>",
      subject: "None",
      from: { address: ["ann@lure.example"] },
      to: { address: ["bo@corp.example"] },
    },
    url: { domain: "lure.example", port: 8443, path: "/a/b.php", extension: "php", query: "id=7" },
    user: { email: "bo@corp.example", name: "bo", domain: "corp.example" },
    mimecast: { sendingIp: "Internal IP", brandNew: { a: [1] }, scanResult: "malicious" },
  });
});

test("a scan on entry is a click by nobody", () => {
  const document = ecsOf(ttpUrl, { ...click, creationMethod: "Entry Scan" });
  expect(document).not.toHaveProperty("user");
  expect(document).toMatchObject({ email: { to: { address: ["bo@corp.example"] } } });
});

import { operations } from "@postern/mimecast/catalogue";
import { expect, test } from "vitest";
import { startTenant } from "../index.js";
import { bearerOf, callV1, codeOf, postV2 } from "../testing/client.js";
import { listRoutes, loginOperations } from "../wire/routes.js";
import { listCoverage, renderCoverage } from "./coverage.js";
import { handlers } from "./index.js";
import { unanswered } from "./unanswered.js";

test("every operation of the catalogue is either handled or listed as missing, and no handler is for nothing", () => {
  const { handled, missing } = listCoverage();
  expect([...handled, ...missing].sort()).toEqual(Object.keys(operations).sort());
  const known = new Set<string>([...Object.keys(operations), ...loginOperations]);
  expect(Object.keys(handlers).filter((name) => !known.has(name))).toEqual([]);
  // Those that feeds and actions stand on are never missing again.
  expect(handled).toEqual(
    expect.arrayContaining([
      "account.get-account",
      "account.get-dashboard-notifications",
      "account.get-support-info",
      "archive.get-archive-search-logs",
      "archive.get-search-logs",
      "archive.get-view-logs",
      "audit.get-audit-events",
      "awareness-training.company.get-performance-details",
      "awareness-training.company.get-performance-summary",
      "awareness-training.company.get-safe-score-details",
      "awareness-training.company.get-safe-score-summary",
      "awareness-training.company.get-watchlist-details",
      "awareness-training.company.get-watchlist-summary",
      "awareness-training.phishing.campaign.get-campaign",
      "awareness-training.phishing.campaign.get-user-data",
      "dlp.get-logs",
      "email.get-email-queues",
      "gateway.find-held-messages",
      "gateway.find-processing-messages",
      "gateway.get-held-release-logs",
      "gateway.get-hold-message-list",
      "gateway.get-hold-summary-list",
      "gateway.get-rejections",
      "journaling.get-service",
      "oauth.token",
      "policy.blockedsenders.create-policy",
      "policy.blockedsenders.delete-policy",
      "policy.blockedsenders.get-policy",
      "provisioning.get-packages",
      "siem.batch.cg",
      "siem.batch.ci",
      "siem.get-logs",
      "siem.stream.cg",
      "siem.stream.ci",
      "threat-reporting.reported-emails.get",
      "threat-reporting.reported-emails.list",
      "threats.events.get-details",
      "threats.events.list",
      "threats.stats.attachment-scans",
      "threats.stats.gateway-detections",
      "threats.stats.impersonations",
      "threats.stats.phishing",
      "threats.stats.suspicious",
      "threats.stats.threats-by-recipient",
      "threats.stats.threats-by-sender",
      "threats.stats.unwanted",
      "threats.stats.url-clicks",
      "ttp.attachment.get-logs",
      "ttp.impersonation.get-logs",
      "ttp.threat-intel.get-feed",
      "ttp.remediation.find-incidents",
      "ttp.remediation.get-incident",
      "ttp.remediation.search-hash",
      "ttp.url.create-managed-url",
      "ttp.url.delete-managed-url",
      "ttp.url.get-all-managed-urls",
      "ttp.url.get-logs",
    ]),
  );
});

test("the coverage list names each operation once, and those without a handler as 501", () => {
  const page = renderCoverage(
    { handled: ["b.read"], missing: ["a.write", "c.read"] },
    { "c.read": "no documented shape" },
  );
  expect(page).toContain("1 of the 3 operations");
  expect(page).toContain(
    "| `a.write` | **501** |\n| `b.read` | answered |\n| `c.read` | 501: no documented shape |",
  );
  expect(Object.keys(unanswered).filter((name) => Object.hasOwn(handlers, name))).toEqual([]);
  const lines = renderCoverage()
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(lines).toHaveLength(Object.keys(operations).length);
});

test("an operation without a handler answers 501 loudly", async () => {
  const tenant = await startTenant({ messagesPerDay: 10 });
  try {
    const bearer = await bearerOf(tenant);
    for (const { name, traits } of [...listRoutes("1.0"), ...listRoutes("2.0")]) {
      if (Object.hasOwn(handlers, name) || traits.method !== "POST" || traits.path.includes("{")) continue;
      const isOne = traits.generations.some((generation) => generation === "1.0");
      const reply = isOne
        ? await callV1(tenant, traits.path, {})
        : await postV2(tenant, traits.path, {}, bearer);
      expect([name, reply.status, codeOf(reply)]).toEqual([name, 501, "emulator_operation_without_handler"]);
    }
  } finally {
    await tenant.close();
  }
});

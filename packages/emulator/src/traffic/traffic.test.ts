import { describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { BlockedSenders } from "../console/blocked-senders.js";
import { ManagedSenders } from "../console/managed-senders.js";
import { ManagedUrls } from "../console/managed-urls.js";
import { Removals } from "../remediation/removals.js";
import { createCompany } from "./company.js";
import { domainOf } from "./message.js";
import { Traffic } from "./traffic.js";

const nobody = { contained: () => false, wasEverUsed: () => false };
const monday = Date.UTC(2026, 2, 9);

function makeTraffic(options: { readonly seed?: number; readonly messagesPerDay?: number } = {}): Traffic {
  const { seed = 1, messagesPerDay = 2000 } = options;
  const company = createCompany({ seed, messagesPerDay, domain: "fernhill.example" });
  const rules = {
    managedUrls: new ManagedUrls(),
    senderRules: {
      blockedSenders: new BlockedSenders({ companyDomain: company.domain, groups: nobody }),
      managedSenders: new ManagedSenders(),
    },
    removals: new Removals(),
  };
  return new Traffic({ company, seed, messagesPerDay, ...rules });
}

test("the same seed and hour give the same mail and clicks, whatever was asked before", () => {
  const start = monday + 10 * hourMs;
  const fresh = makeTraffic();
  const used = makeTraffic();
  used.clicksBetween(start + hourMs, start + 3 * hourMs);
  used.messagesBetween(start - dayMs, start - dayMs + hourMs);
  expect(used.messagesBetween(start, start + hourMs)).toEqual(fresh.messagesBetween(start, start + hourMs));
  expect(used.clicksBetween(start, start + hourMs)).toEqual(fresh.clicksBetween(start, start + hourMs));
  expect(makeTraffic({ seed: 2 }).messagesBetween(start, start + hourMs)).not.toEqual(
    fresh.messagesBetween(start, start + hourMs),
  );
});

test("a span cut in pieces gives what the whole span gives", () => {
  const traffic = makeTraffic();
  const start = monday + 8 * hourMs + 3;
  const cuts = [0, 7 * minuteMs + 11, 60 * minuteMs, 61 * minuteMs, 185 * minuteMs].map(
    (offset) => start + offset,
  );
  const pieces = cuts.slice(1).map((end, index) => [cuts[index] ?? 0, end] as const);
  const end = cuts.at(-1) ?? start;
  expect(pieces.flatMap(([from, until]) => traffic.messagesBetween(from, until))).toEqual(
    traffic.messagesBetween(start, end),
  );
  expect(pieces.flatMap(([from, until]) => traffic.clicksBetween(from, until))).toEqual(
    traffic.clicksBetween(start, end),
  );
});

describe.each([10, 2000])("at %i messages a day", (messagesPerDay) => {
  test("a week brings about seven times that, beside the day's plan", () => {
    const week = makeTraffic({ messagesPerDay }).estimateMessages(monday, monday + 7 * dayMs);
    expect(week).toBeGreaterThan(messagesPerDay * 7 * 0.8);
    expect(week).toBeLessThan(messagesPerDay * 7 * 1.2);
  });

  test("any 24 hours hold a malicious click by a user", () => {
    const traffic = makeTraffic({ messagesPerDay });
    for (let start = monday; start < monday + 8 * dayMs; start += 67 * minuteMs) {
      const clicks = traffic.clicksBetween(start, start + dayMs);
      expect(clicks.some((click) => click.scanResult === "malicious" && click.method === "User Click")).toBe(
        true,
      );
    }
  });
});

test("nothing points outside the reserved names and addresses", () => {
  const traffic = makeTraffic();
  const documentation = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
  for (const message of traffic.messagesBetween(monday, monday + dayMs)) {
    for (const address of [message.sender, message.headerFrom, message.recipient]) {
      if (address !== "") expect(domainOf(address)).toMatch(/\.example$/);
    }
    expect(message.senderIp).toMatch(documentation);
    expect(message.destinationIp).toMatch(documentation);
    if (message.url !== null) expect(new URL(message.url).hostname).toMatch(/\.example$/);
  }
  for (const click of traffic.clicksBetween(monday, monday + dayMs))
    expect(click.sourceIp).toMatch(documentation);
});

test("true twins, repeated clicks, entry scans and clicks from outside the office occur", () => {
  const clicks = makeTraffic().clicksBetween(monday, monday + 7 * dayMs);
  expect(clicks.some((click) => click.twin)).toBe(true);
  expect(clicks.some((click) => click.method === "Entry Scan")).toBe(true);
  expect(clicks.some((click) => click.sourceIp.startsWith("203.0.113."))).toBe(true);
  expect(clicks.some((click) => click.action === "allow" && click.scanResult === "malicious")).toBe(true);
  expect(clicks.some((click) => click.action === "block")).toBe(true);
});

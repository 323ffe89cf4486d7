import { expect, test } from "vitest";
import type { DomainHistory } from "../model/plan.js";
import { warnOfScope } from "./scope.js";

const history: DomainHistory = {
  domain: "partner.example",
  days: 20,
  received: 40,
  legitimateSenders: 6,
  sent: 55,
  sentDays: 14,
};
const facts = { ownDomains: ["corp.example"], domains: [history] };

test.each([
  ["everyone", [], ["mail of everybody"]],
  ["domain", ["corp.example"], ["one of your own domains"]],
  ["object", ["intranet.corp.example"], ["below your own domain corp.example"]],
  ["address", ["ana@corp.example"], ["an address of your own domain"]],
  ["domain", ["gmail.com"], ["open to everybody"]],
  ["address", ["spoof@gmail.com"], []],
  ["domain", ["partner.example"], ["55 messages on 14 of the last 20 days", "6 senders of partner.example"]],
  ["address", ["bo@partner.example"], ["nearly daily"]],
  ["object", ["portal.partner.example"], ["nearly daily"]],
  ["domain", ["notpartner.example"], []],
] as const)("%s %j: %j", (width, names, expected) => {
  const warnings = warnOfScope({ width, names }, facts);
  expect(warnings).toHaveLength(expected.length);
  expected.forEach((text, index) => {
    expect(warnings[index]).toContain(text);
  });
});

test("a few mails on a few days are no partner, and a domain of crooks has no plain senders", () => {
  const rare = { ...history, days: 2, sentDays: 2, legitimateSenders: 0 };
  const reach = { width: "domain", names: ["partner.example"] } as const;
  expect(warnOfScope(reach, { ownDomains: [], domains: [rare] })).toEqual([]);
});

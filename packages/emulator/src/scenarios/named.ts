import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import type { Happening, Scenario, ScenarioAccount } from "./scenario.js";

const quietOffice: Scenario = {
  name: "quiet-office",
  description: "A small office without incidents: what ordinary days look like.",
  company: { name: "Willowbank Surveyors", domain: "willowbank.example" },
  messagesPerDay: 120,
  background: "calm",
};

const phishingWave: Scenario = {
  name: "phishing-wave",
  description:
    "An administrator weakened a policy; two hours later a campaign came through, and further waves follow.",
  messagesPerDay: 1500,
  background: "calm",
  timeline: [
    { at: -3 * hourMs, happens: "admin-act", act: "weaken-policy", by: 1 },
    {
      at: -50 * minuteMs,
      happens: "campaign",
      lure: "servicedesk",
      recipients: 16,
      waves: [0, 90 * minuteMs, 20 * hourMs],
      clickers: 0.6,
    },
    { at: 26 * hourMs, happens: "campaign", lure: "payroll", recipients: 8 },
  ],
};

const accountTakeover: Scenario = {
  name: "account-takeover",
  description:
    "Somebody's password was phished: a log-on from a strange place, mail forwarded outside, phishing sent to colleagues and partners.",
  messagesPerDay: 1000,
  background: "calm",
  timeline: [
    { at: -5 * hourMs, happens: "campaign", lure: "vpn-access", recipients: [7, 9, 12, 15], clickers: 1 },
    { at: -2 * hourMs, happens: "takeover", person: 7 },
    { at: 3 * hourMs, happens: "admin-act", act: "strange-log-on", by: 0 },
    { at: 3.1 * hourMs, happens: "admin-act", act: "raise-permission", by: 0, whom: 7, fromOutside: true },
    { at: 3.5 * hourMs, happens: "admin-act", act: "export-mailbox", by: 0, whom: 8, fromOutside: true },
  ],
};

/** Clients of the provider: a few busy ones, many small ones. */
const clients = [
  "Alder Logistics",
  "Birch Dental",
  "Cedar Legal",
  "Dovecote Hotels",
  "Elm Accounting",
  "Foxglove Retail",
  "Gorse Engineering",
  "Hazel Clinics",
  "Ivy Publishing",
  "Juniper Foods",
  "Kestrel Insurance",
  "Larch Construction",
  "Maple Schools",
  "Nettle Media",
  "Osier Textiles",
  "Poplar Energy",
  "Quince Travel",
  "Rowan Pharma",
  "Sorrel Software",
] as const;

/** For two minutes of every half an hour, a third of the calls comes too often. */
const throttled: Happening = {
  at: 0,
  happens: "fault",
  fault: { kind: "throttle", everyMinutes: 30, forMinutes: 2, probability: 0.3 },
  lasts: 30 * dayMs,
};

const noisyMsp: Scenario = {
  name: "noisy-msp",
  description:
    "A service provider and nineteen clients: twenty accounts of very different size, some attacked, some throttled.",
  seed: 100,
  company: { name: "Thornfield Managed Services", domain: "thornfield.example" },
  messagesPerDay: 600,
  accounts: clients.map(
    (name, index): ScenarioAccount => ({
      seed: 101 + index,
      company: { name, domain: `${name.toLowerCase().replace(" ", "-")}.example` },
      messagesPerDay: index % 6 === 0 ? 20_000 : 300 + 400 * (index % 5),
      ...(index % 6 === 5 ? { timeline: [throttled] } : {}),
      ...(index % 7 === 3
        ? {
            timeline: [
              {
                at: -30 * minuteMs,
                happens: "campaign",
                lure: "voicemail",
                recipients: 12,
                waves: [0, 2 * hourMs],
              },
            ],
          }
        : {}),
    }),
  ),
};

export const namedScenarios: readonly Scenario[] = [quietOffice, phishingWave, accountTakeover, noisyMsp];
export const scenarioNames: readonly string[] = namedScenarios.map(({ name }) => name);

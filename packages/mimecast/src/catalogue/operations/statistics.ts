import { cursorPages, nameEntries, rest } from "../entries.js";

const gatewayData = {
  products: ["Threats, Security Events and Data for CG"],
  permission: "Security Events and Data Retrieval | Threat and Security Events (SIEM) | Read",
} as const;
const integratedData = { products: ["Threats, Security Events and Data for CI"] } as const;
const statistics = {
  products: ["Threats, Security Events and Data for CG"],
  permission: "Security Events and Data Retrieval | Threat and Security Statistics | Read",
} as const;

const siemPages = { paging: "next-page", pageSize: { default: 100, max: 100 } } as const;
const batchQuota = {
  "2.0": {
    calls: 50,
    perSeconds: 900,
    source: "the vendor's request collection for API 2.0: 50 calls per 15 minutes",
  },
} as const;
const streamQuota = {
  "2.0": {
    calls: 300,
    perSeconds: 3600,
    source: "the vendor's request collection for API 2.0: 300 calls per hour",
  },
} as const;

const streamOddities = [
  "The parameter is types, in the plural.",
  "Only the last 24 hours: an older start is answered with 400, and start must differ from end.",
  "A page may repeat events of the one before.",
] as const;

const statsOddities = [
  "Takes timestampRangeStartsAt, a time with its zone in brackets.",
  "Data reach back 24 hours, as one source has it.",
] as const;

function statsOf(summary: string, shape: "seen" | "assumed") {
  const oddity = shape === "seen" ? [] : ["The shape of the answer is taken from its neighbours."];
  const confidence = shape === "seen" ? "sure" : "unconfirmed";
  return { ...statistics, summary, confidence, oddities: [...statsOddities, ...oddity] } as const;
}

const humanRisk = {
  products: ["Human Risk"],
  oddities: ["No role permission is stated; the shape of the answer is unconfirmed."],
  confidence: "unconfirmed",
} as const;

const dmarc = { products: ["DMARC Analyzer"], confidence: "unconfirmed" } as const;
const dmarcOddity = "A tenant model of its own; the path may lack the family's prefix.";

export const statisticsOperations = nameEntries({
  "siem.batch.ci": rest("GET /siem/v1/batch/events/ci", {
    summary: "List the files of Cloud Integrated mail events, one event type a call.",
    ...integratedData,
    ...siemPages,
    quota: batchQuota,
    oddities: ["Types: entities, mailflow, urlclick.", "No role permission is stated for Cloud Integrated."],
  }),
  "siem.stream.cg": rest("GET /siem/v1/events/cg", {
    summary: "Read Cloud Gateway mail events as they come, a hundred at a time.",
    ...gatewayData,
    ...siemPages,
    quota: streamQuota,
    oddities: streamOddities,
  }),
  "siem.stream.ci": rest("GET /siem/v1/events/ci", {
    summary: "Read Cloud Integrated mail events as they come, a hundred at a time.",
    ...integratedData,
    ...siemPages,
    quota: streamQuota,
    oddities: [...streamOddities, "No role permission is stated for Cloud Integrated."],
  }),
  "threats.events.list": rest("GET /threats/v1/events", {
    summary: "List threat detections.",
    ...statistics,
    ...cursorPages,
    oddities: ["The shape of the answer is unconfirmed."],
    confidence: "unconfirmed",
  }),
  "threats.events.get-details": rest("GET /threats/v1/events/{id}/details", {
    summary: "Read the details of one threat detection.",
    ...statistics,
    ...cursorPages,
    oddities: ["source=EMAIL is required.", "The shape of the answer is unconfirmed."],
    confidence: "unconfirmed",
  }),
  "threats.stats.attachment-scans": rest(
    "GET /threats/v1/stats/attachment-scans",
    statsOf("Count scanned attachments over time.", "assumed"),
  ),
  "threats.stats.gateway-detections": rest(
    "GET /threats/v1/stats/gateway-detections",
    statsOf("Count what the gateway detected over time, by type if wished.", "assumed"),
  ),
  "threats.stats.impersonations": rest(
    "GET /threats/v1/stats/impersonations",
    statsOf("Count impersonations over time.", "seen"),
  ),
  "threats.stats.phishing": rest(
    "GET /threats/v1/stats/phishing",
    statsOf("Count phishing messages over time.", "assumed"),
  ),
  "threats.stats.suspicious": rest(
    "GET /threats/v1/stats/suspicious",
    statsOf("Count suspicious messages over time.", "seen"),
  ),
  "threats.stats.unwanted": rest(
    "GET /threats/v1/stats/unwanted",
    statsOf("Count unwanted messages over time.", "seen"),
  ),
  "threats.stats.url-clicks": rest(
    "GET /threats/v1/stats/url-clicks",
    statsOf("Count clicks on rewritten URLs over time.", "assumed"),
  ),
  "threats.stats.threats-by-recipient": rest("GET /threats/v1/stats/threats-by-recipient", {
    ...statsOf("Rank recipients by the threats sent to them.", "assumed"),
    ...cursorPages,
  }),
  "threats.stats.threats-by-sender": rest("GET /threats/v1/stats/threats-by-sender", {
    ...statsOf("Rank senders by the threats they sent.", "assumed"),
    ...cursorPages,
  }),
  "threat-reporting.reported-emails.list": rest("GET /threat-reporting/v1/reported-emails", {
    summary: "List the messages users reported.",
    ...statistics,
    ...cursorPages,
    oddities: ["The shape of the answer is unconfirmed."],
    confidence: "unconfirmed",
  }),
  "threat-reporting.reported-emails.get": rest(
    "GET /threat-reporting/v1/reported-emails/{reportedMessageAggregateId}",
    {
      summary: "Read one message users reported.",
      ...statistics,
      oddities: ["The path is given in short form only."],
      confidence: "unconfirmed",
    },
  ),
  "threat-reporting.subscriptions.list": rest("GET /threat-reporting/v1/subscriptions", {
    summary: "List the webhooks that are told of reported messages.",
    ...statistics,
    oddities: ["The list stands under value, or is the body itself."],
    confidence: "conflicting",
  }),
  "threat-reporting.subscriptions.create": rest("POST /threat-reporting/v1/subscriptions", {
    summary: "Have a webhook told of reported messages.",
    ...statistics,
    oddities: ["clientState is a secret.", "The Read permission is what is stated, although it writes."],
    confidence: "unconfirmed",
  }),
  "human-risk.departments.list": rest("GET /human-risk/v1/departments", {
    summary: "List departments with their risk.",
    ...humanRisk,
    ...cursorPages,
  }),
  "human-risk.locations.list": rest("GET /human-risk/v1/locations", {
    summary: "List locations with their risk.",
    ...humanRisk,
    ...cursorPages,
  }),
  "human-risk.organization.get": rest("GET /human-risk/v1/organization", {
    summary: "Read the risk of the organization.",
    ...humanRisk,
  }),
  "human-risk.organization.attacks": rest("GET /human-risk/v1/organization/attacks", {
    summary: "Read the attacks that count towards the organization's risk.",
    ...humanRisk,
  }),
  "human-risk.organization.behaviors": rest("GET /human-risk/v1/organization/behaviors", {
    summary: "Read the behaviours that count towards the organization's risk.",
    ...humanRisk,
  }),
  "human-risk.individuals.search": rest("POST /human-risk/v1/individuals/search", {
    summary: "Find people by their risk.",
    effect: "read",
    ...humanRisk,
    ...cursorPages,
  }),
  "human-risk.individuals.risk-profiles": rest("POST /human-risk/v1/individuals/risk-profiles", {
    summary: "Read the risk profiles of people.",
    effect: "read",
    ...humanRisk,
  }),
  "dmarc.reports.create": rest("POST /reports/{id}", {
    summary: "Ask for a DMARC report.",
    ...dmarc,
    oddities: [dmarcOddity],
  }),
  "dmarc.reports.get-results": rest("GET /reports/{id}/results/{handle}", {
    summary: "Read the results of a DMARC report.",
    ...dmarc,
    ...cursorPages,
    oddities: [dmarcOddity],
  }),
  "dmarc.report-metadata.get": rest("GET /report-metadata", {
    summary: "Tell which DMARC reports there are.",
    ...dmarc,
    oddities: [dmarcOddity],
  }),
  "dmarc.reports.download-forensic": rest("GET /reports/forensic/download", {
    summary: "Download a forensic DMARC report.",
    ...dmarc,
    files: { "2.0": "received" },
    oddities: [dmarcOddity, "That the answer is a file is taken from its name."],
  }),
});

import { emptied, type FeedExample, localTime, vendorTime } from "./example.js";

export const threats: Readonly<Record<string, FeedExample>> = {
  "remediation-incidents": {
    full: (time, number) => ({
      id: `eNoIncident${number}`,
      code: `TR-EXAMPLE-${number}`,
      type: "manual",
      reason: "phish",
      identified: 4,
      successful: 3,
      failed: 1,
      restored: 0,
      create: vendorTime(time),
      modified: vendorTime(time),
      searchCriteria: {
        fileHash: "aa".repeat(32),
        start: vendorTime(time - 86_400_000),
        end: vendorTime(time),
      },
    }),
    bare: (number) => ({ code: `TR-EXAMPLE-${number}`, identified: 0, restored: 0 }),
    spellings: (record) => [
      { ...record, type: "Manual", identified: "4" },
      { ...record, modified: localTime(Date.parse(String(record["modified"])), 2) },
    ],
  },
  "threat-events": {
    full: (time, number) => ({
      id: `eNoDetection${number}`,
      aggregateId: `mail-${number}`,
      timestamp: new Date(Math.floor(time / 1000) * 1000).toISOString(),
      source: "EMAIL",
      threatType: "phishing",
      action: "Held",
      direction: "Inbound",
      senderEnvelope: "x@spam.example",
      senderHeader: "x@spam.example",
      senderIp: "192.0.2.66",
      recipients: ["bo@corp.example"],
      subject: `Offer ${number}`,
      messageId: `<t${number}@spam.example>`,
    }),
    bare: (number) => ({ id: `eNoDetection${number}`, threatType: "malware" }),
    spellings: (record) => [
      { ...record, recipients: "bo@corp.example", threatType: "phishing" },
      { ...record, messageId: String(record["messageId"]).replaceAll(/[<>]/g, "") },
      { ...record, timestamp: `${String(record["timestamp"]).replace("Z", "+00:00")}[UTC]` },
    ],
  },
  "reported-emails": {
    full: (time, number) => ({
      reportedMessageAggregateId: `eNoReport${number}`,
      reportedDateTime: new Date(Math.floor(time / 1000) * 1000).toISOString(),
      reporter: "bo@corp.example",
      reportType: "PHISHING",
      sender: "x@spam.example",
      recipients: ["bo@corp.example"],
      subject: `Offer ${number}`,
      messageId: `<r${number}@spam.example>`,
      receivedDateTime: new Date(time - 3_600_000).toISOString(),
    }),
    bare: (number) => ({ reportedMessageAggregateId: `eNoReport${number}` }),
    spellings: (record) => [
      { ...record, reportType: "phishing", reporter: "Bo@Corp.example" },
      ...emptied({ ...record, comment: "" }, "comment"),
    ],
  },
  "threat-statistics": {
    full: (time, number) => ({
      startTimestamp: `${new Date(time).toISOString()}[UTC]`,
      detectionCount: number,
    }),
    bare: (number) => ({ startTimestamp: null, detectionCount: number }),
    spellings: (record) => [
      { ...record, startTimestamp: String(record["startTimestamp"]).replace("[UTC]", "") },
      { ...record, detectionCount: String(record["detectionCount"]) },
    ],
  },
};

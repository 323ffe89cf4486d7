import { emptied, type FeedExample, localTime, vendorTime } from "./example.js";

const ann = { emailAddress: "ann@sender.example", displayableName: "Ann" };
const bo = { emailAddress: "bo@corp.example", displayableName: "Bo" };

export const gateway: Readonly<Record<string, FeedExample>> = {
  audit: {
    full: (time, number) => ({
      id: `eNoAudit${number}`,
      auditType: "User Logged On",
      user: "ada@corp.example",
      eventTime: vendorTime(time),
      eventInfo:
        `Successful authentication for ada@corp.example <Ada>, Date: ${vendorTime(time).slice(0, 10)}, ` +
        `Time: ${vendorTime(time).slice(11)}, IP: 192.0.2.20, Application: Administration Console`,
      category: "authentication_logs",
    }),
    bare: (number) => ({ auditType: `Something new ${number}` }),
    spellings: (record) => [
      { ...record, eventTime: localTime(Date.parse(String(record["eventTime"])), -4) },
      { ...record, user: "Ada@Corp.example" },
    ],
  },
  dlp: {
    full: (time, number) => ({
      senderAddress: "bo@corp.example",
      recipientAddress: "ann@sender.example",
      subject: `Report ${number}`,
      eventTime: vendorTime(time),
      route: "outbound",
      policy: "Card numbers",
      action: "hold",
      messageId: `<d${number}@corp.example>`,
    }),
    bare: (number) => ({ policy: `Card numbers ${number}`, eventTime: null, action: "hold" }),
    spellings: (record) => [
      { ...record, messageId: String(record["messageId"]).replaceAll(/[<>]/g, "") },
      { ...record, route: "Outbound" },
    ],
  },
  rejections: {
    full: (time, number) => ({
      id: `eNoRejection${number}`,
      created: vendorTime(time),
      type: 14_030,
      info: "[av.Eicar-Test-Signature, other.EICAR (not a virus)]",
      description: "Virus Signature Detection",
      fromAddress: "x@spam.example",
      toAddress: "bo@corp.example",
      toAddressPreCheck: "bo@corp.example",
      toAddressPostCheck: "",
      ipAddress: "192.0.2.66",
      remoteEhlo: "mail.spam.example",
      remoteName: "mail.spam.example",
      spamScore: 0,
      detectionLevel: "not_initiated",
      manageRecipient: true,
    }),
    bare: (number) => ({ remoteEhlo: `host-${number}.spam.example` }),
    spellings: (record) => [
      { ...record, spamScore: "0", manageRecipient: "true", type: "14030" },
      ...emptied(record, "toAddressPostCheck"),
    ],
  },
  "held-messages": {
    full: (time, number) => ({
      id: `eNoHeld${number}`,
      reason: "Default Spam Scanning",
      reasonId: "spam_scan",
      reasonCode: "default_spam_scan",
      from: ann,
      fromHeader: ann,
      to: bo,
      subject: `Offer ${number}`,
      route: "INBOUND",
      hasAttachments: false,
      size: 3466,
      dateReceived: vendorTime(time),
      policyInfo: "Default Spam Scanning Definition",
    }),
    bare: (number) => ({ id: `eNoHeld${number}`, reasonCode: "default_spam_scan", to: bo }),
    spellings: (record) => [
      { ...record, route: "Inbound" },
      { ...record, size: "3466", hasAttachments: "false" },
    ],
  },
  "held-summary": {
    full: (_time, number) => ({ policyInfo: `Spam Scanning ${number}`, numberOfItems: number }),
    bare: (number) => ({ policyInfo: `Spam Scanning ${number}`, numberOfItems: 0 }),
    spellings: (record) => [{ ...record, numberOfItems: String(record["numberOfItems"]) }],
  },
  "processing-queue": {
    full: (time, number) => ({
      id: `eNoProcessing${number}`,
      fromEnv: bo,
      fromHeader: bo,
      to: [ann],
      subject: `Report ${number}`,
      attachment: false,
      routing: "outbound",
      size: 3466,
      remoteIp: "198.51.100.7",
      attempts: 1,
      nextAttempt: vendorTime(time + 900_000),
      created: vendorTime(time),
      info: "451 4.7.1 Try again later",
      priority: "normal",
    }),
    bare: (number) => ({ id: `eNoProcessing${number}`, fromEnv: bo, attempts: 0, nextAttempt: null }),
    spellings: (record) => [
      { ...record, attempts: "1", attachment: "false" },
      { ...record, to: ann },
    ],
    // Bulk mail is asked for apart.
    isAsked: ({ type }) => type === "processing",
  },
  "queue-depth": {
    full: (time, number) => ({ date: vendorTime(time), count: number }),
    bare: (number) => ({ date: null, count: number }),
    spellings: (record) => [
      { ...record, count: String(record["count"]) },
      { ...record, date: localTime(Date.parse(String(record["date"])), 2) },
    ],
    data: (records) => [{ inboundEmailQueue: records, outboundEmailQueue: [] }],
  },
  "held-releases": {
    full: (time, number) => ({
      id: `eNoRelease${number}`,
      status: "released",
      rejectReason: "",
      heldReason: "Spam",
      heldGroup: "Administrator",
      messageInfo: "Message Spam Scanner",
      released: vendorTime(time),
      operator: { emailAddress: "ada@corp.example" },
      fromEnv: ann,
      fromHdr: ann,
      to: [bo],
      subject: `Offer ${number}`,
      attachments: false,
      route: "inbound",
      size: 3466,
      policy: "Default",
      spamScore: 12,
      detectionLevel: "aggressive",
      spamProcessingDetail: { greyEmail: false, spf: { allow: true, info: "allow" } },
    }),
    bare: (number) => ({ id: `eNoRelease${number}`, heldReason: "Spam", status: "released" }),
    spellings: (record) => [
      { ...record, status: "Released", spamScore: "12" },
      { ...record, released: localTime(Date.parse(String(record["released"])), 2) },
      ...emptied(record, "rejectReason"),
    ],
  },
};

import { type FeedExample, localTime, type VendorRecord } from "./example.js";

/** A receipt of API 2.0, as its files have it. */
const receipt = (time: number, number: number) => ({
  processingId: `p-${number}_1740821600`,
  aggregateId: `agg-${number}`,
  accountId: "C1A1",
  timestamp: time,
  action: "Acc",
  senderEnvelope: "ann@sender.example",
  senderHeader: "ann@sender.example",
  senderIp: "192.0.2.10",
  recipients: "bo@corp.example",
  messageId: `<m${number}@sender.example>`,
  subject: `Quarterly plan ${number}`,
  direction: "inbound",
  numberAttachments: "0",
  rejectionType: null,
  rejectionCode: null,
  rejectionInfo: null,
  receiptErrors: null,
  spamInfo: null,
  spamScore: "0",
  spamDetectionLevel: null,
  spamProcessingDetail: JSON.stringify({ spf: { allow: true, info: "ALLOW" } }),
  tlsVersion: "TLSv1.3",
  tlsCipher: "TLS_AES_256_GCM_SHA384",
  virusFound: null,
});

const receiptSpellings = (record: VendorRecord): readonly VendorRecord[] => [
  { ...record, direction: "Inbound", numberAttachments: 0, spamScore: 0 },
  { ...record, messageId: String(record["messageId"]).replaceAll(/[<>]/g, "") },
  { ...record, recipients: ["bo@corp.example"] },
  { ...record, timestamp: String(record["timestamp"]) },
  { ...record, spamProcessingDetail: JSON.parse(String(record["spamProcessingDetail"])) },
  { ...record, spamProcessingDetail: JSON.stringify(record["spamProcessingDetail"]) },
];

const entity = (time: number, number: number) => ({
  accountId: "C1A1",
  aggregateId: `a-${number}`,
  processingId: `p-${number}`,
  timestamp: time,
  messageId: `<m${number}@sender.example>`,
  subject: `Invoice ${number}`,
  senderEnvelope: "",
  senderHeader: "ann@sender.example",
  senderIp: "192.0.2.10",
  recipients: ["bo@corp.example"],
  direction: "INBOUND",
  historicalMail: false,
  source: "OFFICE_365_MAIL",
  threatState: "BLOCKED",
  threatType: "MALWARE",
  tags: ["MALWARE"],
  policiesApplied: [{ action: "BLOCK", mode: "ACTIVE", name: "Default" }],
  attachments: ["invoice.pdf"],
});

const entitySpellings = (record: VendorRecord): readonly VendorRecord[] => [
  { ...record, direction: "Inbound" },
  { ...record, recipients: "bo@corp.example" },
  { ...record, tags: null },
];

export const mailLogs: Readonly<Record<string, FeedExample>> = {
  "siem-1.0": {
    full: (time, number) => ({
      datetime: localTime(time, 1),
      acc: "C1A1",
      aCode: `Qx${number}`,
      MsgId: `<m${number}@sender.example>`,
      Sender: "ann@sender.example",
      headerFrom: "ann@sender.example",
      Rcpt: "bo@corp.example",
      Subject: `Quarterly plan ${number}`,
      IP: "192.0.2.10",
      Dir: "Inbound",
      Act: "Acc",
      TlsVer: "TLSv1.3",
      Cphr: "TLS_AES_256_GCM_SHA384",
      SpamInfo: "[]",
      SpamLimit: 28,
      SpamScore: 1,
      SpamProcessingDetail: { spf: { info: "ALLOW", allow: true } },
    }),
    bare: (number) => ({ aCode: `Qx${number}` }),
    spellings: (record) => [
      { ...record, datetime: String(record["datetime"]).replace(/T0?(\d)/, "T$1") },
      { ...record, SpamScore: "1", Dir: "inbound" },
      { ...record, MsgId: String(record["MsgId"]).replaceAll(/[<>]/g, "") },
      { ...record, Rcpt: ["bo@corp.example"] },
      { ...record, SpamProcessingDetail: JSON.stringify(record["SpamProcessingDetail"]) },
    ],
  },
  "siem-2.0": {
    full: (time, number) => ({
      _offset: 71_203 + number,
      _partition: 60,
      ...receipt(time, number),
      type: "receipt",
      subtype: "Acc",
    }),
    bare: (number) => ({ type: "receipt", aggregateId: `agg-${number}` }),
    spellings: receiptSpellings,
  },
  "siem-2.0-stream": {
    full: (time, number) => ({ ...receipt(time, number), eventType: "receipt", subType: "Acc" }),
    bare: (number) => ({ eventType: "receipt", aggregateId: `agg-${number}` }),
    spellings: receiptSpellings,
  },
  "siem-ci": {
    full: (time, number) => ({
      _offset: 1_825_747 + number,
      _partition: 53,
      ...entity(time, number),
      type: "entities",
      subtype: "MALWARE",
    }),
    bare: (number) => ({ type: "mailflow", aggregateId: `a-${number}` }),
    spellings: entitySpellings,
  },
  "siem-ci-stream": {
    full: (time, number) => ({ ...entity(time, number), eventType: "entities", subType: "MALWARE" }),
    bare: (number) => ({ eventType: "entities", aggregateId: `a-${number}` }),
    spellings: entitySpellings,
  },
};

import type { VendorRecord } from "../feed.js";

/** One event as both generations of the API write it, and the fields of ECS that only one of them can fill. */
export interface Pair {
  readonly type: string;
  readonly one: VendorRecord;
  readonly two: VendorRecord;
  readonly onlyOne?: readonly string[];
  readonly onlyTwo?: readonly string[];
  /** Columns of the store that only one of them can fill, in their order. */
  readonly onlyColumns?: readonly string[];
  /** What its document holds, however it came. */
  readonly holds: object;
}

/** What all lines of the mail say, in either generation. */
export const one = { acc: "C1A1", aCode: "Qx1sample_ab12", datetime: "2025-03-01T10:33:12+0100" };
export const two = {
  accountId: "C1A1",
  aggregateId: "Qx1sample_ab12_1740821592",
  processingId: "p-77_1740821592",
  timestamp: Date.UTC(2025, 2, 1, 9, 33, 12, 123),
};
export const mail1 = { MsgId: "<m1@b.example>", Sender: "ann@b.example", Subject: "Quarterly plan" };
export const mail2 = {
  messageId: "m1@b.example",
  senderEnvelope: "ann@b.example",
  subject: "Quarterly plan",
};
export const mailPairs: readonly Pair[] = [
  {
    type: "receipt",
    one: {
      ...one,
      ...mail1,
      headerFrom: "Ann@list.example",
      Rcpt: "bo@corp.example",
      IP: "192.0.2.10",
      Dir: "Inbound",
      Act: "Acc",
      TlsVer: "TLSv1.3",
      Cphr: "TLS_AES_256_GCM_SHA384",
      SpamInfo: "[]",
      SpamLimit: 28,
      SpamScore: 1,
      SpamProcessingDetail: { spf: { info: "ALLOW", allow: true } },
    },
    two: {
      ...two,
      ...mail2,
      senderHeader: "Ann@list.example",
      recipients: "bo@corp.example",
      senderIp: "192.0.2.10",
      direction: "inbound",
      action: "Acc",
      numberAttachments: "0",
      rejectionType: null,
      rejectionCode: null,
      rejectionInfo: null,
      tlsVersion: "TLSv1.3",
      tlsCipher: "TLS_AES_256_GCM_SHA384",
      spamInfo: null,
      spamScore: "1",
      spamProcessingDetail: '"{\\"spf\\":{\\"allow\\":true,\\"info\\":\\"ALLOW\\"}}"',
      virusFound: null,
    },
    holds: {
      event: { action: "Acc", kind: "event", type: ["info", "allowed"], outcome: "success", risk_score: 1 },
      email: {
        from: { address: ["Ann@list.example", "ann@b.example"] },
        sender: { address: "ann@b.example" },
        to: { address: ["bo@corp.example"] },
        local_id: "Qx1sample_ab12",
      },
      source: { ip: "192.0.2.10" },
      tls: { version: "1.3", version_protocol: "tls", established: true },
    },
  },
  {
    type: "receipt",
    one: {
      ...one,
      headerFrom: null,
      Rcpt: ["bo@corp.example"],
      IP: "192.0.2.10",
      Dir: "Inbound",
      Act: "Rej",
      RejType: "IP Found in RBL",
      RejCode: "550",
      RejInfo: "Listed by rbl.example",
      Error: null,
      Virus: "Listed by rbl.example",
    },
    two: {
      ...two,
      senderEnvelope: null,
      senderHeader: null,
      messageId: null,
      subject: null,
      recipients: ["bo@corp.example"],
      senderIp: "192.0.2.10",
      direction: "Inbound",
      action: "Rej",
      rejectionType: "IP Found in RBL",
      rejectionCode: 550,
      rejectionInfo: "Listed by rbl.example",
      virusFound: "Listed by rbl.example",
      tlsVersion: "",
      tlsCipher: "",
    },
    holds: {
      event: { action: "Rej", kind: "alert", type: ["info", "denied"], outcome: "failure" },
      error: { code: "550", type: "IP Found in RBL" },
    },
  },
  {
    type: "process",
    one: {
      ...one,
      ...mail1,
      Act: "Hld",
      Hld: "Spm",
      AttSize: 1153,
      AttCnt: 1,
      AttNames: '"Plan, final.pdf"',
      MsgSize: 17_236,
    },
    two: {
      ...two,
      ...mail2,
      action: "Hld",
      holdReason: "Spm",
      attachments: '"Plan, final.pdf"',
      numberAttachments: "1",
      totalSizeAttachments: "1153",
      emailSize: "17236",
    },
    holds: {
      event: { action: "Hld", reason: "Spm", kind: "alert", type: ["info", "denied"] },
      email: { attachments: [{ file: { name: "Plan, final.pdf", size: 1153 } }] },
    },
  },
  {
    type: "delivery",
    one: {
      ...one,
      ...mail1,
      Rcpt: "bo@corp.example",
      Delivered: true,
      Attempt: 2,
      AttCnt: 0,
      AttSize: 0,
      Snt: 28_237,
      Latency: 5618,
      IP: "192.0.2.25",
      Dir: "Inbound",
      Route: "Office 365 Route",
      ReceiptAck: "250 2.6.0 Queued mail for delivery",
      TlsVer: "TLSv1",
      Cphr: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
      UseTls: "Yes",
    },
    two: {
      ...two,
      ...mail2,
      recipients: "bo@corp.example",
      delivered: "true",
      deliveryAttempts: "2",
      deliveryErrors: null,
      deliveryTime: "5618",
      destinationIp: "192.0.2.25",
      Hostname: "mx1.corp.example",
      direction: "Inbound",
      route: "Office 365 Route",
      emailSize: "27337",
      numberAttachments: "0",
      totalSizeAttachments: "0",
      tlsUsed: "true",
      tlsVersion: "TLSv1",
      tlsCipher: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    },
    onlyTwo: ["destination.domain", "related.hosts"],
    holds: {
      event: { action: "delivered", outcome: "success", duration: 5_618_000_000 },
      destination: { ip: "192.0.2.25" },
      tls: { version: "1.0", established: true },
    },
  },
  {
    type: "delivery",
    one: {
      ...one,
      ...mail1,
      Rcpt: "bo@corp.example",
      Delivered: false,
      Attempt: 1,
      IP: "192.0.2.25",
      Dir: "Outbound",
      UseTls: "No",
      RejType: "Recipient email address is possibly incorrect",
      RejCode: "550",
      RejInfo: "5.4.1 Recipient address rejected",
    },
    two: {
      ...two,
      ...mail2,
      recipients: "bo@corp.example",
      delivered: "false",
      deliveryAttempts: "1",
      destinationIp: "192.0.2.25",
      direction: "outbound",
      tlsUsed: "No",
      rejectionType: "Recipient email address is possibly incorrect",
      rejectionCode: "550",
      rejectionInfo: "5.4.1 Recipient address rejected",
    },
    holds: {
      event: { action: "not-delivered", outcome: "failure", kind: "event" },
      tls: { established: false },
    },
  },
  {
    type: "journal",
    one: {
      ...one,
      Sender: "ann@b.example",
      Rcpt: "bo@corp.example",
      Dir: "Internal",
      RcptHdrType: "Unknown",
      RcptActType: "Jnl",
    },
    two: { ...two, senderEnvelope: "ann@b.example", recipients: "bo@corp.example", direction: "internal" },
    holds: { event: { kind: "event", type: ["info"] }, email: { direction: "internal" } },
  },
];

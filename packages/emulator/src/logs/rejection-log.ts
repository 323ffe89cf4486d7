import { formatUtc } from "../clicks/click-row.js";
import type { LiveEvents } from "../traffic/live-events.js";
import { type Message, type Rejection, serverNameOf } from "../traffic/message.js";
import { Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";
import { secureId } from "./secure-id.js";

/** Numbers of the vendor's kind; only that of the virus was ever seen. */
const typeNumbers: Readonly<Record<string, number>> = {
  "Virus Signature Detection": 14_030,
  "IP Found in RBL": 14_001,
  "Invalid Recipient Address": 14_002,
  "DMARC Sender Invalid": 14_003,
  "Anti-Spoofing Lockout": 14_004,
  "Manual Envelope Rejection": 14_005,
};

/** The mails the gateway refused, those a Blocked Senders policy refused among them. */
export function rejectionEntries(traffic: Traffic): EntryMaker {
  return (from, until) => traffic.refusedBetween(from, until).flatMap(writeEntry);
}

/** The same of mail delivered by hand. */
export function liveRejectionEntries(live: LiveEvents): EntryMaker {
  return (from, until) => live.messagesBetween(from, until).flatMap(writeEntry);
}

function writeEntry(message: Message): LogEntry[] {
  const { fate, rejection } = message;
  return fate !== "rejected" || rejection === null
    ? []
    : [{ time: message.time, record: writeRecord(message, rejection) }];
}

function writeRecord(message: Message, rejection: Rejection) {
  const { sender, recipient, variant } = message;
  const server = serverNameOf(message);
  return {
    id: secureId(new Random(variant ^ Math.floor(message.time / 1000))),
    created: formatUtc(message.time),
    type: typeNumbers[rejection.type] ?? 14_000,
    info: rejection.info,
    description: rejection.type,
    fromAddress: sender === "" ? "<>" : sender,
    toAddress: recipient,
    toAddressPreCheck: recipient,
    toAddressPostCheck: (variant & 3) === 0 ? "" : recipient,
    ipAddress: message.senderIp,
    remoteEhlo: server,
    remoteName: server,
    spamScore: message.spamScore,
    detectionLevel: message.virus === null ? "not_initiated" : "aggressive",
    // Some rows have it as text.
    manageRecipient: (variant & 15) === 7 ? "false" : (variant & 32) !== 0,
  };
}

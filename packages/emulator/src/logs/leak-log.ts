import { formatUtc } from "../clicks/click-row.js";
import { secondMs } from "../clock/spans.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { at } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

const policies = ["Card numbers", "Confidential", "Personnel files", "Drawings to outside"] as const;

/** A mail is looked at this long after it came. */
const inspectionMs = secondMs;

/** Conversations go both ways. */
const leaving: ReadonlySet<MessageKind> = new Set(["outbound", "conversation", "bounce"]);

/**
 * One outbound mail in eight says something a policy looks for; bounces with the company's watermark come in.
 * The policies here watch and never stop a mail, so that the log agrees with what was delivered.
 */
export function leakEntries(traffic: Traffic): EntryMaker {
  return (from, until) =>
    traffic
      .messagesBetween(from - inspectionMs, until, leaving)
      .flatMap(findLeaks)
      .filter(({ time }) => time >= from && time < until);
}

function findLeaks(message: Message): LogEntry[] {
  const { variant } = message;
  if (message.fate !== "delivered") return [];
  if (message.kind === "bounce") {
    return [writeEntry(message, { policy: "Content Inspection - Watermark", action: "notification" })];
  }
  if (message.direction !== "Outbound" || (variant & 7) !== 0) return [];
  const policy = at(policies, (variant >>> 3) % policies.length);
  const entry = writeEntry(message, { policy, action: "notification" });
  // One mail gives a row for each thing that was done about it.
  return (variant & 8) === 0 ? [entry] : [entry, writeEntry(message, { policy, action: "smart_folder" })];
}

function writeEntry(message: Message, hit: { readonly policy: string; readonly action: string }): LogEntry {
  const time = message.time + inspectionMs;
  const { sender, recipient, subject, messageId } = message;
  return {
    time,
    record: {
      senderAddress: sender === "" ? "<>" : sender,
      recipientAddress: recipient,
      subject,
      eventTime: formatUtc(time),
      route: message.direction.toLowerCase(),
      ...hit,
      messageId,
    },
  };
}

import { formatUtc } from "../clicks/click-row.js";
import { minuteMs, secondMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import { sha256Of } from "../traffic/file-bytes.js";
import { isDangerous } from "../traffic/ingredients.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Attachment, Message, MessageKind } from "../traffic/message.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

/** No file stays in the sandbox longer. */
export const longestSandboxMs = 40 * minuteMs;
/** A file that isn't opened there is let go after seconds: only this kind of mail stays longer. */
const longestLookMs = 10 * secondMs;
const sandboxed: ReadonlySet<MessageKind> = new Set(["sandboxed"]);
const bringing: ReadonlySet<MessageKind> = new Set(["attached", "sandboxed"]);
/** The vendor pads the verdict to this width. */
const verdictWidth = 50;

/** Where mail comes from; one that can tell it apart gives what is asked for alone. */
interface MailSource {
  messagesBetween(
    from: number,
    until: number,
    kinds: ReadonlySet<MessageKind>,
    isMeant: (sketch: Sketch) => boolean,
  ): readonly Message[];
}

/** Every inbound attachment that was not refused outright, at the time the sandbox let it go. */
export function attachmentEntries(
  mail: MailSource,
  { attachmentResults }: Pick<Guesses, "attachmentResults">,
): EntryMaker {
  const safe = attachmentResults === "filter" ? "safe" : "clean";
  return (from, until) => {
    const isWithin = (time: number) => time >= from && time < until;
    // Which of the two it was, the account's own list decides.
    const isMeant = ({ time, variant }: Sketch) =>
      (["sandboxed", "delivered"] as const).some((fate) => isWithin(time + sandboxTime({ fate, variant })));
    const messages = [
      ...mail.messagesBetween(from - longestSandboxMs, from - longestLookMs, sandboxed, isMeant),
      ...mail.messagesBetween(from - longestLookMs, until, bringing, isMeant),
    ];
    return messages.flatMap((message): LogEntry[] => {
      const { attachment, fate } = message;
      if (attachment === null || message.direction !== "Inbound") return [];
      if (fate !== "delivered" && fate !== "sandboxed") return [];
      const taken = sandboxTime(message);
      const time = message.time + taken;
      return isWithin(time)
        ? [{ time, record: writeRecord(message, { attachment, taken, time, safe }) }]
        : [];
    });
  };
}

/** Most files take seconds, those that are really opened minutes, and a few most of an hour. */
export function sandboxTime({ fate, variant }: Pick<Message, "fate" | "variant">): number {
  const share = ((variant >>> 4) & 1023) / 1024;
  if (fate === "delivered") return (1 + Math.floor(share * 9)) * secondMs;
  if (variant % 8 === 0) return 5 * minuteMs + Math.floor(share * 33 * 60) * secondMs;
  return (20 + Math.floor(share * 280)) * secondMs;
}

function writeRecord(
  message: Message,
  file: {
    readonly attachment: Attachment;
    readonly taken: number;
    readonly time: number;
    readonly safe: string;
  },
) {
  const { attachment, taken, time, safe } = file;
  const { variant } = message;
  const result = isDangerous(attachment)
    ? "malicious"
    : message.fate === "sandboxed" && variant % 41 === 0
      ? "timeout"
      : safe;
  const verdict = `${result.charAt(0).toUpperCase()}${result.slice(1)}`.padEnd(verdictWidth);
  const seconds = Math.round(taken / secondMs);
  const spent = `${Math.floor(seconds / 3600)} hrs, ${Math.floor(seconds / 60) % 60} min, ${seconds % 60} sec`;
  return {
    senderAddress: message.sender === "" ? "<>" : message.sender,
    recipientAddress: message.recipient,
    fileName: attachment.fileName,
    fileType: attachment.mime,
    result,
    actionTriggered: message.fate === "sandboxed" ? "user release, none" : "none, none",
    date: formatUtc(time),
    details: `${verdict}\r\nTime taken: ${spent}`,
    route: "inbound",
    messageId: message.messageId,
    subject: message.subject,
    fileHash: sha256Of(attachment),
    definition: "Default Inbound Attachment Protect Definition",
  };
}

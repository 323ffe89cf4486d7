import { hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { EntryMaker } from "../logs/row-maker.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
import type { JsonObject } from "../wire/decode.js";
import type { TokenMint } from "../wire/tokens.js";

/** Nobody reports a mail later. */
const longestMs = 4 * hourMs;
/** Analysts take no longer. */
const analysisMs = 3 * hourMs;

const reported: ReadonlySet<MessageKind> = new Set(["phishing", "newsletter"]);

/** The mails people reported: many of the phishing, a few newsletters. The names of the fields are guessed. */
export function reportEntries(traffic: Traffic, mint: TokenMint): EntryMaker {
  return (from, until) => {
    const timeWithin = (message: Sketch) => {
      const time = reportTime(message);
      return time === null || time < from || time >= until ? null : time;
    };
    return traffic
      .messagesBetween(from - longestMs, until, reported, (sketch) => timeWithin(sketch) !== null)
      .flatMap((message) => {
        const time = message.fate === "delivered" ? timeWithin(message) : null;
        return time === null ? [] : [{ time, record: writeReport(message, { time, mint }) }];
      });
  };
}

/** When a delivered mail is reported; null: never. */
function reportTime(message: Sketch): number | null {
  const random = new Random(message.variant ^ 0x4e90);
  if (!random.chance(message.kind === "phishing" ? 0.4 : 0.01)) return null;
  const lag = 2 * minuteMs + Math.floor(random.fraction() ** 2 * (longestMs - 3 * minuteMs));
  return Math.floor((message.time + lag) / secondMs) * secondMs;
}

function writeReport(
  message: Message,
  { time, mint }: { readonly time: number; readonly mint: TokenMint },
): JsonObject {
  return {
    reportedMessageAggregateId: mint.seal("reported-email", [time, message.variant]),
    reportedDateTime: new Date(time).toISOString(),
    reporter: message.recipient,
    reportType: message.kind === "phishing" ? "PHISHING" : "SPAM",
    sender: message.headerFrom,
    recipients: [message.recipient],
    subject: message.subject,
    messageId: message.messageId,
    receivedDateTime: new Date(message.time).toISOString(),
  };
}

/** A report with what the analysts have said of it by now. */
export function describeReport(report: JsonObject, now: number): JsonObject {
  const time = Date.parse(String(report["reportedDateTime"]));
  const wait = new Random(Math.floor(time / secondMs)).below(analysisMs);
  if (time + wait > now) return { ...report, analysis: { status: "PENDING", verdict: null, dateTime: null } };
  const verdict = report["reportType"] === "PHISHING" ? "MALICIOUS" : "SAFE";
  const dateTime = new Date(time + wait).toISOString();
  return { ...report, analysis: { status: "COMPLETED", verdict, dateTime } };
}

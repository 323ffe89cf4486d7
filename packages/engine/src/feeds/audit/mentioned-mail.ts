import { readText } from "../values/text.js";
import { readWrittenTime } from "./written-time.js";

/** A mail that the text of an audit event is about: somebody viewed, released or exported it. */
export interface MentionedMail {
  /** All that the text says of it, as it stands. */
  readonly metadata: string;
  readonly from: string | null;
  readonly to: readonly string[];
  readonly subject: string | null;
  /** When it was written, milliseconds since the epoch. */
  readonly sent: number | null;
  /** Message-ID of its header; ids of the vendor's are none. */
  readonly messageId: string | null;
}

type Part = "from" | "to" | "subject" | "sent" | "messageId" | "other";

/** Names of the parts, in small letters and without blanks; the others only end what stands before them. */
const parts: ReadonlyMap<string, Part> = new Map([
  ["from", "from"],
  ["fromaddress", "from"],
  ["sender", "from"],
  ["to", "to"],
  ["toaddress", "to"],
  ["toaddresses", "to"],
  ["recipient", "to"],
  ["recipients", "to"],
  ["subject", "subject"],
  ["sent", "sent"],
  ["sentdate", "sent"],
  ["date", "sent"],
  ["datesent", "sent"],
  ["messagedate", "sent"],
  ["received", "sent"],
  ["messageid", "messageId"],
  ["id", "other"],
  ["cc", "other"],
  ["size", "other"],
  ["attachments", "other"],
  ["hasattachments", "other"],
]);

const partPattern =
  /(?<=^|[\s,;[({])((?:From|To)(?: ?[Aa]ddress(?:es)?)?|[Ss]ender|[Rr]ecipients?|Subject|Sent(?: ?[Dd]ate)?|Date(?: [Ss]ent)?|Message ?(?:ID|Id|Date)|Received|Cc|CC|Size|(?:[Hh]as ?)?Attachments|ID|(?:from|to)(?:Address(?:es)?)?(?==)|subject(?==)|sent(?:Date)?(?==)|messageI[dD](?==))\s?(?:[:=]|- )\s?/g;

/** A text without a sender is about no mail: most are. */
const senderPattern = /\b(?:From(?: ?[Aa]ddress)?|[Ss]ender)\s?(?:[:=]|- )|\bfrom(?:Address)?=/;

interface Found {
  readonly part: Part;
  readonly start: number;
  readonly valueStart: number;
}

/**
 * Finds `From: …, To: …, Subject: …` in a text, or `from=…, to=[…]` as Java writes an object. A sender and one thing
 * more must be there. Each part counts once, at its first place: a subject may hold what looks like another part.
 */
export function readMail(text: string): MentionedMail | null {
  if (!senderPattern.test(text)) return null;
  const found = findParts(text);
  const first = found[0];
  const others = found.some(({ part }) => part === "to" || part === "subject");
  if (first === undefined || !others || !found.some(({ part }) => part === "from")) return null;
  const end = endOfHolder(text, first.start);
  const values = new Map<Part, string>();
  for (const [index, { part, valueStart }] of found.entries()) {
    const value = text.slice(valueStart, Math.min(found[index + 1]?.start ?? end, end));
    values.set(part, value.replace(/^["'\s]+|["'\s,;]+$/g, ""));
  }
  const messageId = readText(values.get("messageId"));
  return {
    metadata: text.slice(first.start, end).replace(/[\s,;]+$/, ""),
    from: addressesIn(values.get("from"))[0] ?? null,
    to: addressesIn(values.get("to")),
    subject: readText(values.get("subject")),
    sent: readWrittenTime(values.get("sent")),
    messageId: messageId?.includes("@") === true ? messageId : null,
  };
}

function findParts(text: string): readonly Found[] {
  const seen = new Set<string>();
  const found: Found[] = [];
  for (const match of text.matchAll(partPattern)) {
    const name = (match[1] ?? "").toLowerCase().replaceAll(" ", "");
    const part = parts.get(name);
    if (part === undefined || seen.has(name)) continue;
    seen.add(name);
    found.push({ part, start: match.index, valueStart: match.index + match[0].length });
  }
  return found;
}

/** Where the bracket closes in which the mail stands; the end of the text where it stands in none. */
function endOfHolder(text: string, start: number): number {
  let depth = 0;
  for (let index = 0; index < start; index += 1) depth = Math.max(0, depth + depthOf(text[index]));
  if (depth === 0) return text.length;
  let inside = 0;
  for (let index = start; index < text.length; index += 1) {
    inside += depthOf(text[index]);
    if (inside < 0) return index;
  }
  return text.length;
}

function depthOf(character = ""): number {
  if (character === "") return 0;
  return "[({".includes(character) ? 1 : "])}".includes(character) ? -1 : 0;
}

/** No audit event names more: a list longer than this is cut. */
const longestList = 4000;

function addressesIn(value: string | undefined): readonly string[] {
  return value?.slice(0, longestList).match(/[^\s<>,;:()[\]"'=]{1,200}@[^\s<>,;:()[\]"'=]{1,200}/g) ?? [];
}

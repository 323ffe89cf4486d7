import { readText } from "../values/text.js";
import { type Ending, readAddressOfHost, readEnding } from "./ending.js";
import { type MentionedMail, readMail } from "./mentioned-mail.js";

/** A file that somebody downloaded or exported. */
interface MentionedFile {
  readonly name: string;
  /** Bytes; null where the text doesn't tell. */
  readonly size: number | null;
}

/**
 * What the text of an audit event (`eventInfo`) tells. It is written for people, in as many layouts as the vendor has
 * types of events; what is not found is null.
 */
export interface EventInfo extends Ending {
  /** `Remote IP is …`, as it stands: the vendor's word for the address in events without an ending. */
  readonly remote: string | null;
  readonly remoteAddress: string | null;
  /** Whether what was tried succeeded, where the text says so: `Success: true`. */
  readonly success: boolean | null;
  /** Display name of whoever acted. */
  readonly actorName: string | null;
  /** Whose account it was about. */
  readonly targetUser: string | null;
  /** An address that was put into a group, or taken out of it. */
  readonly emailAddress: string | null;
  readonly group: string | null;
  readonly file: MentionedFile | null;
  readonly mail: MentionedMail | null;
  /** Code of a remediation incident. */
  readonly incident: string | null;
  readonly role: string | null;
  /** What the thing is called that was made or changed. */
  readonly named: string | null;
}

/** Texts are searched so far: what matters stands in the first lines or the last. */
const longestSearched = 8000;

const address = "[^\\s<>,;:()\\[\\]\"']{1,200}@[^\\s<>,;:()\\[\\]\"']{1,200}";
const remotePattern = /\bRemote IP(?: Address)?(?: is|\s?[:=])\s?([^\s,;]{1,100})/;
const successPattern = /\bSuccess\s?[:=]\s?(true|false)\b/i;
const namePattern = new RegExp(`\\b(?:for|by) (${address}) ?<([^<>@]{1,200})>`);
const targetPattern = new RegExp(`\\b[Uu]ser(?: [Aa]ccount)?\\s?[:=]?\\s?<?(${address})`);
const emailPattern = new RegExp(
  `\\b[Ee]mail(?: [Aa]ddress(?:es)?)?\\s?[:=]?\\s?<?(${address})|\\b[Aa]ddress\\s?[:=]\\s?<?(${address})`,
);
const groupPattern = /\b(?:Profile )?(?:[Ff]older|[Gg]roup)(?: [Nn]ame)?\s?[:=]\s?"?([^,;"\n\]})]{1,200})/;
const rolePattern = /\bRole(?: [Nn]ame)?\s?[:=]\s?"?([^,;"\n\]})]{1,200})/;
const thingPattern =
  /\b[Nn]ame(?:d)? "([^"\n]{1,200})"|\bName\s?[:=]\s?([^,;\n]{1,200})|\bname=([^,;\n\]})]{1,200})/;
const incidentPattern = /\bTR-[A-Z0-9]{2,}(?:-[A-Z0-9]+)+\b/;

export function readEventInfo(text: string | null): EventInfo {
  const ending = readEnding(text);
  const sentence = ending.sentence?.slice(0, longestSearched) ?? "";
  // What a text doesn't hold at all need not be looked for: this is read for every event.
  const hasAddress = sentence.includes("@");
  const email = hasAddress ? emailPattern.exec(sentence) : null;
  const remote = sentence.includes("Remote IP") ? remotePattern.exec(sentence) : null;
  const remoteAddress = readAddressOfHost(remote?.[1]);
  const success = sentence.includes("uccess") ? successPattern.exec(sentence)?.[1]?.toLowerCase() : undefined;
  // One member after the other: a copy that gains members takes ten times as long as all the searches.
  return {
    sentence: ending.sentence,
    writtenAt: ending.writtenAt,
    application: ending.application,
    method: ending.method,
    secondFactor: ending.secondFactor,
    reason: ending.reason,
    address: ending.address ?? remoteAddress,
    remote: remoteAddress === null ? null : (remote?.[0] ?? null),
    remoteAddress,
    success: success === undefined ? null : success === "true",
    actorName: hasAddress && sentence.includes("<") ? readText(namePattern.exec(sentence)?.[2]) : null,
    targetUser: hasAddress ? stripDot(targetPattern.exec(sentence)?.[1]) : null,
    emailAddress: stripDot(email?.[1] ?? email?.[2]),
    group: namesGroup(sentence)
      ? readText(groupPattern.exec(sentence)?.[1]?.replace(/ by \S+@.*$/, ""))
      : null,
    file: sentence.includes(".") ? readFile(sentence) : null,
    mail: hasAddress ? readMail(sentence) : null,
    incident: sentence.includes("TR-") ? (incidentPattern.exec(sentence)?.[0] ?? null) : null,
    role: sentence.includes("Role") ? readText(rolePattern.exec(sentence)?.[1]) : null,
    named: sentence.includes("ame") ? readName(sentence) : null,
  };
}

function namesGroup(sentence: string): boolean {
  return sentence.includes("older") || sentence.includes("roup");
}

function readName(sentence: string): string | null {
  const found = thingPattern.exec(sentence);
  return readText(found?.[1] ?? found?.[2] ?? found?.[3]);
}

/** An address at the end of a sentence takes its dot along. */
function stripDot(text: string | undefined): string | null {
  return text?.replace(/\.+$/, "") ?? null;
}

/** Extensions of what is downloaded and exported; any other word with a dot may be a domain. */
const extensions =
  "zip|csv|tsv|xlsx?|pdf|txt|json|stix2?|xml|eml|msg|pst|mbox|html?|docx?|pptx?|gz|tgz|tar|7z|log|rtf|ics|png|jpe?g|gif|exe|dll|iso|img";
const anyFile = new RegExp(`\\.(?:${extensions})(?![a-z0-9])|\\b(?:File|Attachment|file ?[Nn]ame)\\b`, "i");
const labelledFile =
  /\b(?:[Ff]ile ?[Nn]ame|[Ff]ile|[Aa]ttachment(?: [Nn]ame)?)\s?[:=]\s?["']?([^,;"'\n\][(){}]{1,255}\.[A-Za-z0-9]{1,16})\b/;
/** A name at the end of the text or a clause; after a colon, dash or quote it may hold blanks. */
const separatedFile = new RegExp(
  `(?:[:"'(\\[=]|\\s-)\\s{0,4}([^:;,"'()\\[\\]=<>\\n]{1,255}\\.(?:${extensions}))(?=$|[\\s,;"')\\]])`,
  "i",
);
const bareFile = new RegExp(
  `(?:^|\\s)([^\\s:;,"'()\\[\\]=<>@/]{1,255}\\.(?:${extensions}))(?=$|[\\s,;.])`,
  "i",
);
const labelledSize = /\b[Ss]ize\s?[:=]\s?(\d[\d,]{0,17}(?:\.\d{1,6})?)\s?([KMG]i?B|B|bytes?)?\b/i;
const bareSize = /\b(\d[\d,]{0,17}(?:\.\d{1,6})?)\s?([KMG]i?B|bytes?)\b/i;

function readFile(sentence: string): MentionedFile | null {
  if (!anyFile.test(sentence)) return null;
  const name = labelledFile.exec(sentence) ?? separatedFile.exec(sentence) ?? bareFile.exec(sentence);
  const bare = name?.[1]?.split(" - ").at(-1)?.trim();
  if (bare === undefined || bare === "") return null;
  const [, number, unit = ""] = labelledSize.exec(sentence) ?? bareSize.exec(sentence) ?? [];
  return { name: bare, size: number === undefined ? null : readSize(number, unit) };
}

const bytesPerStep = 1024;

function readSize(number: string, unit: string): number | null {
  const steps = Math.max(0, " KMG".indexOf(unit.charAt(0).toUpperCase()));
  const size = Math.round(Number(number.replaceAll(",", "")) * bytesPerStep ** (unit === "" ? 0 : steps));
  return Number.isSafeInteger(size) ? size : null;
}

import { formatUtc } from "../clicks/click-row.js";
import { secureId } from "../logs/secure-id.js";
import { type Company, findPerson } from "../traffic/company.js";
import { nameOfCorrespondent } from "../traffic/correspondents.js";
import type { Message } from "../traffic/message.js";
import { mix, Random } from "../traffic/random.js";
import type { JsonObject } from "../wire/decode.js";
import type { Leaving } from "./leaving.js";

/** Why a message is held, in the words of the list. */
export interface Hold {
  readonly reason: string;
  readonly policyInfo: string;
}

const spamHold: Hold = {
  reason: "Message Hold Applied - Spam Scanning policy",
  policyInfo: "Default Spam Scanning Definition",
};
const impersonationHold: Hold = {
  reason: "Message Hold Applied - Impersonation Protection policy",
  policyInfo: "Default Impersonation Definition",
};

export function holdOf(message: Message): Hold {
  return message.kind === "impersonation" ? impersonationHold : spamHold;
}

/** The id of a held message. */
export function idOfHeld(message: Pick<Message, "time" | "variant">): string {
  return secureId(new Random(mix(message.variant, Math.floor(message.time / 1000), 0x4e1d)));
}

/** The id it has in the release log, where that isn't the same. */
export function idInReleaseLog(message: Message): string {
  return secureId(new Random(mix(message.variant, Math.floor(message.time / 1000), 0x4e1e)));
}

/** A row of the list of held messages. */
export function writeHeld(id: string, message: Message, company: Company): JsonObject {
  const { reason, policyInfo } = holdOf(message);
  const code = reason.replace(/[^A-Za-z]+/g, "_");
  return {
    id,
    reason,
    reasonId: code.toUpperCase(),
    reasonCode: code.toLowerCase(),
    from: { emailAddress: message.sender, displayableName: "" },
    fromHeader: {
      emailAddress: message.headerFrom,
      displayableName: nameBehind(message.headerFrom, company),
    },
    to: { emailAddress: message.recipient, displayableName: nameBehind(message.recipient, company) },
    subject: message.subject,
    route: message.direction.toUpperCase(),
    hasAttachments: message.attachment !== null,
    size: message.size,
    dateReceived: formatUtc(message.time),
    policyInfo,
  };
}

/** The rows of the summary: how many are held by which policy. */
export function writeCounts(counts: ReadonlyMap<string, number>): JsonObject[] {
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([policyInfo, numberOfItems]) => ({ policyInfo, numberOfItems }));
}

/** A row of the log of what left the hold queue. */
export function writeRelease(
  held: { readonly id: string; readonly message: Message; readonly leaving: Leaving },
  company: Company,
): JsonObject {
  const { id, message, leaving } = held;
  const { policyInfo } = holdOf(message);
  const person = (emailAddress: string) => {
    const name = nameBehind(emailAddress, company);
    return name === "" ? { emailAddress } : { emailAddress, displayableName: name };
  };
  return {
    id,
    status: leaving.status,
    ...(leaving.rejectReason === null ? {} : { rejectReason: leaving.rejectReason }),
    released: formatUtc(leaving.time),
    heldReason: policyInfo,
    heldGroup: "Administrator",
    messageInfo: describeHold(message, leaving),
    operator: { emailAddress: leaving.operator },
    fromEnv: person(message.sender),
    fromHdr: person(message.headerFrom),
    to: [person(message.recipient)],
    subject: message.subject,
    attachments: message.attachment !== null,
    route: message.direction.toLowerCase(),
    size: message.size,
    policy: policyInfo,
    spamScore: message.spamScore,
    detectionLevel: detectionLevelOf(message),
    spamProcessingDetail: describeSpam(message),
  };
}

function describeHold(message: Message, leaving: Leaving): string {
  if (leaving.isExpired) return "Expired in queue - rejected by housekeeping";
  if (message.kind === "impersonation") return "Impersonation Protection";
  return (message.variant & 32) === 0 ? "Message Spam Scanner" : "Graymail";
}

export function detectionLevelOf({ kind }: Message): string {
  return kind === "spam" ? "relaxed" : "not_initiated";
}

/** Lower-case values, and the verdict under either of the two names it was seen under. */
export function describeSpam(message: Message): JsonObject {
  const isSpam = message.kind === "spam" && message.fate === "held";
  const verdict = {
    decision: isSpam ? "spam" : "none",
    description: "",
    risk: isSpam ? "high" : "negligible",
    categories: isSpam ? [{ name: "spam", score: message.spamScore, risk: "high", subcategories: [] }] : [],
  };
  return {
    rbl: { allow: true, info: "" },
    greyEmail: (message.variant & 32) !== 0,
    spf: { allow: !isSpam, info: isSpam ? "none" : "allow" },
    dkim: { allow: true, info: isSpam ? "unknown" : "allow" },
    dmarc: { allow: true, info: "none" },
    permittedSender: { allow: true, info: "none" },
    managedSender: { allow: true, info: "unknown" },
    [(message.variant & 16) === 0 ? "verdict" : "spamVerdict"]: verdict,
  };
}

export function nameBehind(address: string, company: Company): string {
  const own = `${address.slice(0, address.lastIndexOf("@"))}@${company.domain}`;
  return findPerson(company, own)?.name ?? nameOfCorrespondent(address);
}

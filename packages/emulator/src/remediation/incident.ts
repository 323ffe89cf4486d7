import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { administratorsOf } from "../logs/administrators.js";
import { longestSandboxMs, sandboxTime } from "../logs/attachment-log.js";
import type { Company } from "../traffic/company.js";
import { sha256Of } from "../traffic/file-bytes.js";
import { isDangerous } from "../traffic/ingredients.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Attachment, Message } from "../traffic/message.js";
import { hexDigits, Random } from "../traffic/random.js";
import type { JsonObject } from "../wire/decode.js";

/** How far the work on an incident has come at a moment. */
export interface Step {
  readonly time: number;
  readonly identified: number;
  readonly successful: number;
  readonly failed: number;
  readonly restored: number;
}

/** What delivered mail was searched by; what wasn't asked is empty. */
export interface SearchCriteria {
  readonly fileHash: string;
  readonly messageId: string;
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

/** Mail that had been delivered was found to be dangerous. */
export interface Incident {
  readonly create: number;
  readonly type: "automatic" | "manual" | "notify_only";
  /** What its id is made of. */
  readonly key: readonly [number | "made", number];
  /** Its place among the incidents of the same second. */
  readonly order: number;
  readonly code: string;
  readonly reason: string;
  readonly criteria: SearchCriteria;
  /** The console takes the work back with it. */
  readonly unremediateCode: string;
  /** Shown once the messages have been put back. */
  readonly restoreCode: string;
  readonly remediatedBy: string;
  readonly removeFromDevice: "recipient" | "all";
  /** In order of time; the first one is its creation. */
  readonly steps: readonly [Step, ...Step[]];
}

const latestCreationMs = 6 * hourMs;
const latestRestoreMs = 3 * dayMs;
/** An incident is made within this time of its mail. */
export const creationMs = longestSandboxMs + latestCreationMs;
/** An incident is made, and changes for the last time, within this time of its mail. */
export const incidentLifeMs = creationMs + latestRestoreMs + dayMs;

/** When the incident about a sandboxed message is made, if there is one. */
export function creationOf({ time, variant }: Sketch): number {
  return chooseCreation({ time, variant }, new Random(variant ^ 0x1ec1));
}

function chooseCreation({ time, variant }: Pick<Sketch, "time" | "variant">, random: Random): number {
  const scanned = time + sandboxTime({ fate: "sandboxed", variant });
  const delay = 5 * minuteMs + random.below(latestCreationMs - 5 * minuteMs);
  return Math.floor((scanned + delay) / secondMs) * secondMs;
}

/** The incident about a message, if there is one: a pure function of the message. */
export function findIncident(message: Message, company: Company): Incident | null {
  const { attachment: file, fate } = message;
  if (file === null || fate !== "sandboxed" || !isDangerous(file)) return null;
  const random = new Random(message.variant ^ 0x1ec1);
  const create = chooseCreation(message, random);
  const type = random.pick(["automatic", "automatic", "automatic", "manual", "notify_only"] as const);
  const steps: [Step, ...Step[]] = [{ time: create, identified: 1, successful: 0, failed: 0, restored: 0 }];
  const identified = 1 + random.below(5);
  const failed = type !== "notify_only" && random.chance(0.2) ? 1 : 0;
  let last = steps[0];
  const go = (delayMs: number, change: Partial<Step>) => {
    last = { ...last, ...change, time: last.time + Math.floor(delayMs / secondMs) * secondMs };
    steps.push(last);
  };
  go(minuteMs + random.below(10 * minuteMs), { identified });
  if (type !== "notify_only") {
    for (let done = 1; done <= identified - failed; done += 1) {
      go(30 * secondMs + random.below(12 * minuteMs), { successful: done });
    }
    if (failed > 0) go(5 * minuteMs, { failed });
    // It was no malware after all: the messages are put back.
    if (random.chance(0.15)) go(hourMs + random.below(latestRestoreMs), { restored: last.successful });
  }
  return { create, type, steps, ...describeFound(message, { file, type, create, company }) };
}

function describeFound(
  message: Message,
  found: {
    readonly file: Attachment;
    readonly type: Incident["type"];
    readonly create: number;
    readonly company: Company;
  },
): Omit<Incident, "create" | "type" | "steps"> {
  const { file, type, create, company } = found;
  const random = new Random(message.variant ^ 0x1ec2);
  const isManual = type === "manual";
  return {
    key: [message.time, message.variant],
    // Two of the same second are told apart by chance: they have no other order.
    order: message.variant >>> 8,
    code: writeCode(company, { serial: random.between(10_000, 99_999), isManual }),
    reason: isManual ? `Case ${random.between(100, 999)}` : "Malicious file found after delivery",
    criteria: {
      fileHash: sha256Of(file),
      messageId: "",
      url: "",
      start: create - 30 * dayMs,
      end: create,
    },
    restoreCode: hexDigits(random, 12),
    unremediateCode: hexDigits(random, 12),
    remediatedBy: isManual ? random.pick(administratorsOf(company)).address : "",
    removeFromDevice: random.chance(0.8) ? "recipient" : "all",
  };
}

export function writeCode(
  { accountCode }: Company,
  { serial, isManual }: { readonly serial: number; readonly isManual: boolean },
): string {
  return `TR-${accountCode}-${String(serial).padStart(5, "0")}-${isManual ? "M" : "A"}`;
}

/** What has become of an incident by a moment. */
export function stepAt({ steps }: Incident, now: number): Step {
  return steps.findLast(({ time }) => time <= now) ?? steps[0];
}

export function writeIncident(
  incident: Incident,
  { id, step }: { readonly id: string; readonly step: Step },
): JsonObject {
  const { code, type, reason, create, criteria } = incident;
  return {
    id,
    code,
    type,
    reason,
    identified: step.identified,
    successful: step.successful,
    failed: step.failed,
    restored: step.restored,
    create: formatUtc(create),
    modified: formatUtc(step.time),
    searchCriteria: {
      fileHash: criteria.fileHash,
      messageId: criteria.messageId,
      from: "",
      to: "",
      subject: "",
      url: criteria.url,
      start: formatUtc(criteria.start),
      end: formatUtc(criteria.end),
      restoreCode: step.restored > 0 ? incident.restoreCode : "",
      unremediateCode: incident.unremediateCode,
    },
    remediatedBy: incident.remediatedBy,
    removeFromDevice: incident.removeFromDevice,
    fileRemediationCanBeCancelled: false,
  };
}

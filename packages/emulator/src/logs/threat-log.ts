import { hourMs, secondMs } from "../clock/spans.js";
import type { RegionCode } from "../regions/regions.js";
import { sha256Of } from "../traffic/file-bytes.js";
import { attachFile, isDangerous } from "../traffic/ingredients.js";
import type { Attachment, Message, MessageKind } from "../traffic/message.js";
import { mix, Random, uuid } from "../traffic/random.js";
import { writeMalwareSubject } from "../traffic/texts/files.js";
import type { Traffic } from "../traffic/traffic.js";
import { longestSandboxMs, sandboxTime } from "./attachment-log.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

/** Malware others of the region got, an hour; the mean is half of it. */
const mostAnHour = 5;

interface Finding {
  readonly time: number;
  readonly file: Attachment;
  /** The file's name, the mail's subject, or nothing: all three were seen. */
  readonly name: string;
}

const dangerous: ReadonlySet<MessageKind> = new Set(["malware", "sandboxed"]);

/** What was found in the attachments of this account, as STIX objects. */
export function customerThreatEntries(traffic: Traffic): EntryMaker {
  return (from, until) =>
    traffic
      .messagesBetween(from - longestSandboxMs, until, dangerous, ({ kind, time, variant }) => {
        // The virus scanner knows at once, the sandbox when it lets the file go.
        const found = kind === "sandboxed" ? time + sandboxTime({ fate: "sandboxed", variant }) : time;
        return found >= from && found < until;
      })
      .flatMap(findMalware)
      .filter(({ time }) => time >= from && time < until)
      .flatMap(writeObjects);
}

function findMalware(message: Message): Finding[] {
  const { attachment: file, fate, subject } = message;
  if (file === null || !isDangerous(file)) return [];
  if (message.virus === null && fate !== "sandboxed") return [];
  const time = message.virus === null ? message.time + sandboxTime(message) : message.time;
  return [{ time, file, name: chooseName(file, subject) }];
}

/** What was found at everybody in the region, a pure function of (seed, region, hour). */
export function regionalThreatEntries(options: {
  readonly seed: number;
  readonly region: RegionCode;
}): EntryMaker {
  const place = options.seed ^ Number.parseInt(Buffer.from(options.region).toString("hex").slice(0, 7), 16);
  return (from, until) => {
    const found: Finding[] = [];
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      const random = new Random(mix(place, hour, 0x9e1d));
      for (let left = random.below(mostAnHour + 1); left > 0; left -= 1) {
        const time = hour * hourMs + random.below(hourMs);
        const file = attachFile(random, { malicious: true });
        const finding = { time, file, name: chooseName(file, writeMalwareSubject(random)) };
        if (time >= from && time < until) found.push(finding);
      }
    }
    return found.sort((one, other) => one.time - other.time).flatMap(writeObjects);
  };
}

function chooseName(file: Attachment, subject: string): string {
  const draw = file.hashSeed % 8;
  if (draw === 0) return "";
  return draw === 1 ? subject : file.fileName;
}

/** STIX 2.0: the malware, the indicator that tells it, and that the one indicates the other. */
function writeObjects({ time, file, name }: Finding): LogEntry[] {
  const random = new Random(mix(file.hashSeed, Math.floor(time / secondMs), 0x571c));
  const created = new Date(time).toISOString();
  const head = (type: string) => ({ type, id: `${type}--${uuid(random)}`, created, modified: created });
  const malware = { ...head("malware"), name, labels: ["virus"] };
  const pattern = `[file:hashes.'SHA-256' = '${sha256Of(file)}']`;
  const indicator = { ...head("indicator"), labels: ["malicious-activity"], pattern, valid_from: created };
  const link = { relationship_type: "indicates", source_ref: indicator.id, target_ref: malware.id };
  const relationship = { ...head("relationship"), ...link };
  return [malware, indicator, relationship].map((record) => ({ time, record }));
}

import { type FaultSchedule, isDue } from "../faults/schedule.js";
import { Random } from "../traffic/random.js";
import { isObject, type JsonObject, parseJson } from "../wire/decode.js";

/** By which of the two ways a line of API 2.0 goes out: the same event is often spelled otherwise by the other. */
export type Way = "batch" | "stream";

/** From when to when it drifts, and in which rounds. */
interface Spell {
  readonly id: string;
  readonly schedule: FaultSchedule;
  readonly since: number;
  until: number;
}

/** When the spelling of the gateway's lines of API 2.0 drifts as the vendor's does. */
export class Drift {
  private readonly always: boolean;
  private readonly spells: Spell[] = [];

  constructor(options: { readonly always: boolean }) {
    this.always = options.always;
  }

  /** What happened before keeps its spelling. */
  begin(id: string, spell: Pick<Spell, "schedule" | "since">): void {
    this.spells.push({ ...spell, id, until: Infinity });
  }

  /** False when nothing of this id goes on. */
  end(id: string, now: number): boolean {
    const spell = this.spells.find((candidate) => candidate.id === id && candidate.until === Infinity);
    if (spell === undefined) return false;
    spell.until = now;
    return true;
  }

  /** False where nothing ever drifted, so that nothing has to be looked at. */
  get isKnown(): boolean {
    return this.always || this.spells.length > 0;
  }

  isOnAt(time: number): boolean {
    return (
      this.always ||
      this.spells.some(
        ({ schedule, since, until }) => time < until && isDue(schedule, { injectedAt: since, at: time }),
      )
    );
  }
}

type Respelling = (value: unknown, random: Random) => unknown;

const respellNumber: Respelling = (value, random) =>
  typeof value === "string" && /^\d+$/.test(value) && random.chance(0.5) ? Number(value) : value;

const respellFlag: Respelling = (value, random) => {
  if (value !== "true" && value !== "false") return value;
  return random.chance(0.3) ? value === "true" : value;
};

const respellTls: Respelling = (value, random) => {
  if (typeof value !== "string") return value;
  const isUsed = value === "Yes" || value === "true";
  return random.pick<unknown>([isUsed ? "Yes" : "No", String(isUsed), isUsed]);
};

/** Names of policies stand in the same field; they keep their case. */
const respellDirection: Respelling = (value, random) => {
  if (typeof value !== "string" || !/^(inbound|outbound|internal)$/i.test(value)) return value;
  const word = value.toLowerCase();
  return random.chance(0.5) ? word : word.charAt(0).toUpperCase() + word.slice(1);
};

const respellMessageId: Respelling = (value, random) => {
  if (typeof value !== "string" || value === "") return value;
  const bare = value.replace(/^<|>$/g, "");
  return random.chance(0.5) ? bare : `<${bare}>`;
};

/** An object, JSON text, or JSON text of that text. */
const respellDetail: Respelling = (value, random) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const once = parseJson(text);
  const detail = typeof once === "string" ? parseJson(once) : once;
  if (!isObject(detail)) return value;
  const json = JSON.stringify(detail);
  return random.pick<unknown>([detail, json, JSON.stringify(json)]);
};

const respellAnalysis: Respelling = (value, random) =>
  value === null || value === "null" ? random.pick([null, "null"]) : value;

const respellings: Readonly<Record<string, Respelling>> = {
  tlsUsed: respellTls,
  spamProcessingDetail: respellDetail,
  analysis: respellAnalysis,
  direction: respellDirection,
  route: respellDirection,
  messageId: respellMessageId,
  ...ofAll(respellNumber, [
    "numberAttachments",
    "totalSizeAttachments",
    "sizeAttachment",
    "emailSize",
    "deliveryAttempts",
    "deliveryTime",
    "itemsDetected",
    "spamScore",
    "spamDetectionLevel",
  ]),
  ...ofAll(respellFlag, [
    "delivered",
    "senderDomainInternal",
    "internalUserName",
    "newDomain",
    "replyMismatch",
    "customNameMatch",
    "customThreatDictionary",
    "mimecastThreatDictionary",
    "similarInternalDomain",
    "similarCustomExternalDomain",
    "similarMimecastExternalDomain",
    "taggedExternal",
    "taggedMalicious",
  ]),
};

function ofAll(respell: Respelling, names: readonly string[]): Record<string, Respelling> {
  return Object.fromEntries(names.map((name) => [name, respell]));
}

/** The variants of section 5.4 of the reference, chosen by the line and the way it goes out: the same each time. */
export function driftRecord(record: JsonObject, way: Way): JsonObject {
  const random = new Random(hashText(`${way} ${JSON.stringify(record)}`));
  const type = record["type"] ?? record["eventType"];
  const spelled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === "_offset" || name === "_partition") continue;
    const key =
      name === "recipients" && type === "attachment protect" ? random.pick([name, "recipient"]) : name;
    spelled[key] = respellings[name]?.(value, random) ?? value;
  }
  // Only this type was seen without its mail's id.
  if (type === "impersonation protect" && random.chance(0.2)) spelled["messageId"] = "";
  if (way === "stream" || random.chance(0.5)) return spelled;
  return { ...spelled, _offset: random.below(2_000_000), _partition: random.below(140) };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

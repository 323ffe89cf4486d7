import { isIP } from "node:net";
import { isAbsent, isBracketed } from "../feeds/values/text.js";
import { readTime } from "../feeds/values/time.js";

/** What kind of value a vendor's field holds, however the vendor writes it. */
export interface ValueKinds {
  /** Text, trimmed. */
  text: string;
  /** Text that somebody wrote freely: "None" is a value, and blanks stay. */
  prose: string;
  /** Tracking code of a mail, without the second that API 2.0 appends to it. */
  "trace-id": string;
  /** One of the vendor's words for something: "none" is one of them. */
  word: string;
  /** The vendor's word for what was done: `Acc`, `Hld`, `block`, `none`, … in one spelling for all feeds. */
  action: string;
  /** One email address, without its display name; as text, or as an object that holds it. */
  address: string;
  /** Email addresses: a list, or one text with commas. */
  addresses: readonly string[];
  ip: string;
  url: string;
  /** Message-ID with its angle brackets, as RFC 5322 writes it. */
  "message-id": string;
  number: number;
  /** A whole number. */
  count: number;
  /** Milliseconds that something took, up to some months. */
  duration: number;
  /** `true`, `"true"`, `"Yes"`, `"1"`. */
  flag: boolean;
  /** Milliseconds since the epoch. */
  time: number;
  texts: readonly string[];
  /** File names: a list, one name, or one text of quoted names with commas between. */
  names: readonly string[];
  /** inbound, outbound, internal or external. */
  direction: string;
  /** An object or list, or the JSON text of one, encoded once or twice. */
  json: unknown;
  /** Hex digits of a hash; a text of another length lost digits on its way, and is no hash. */
  md5: string;
  sha1: string;
  sha256: string;
}

export type ValueType = keyof ValueKinds;

/** A value that is there and can't be read as what it should be. */
export const unreadable = Symbol("unreadable");

/** Null where the vendor says that there is no value. */
export type ReadResult<T> = T | null | typeof unreadable;

export type ValueReader<T extends ValueType> = (value: unknown) => ReadResult<ValueKinds[T]>;

/** Longest text taken apart for lists and nested JSON: longer ones are kept as they are. */
const maxNestedCharacters = 1024 * 1024;
/** Longest list read as one; the vendor writes a line for each recipient, so that real ones are short. */
const maxItems = 10_000;

/** Reads a value of each type; never throws, whatever it is given. */
export const readers: { readonly [T in ValueType]: ValueReader<T> } = {
  text: readPlain,
  word: readWord,
  prose: (value) => (typeof value === "string" ? (value === "" ? null : value) : readPlain(value)),
  action(value) {
    const text = readWord(value);
    if (typeof text !== "string") return text;
    return actionCodes.get(text) ?? spellAction(text.toLowerCase());
  },
  "trace-id"(value) {
    const text = readPlain(value);
    return typeof text === "string" ? withoutSecond(text) : text;
  },
  address(value) {
    const text = readPlain(addressOf(Array.isArray(value) && value.length === 1 ? value[0] : value));
    return typeof text === "string" ? bareAddress(text) : text;
  },
  addresses(value) {
    if (typeof value === "string" && isOneAddress(value)) return isAbsent(value) ? null : [value];
    const list = readList(Array.isArray(value) ? value.map(addressOf) : addressOf(value), splitAddresses);
    return list === null || list === unreadable ? list : list.map(bareAddress);
  },
  ip(value) {
    const text = readPlain(value);
    if (typeof text !== "string") return text;
    if (isPlainAddress(text)) return text;
    return isIP(text) === 0 ? unreadable : text.toLowerCase();
  },
  url: readPlain,
  "message-id"(value) {
    const text = readPlain(value);
    return typeof text === "string" ? bracket(text) : text;
  },
  number: readNumber,
  count(value) {
    const number = readNumber(value);
    return typeof number === "number" && !Number.isSafeInteger(number) ? unreadable : number;
  },
  duration(value) {
    const number = readNumber(value);
    return typeof number === "number" && !(number >= 0 && number <= longestDurationMs) ? unreadable : number;
  },
  flag(value) {
    if (typeof value === "boolean") return value;
    const text = readPlain(value);
    if (typeof text !== "string") return text;
    return flagWords.get(text) ?? flagWords.get(text.toLowerCase()) ?? unreadable;
  },
  time(value) {
    if (value === null || value === undefined || value === "") return null;
    return readTime(value) ?? unreadable;
  },
  texts: (value) => readList(listOf(value), (text) => [text]),
  names: (value) => readList(listOf(value), splitNames),
  direction(value) {
    const text = readPlain(value);
    if (typeof text !== "string") return text;
    return directions.get(text) ?? directions.get(text.toLowerCase()) ?? unreadable;
  },
  json: readJson,
  md5: (value) => readHash(value, 32),
  sha1: (value) => readHash(value, 40),
  sha256: (value) => readHash(value, 64),
};

/** In nanoseconds, as ECS counts them, still a number that is exact. */
const longestDurationMs = Number.MAX_SAFE_INTEGER / 1_000_000;

function readNumber(value: unknown): ReadResult<number> {
  if (typeof value === "number") return Number.isFinite(value) ? value : unreadable;
  if (typeof value !== "string") return readOther(value);
  const text = trimmed(value);
  if (isAbsent(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : unreadable;
}

const flagWords = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);
/** The codes of the mail logs are written with a capital in both generations; all other words come in small letters. */
const actionCodes = new Map(
  ["Acc", "Rej", "Ign", "Hld", "Bnc", "Sdbx", "Jnl"].flatMap((code) => [
    [code, code],
    [code.toLowerCase(), code],
  ]),
);
/** As they are mostly written, and as they are for all other spellings. */
const directions = new Map(
  ["Inbound", "Outbound", "Internal", "External"].flatMap((word) => [
    [word, word.toLowerCase()],
    [word.toLowerCase(), word.toLowerCase()],
  ]),
);

const space = 0x20;
const lastPrintable = 0x7e;

/** Most texts begin and end with a printable character: to see that costs a tenth of trimming them. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const isTrimmed = first > space && first <= lastPrintable && last > space && last <= lastPrintable;
  return isTrimmed ? text : text.trim();
}

function readPlain(value: unknown): ReadResult<string> {
  if (typeof value === "string") {
    const text = trimmed(value);
    return isAbsent(text) ? null : text;
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return readOther(value);
}

function readHash(value: unknown, digits: number): ReadResult<string> {
  const text = readPlain(value);
  if (typeof text !== "string") return text;
  return text.length === digits && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : unreadable;
}

function readWord(value: unknown): ReadResult<string> {
  if (typeof value !== "string") return readPlain(value);
  const text = value.trim();
  return isAbsent(text) && text.toLowerCase() !== "none" ? null : text;
}

/** `{ emailAddress, displayableName }` is how held and tracked mails write an address. */
function addressOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "emailAddress" in value ? value.emailAddress : value;
}

function readOther(value: unknown): null | typeof unreadable {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    ? null
    : unreadable;
}

/** A list that came as its JSON text is that list; any other text stands for itself. */
function listOf(value: unknown): unknown {
  if (typeof value !== "string" || !/\]"?\s*$/.test(value)) return value;
  const list = readJson(value);
  return Array.isArray(list) || list === null ? list : value;
}

function readList(value: unknown, split: (text: string) => readonly string[]): ReadResult<string[]> {
  if (Array.isArray(value)) {
    if (value.length > maxItems) return unreadable;
    const texts: string[] = [];
    for (const item of value) {
      const text = readPlain(item);
      if (text === unreadable) return unreadable;
      if (text !== null) texts.push(text);
    }
    return texts.length === 0 ? null : texts;
  }
  const text = readPlain(value);
  if (typeof text !== "string") return text;
  if (text.length > maxNestedCharacters) return unreadable;
  const texts = split(text).flatMap((part) => {
    const read = readPlain(part);
    return typeof read === "string" ? [read] : [];
  });
  if (texts.length > maxItems) return unreadable;
  return texts.length === 0 ? null : texts;
}

/** `192.0.2.10`: four numbers below 256 with dots between, none written with a leading zero. */
function isPlainAddress(text: string): boolean {
  if (text.length > 15) return false;
  let dots = 0;
  let number = -1;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit >= 0 && digit <= 9) {
      if (number === 0) return false;
      number = number === -1 ? digit : number * 10 + digit;
      if (number > 255) return false;
    } else {
      if (text[index] !== "." || number === -1) return false;
      dots += 1;
      number = -1;
    }
  }
  return dots === 3 && number !== -1;
}

function spellAction(word: string): string {
  return actionCodes.get(word) ?? word;
}

const zero = 0x30;
const nine = 0x39;

/** API 1.0's code `Qx1…` is API 2.0's `Qx1…_1740821600`: without the second of its making, both are one. */
function withoutSecond(code: string): string {
  const end = code.lastIndexOf("_");
  const digits = code.length - end - 1;
  if (end < 1 || digits < 9 || digits > 11) return code;
  for (let index = end + 1; index < code.length; index += 1) {
    const character = code.charCodeAt(index);
    if (character < zero || character > nine) return code;
  }
  return code.slice(0, end);
}

function bracket(text: string): string | null {
  if (isBracketed(text)) return text;
  const bare = text.replace(/^(?:<|\\u003[ce])+/i, "").replace(/(?:>|\\u003[ce])+$/i, "");
  return bare === "" ? null : `<${bare}>`;
}

/** Printable at both ends, no list, no display name: as nearly all come. */
function isOneAddress(text: string): boolean {
  return trimmed(text) === text && !text.includes(",") && !text.includes(";") && !text.endsWith(">");
}

/** At commas and semicolons, except inside quotes or angle brackets: display names may hold them. */
function splitAddresses(text: string): readonly string[] {
  return text.includes(",") || text.includes(";") ? splitOutside(text) : [text];
}

/** Names with commas in them stand in quotes; a text without quotes is one name. */
function splitNames(text: string): readonly string[] {
  if (!text.startsWith('"')) return [text];
  return splitOutside(text).map((part) => {
    const name = part.trim();
    return name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
  });
}

/** One pass, whatever stands in the text: a quote or bracket that is never closed is a character like others. */
function splitOutside(text: string): readonly string[] {
  const lastQuote = text.lastIndexOf('"');
  const lastClosing = text.lastIndexOf(">");
  const parts: string[] = [];
  let start = 0;
  let awaited = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (awaited !== "") {
      if (character === awaited) awaited = "";
    } else if (character === '"' && index < lastQuote) awaited = character;
    else if (character === "<" && index < lastClosing) awaited = ">";
    else if (character === "," || character === ";") {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function bareAddress(text: string): string {
  if (!text.endsWith(">")) return text;
  const start = text.lastIndexOf("<");
  const bare = start === -1 ? "" : text.slice(start + 1, -1).trim();
  return bare === "" ? text : bare;
}

/** JSON text inside JSON text inside … is followed this far. */
const maxEncodings = 3;

function readJson(value: unknown): ReadResult<unknown> {
  let decoded = value;
  for (let encodings = 0; typeof decoded === "string"; encodings += 1) {
    const text = decoded.trim();
    if (isAbsent(text)) return null;
    if (encodings === maxEncodings || text.length > maxNestedCharacters) return unreadable;
    try {
      decoded = JSON.parse(text);
    } catch {
      return unreadable;
    }
  }
  if (decoded === null || decoded === undefined) return null;
  return typeof decoded === "object" ? decoded : unreadable;
}

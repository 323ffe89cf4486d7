import { isIP } from "node:net";
import { readText } from "../values/text.js";

/** What is appended to the text of an audit event: `…, Date: …, Time: …, IP: …, Application: …, Method: …`. */
export interface Ending {
  /** What happened, without the ending. */
  readonly sentence: string | null;
  /** The text's own time, in the zone of whoever acted: only for a record that has no `eventTime`. */
  readonly writtenAt: string;
  /** Where whoever acted came from. */
  readonly address: string | null;
  readonly application: string | null;
  readonly method: string | null;
  readonly secondFactor: string | null;
  readonly reason: string | null;
}

interface Label {
  readonly name: string;
  /** Where the label begins, the comma or blank before it included. */
  readonly start: number;
  readonly valueStart: number;
}

function withoutEnding(sentence: string | null): Ending {
  return {
    sentence,
    writtenAt: "",
    address: null,
    application: null,
    method: null,
    secondFactor: null,
    reason: null,
  };
}

/** The longest ending seen has 200 characters; a text is looked at from here on. */
const longestEnding = 2000;

const labelPattern =
  /(?:^|[\s,;])(?<!Remote.)(Date|Time|IP(?: Address)?|Application|Method|2FA|Reason)\s?:[\s:]{0,4}(?=[^\s:]|$)/g;

/**
 * Reads the ending, in whichever layout: with commas or with blanks alone, with blanks before the colons, with parts
 * missing, or not at all. The last one counts: the text before is whatever somebody searched for, wrote as a subject or
 * named a policy, and may look like an ending.
 */
export function readEnding(text: string | null): Ending {
  if (text === null) return withoutEnding(null);
  // What is stored of an event and its forms are read one after the other.
  if (text !== lastText) {
    lastEnding = findEnding(text);
    lastText = text;
  }
  return lastEnding;
}

let lastText: string | null = null;
let lastEnding: Ending = withoutEnding(null);

function findEnding(text: string): Ending {
  const offset = Math.max(0, text.length - longestEnding);
  const tail = offset === 0 ? text : text.slice(offset);
  const labels = readLabels(tail);
  const first = findStart(tail, labels);
  if (first === -1) return withoutEnding(text);
  const told = (...names: readonly string[]): string | undefined => {
    const index = labels.findIndex(({ name }, at) => at >= first && names.includes(name));
    const label = labels[index];
    return label === undefined
      ? undefined
      : trim(tail.slice(label.valueStart, labels[index + 1]?.start ?? tail.length));
  };
  const sentence = trim(text.slice(0, offset + (labels[first]?.start ?? 0)));
  return {
    sentence: sentence === "" ? null : sentence,
    writtenAt: `${told("Date") ?? ""} ${told("Time") ?? ""}`,
    address: readAddressOfHost(told("IP", "IP Address")),
    application: readText(told("Application")),
    method: readText(told("Method")),
    secondFactor: readText(told("2FA")),
    reason: readText(told("Reason")),
  };
}

/** Without the commas and blanks around it. */
function trim(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isSeparator(value.charCodeAt(start))) start += 1;
  while (end > start && isSeparator(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isSeparator(code: number): boolean {
  // Blank, tab, line ends, comma, semicolon.
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x2c || code === 0x3b;
}

function readLabels(tail: string): readonly Label[] {
  const labels: Label[] = [];
  labelPattern.lastIndex = 0;
  for (let match = labelPattern.exec(tail); match !== null; match = labelPattern.exec(tail)) {
    labels.push({ name: match[1] ?? "", start: match.index, valueStart: labelPattern.lastIndex });
  }
  return labels;
}

/** The label with which the ending begins: its date, or without one its address, or the first that is left. */
function findStart(tail: string, labels: readonly Label[]): number {
  const date = labels.findLastIndex(
    ({ name, valueStart }) => name === "Date" && /^\d{1,4}[-/.]/.test(tail.slice(valueStart, valueStart + 5)),
  );
  if (date !== -1) return date;
  const address = labels.findLastIndex(({ name }) => name.startsWith("IP"));
  if (address !== -1) return address;
  return labels.findIndex(({ name }) => name !== "Date" && name !== "Time");
}

/** An address, however it was written: behind a slash as Java does, in front of a port, or the first of several. */
export function readAddressOfHost(value: string | undefined): string | null {
  const text = value?.split(/[\s,;]/, 1)[0]?.replace(/^\/|[)\].]+$/g, "") ?? "";
  if (isIP(text) !== 0) return text.toLowerCase();
  const host = /^\[?([0-9a-f.:]+?)\]?:\d{1,5}$/i.exec(text)?.[1] ?? "";
  return isIP(host) === 0 ? null : host.toLowerCase();
}

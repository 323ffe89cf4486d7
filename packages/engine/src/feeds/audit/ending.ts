import { isIP } from "node:net";
import { readText } from "../text.js";
import { readWrittenTime } from "./written-time.js";

/** What is appended to the text of an audit event: `…, Date: …, Time: …, IP: …, Application: …, Method: …`. */
export interface Ending {
  /** What happened, without the ending. */
  readonly sentence: string | null;
  /** The text's own time, in the zone of whoever acted: only for a record that has no `eventTime`. */
  readonly time: number | null;
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

const noEnding: Ending = {
  sentence: null,
  time: null,
  address: null,
  application: null,
  method: null,
  secondFactor: null,
  reason: null,
};

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
  if (text === null) return noEnding;
  const offset = Math.max(0, text.length - longestEnding);
  const tail = text.slice(offset);
  const labels = readLabels(tail);
  const first = findStart(tail, labels);
  if (first === -1) return { ...noEnding, sentence: text };
  const values = new Map<string, string>();
  for (const [index, label] of labels.slice(first).entries()) {
    const value = tail.slice(label.valueStart, labels[first + index + 1]?.start ?? tail.length);
    if (!values.has(label.name)) values.set(label.name, value.replace(/^[\s,;]+|[\s,;]+$/g, ""));
  }
  const sentence = text.slice(0, offset + (labels[first]?.start ?? 0)).replace(/[\s,;]+$/, "");
  return {
    sentence: sentence === "" ? null : sentence,
    time: readWrittenTime(`${values.get("Date") ?? ""} ${values.get("Time") ?? ""}`),
    address: readAddressOfHost(values.get("IP") ?? values.get("IP Address")),
    application: readText(values.get("Application")),
    method: readText(values.get("Method")),
    secondFactor: readText(values.get("2FA")),
    reason: readText(values.get("Reason")),
  };
}

function readLabels(tail: string): readonly Label[] {
  return [...tail.matchAll(labelPattern)].map((match) => ({
    name: match[1] ?? "",
    start: match.index,
    valueStart: match.index + match[0].length,
  }));
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

import { dayMs, startOfDay } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import { accountOffset } from "../traffic/calendar.js";
import { domainOf, type Message } from "../traffic/message.js";
import { childOf, parseXml, type XmlElement } from "./xml.js";

type ArchiveGuesses = Pick<Guesses, "archiveSearchLooksInto" | "archiveDaysOf">;

/** What a search of the archive asks for. */
export interface ArchiveQuery {
  readonly pageSize: number;
  readonly startRow: number;
  readonly from: number;
  readonly until: number;
  /** What is looked for in words. */
  readonly words: string;
  /** Empty: all of them. */
  readonly returnFields: readonly string[];
  readonly isMeant: (message: Message) => boolean;
}

const largestPage = 500;
const usualPage = 25;

/** The spans that have a name; any other means no bound: nobody lists them all. */
const spans: Readonly<Record<string, (now: number, midnight: number) => readonly [number, number]>> = {
  today: (now, midnight) => [midnight, now],
  yesterday: (_now, midnight) => [midnight - dayMs, midnight - 1],
  last_week: (now) => [now - 7 * dayMs, now],
  last_month: (now) => [now - 30 * dayMs, now],
  last_year: (now) => [now - 365 * dayMs, now],
};

/** Null for what is no query of the vendor's. */
export function readArchiveQuery(
  text: string,
  { now, guesses }: { readonly now: number; readonly guesses: ArchiveGuesses },
): ArchiveQuery | null {
  const root = parseXml(text);
  const metadata = childOf(root, "metadata");
  const muse = childOf(root, "muse");
  if (root?.name !== "xmlquery" || metadata === null || muse === null) return null;
  if (metadata.attributes["query-type"] !== "emailarchive") return null;
  const pageSize = Number(metadata.attributes["page-size"] ?? usualPage);
  const startRow = Number(metadata.attributes["startrow"] ?? 0);
  const isGood = Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= largestPage;
  if (!isGood || !Number.isInteger(startRow) || startRow < 0) return null;
  const span = spans[childOf(muse, "date")?.attributes["select"] ?? ""];
  const [from, until] = span?.(now, midnightBefore(now, guesses)) ?? [-Infinity, now];
  const returnFields = childOf(metadata, "return-fields")?.children.map((field) => field.text.trim()) ?? [];
  const words = childOf(muse, "text")?.text ?? "";
  return { pageSize, startRow, from, until, words, returnFields, isMeant: readMuse(muse, guesses) };
}

function midnightBefore(now: number, { archiveDaysOf }: ArchiveGuesses): number {
  const offsetMs = archiveDaysOf === "utc" ? 0 : accountOffset.ms;
  return startOfDay(now + offsetMs) - offsetMs;
}

function readMuse(
  muse: XmlElement,
  { archiveSearchLooksInto }: ArchiveGuesses,
): (message: Message) => boolean {
  const words = (childOf(muse, "text")?.text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const sent = childOf(muse, "sent");
  const side = sent?.attributes["select"] ?? "";
  const address = (sent?.text ?? "").trim().toLowerCase();
  const docs = childOf(muse, "docs")?.attributes["select"] ?? "optional";
  const read = archiveSearchLooksInto === "all" ? searched : ({ subject }: Message) => [subject];
  return (message) =>
    words.every((word) => read(message).some((text) => text.toLowerCase().includes(word))) &&
    (address === "" || side === "to" || matches([message.sender, message.headerFrom], address)) &&
    (address === "" || side === "from" || side === "" || matches([message.recipient], address)) &&
    (docs === "optional" || (docs === "none") === (message.attachment === null));
}

function searched({ subject, sender, headerFrom, recipient, attachment }: Message): readonly string[] {
  return [subject, sender, headerFrom, recipient, attachment?.fileName ?? ""];
}

function matches(addresses: readonly string[], wanted: string): boolean {
  return addresses.some((address) => address.toLowerCase() === wanted || domainOf(address) === wanted);
}

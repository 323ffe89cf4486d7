import { dayMs, startOfDay } from "../../clock/spans.js";
import type { Guesses } from "../../guesses/guesses.js";
import { noteSearch } from "../../logs/archive-trail.js";
import { TrackedLog } from "../../tracking/tracked-log.js";
import { type TrackedState, trackedStatuses } from "../../tracking/tracked-state.js";
import { domainOf, type Message } from "../../traffic/message.js";
import { Refusal } from "../../wire/answer.js";
import { type JsonObject, readFlag, readObject, readText } from "../../wire/decode.js";
import { readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { readTime, serveLog, wrapUnder } from "../log-pages.js";

const routes = ["all", "internal", "outbound", "inbound", "external"] as const;
const optionNames = ["from", "to", "subject", "senderIP", "url"] as const;
type Options = Readonly<Partial<Record<(typeof optionNames)[number], string>>>;

/**
 * Answers a page of the mail that is looked for, newest first. Without a start it looks as far back as it may. The
 * search stands in the log of searches once, with its first page.
 */
export const searchMessages: Handler = (call, emulation) => {
  const answer = findTracked(call, emulation);
  const item = readItems(call.body)[0];
  if (asksFurther(call.body) || item === null || item === undefined) return answer;
  const { from, to, subject, senderIP, url } = readOptions(item);
  const text = [readText(item, "messageId"), from, to, subject, senderIP, url].filter(Boolean).join(" ");
  const reason = readText(item, "searchReason") ?? "";
  const description = "Message Tracking Search";
  noteSearch({ text, reason, description, isAdmin: true, query: "" }, { call, emulation });
  return answer;
};

const findTracked = serveLog({
  feed: null,
  from: "start",
  until: "end",
  beginning: (now, guesses) => oldestStart(now, guesses),
  countedMs: Infinity,
  countedMessages: 10_000,
  wrap: wrapUnder("trackedEmails"),
  checkFilters(item, { clock, guesses }) {
    const errors = validate(item);
    const start = readTime(item, "start");
    if (start !== null && start < oldestStart(clock.now(), guesses)) errors.push(itemErrors.startTooOld());
    if (errors.length > 0) throw new Refusal(wireErrors.itemsFailed([{ key: item, errors }]));
  },
  logOf(emulation, item) {
    const { aliases } = emulation.administration.directory;
    const isSought = readSearch(item, {
      decode: (link) => emulation.links.open(link),
      // Mail to an alias is its user's.
      resolve: (address) => aliases.resolve(address),
    });
    return new TrackedLog({ ...emulation, company: emulation.traffic.company }, isSought);
  },
});

function asksFurther(body: unknown): boolean {
  return (readText(readObject(readObject(body, "meta"), "pagination"), "pageToken") ?? "") !== "";
}

function oldestStart(now: number, { finderDays }: Pick<Guesses, "finderDays">): number {
  return startOfDay(now - finderDays * dayMs);
}

function validate(item: JsonObject): ItemError[] {
  const errors: ItemError[] = [];
  const isEmpty = (readText(item, "messageId") ?? "") === "" && Object.keys(readOptions(item)).length === 0;
  if (isEmpty) errors.push(itemErrors.nothingGiven());
  for (const [field, allowed] of [
    ["route", routes],
    ["status", trackedStatuses],
  ] as const) {
    const isKnown = (value: unknown) => allowed.some((candidate) => candidate === value);
    const value = item[field] ?? [];
    if (!Array.isArray(value) || !value.every(isKnown)) errors.push(itemErrors.notAllowed(field, allowed));
  }
  return errors;
}

function readOptions(item: JsonObject): Options {
  const given = readObject(item, "advancedTrackAndTraceOptions");
  const options: Partial<Record<keyof Options, string>> = {};
  for (const name of optionNames) {
    const value = readText(given, name);
    if (value !== null && value !== "") options[name] = value.toLowerCase();
  }
  return options;
}

function readSearch(
  item: JsonObject,
  {
    decode,
    resolve,
  }: {
    readonly decode: (link: string) => string | null;
    readonly resolve: (address: string) => string;
  },
): (message: Message, state: TrackedState) => boolean {
  const options = readOptions(item);
  const { from, to, subject, senderIP } = options;
  const url = readText(readObject(item, "advancedTrackAndTraceOptions"), "url") ?? "";
  const link = (decode(url) ?? url).toLowerCase();
  const messageId = bare(readText(item, "messageId") ?? "");
  const directions = listTexts(item["route"]);
  const statuses = listTexts(item["status"]);
  const attachments = readFlag(item, "attachments");
  return (message, { status }) =>
    (messageId === "" || bare(message.messageId) === messageId) &&
    (from === undefined || matches(message.sender, from) || matches(message.headerFrom, from)) &&
    (to === undefined || matches(message.recipient, resolve(to))) &&
    (subject === undefined || message.subject.toLowerCase().includes(subject)) &&
    (senderIP === undefined || message.senderIp === senderIP) &&
    (link === "" || message.url?.toLowerCase().includes(link) === true) &&
    (attachments === null || (message.attachment !== null) === attachments) &&
    (directions.length === 0 || directions.some((route) => goes(message, route))) &&
    (statuses.length === 0 || statuses.includes(status));
}

/** An address, or a domain without those below it. */
function matches(address: string, wanted: string): boolean {
  return (wanted.includes("@") ? address : domainOf(address)).toLowerCase() === wanted;
}

/** What is not internal is external: nobody tells what else `external` could mean. */
function goes({ direction }: Message, route: string): boolean {
  if (route === "all") return true;
  return route === "external" ? direction !== "Internal" : direction.toLowerCase() === route;
}

/** Message ids are looked for with and without their angle brackets. */
function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, "");
}

function listTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

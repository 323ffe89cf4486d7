import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { Company } from "../traffic/company.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { mix, Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
import type { JsonObject } from "../wire/decode.js";
import { type Visit, visitsOf } from "./administrators.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

const bounces: ReadonlySet<MessageKind> = new Set(["bounce"]);

/** What administrators searched the archive for, and a search of the system's own every night. */
export function archiveSearchEntries(company: Company, seed: number): EntryMaker {
  return hourByHour((hour) => {
    const nightly = hour % 24 === 2 ? [writeNightlySearch(hour * hourMs + 5 * minuteMs)] : [];
    const searches = visitsOf(company, { seed, hour }).flatMap(
      ({ searchedAt, searchedFor, person }, index) => {
        const random = new Random(mix(seed ^ 0xa5c4, hour, index));
        return searchedAt === null
          ? []
          : [
              {
                time: searchedAt,
                record: writeSearch(person.address, {
                  time: searchedAt,
                  company,
                  random,
                  searchText: searchedFor,
                }),
              },
            ];
      },
    );
    return [...nightly, ...searches];
  });
}

/** Which archived messages administrators looked at after a search. */
export function archiveViewEntries(traffic: Traffic, seed: number): EntryMaker {
  return hourByHour((hour) =>
    visitsOf(traffic.company, { seed, hour }).flatMap((visit, index) =>
      listViews(visit, { traffic, random: new Random(mix(seed ^ 0x71e3, hour, index)) }),
    ),
  );
}

/** What lies in a span of what whole hours give. */
function hourByHour(describe: (hour: number) => readonly LogEntry[]): EntryMaker {
  return (from, until) => {
    const entries: LogEntry[] = [];
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      entries.push(...describe(hour).filter(({ time }) => time >= from && time < until));
    }
    return entries;
  };
}

function writeSearch(
  emailAddr: string,
  about: {
    readonly time: number;
    readonly company: Company;
    readonly random: Random;
    readonly searchText: string;
  },
): JsonObject {
  const { time, company, random, searchText } = about;
  const isTracking = random.chance(0.5);
  const person = random.pick(company.people);
  return {
    createTime: formatUtc(time),
    emailAddr,
    source: "archive",
    searchText,
    searchReason: random.chance(0.2) ? `Case ${random.between(100, 999)}` : "",
    description: isTracking ? "Message Tracking Search" : "Audit [Page 1] - Depth 100",
    // Only some searches look into a folder.
    ...(random.chance(0.1) ? { searchPath: `/${person.department}/Projects` } : {}),
    isAdmin: true,
    museQuery: isTracking ? "" : `<query><text>${searchText}</text></query>`,
  };
}

function writeNightlySearch(time: number): LogEntry {
  const record = {
    createTime: formatUtc(time),
    emailAddr: "<>",
    source: "archive",
    searchText: "",
    searchReason: "",
    description: "Scheduled Search",
    isAdmin: false,
    museQuery: "",
  };
  return { time, record };
}

function listViews(
  { searchedAt, person }: Visit,
  { traffic, random }: { readonly traffic: Traffic; readonly random: Random },
): LogEntry[] {
  if (searchedAt === null) return [];
  return Array.from({ length: random.below(4) }, (_, index) => {
    const time = searchedAt + (20 + index * 35) * secondMs;
    const message = findArchived(traffic, { before: searchedAt - random.below(20) * dayMs, random });
    return message === null
      ? []
      : [{ time, record: writeView(message, { viewer: person.address, time, random }) }];
  }).flat();
}

/** Now and then somebody looks for a bounce. */
function findArchived(
  traffic: Traffic,
  about: { readonly before: number; readonly random: Random },
): Message | null {
  const { before, random } = about;
  if (random.chance(0.15)) {
    // In steps: of a large tenant's bounces the first is enough.
    let until = before - 6 * hourMs;
    for (let step = minuteMs; until < before; step *= 4) {
      const from = until;
      until = Math.min(from + step, before);
      const [found] = traffic.messagesBetween(from, until, bounces);
      if (found !== undefined) return found;
    }
  }
  const message = traffic.mailAround(before - hourMs - random.below(8 * hourMs));
  return message?.fate === "delivered" ? message : null;
}

function writeView(
  message: Message,
  view: { readonly viewer: string; readonly time: number; readonly random: Random },
): JsonObject {
  const { viewer, time, random } = view;
  return {
    viewer,
    source: random.chance(0.6) ? "Message Tracking" : "Archive",
    viewed: formatUtc(time),
    from: message.sender === "" ? "<>" : message.sender,
    to: message.recipient,
    subject: message.subject,
    messageDate: formatUtc(message.time),
    contentViewed: random.chance(0.4),
    discoveryCase: random.chance(0.1),
  };
}

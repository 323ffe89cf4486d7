import type { LogRow } from "../logs/log-row.js";
import { noRecords, splitRecords } from "../siem/line-sink.js";
import { typesOfFeed } from "../siem/siem-archive.js";
import { parseDate } from "../wire/dates.js";
import { parseJson, readNumber, readText } from "../wire/decode.js";
import type { Emulation } from "./emulation.js";
import { type Feed, isLogFeed, isStreamFeed, type LogFeed, operationOfFeed } from "./feeds.js";
import type { TruthRecord } from "./types.js";

/** Everything a feed has published and still keeps, straight from the source: not by way of the handlers. */
export function* tellTruth(
  emulation: Emulation,
  range: { readonly feed: Feed; readonly from?: number; readonly until?: number },
): Iterable<TruthRecord> {
  const now = emulation.clock.now();
  const from = range.from ?? -Infinity;
  const until = range.until ?? Infinity;
  if (isLogFeed(range.feed)) {
    const scan = { from: oldestOf(range.feed, emulation), until, oldestFirst: true, after: null, now };
    for (const row of emulation.logs[range.feed].scan({ ...scan, from: Math.max(scan.from, from) })) {
      yield { time: row.time, type: typeOf(range.feed, row), raw: row.raw };
    }
    return;
  }
  const generation = range.feed === "siem-1.0" ? "1.0" : "2.0";
  const { archive } = emulation.siemFiles;
  const { first, end } = archive.bounds(generation, now);
  const begin = Math.max(first, Math.floor(from / archive.batchMs));
  for (let batch = begin; batch < end && batch * archive.batchMs <= until; batch += 1) {
    for (const type of typesOfFeed[range.feed]) {
      for (let part = 0; part < archive.countParts(generation, { batch, type }); part += 1) {
        const rendered = archive.render(generation, { batch, type, part }, "\n").get(type) ?? noRecords;
        for (const raw of splitRecords(rendered)) {
          const time = readTime(raw) ?? batch * archive.batchMs;
          if (time >= from && time <= until) yield { time, type, raw };
        }
      }
    }
  }
}

/** What a feed still keeps begins here. */
function oldestOf(feed: LogFeed, { streamReachMs, clock }: Emulation): number {
  return isStreamFeed(feed) && streamReachMs !== null ? clock.now() - streamReachMs : -Infinity;
}

function typeOf(feed: LogFeed, { type, fields }: LogRow): string {
  if (type !== undefined) return type;
  if (feed === "ttp-url") return "click";
  const hasTypes = isStreamFeed(feed) || operationOfFeed[feed] === "ttp.threat-intel.get-feed";
  return (hasTypes ? (readText(fields, "eventType") ?? readText(fields, "type")) : null) ?? feed;
}

function readTime(raw: string): number | null {
  const record = parseJson(raw);
  const text = readText(record, "datetime");
  return readNumber(record, "timestamp") ?? (text === null ? null : parseDate(text));
}

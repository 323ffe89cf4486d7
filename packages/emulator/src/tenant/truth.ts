import { gatewayEventTypes } from "@postern/mimecast/catalogue";
import { noRecords, splitRecords } from "../siem/line-sink.js";
import { parseDate } from "../wire/dates.js";
import { parseJson, readNumber, readText } from "../wire/decode.js";
import type { Emulation } from "./emulation.js";
import { type Feed, isLogFeed } from "./feeds.js";
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
    for (const row of emulation.logs[range.feed].scan({ from, until, oldestFirst: true, after: null, now })) {
      yield { time: row.time, type: range.feed === "ttp-url" ? "click" : range.feed, raw: row.raw };
    }
    return;
  }
  const generation = range.feed === "siem-1.0" ? "1.0" : "2.0";
  const { archive } = emulation.siemFiles;
  const { first, end } = archive.bounds(generation, now);
  const begin = Math.max(first, Math.floor(from / archive.batchMs));
  for (let batch = begin; batch < end && batch * archive.batchMs <= until; batch += 1) {
    for (const type of gatewayEventTypes) {
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

function readTime(raw: string): number | null {
  const record = parseJson(raw);
  const text = readText(record, "datetime");
  return readNumber(record, "timestamp") ?? (text === null ? null : parseDate(text));
}

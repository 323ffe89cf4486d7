import type { StoredEvent } from "@postern/engine";
import { defangUrl } from "../screen/defang.js";
import type { Screen } from "../screen/screen.js";
import { bold, dim, plainText, type Text, warn } from "../screen/text.js";
import { formatFullTime } from "../screen/times.js";
import { pad, truncate } from "../screen/width.js";

const widths = { time: 19, feed: 9, type: 16, verdict: 12, address: 30 } as const;

export function showEventHead(screen: Screen): void {
  const titles = [
    pad("TIME", widths.time),
    pad("FEED", widths.feed),
    pad("TYPE", widths.type),
    pad("VERDICT", widths.verdict),
    pad("SENDER", widths.address),
    pad("RECIPIENT", widths.address),
    "URL OR SUBJECT",
  ];
  screen.line(dim(titles.join("  ")));
}

/** One event as one line. Columns have fixed widths: events come one by one, for as long as somebody looks. */
export function showEvent(screen: Screen, event: StoredEvent): void {
  const columns: Text[] = [
    dim(formatFullTime(event.time)),
    cell(event.feed, widths.feed),
    bold(cell(event.type, widths.type)),
    paintVerdict(cell(event.verdict ?? event.action ?? "-", widths.verdict), event.verdict),
    cell(event.sender ?? "-", widths.address),
    cell(event.recipient ?? "-", widths.address),
  ];
  const used = Object.values(widths).reduce((sum, width) => sum + width + 2, widths.address + 2);
  const room = Math.max(20, screen.columns - used);
  screen.line(
    columns.map((column) => [column, "  "]),
    truncate(plainText(describeSubject(event)), room),
  );
}

function cell(text: string, width: number): string {
  return pad(truncate(plainText(text), width), width);
}

function paintVerdict(text: string, verdict: string | null): Text {
  return verdict === null || /^clean$/i.test(verdict) ? text : warn(text);
}

function describeSubject(event: StoredEvent): string {
  return event.url === null ? (event.subject ?? "") : defangUrl(event.url);
}

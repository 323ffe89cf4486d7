import type { LogFeed } from "../tenant/feeds.js";
import { parseDate } from "../wire/dates.js";
import { isObject, parseJson } from "../wire/decode.js";
import type { EventLog } from "./event-log.js";
import type { LogRow } from "./log-row.js";
import { liveOrder } from "./row-maker.js";

/** Above every row made by hand. */
const lateOrder = liveOrder * 2;
const none: readonly LogRow[] = [];

/** Rows that turned up behind their time, beside those of the logs. */
export class LateRows {
  private readonly rows = new Map<LogFeed, LogRow[]>();

  /** Puts one row more into a log at each of these times, in the image of the row before it. False without any. */
  arrive(
    feed: LogFeed,
    late: { readonly log: EventLog; readonly times: readonly number[]; readonly now: number },
  ): boolean {
    const { log, times, now } = late;
    const known = this.rows.get(feed) ?? [];
    this.rows.set(feed, known);
    for (const time of times) {
      const scan = { from: -Infinity, until: time, oldestFirst: false, after: null, now };
      const [model] = takeFirst(log.scan(scan));
      if (model === undefined) return false;
      known.push(copyRow(model, { time, now, serial: known.length }));
    }
    return true;
  }

  between(feed: LogFeed, from: number, until: number): readonly LogRow[] {
    return this.rows.get(feed)?.filter(({ time }) => time >= from && time < until) ?? none;
  }
}

function* takeFirst(rows: Iterable<LogRow>): Iterable<LogRow> {
  for (const row of rows) {
    yield row;
    return;
  }
}

function copyRow(
  model: LogRow,
  copy: { readonly time: number; readonly now: number; readonly serial: number },
): LogRow {
  const { time, now, serial } = copy;
  const raw = renew(shiftTimes(model.raw, time - model.time), serial);
  const fields = parseJson(raw);
  return {
    time,
    order: lateOrder + serial,
    raw,
    fields: isObject(fields) ? fields : model.fields,
    visibleFrom: now,
    ...(model.type === undefined ? {} : { type: model.type }),
  };
}

/** All times in the record move by as much, each in its own spelling. */
function shiftTimes(raw: string, byMs: number): string {
  return raw.replace(
    /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(Z|[+-]\d\d:?\d\d)/g,
    (text, zone: string) => {
      const time = parseDate(text);
      const local = parseDate(`${text.slice(0, -zone.length)}Z`);
      if (time === null || local === null) return text;
      const shifted = new Date(local + byMs).toISOString();
      return shifted.slice(0, text.length - zone.length) + zone;
    },
  );
}

/** Another record has another id; most of the lists have none. */
function renew(raw: string, serial: number): string {
  return raw.replace(
    /"id":"([^"\\]*)[^"\\]{6}"/,
    (_, head: string) => `"id":"${head}${serial.toString(16).padStart(6, "f")}"`,
  );
}

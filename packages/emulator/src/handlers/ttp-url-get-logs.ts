import type { ClickPlace, ClickScan } from "../clicks/click-log.js";
import type { ClickRow } from "../clicks/click-row.js";
import { dayMs, startOfDay } from "../clock/spans.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, answerJson, Refusal } from "../wire/answer.js";
import { parseDate } from "../wire/dates.js";
import { type JsonObject, readFlag, readText } from "../wire/decode.js";
import { readItems, readPageRequest } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";

const routes = ["all", "inbound", "outbound", "internal"] as const;
const scanResults = ["all", "clean", "malicious", "suspicious"] as const;

/** What is asked for; travels whole in the page token, so that later pages answer the same question. */
interface Question {
  readonly from: number;
  readonly until: number;
  readonly oldestFirst: boolean;
  readonly route: string;
  readonly scanResult: string;
  readonly after: ClickPlace | null;
  /** Counted once, on the first page; null where counting would cost too much. */
  readonly totalCount: number | null;
}

// Counting means making the whole span: worth it for what a collector asks, not for a year or for a giant's day.
const countedSpanMs = 2 * dayMs;
const countedRows = 20_000;

/** Answers a page of clicks, newest first unless asked otherwise. */
export const getUrlLogs: Handler = (call, emulation) => {
  const now = emulation.clock.now();
  const { generation, operation } = call;
  const sizes = operation.pageSize ?? { default: 25, max: 500 };
  const page = readPageRequest(call.body, { generation, ...sizes });
  const question =
    page.pageToken === null
      ? readQuestion(call, now)
      : reopenQuestion(call, { emulation, token: page.pageToken });
  emulation.lastClickWindow = { from: question.from, until: Math.min(question.until, now) };
  const site = { operation: "ttp.url.get-logs" } as const;
  if (emulation.faults.take("empty-page-with-next", site) !== null) {
    return answerRows([], { next: sealQuestion(question, emulation), question, sent: () => undefined });
  }
  const counted =
    question.after === null ? { ...question, totalCount: countRows(question, { emulation, now }) } : question;
  const rows: ClickRow[] = [];
  let next: string | null = null;
  for (const row of select(counted, { emulation, now })) {
    const last = rows[rows.length - 1];
    if (rows.length === page.pageSize && last !== undefined) {
      next = sealQuestion({ ...counted, after: { time: last.time, order: last.order } }, emulation);
      break;
    }
    rows.push(row);
  }
  return answerRows(rows, {
    next,
    question: counted,
    sent: () => emulation.served.addClicks(generation, rows),
  });
};

function answerRows(
  rows: readonly ClickRow[],
  options: { readonly next: string | null; readonly question: Question; readonly sent: () => void },
): Answer {
  const { next, question, sent } = options;
  const pagination = {
    pageSize: rows.length,
    ...(question.totalCount === null ? {} : { totalCount: question.totalCount }),
    ...(next === null ? {} : { next }),
  };
  const meta = JSON.stringify({ status: 200, pagination });
  // The records' own text goes in untouched: recorded ones must arrive byte for byte.
  const logs = rows.map((row) => row.raw).join(",");
  return answerJson(`{"meta":${meta},"data":[{"clickLogs":[${logs}]}],"fail":[]}`, { sent });
}

function readQuestion(call: Call, now: number): Question {
  const item = readItems(call.body)[0];
  if (item === null)
    throw new Refusal(wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.nullItem()] }]));
  const asked = item ?? {};
  return {
    from: readDate(asked, "from") ?? startOfDay(now),
    until: readDate(asked, "to") ?? now,
    oldestFirst: readFlag(asked, "oldestFirst") ?? false,
    route: readChoice(asked, { field: "route", allowed: routes }),
    scanResult: readChoice(asked, { field: "scanResult", allowed: scanResults }),
    after: null,
    totalCount: null,
  };
}

function readDate(item: JsonObject, field: "from" | "to"): number | null {
  const text = readText(item, field);
  if (text === null) return null;
  const time = parseDate(text);
  if (time === null)
    throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.invalidDate(field)] }]));
  return time;
}

function readChoice(
  item: JsonObject,
  options: { readonly field: string; readonly allowed: readonly string[] },
): string {
  const { field, allowed } = options;
  const value = readText(item, field) ?? "all";
  if (allowed.includes(value)) return value;
  throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.notAllowed(field, allowed)] }]));
}

function* select(
  question: Question,
  options: { readonly emulation: Emulation; readonly now: number },
): Iterable<ClickRow> {
  const { from, until, oldestFirst, after, route, scanResult } = question;
  const scan: ClickScan = { from, until, oldestFirst, after, now: options.now };
  for (const row of options.emulation.clickLog.scan(scan)) {
    if (route !== "all" && row.route !== route) continue;
    if (scanResult !== "all" && row.scanResult !== scanResult) continue;
    yield row;
  }
}

function countRows(
  question: Question,
  options: { readonly emulation: Emulation; readonly now: number },
): number | null {
  if (Math.min(question.until, options.now) - question.from > countedSpanMs) return null;
  let count = 0;
  for (const _row of select(question, options)) {
    count += 1;
    if (count > countedRows) return null;
  }
  return count;
}

function sealQuestion(question: Question, emulation: Emulation): string {
  const { from, until, oldestFirst, route, scanResult, after, totalCount } = question;
  const place = [after?.time ?? null, after?.order ?? null] as const;
  return emulation.mint.seal("click-page", [
    from,
    until,
    oldestFirst,
    route,
    scanResult,
    ...place,
    totalCount,
  ]);
}

/** Filters sent again with a page token, or left out, change nothing: the token knows the question. */
function reopenQuestion(
  call: Call,
  options: { readonly emulation: Emulation; readonly token: string },
): Question {
  const content = options.emulation.mint.open("click-page", options.token);
  const [from, until, oldestFirst, route, scanResult, time, order, totalCount] = content ?? [];
  if (typeof from !== "number" || typeof until !== "number")
    throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
  return {
    from,
    until,
    oldestFirst: oldestFirst === true,
    route: String(route),
    scanResult: String(scanResult),
    after: typeof time === "number" && typeof order === "number" ? { time, order } : null,
    totalCount: typeof totalCount === "number" ? totalCount : null,
  };
}

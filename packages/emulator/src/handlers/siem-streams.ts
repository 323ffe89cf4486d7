import { hourMs, secondMs } from "../clock/spans.js";
import type { LogScan } from "../logs/event-log.js";
import type { LogRow } from "../logs/log-row.js";
import { typesOfFeed } from "../siem/siem-archive.js";
import type { Emulation } from "../tenant/emulation.js";
import type { FileFeed, StreamFeed } from "../tenant/feeds.js";
import { comparePlaces, type Place } from "../traffic/place.js";
import { type Answer, answerJson } from "../wire/answer.js";
import { parseDate } from "../wire/dates.js";
import { readText } from "../wire/decode.js";
import type { Visitor } from "../wire/visitor.js";
import type { Call, Handler } from "./handler.js";
import { readPageSize, readTypes, refuseQuery, type WantedType } from "./siem-query.js";

export interface StreamForm {
  readonly feed: StreamFeed;
  /** The feed that has the same events in files. */
  readonly filed: FileFeed;
}

/** What is asked for; travels whole in the cursor. */
interface Question {
  /** As asked; empty: all types. */
  readonly typeText: string;
  readonly from: number;
  readonly until: number | null;
  /** The page begins behind this event. */
  readonly after: Place | null;
  /** Where the page before began; null when it was empty, or when there was none. */
  readonly before: Place | null;
}

interface Desk {
  readonly form: StreamForm;
  readonly visitor: Visitor;
  readonly emulation: Emulation;
  readonly now: number;
}

const repeatedByDefault = 3;
/** Behind every event of its time. */
const lastOrder = Number.MAX_SAFE_INTEGER;

/** A handler that answers pages of events, oldest first; its cursor stays good for as long as the stream reaches back. */
export function serveStream(form: StreamForm): Handler {
  return (call, emulation) => {
    const desk: Desk = { form, visitor: call.visitor, emulation, now: emulation.clock.now() };
    const pageSize = readPageSize(call, emulation);
    const question = readQuestion(call, desk);
    const { site } = call.visitor;
    if (emulation.faults.take("empty-page-with-next", site) !== null) {
      return answerEvents([], { desk, pageSize, next: question, isCaughtUp: false });
    }
    const repeated = repeatEvents(question, { desk, most: pageSize - 1 });
    const fresh: LogRow[] = [];
    let isCaughtUp = true;
    for (const row of select(question, desk)) {
      isCaughtUp = repeated.length + fresh.length < pageSize;
      if (!isCaughtUp) break;
      fresh.push(row);
    }
    const last = fresh[fresh.length - 1];
    const { time, order } = isCaughtUp || last === undefined ? endOf(question, desk) : last;
    const before = last === undefined ? null : startOf(question);
    const next = { ...question, after: { time, order }, before };
    return answerEvents([...repeated, ...fresh], { desk, pageSize, next, isCaughtUp });
  };
}

/** Everything that can be seen now has been: the cursor grows no older than the last call. */
function endOf(question: Question, { emulation, now }: Desk): Place {
  const seen = now - emulation.guesses.streamDelaySeconds * secondMs;
  const end = { time: Math.min(question.until ?? seen, seen), order: lastOrder };
  const start = startOf(question);
  return comparePlaces(start, end) < 0 ? end : start;
}

function startOf(question: Question): Place {
  return question.after ?? { time: question.from, order: -1 };
}

function answerEvents(
  rows: readonly LogRow[],
  page: {
    readonly desk: Desk;
    readonly pageSize: number;
    readonly next: Question;
    readonly isCaughtUp: boolean;
  },
): Answer {
  const { form, visitor, emulation } = page.desk;
  const nextPage = seal(page.next, page.desk);
  const link = `${emulation.urls.v2}${visitor.path}?${new URLSearchParams({ nextPage })}`;
  const tail = {
    "@nextPage": nextPage,
    "@nextLink": link,
    pageSize: emulation.guesses.streamPageSizeTells === "asked" ? page.pageSize : rows.length,
    isCaughtUp: page.isCaughtUp,
  };
  // The records' own text goes in untouched: recorded ones must arrive byte for byte.
  const body = `{"value":[${rows.map(({ raw }) => raw).join(",")}],${JSON.stringify(tail).slice(1)}`;
  return answerJson(body, { sent: () => emulation.served.addRows("2.0", { feed: form.feed, rows }) });
}

function* select(question: Question, { form, emulation, now }: Desk): Iterable<LogRow> {
  const { from, until, after, typeText } = question;
  const wanted =
    typeText === "" ? null : readTypes(typeText, { name: "types", allowed: typesOfFeed[form.filed] });
  const scan: LogScan = { from, until: until ?? now, oldestFirst: true, after, now };
  for (const row of emulation.logs[form.feed].scan(scan)) {
    if (wanted === null || wanted.some((type) => isOfType(row, type))) yield row;
  }
}

function isOfType({ fields }: LogRow, { type, subtype }: WantedType<string>): boolean {
  // Recorded lines may have been written down from batch files.
  if ((readText(fields, "eventType") ?? readText(fields, "type")) !== type) return false;
  return subtype === null || (readText(fields, "subType") ?? readText(fields, "subtype")) === subtype;
}

/** The last events of the page before, where the fault wants them again. */
function repeatEvents(
  question: Question,
  { desk, most }: { readonly desk: Desk; readonly most: number },
): LogRow[] {
  const { before, after } = question;
  if (before === null || after === null || most < 1) return [];
  const fault = desk.emulation.faults.take("repeat-in-stream", desk.visitor.site);
  if (fault === null) return [];
  const page: LogRow[] = [];
  for (const row of select({ ...question, after: before }, desk)) {
    if (comparePlaces(row, after) > 0) break;
    page.push(row);
  }
  return page.slice(-Math.min(fault.count ?? repeatedByDefault, most));
}

function readQuestion(call: Call, desk: Desk): Question {
  const { query } = call;
  const typeText = query.get("types") ?? "";
  if (typeText !== "") readTypes(typeText, { name: "types", allowed: typesOfFeed[desk.form.filed] });
  const start = readMoment(query, "dateRangeStartsAt");
  const end = readMoment(query, "dateRangeEndsAt");
  const { guesses, streamReachMs } = desk.emulation;
  if (start !== null) checkReach(start, desk, "dateRangeStartsAt");
  const isEmpty = start !== null && start === end && guesses.streamEmptySpan === "empty";
  if (start !== null && end !== null && end <= start && !isEmpty)
    refuseQuery("dateRangeEndsAt must be after dateRangeStartsAt");
  const until = end === null || (guesses.streamEndInclusive && !isEmpty) ? end : end - 1;
  const token = query.get("nextPage");
  if (token !== null && token !== "") {
    const question = reopen(token, { desk, typeText });
    if (guesses.idleStreamCursor === "refused") checkReach(startOf(question).time, desk, "nextPage");
    return until === null ? question : { ...question, until };
  }
  const oldest = streamReachMs === null ? 0 : desk.now - guesses.streamHoursBack * hourMs;
  const first = start !== null && !guesses.streamStartInclusive ? start + 1 : start;
  return { typeText, from: first ?? oldest, until, after: null, before: null };
}

function readMoment(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  return parseDate(text) ?? refuseQuery(`${name} must look like 2025-03-01T09:00:00.000Z`);
}

function checkReach(time: number, { emulation, now }: Desk, name: string): void {
  const { streamReachMs } = emulation;
  if (streamReachMs === null || time >= now - streamReachMs) return;
  const refuseOld = () => refuseQuery(`${name} must be within the last ${streamReachMs / hourMs} hours`);
  emulation.leniency.tolerate<void>("reach", refuseOld, () => {});
}

function seal(question: Question, { form, emulation }: Desk): string {
  const { typeText, from, until, after, before } = question;
  const places = [after?.time ?? null, after?.order ?? null, before?.time ?? null, before?.order ?? null];
  return emulation.mint.seal(`${form.feed}-page`, [typeText, from, until, ...places]);
}

/** The types may be left out beside a cursor, as the next link does; other ones are refused. */
function reopen(
  token: string,
  { desk, typeText }: { readonly desk: Desk; readonly typeText: string },
): Question {
  const content = desk.emulation.mint.open(`${desk.form.feed}-page`, token) ?? [];
  const [types, from, until, afterTime, afterOrder, beforeTime, beforeOrder] = content;
  const isKnown = typeof types === "string" && typeof from === "number";
  if (!isKnown || (typeText !== "" && typeText !== types))
    return refuseQuery("nextPage is not valid for this request");
  return {
    typeText: types,
    from,
    until: typeof until === "number" ? until : null,
    after: readPlace(afterTime, afterOrder),
    before: readPlace(beforeTime, beforeOrder),
  };
}

function readPlace(time: unknown, order: unknown): Place | null {
  return typeof time === "number" && typeof order === "number" ? { time, order } : null;
}

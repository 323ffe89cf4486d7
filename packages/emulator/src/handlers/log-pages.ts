import { whoCalls } from "../administration/caller.js";
import { dayMs, secondMs, startOfDay } from "../clock/spans.js";
import { omitRows } from "../faults/omit-rows.js";
import { endOfPage } from "../faults/trailing-page.js";
import type { Guesses } from "../guesses/guesses.js";
import type { EventLog, LogScan } from "../logs/event-log.js";
import { fillPage } from "../logs/fill-page.js";
import type { LogRow } from "../logs/log-row.js";
import type { Emulation } from "../tenant/emulation.js";
import type { LogFeed } from "../tenant/feeds.js";
import { isWide, WalkedFarEnough } from "../tracking/message-book.js";
import type { Place } from "../traffic/place.js";
import { type Answer, answerJson, Refusal } from "../wire/answer.js";
import { parseDate } from "../wire/dates.js";
import { isObject, type JsonObject, parseJson, readFlag } from "../wire/decode.js";
import { readItems, readPageRequest, writeEnvelope } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import { KeptTexts, type Pieces } from "../wire/pieces.js";
import type { EmulatedOperationName, OperationTraits } from "../wire/routes.js";
import type { Call, Handler } from "./handler.js";
import { placeSearch } from "./searches.js";

/** How a log is asked and answered; where the logs differ from each other. */
export interface LogForm {
  /** Null: the list is no feed. */
  readonly feed: LogFeed | null;
  /** The log behind a list that is no feed. */
  readonly logOf?: (emulation: Emulation, item: JsonObject, caller: string) => EventLog;
  /** Names of the bounds in a request; absent where there are none. */
  readonly from?: string;
  readonly until?: string;
  /** Both bounds must be given. */
  readonly isBounded?: (guesses: Guesses) => boolean;
  /** Where a request without a lower bound begins. Default: with the day. */
  readonly beginning?: (now: number, guesses: Guesses) => number;
  /** Newest first where it is absent. */
  readonly isOldestFirst?: (item: JsonObject, guesses: Guesses) => boolean;
  /** The longest span whose rows are counted. Default: two days. */
  readonly countedMs?: number;
  /** How much mail is looked through to count the rows that tell of it. Default for logs of mail: 40,000 messages. */
  readonly countedMessages?: number;
  /** Puts the rows into `data`. */
  readonly wrap: (rows: readonly LogRow[], guesses: Guesses) => Pieces;
  /** Checks an item's filters; they are kept for the later pages as they are. */
  readonly checkFilters?: (item: JsonObject, emulation: Emulation, caller: string) => void;
  /** `caller` is the address of the user who asks. */
  readonly isWanted?: (
    fields: JsonObject,
    item: JsonObject,
    by: { readonly caller: string; readonly emulation: Emulation },
  ) => boolean;
}

/** What is asked for; travels whole in the page token, so that later pages answer the same question. */
interface Question {
  readonly from: number;
  readonly until: number;
  readonly oldestFirst: boolean;
  readonly item: JsonObject;
  readonly after: Place | null;
  /** The page ends before `after`, towards the beginning: what `previous` leads to. */
  readonly isBackwards: boolean;
  /** Counted once, on the first page; null where counting would cost too much. */
  readonly totalCount: number | null;
}

interface Desk {
  readonly form: LogForm;
  readonly operation: EmulatedOperationName;
  readonly emulation: Emulation;
  readonly caller: string;
  readonly now: number;
  readonly isPaged: boolean;
}

// Counting means making the whole span: worth it for what a collector asks, not for a year or for a giant's day.
const countedMs = 2 * dayMs;
const countedRows = 20_000;
/** How much mail is looked through to count what a log tells of it. */
const usualCountedMessages = 40_000;
/** How many rows a page leaves out, where there is too much to look through for one. */
const mostPassed = 1_000;
/** Nothing that is counted tells of older mail. */
const longestLookedAtMs = 30 * dayMs;
const logsOfMail: ReadonlySet<LogFeed> = new Set<LogFeed>([
  "ttp-url",
  "ttp-attachment",
  "ttp-impersonation",
  "dlp",
  "rejections",
  "held-messages",
  "held-releases",
]);
// The records' own text goes in untouched: recorded ones must arrive byte for byte.
const texts = new KeptTexts<LogRow>(({ raw }) => raw);
const unknownReach: ReadonlySet<LogFeed> = new Set<LogFeed>([
  ...logsOfMail,
  "archive-search",
  "archive-view",
]);
/** Operations without pages answer with everything. */
const unpaged = { pageSize: Infinity, pageToken: null } as const;

/** A handler that answers pages of a log, newest first unless asked otherwise. */
export function serveLog(form: LogForm): Handler {
  return (call, emulation) => {
    const { generation, visitor } = call;
    const sizes = pageSizesOf(call, emulation);
    const desk: Desk = {
      form,
      operation: visitor.name,
      emulation,
      caller: whoCalls(visitor, emulation).user,
      now: emulation.clock.now(),
      isPaged: sizes !== null,
    };
    const page = sizes === null ? unpaged : readPageRequest(call.body, { generation, ...sizes, emulation });
    const question =
      page.pageToken === null ? readQuestion(call, desk) : reopenQuestion(call, desk, page.pageToken);
    if (form.feed !== null)
      emulation.lastWindows.add({
        feed: form.feed,
        from: question.from,
        until: Math.min(question.until, desk.now),
      });
    if (emulation.faults.take("empty-page-with-next", visitor.site) !== null) {
      const next = seal(question, desk);
      return answerRows([], {
        desk,
        question,
        pageSize: page.pageSize,
        next,
        previous: null,
        sent: () => undefined,
      });
    }
    const filled = fillPage(select(question, desk), page.pageSize);
    const counted =
      question.after === null ? { ...question, totalCount: countRows(question, desk, filled) } : question;
    const end = endOfPage(filled, { visitor, emulation });
    const { next, previous } = tokensAround(counted, { desk, rows: filled.rows, end });
    const inOrder = counted.isBackwards ? filled.rows.toReversed() : filled.rows;
    const found = emulation.guesses.sameSecondOrder === "reversed" ? turnSeconds(inOrder) : inOrder;
    const rows = omitRows(found, { call, emulation });
    const { feed } = form;
    const sent = () => (feed === null ? undefined : emulation.served.addRows(generation, { feed, rows }));
    if (sizes === null)
      return answerJson(writeEnvelope({ status: 200 }, form.wrap(rows, emulation.guesses)), { sent });
    return answerRows(rows, { desk, question: counted, pageSize: page.pageSize, next, previous, sent });
  };
}

/** Sources state two bounds for the pages of audit events. */
function pageSizesOf({ operation, visitor }: Call, { guesses }: Emulation): OperationTraits["pageSize"] {
  const { pageSize } = operation;
  const isAudit = pageSize !== null && visitor.name === "audit.get-audit-events";
  return isAudit ? { ...pageSize, max: Math.min(pageSize.max, guesses.auditPageSizeMax) } : pageSize;
}

/** The items of `data` themselves, as some logs have them. */
export function writeFlat(rows: readonly LogRow[]): Pieces {
  return texts.list(rows);
}

/** The rows under a name of their own, as most logs have them. */
export function wrapUnder(name: string): LogForm["wrap"] {
  return (rows) => [`{"${name}":[`, ...writeFlat(rows), "]}"];
}

/** The order the URL, attachment, impersonation and leak logs can be asked for. */
export function readOldestFirst(item: JsonObject): boolean {
  return readFlag(item, "oldestFirst") ?? false;
}

function answerRows(
  rows: readonly LogRow[],
  options: {
    readonly desk: Desk;
    readonly question: Question;
    /** As asked. */
    readonly pageSize: number;
    readonly next: string | null;
    readonly previous: string | null;
    readonly sent: () => void;
  },
): Answer {
  const { desk, question, pageSize, next, previous, sent } = options;
  // What is undefined isn't written.
  const pagination = {
    pageSize: desk.emulation.guesses.logPageSizeTells === "returned" ? rows.length : pageSize,
    totalCount: question.totalCount ?? undefined,
    next: next ?? undefined,
    previous: previous ?? undefined,
  };
  return answerJson(
    writeEnvelope({ status: 200, pagination }, desk.form.wrap(rows, desk.emulation.guesses)),
    { sent },
  );
}

function readQuestion(call: Call, desk: Desk): Question {
  const { form, now } = desk;
  const given = readItems(call.body)[0];
  if (given === null)
    throw new Refusal(wireErrors.itemsFailed([{ key: {}, errors: [itemErrors.nullItem()] }]));
  const item = placeSearch(given ?? {}, desk.emulation.guesses);
  form.checkFilters?.(item, desk.emulation, desk.caller);
  return {
    from:
      readBound(item, { form, field: form.from, desk }) ??
      (form.beginning ?? startOfDay)(now, desk.emulation.guesses),
    until: readEnd(item, desk) ?? now,
    oldestFirst: form.isOldestFirst?.(item, desk.emulation.guesses) ?? false,
    item,
    after: null,
    isBackwards: false,
    totalCount: null,
  };
}

function readEnd(item: JsonObject, desk: Desk): number | null {
  const { form, emulation } = desk;
  const end = readBound(item, { form, field: form.until, desk });
  return end === null || emulation.guesses.listEndInclusive ? end : end - 1;
}

/** The same rows, those of each second the other way round. */
function turnSeconds(rows: readonly LogRow[]): LogRow[] {
  const seconds = new Map<number, LogRow[]>();
  for (const row of rows) {
    const second = Math.floor(row.time / secondMs);
    seconds.set(second, [row, ...(seconds.get(second) ?? [])]);
  }
  return [...seconds.values()].flat();
}

function readBound(
  item: JsonObject,
  { form, field, desk }: { readonly form: LogForm; readonly field: string | undefined; readonly desk: Desk },
): number | null {
  const time = field === undefined ? null : readTime(item, field);
  if (time !== null || field === undefined || form.isBounded?.(desk.emulation.guesses) !== true) return time;
  const refuseMissing = () => {
    throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.missing(field)] }]));
  };
  return desk.emulation.leniency.tolerate<null>("required-dates", refuseMissing, () => null);
}

/** A time of a request item; null when it is left out. */
export function readTime(item: JsonObject, field: string): number | null {
  const given = item[field] ?? null;
  if (given === null) return null;
  const time = typeof given === "string" ? parseDate(given) : null;
  if (time === null)
    throw new Refusal(wireErrors.itemsFailed([{ key: item, errors: [itemErrors.invalidDate(field)] }]));
  return time;
}

/** The tokens of a page's neighbours; the first page has none before it. */
function tokensAround(
  question: Question,
  page: { readonly desk: Desk; readonly rows: readonly LogRow[]; readonly end: Place | null },
): { readonly next: string | null; readonly previous: string | null } {
  const { after, isBackwards } = question;
  const { desk, rows, end } = page;
  const turn = (place: Place | null, backwards: boolean) =>
    place === null ? null : seal({ ...question, after: place, isBackwards: backwards }, desk);
  const [first] = rows;
  // Behind a page read backwards lies the one the reader came from.
  if (isBackwards) return { next: turn(first ?? after, false), previous: turn(end, true) };
  return { next: turn(end, false), previous: after === null ? null : turn(first ?? after, true) };
}

function* select(question: Question, desk: Desk): Iterable<LogRow> {
  const { form, emulation, caller, now } = desk;
  const { from, until, after, item } = question;
  const oldestFirst = question.oldestFirst !== question.isBackwards;
  const oldest = now - reachOf(form.feed, emulation.guesses);
  const scan: LogScan = { from: Math.max(from, oldest), until, oldestFirst, after, now };
  const log = form.feed === null ? form.logOf?.(emulation, item, caller) : emulation.logs[form.feed];
  let passed = 0;
  for (const row of log?.scan(scan) ?? []) {
    if (form.isWanted?.(row.fields, item, { caller, emulation }) ?? true) yield row;
    else {
      passed += 1;
      // A page of a large tenant's that finds little ends here; the next one goes on.
      if (passed === mostPassed && desk.isPaged && isWide(estimateMail(question, desk)))
        throw new WalkedFarEnough(row, mostPassed);
    }
  }
}

/** How far back a log reaches, of those of which nobody has told it. */
function reachOf(feed: LogFeed | null, { logDays, auditDays }: Guesses): number {
  const days = feed === "audit" ? auditDays : feed !== null && unknownReach.has(feed) ? logDays : 0;
  return days === 0 ? Infinity : days * dayMs;
}

/** Null where it would cost too much. */
function countRows(question: Question, desk: Desk, first: ReturnType<typeof fillPage>): number | null {
  const longest = desk.form.countedMs ?? countedMs;
  const until = Math.min(question.until, desk.now);
  if (until - question.from > longest) return null;
  const { feed } = desk.form;
  const usual = feed !== null && logsOfMail.has(feed) ? usualCountedMessages : Infinity;
  const { countedMessages: most = usual } = desk.form;
  if (most < Infinity && estimateMail(question, desk) > most) return null;
  if (first.end === null) return first.rows.length;
  let count = 0;
  try {
    for (const _row of select(question, desk)) {
      count += 1;
      if (count > countedRows) return null;
    }
  } catch (error) {
    if (error instanceof WalkedFarEnough) return null;
    throw error;
  }
  return count;
}

/** About how much mail the span of a question brings. */
function estimateMail({ from, until }: Question, { emulation, now }: Desk): number {
  const end = Math.min(until, now);
  return emulation.traffic.estimateMessages(Math.max(from, end - longestLookedAtMs), end);
}

function seal(question: Question, { operation, emulation }: Desk): string {
  const { from, until, oldestFirst, item, after, isBackwards, totalCount } = question;
  const place = [after?.time ?? null, after?.order ?? null] as const;
  const filters = JSON.stringify(item);
  const asked = [from, until, oldestFirst, filters] as const;
  return emulation.mint.seal(`${operation} page`, [...asked, ...place, isBackwards, totalCount]);
}

/** Filters sent again with a page token, or left out, change nothing: the token knows the question. */
function reopenQuestion(call: Call, { operation, emulation }: Desk, token: string): Question {
  const content = emulation.mint.open(`${operation} page`, token);
  const [from, until, oldestFirst, filters, time, order, isBackwards, totalCount] = content ?? [];
  if (typeof from !== "number" || typeof until !== "number" || typeof filters !== "string")
    throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
  const item = parseJson(filters);
  return {
    from,
    until,
    oldestFirst: oldestFirst === true,
    item: isObject(item) ? item : {},
    after: typeof time === "number" && typeof order === "number" ? { time, order } : null,
    isBackwards: isBackwards === true,
    totalCount: typeof totalCount === "number" ? totalCount : null,
  };
}

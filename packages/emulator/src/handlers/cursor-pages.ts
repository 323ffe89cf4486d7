import { hourMs } from "../clock/spans.js";
import { omitRows } from "../faults/omit-rows.js";
import { endOfPage } from "../faults/trailing-page.js";
import { fillPage } from "../logs/fill-page.js";
import type { Emulation } from "../tenant/emulation.js";
import type { LogFeed } from "../tenant/feeds.js";
import { parseZonedTime, type ZonedTime } from "../threats/zoned-time.js";
import type { Place } from "../traffic/place.js";
import { type Answer, answerJson, Refusal } from "../wire/answer.js";
import { wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";
import { readCursor, readCursorPageSize, tellNext } from "./list-pages.js";

/** A span of time that is asked for; travels whole in the cursor. */
export interface Question {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly now: number;
}

/**
 * A handler that answers pages of a log as the newer resources of API 2.0 do. Order and beginning are guessed:
 * `threatEventOrder`, `threatEventHours`.
 */
export function serveCursor(form: { readonly feed: LogFeed }): Handler {
  return (call, emulation) => {
    const { threatEventHours, threatEventOrder } = emulation.guesses;
    const pageSize = readCursorPageSize(call, emulation);
    const token = readCursor(call);
    const { question, after } =
      token === ""
        ? { question: readQuestion(call, emulation, threatEventHours * hourMs), after: null }
        : reopen(call, emulation, token);
    const { from, until, now } = question;
    const seal = (place: Place | null) =>
      emulation.mint.seal(kindOf(call), [from, until, place?.time ?? null, place?.order ?? null]);
    if (emulation.faults.take("empty-page-with-next", call.visitor.site) !== null)
      return answerList([], { meta: tellNext(seal(after), emulation) });
    const scan = { from, until: until - 1, oldestFirst: threatEventOrder === "oldest-first", after, now };
    const filled = fillPage(emulation.logs[form.feed].scan(scan), pageSize);
    const rows = omitRows(filled.rows, { call, emulation });
    const end = endOfPage(filled, { visitor: call.visitor, emulation });
    const sent = () => emulation.served.addRows("2.0", { feed: form.feed, rows });
    return answerList(
      rows.map(({ raw }) => raw),
      { meta: tellNext(end === null ? null : seal(end), emulation), sent },
    );
  };
}

function kindOf(call: Call): string {
  return `${call.visitor.name} page`;
}

function answerList(
  records: readonly string[],
  page: { readonly meta: object; readonly sent?: () => void },
): Answer {
  const { meta, sent } = page;
  const body = `{"value":[${records.join(",")}],"meta":${JSON.stringify(meta)}}`;
  return answerJson(body, sent === undefined ? {} : { sent });
}

/** The span of a query; without `reachMs` its start is required. */
export function readQuestion(call: Call, emulation: Emulation, reachMs?: number): Question {
  const now = emulation.clock.now();
  const start = readMoment(call, "timestampRangeStartsAt");
  const end = readMoment(call, "timestampRangeEndsAt");
  if (start === null && reachMs === undefined)
    return refuseQuery("timestampRangeStartsAt", "must not be null");
  const question = { from: start?.time ?? now - (reachMs ?? 0), until: end?.time ?? now + 1, now };
  if (question.until <= question.from)
    return refuseQuery("timestampRangeEndsAt", "must be after timestampRangeStartsAt");
  return question;
}

/** A time with its zone in brackets; null when it is left out. */
export function readMoment(call: Call, field: string): ZonedTime | null {
  const text = call.query.get(field);
  if (text === null || text === "") return null;
  return (
    parseZonedTime(text) ?? refuseQuery(field, "must look like 2025-03-01T00:00:00.000+01:00[Europe/Berlin]")
  );
}

export function refuseQuery(field: string, problem: string): never {
  throw new Refusal(wireErrors.restBadRequest(field, `${field} ${problem}`));
}

function reopen(
  call: Call,
  emulation: Emulation,
  token: string,
): { readonly question: Question; readonly after: Place | null } {
  const [from, until, time, order] = emulation.mint.open(kindOf(call), token) ?? [];
  if (typeof from !== "number" || typeof until !== "number")
    throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
  return {
    question: { from, until, now: emulation.clock.now() },
    after: typeof time === "number" && typeof order === "number" ? { time, order } : null,
  };
}

import { formatUtc } from "../clicks/click-row.js";
import { dayMs, secondMs } from "../clock/spans.js";
import type { LogRow } from "../logs/log-row.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Place } from "../traffic/place.js";
import { mix, Random, uuid } from "../traffic/random.js";
import { type Answer, Refusal } from "../wire/answer.js";
import { type JsonObject, readFlag, readText } from "../wire/decode.js";
import { readItems } from "../wire/envelope.js";
import { itemErrors, wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";
import { readTime } from "./log-pages.js";
import { type ThreatFileType, writeThreatFile } from "./threat-file.js";

const feedOfType = {
  malware_customer: "threat-intel-customer",
  malware_grid: "threat-intel-grid",
} as const;
type FeedType = keyof typeof feedOfType;
const feedTypes: readonly FeedType[] = ["malware_customer", "malware_grid"];
const fileTypes: readonly ThreatFileType[] = ["csv", "stix"];

const defaultSpanMs = 7 * dayMs;
/** What is asked for; travels whole in the token. */
interface Question {
  readonly feedType: FeedType;
  readonly fileType: ThreatFileType;
  readonly compress: boolean;
  readonly from: number;
  readonly until: number;
  readonly after: Place | null;
}

/** Hands out the next part of a threat feed as a file; the token of the one behind it stands in a header. */
export const getThreatFeed: Handler = (call, emulation) => {
  const now = emulation.clock.now();
  const question = readQuestion(call, { emulation, now });
  const { site } = call.visitor;
  if (emulation.faults.take("empty-page-with-next", site) !== null) {
    return answerFile([], { call, emulation, question, next: question });
  }
  const { rows, hasMore } = readRows(question, { emulation, now });
  const last = rows[rows.length - 1];
  if (last === undefined) {
    throw new Refusal(
      wireErrors.itemsFailed([{ key: describe(question), errors: [itemErrors.noThreats()] }]),
    );
  }
  // Recorded traffic has a token with the last objects too: the answer to it is the one without.
  const isLast = !hasMore && emulation.guesses.threatTokenMissingOnLastPage;
  const next = isLast ? null : { ...question, after: { time: last.time, order: last.order } };
  return answerFile(rows, { call, emulation, question, next });
};

function readQuestion(
  call: Call,
  { emulation, now }: { readonly emulation: Emulation; readonly now: number },
): Question {
  const item = readItems(call.body)[0];
  if (item === null) throw failed({}, itemErrors.nullItem());
  const asked = item ?? {};
  const feedType = readFeedType(asked);
  const token = readText(asked, "token");
  if (token !== null && token !== "") {
    const question = reopen(token, emulation);
    if (question?.feedType !== feedType) throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
    return question;
  }
  return {
    feedType,
    fileType: readFileType(asked),
    compress: readFlag(asked, "compress") ?? false,
    from: readTime(asked, "start") ?? Math.floor((now - defaultSpanMs) / secondMs) * secondMs,
    until: readTime(asked, "end") ?? now,
    after: null,
  };
}

function readFeedType(item: JsonObject): FeedType {
  const asked = readText(item, "feedType");
  if (asked === null) throw failed(item, itemErrors.missing("feedType"));
  const type = feedTypes.find((candidate) => candidate === asked);
  if (type === undefined) throw failed(item, itemErrors.notAllowed("feedType", feedTypes));
  return type;
}

function readFileType(item: JsonObject): ThreatFileType {
  const asked = item["fileType"] ?? "csv";
  const type = fileTypes.find((candidate) => candidate === asked);
  if (type === undefined) throw failed(item, itemErrors.notAllowed("fileType", fileTypes));
  return type;
}

function failed(key: JsonObject, error: ReturnType<typeof itemErrors.missing>): Refusal {
  return new Refusal(wireErrors.itemsFailed([{ key, errors: [error] }]));
}

/** The question in the words of a request. */
function describe({ from, until, fileType, feedType, compress }: Question): JsonObject {
  return { start: formatUtc(from), end: formatUtc(until), fileType, feedType, compress };
}

function readRows(
  question: Question,
  { emulation, now }: { readonly emulation: Emulation; readonly now: number },
): { readonly rows: readonly LogRow[]; readonly hasMore: boolean } {
  const { feedType, from, until, after } = question;
  const log = emulation.logs[feedOfType[feedType]];
  const rows: LogRow[] = [];
  for (const row of log.scan({ from, until, oldestFirst: true, after, now })) {
    if (rows.length >= emulation.guesses.threatObjectsPerAnswer) return { rows, hasMore: true };
    rows.push(row);
  }
  return { rows, hasMore: false };
}

function answerFile(
  rows: readonly LogRow[],
  part: {
    readonly call: Call;
    readonly emulation: Emulation;
    readonly question: Question;
    readonly next: Question | null;
  },
): Answer {
  const { call, emulation, question, next } = part;
  const { feedType, after, from } = question;
  const now = emulation.clock.now();
  const place = new Random(mix(from / secondMs, (after?.time ?? 0) / secondMs, after?.order ?? 0));
  const file = writeThreatFile(rows, {
    ...question,
    bundleId: `bundle--${uuid(place)}`,
    now,
    guesses: emulation.guesses,
  });
  const feed = feedOfType[feedType];
  return {
    status: 200,
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.name}"`,
      ...(next === null ? {} : { "x-mc-threat-feed-next-token": seal(next, emulation) }),
    },
    body: file.body,
    refused: null,
    sent: () => emulation.served.addRows(call.generation, { feed, rows: file.rows }),
  };
}

function seal(question: Question, emulation: Emulation): string {
  const { feedType, fileType, compress, from, until, after } = question;
  const place = [after?.time ?? null, after?.order ?? null] as const;
  return emulation.mint.seal("threat-feed", [feedType, fileType, compress, from, until, ...place]);
}

function reopen(token: string, emulation: Emulation): Question | null {
  const content = emulation.mint.open("threat-feed", token) ?? [];
  const [feedType, fileType, compress, from, until, time, order] = content;
  const known = {
    feedType: feedTypes.find((candidate) => candidate === feedType),
    fileType: fileTypes.find((candidate) => candidate === fileType),
  };
  if (known.feedType === undefined || known.fileType === undefined) return null;
  if (typeof from !== "number" || typeof until !== "number") return null;
  const after = typeof time === "number" && typeof order === "number" ? { time, order } : null;
  return {
    feedType: known.feedType,
    fileType: known.fileType,
    compress: compress === true,
    from,
    until,
    after,
  };
}

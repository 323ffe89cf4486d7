import type { Generation } from "@postern/mimecast/catalogue";
import type { Guesses } from "../guesses/guesses.js";
import type { Leniency } from "../strictness/leniency.js";
import { type Answer, answerJson, Refusal } from "./answer.js";
import { isObject, type JsonObject, readNumber, readObject, readText } from "./decode.js";
import { describeFailures } from "./describe-failures.js";
import { type ItemFailure, wireErrors } from "./errors.js";
import { joinPieces, type Pieces } from "./pieces.js";

/** The items of `data`; `[]` when it is left out. Null items stay null: they fail one by one. */
export function readItems(body: unknown): readonly (JsonObject | null)[] {
  const data = isObject(body) ? body["data"] : undefined;
  if (!Array.isArray(data)) return [];
  return data.map((item: unknown) => (isObject(item) ? item : null));
}

export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string | null;
}

/** What decides about page sizes. */
export interface PageRules {
  readonly leniency: Leniency;
  readonly guesses: Pick<Guesses, "unpagedRows" | "listPageSizeMax" | "pageSizeOutOfBounds">;
}

/** `meta.pagination` of a request, within the bounds of the operation. A key of another name is ignored, as the vendor does. */
export function readPageRequest(
  body: unknown,
  options: {
    readonly generation: Generation;
    readonly default: number;
    readonly max: number;
    readonly emulation: PageRules;
  },
): PageRequest {
  const { leniency, guesses } = options.emulation;
  const pagination = readObject(readObject(body, "meta"), "pagination");
  if (pagination === null && guesses.unpagedRows > 0)
    return { pageSize: guesses.unpagedRows, pageToken: null };
  const max = Math.min(options.max, guesses.listPageSizeMax);
  const asked = readNumber(pagination, "pageSize") ?? Math.min(options.default, max);
  const pageSize = leniency.tolerate(
    "page-size",
    () => {
      if (Number.isInteger(asked) && asked >= 1 && asked <= max) return asked;
      if (guesses.pageSizeOutOfBounds === "nearest") return nearestPageSize(asked, max);
      throw new Refusal(wireErrors.pageSizeInvalid(options.generation, max));
    },
    () => nearestPageSize(asked, max),
  );
  const pageToken = readText(pagination, "pageToken");
  return { pageSize, pageToken: pageToken === "" ? null : pageToken };
}

/** The page size a loose tenant takes for one out of bounds. */
export function nearestPageSize(asked: number, max: number): number {
  return Math.min(Math.max(Math.floor(asked) || 1, 1), max);
}

export interface Pagination {
  readonly pageSize: number;
  readonly totalCount?: number;
  readonly next?: string;
}

/** The vendor's envelope around records that are written already. */
export function writeEnvelope(meta: object, data: Pieces): Buffer {
  return joinPieces([`{"meta":${JSON.stringify(meta)},"data":[`, ...data, '],"fail":[]}']);
}

/** The vendor's envelope. HTTP 200 and `meta.status` 200, whatever stands in `fail`. */
export function answerEnvelope(
  data: readonly unknown[],
  options: {
    readonly fail?: readonly ItemFailure[];
    readonly pagination?: Pagination;
    readonly status?: number;
    readonly sent?: () => void;
  } = {},
): Answer {
  const status = options.status ?? 200;
  const meta = options.pagination === undefined ? { status } : { status, pagination: options.pagination };
  const fail = options.fail ?? [];
  const answer = answerJson({ meta, data, fail }, options.sent === undefined ? {} : { sent: options.sent });
  if (fail.length === 0) return answer;
  const done = data.length === 0 ? "" : "; what is in data was done";
  return {
    ...answer,
    refused: fail[0]?.errors[0]?.code ?? "fail",
    explanation: `${describeFailures(fail)}${done}`,
  };
}

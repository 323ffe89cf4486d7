import { omitRows } from "../faults/omit-rows.js";
import { hasTrailingPage } from "../faults/trailing-page.js";
import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "../wire/answer.js";
import { nearestPageSize, type Pagination, readPageRequest } from "../wire/envelope.js";
import { wireErrors } from "../wire/errors.js";
import type { Call } from "./handler.js";

/** One page of a list that fits in memory, and how to ask for the next. */
export function cutPage<Row>(
  rows: readonly Row[],
  { call, emulation, kind }: { readonly call: Call; readonly emulation: Emulation; readonly kind: string },
): { readonly rows: readonly Row[]; readonly pagination: Pagination } {
  const sizes = call.operation.pageSize ?? { default: 25, max: 500 };
  const page = readPageRequest(call.body, {
    generation: call.generation,
    ...sizes,
    emulation,
  });
  const start = page.pageToken === null ? 0 : openToken(page.pageToken, { call, emulation, kind });
  const cut = rows.slice(start, start + page.pageSize);
  const end = start + cut.length;
  const hasNext = end < rows.length || (cut.length > 0 && hasTrailingPage(call.visitor, emulation));
  const pagination = {
    pageSize: cut.length === 0 ? 0 : page.pageSize,
    ...(rows.length === 0 ? {} : { totalCount: rows.length }),
    ...(hasNext ? { next: emulation.mint.seal(`${kind}-page`, [end]) } : {}),
  };
  return { rows: omitRows(cut, { call, emulation }), pagination };
}

/** As `cutPage`, for the resources of API 2.0: the size and the cursor stand in the query. */
export function cutCursorPage<Row>(
  rows: readonly Row[],
  { call, emulation, kind }: { readonly call: Call; readonly emulation: Emulation; readonly kind: string },
): { readonly rows: readonly Row[]; readonly meta: object } {
  const pageSize = readCursorPageSize(call, emulation);
  const token = readCursor(call);
  const start = token === "" ? 0 : openToken(token, { call, emulation, kind });
  const cut = rows.slice(start, start + pageSize);
  const end = start + cut.length;
  const hasNext = end < rows.length || (cut.length > 0 && hasTrailingPage(call.visitor, emulation));
  return {
    rows: omitRows(cut, { call, emulation }),
    meta: tellNext(hasNext ? emulation.mint.seal(`${kind}-page`, [end]) : null, emulation),
  };
}

/** `meta` of a list of the newer resources; null on the last page. */
export function tellNext(next: string | null, { guesses }: Pick<Emulation, "guesses">): object {
  if (next === null) return {};
  const { nextPageName } = guesses;
  return nextPageName === "pagination" ? { pagination: { next } } : { [nextPageName]: next };
}

export function readCursorPageSize(
  call: Call,
  { leniency, guesses }: Pick<Emulation, "leniency" | "guesses">,
): number {
  const { default: usual, max } = call.operation.pageSize ?? { default: 100, max: 100 };
  const pageSize = Number(call.query.get("pageSize") ?? usual);
  const check = () => {
    if (Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= max) return pageSize;
    if (guesses.pageSizeOutOfBounds === "nearest") return nearestPageSize(pageSize, max);
    throw new Refusal(wireErrors.restBadRequest("pageSize", `pageSize must be between 1 and ${max}`));
  };
  return leniency.tolerate("page-size", check, () => nearestPageSize(pageSize, max));
}

/** Sources name it either way. Empty: the first page. */
export function readCursor({ query }: Call): string {
  return query.get("pageToken") ?? query.get("nextPage") ?? "";
}

function openToken(
  token: string,
  { call, emulation, kind }: { readonly call: Call; readonly emulation: Emulation; readonly kind: string },
): number {
  const [start] = emulation.mint.open(`${kind}-page`, token) ?? [];
  if (typeof start !== "number") throw new Refusal(wireErrors.pageTokenInvalid(call.generation));
  return start;
}

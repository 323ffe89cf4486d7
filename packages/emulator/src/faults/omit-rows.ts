import type { Call } from "../handlers/handler.js";
import type { Emulation } from "../tenant/emulation.js";
import { readItems } from "../wire/envelope.js";

/** What every list can be asked for without being a filter. */
const notFilters: ReadonlySet<string> = new Set([
  ...["from", "to", "start", "end", "startDateTime", "endDateTime", "pageSize", "pageToken", "nextPage"],
  ...["timestampRangeStartsAt", "timestampRangeEndsAt", "oldestFirst", "sort", "sortOrder", "sortByUrl"],
]);

/** A page without some of its rows, where the fault strikes. */
export function omitRows<Row>(
  rows: readonly Row[],
  { call, emulation }: { readonly call: Call; readonly emulation: Pick<Emulation, "faults"> },
): readonly Row[] {
  const { faults } = emulation;
  if (rows.length === 0 || !faults.isArmed("omit-rows")) return rows;
  const isFiltered = listQuestions(call).some((name) => !notFilters.has(name));
  const fault = faults.take(
    "omit-rows",
    call.visitor.site,
    ({ of = "filtered" }) => of === "all" || isFiltered,
  );
  return fault === null ? rows : rows.slice(fault.count ?? 1);
}

function listQuestions({ body, query }: Call): string[] {
  return [...Object.keys(readItems(body)[0] ?? {}), ...query.keys()];
}

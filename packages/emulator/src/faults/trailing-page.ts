import type { Emulation } from "../tenant/emulation.js";
import type { Place } from "../traffic/place.js";
import type { Visitor } from "../wire/visitor.js";

/** Whether a page that could be the last gets a token for an empty one behind it. */
export function hasTrailingPage(visitor: Visitor, emulation: Pick<Emulation, "faults">): boolean {
  return emulation.faults.take("trailing-empty-page", visitor.site) !== null;
}

/** Where a page of a log ends for the client: at its last row, if the fault strikes. */
export function endOfPage(
  page: { readonly rows: readonly Place[]; readonly end: Place | null },
  call: { readonly visitor: Visitor; readonly emulation: Pick<Emulation, "faults"> },
): Place | null {
  const last = page.rows[page.rows.length - 1];
  if (page.end !== null || last === undefined || !hasTrailingPage(call.visitor, call.emulation))
    return page.end;
  return { time: last.time, order: last.order };
}

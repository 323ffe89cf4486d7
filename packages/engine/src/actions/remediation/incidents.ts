import type { MimecastClient } from "@postern/mimecast";
import { formatVendorTime, readTime } from "../../feeds/values/time.js";
import type { Ground } from "../model/action.js";
import type { Bounds, Item, PlannedCall, TenantObject } from "../model/plan.js";
import { readAllPages, readPath, type TenantRow, textAt } from "../model/read-all.js";

export const findIncidents = "ttp.remediation.find-incidents";
export const getIncident = "ttp.remediation.get-incident";
export const createIncident = "ttp.remediation.create";

const dayMs = 86_400_000;
/** An incident looks back a month unless told otherwise (vendor); a day more, for clocks that differ. */
const lookBackMs = 31 * dayMs;
/** An incident so young covers what is delivered now: another one would find nothing else. */
const youngMs = 15 * 60_000;

export interface IncidentReading {
  readonly incidents: readonly TenantRow[];
  readonly now: number;
}

/** All incidents of the last month: filtered searches leave out what exists. */
export async function readIncidents(
  client: MimecastClient,
  { now, signal }: Bounds,
): Promise<IncidentReading> {
  const item = { start: formatVendorTime(now() - lookBackMs) };
  const incidents = await readAllPages(client, { operation: findIncidents, item, pageSize: 500, signal });
  return { incidents, now: now() };
}

/** What mail is removed by. */
export type Criterion = "messageId" | "fileHash" | "url";

export interface Sought {
  readonly by: Criterion;
  readonly value: string;
}

/** The incidents about the same; one that covers what is delivered now does what a new one would. */
export function locateIncidents({ incidents, now }: IncidentReading, sought: Sought): TenantObject[] {
  return incidents.flatMap((row) => toFound(row, { sought, now }));
}

/** When planned: one that covers it already. Afterwards: one that was not there before. */
export function hasIncident(found: readonly TenantObject[], before: readonly TenantObject[] | null): boolean {
  if (before === null) return found.some(({ bearing }) => bearing === "same");
  const known = new Set(before.map(({ item }) => item["code"]));
  return found.some(({ item }) => !known.has(item["code"]));
}

export function callsOfIncident(sought: Sought, { reason }: Pick<Ground<unknown>, "reason">): PlannedCall[] {
  const { by, value } = sought;
  const item: Item = {
    reason: reason === "" ? "Postern" : `Postern: ${reason}`,
    ...(by === "url"
      ? { searchBy: "url", url: value }
      : { searchBy: by === "fileHash" ? "hash" : "messageId", hashOrMessageId: value }),
  };
  return [{ operation: createIncident, purpose: `remove what was delivered of ${value}`, item }];
}

function toFound(
  row: TenantRow,
  { sought, now }: { readonly sought: Sought; readonly now: number },
): TenantObject[] {
  const criteria = readPath(row, "searchCriteria");
  const value = textAt(criteria, sought.by);
  if (value === "" || normalise(value, sought.by) !== normalise(sought.value, sought.by)) return [];
  const created = readTime(row["create"]) ?? 0;
  const isRestored = Number(row["restored"] ?? 0) > 0;
  // Further copies of a file or a link go on to arrive; a message is delivered once.
  const isCovering = !isRestored && (sought.by === "messageId" || now - created <= youngMs);
  const code = textAt(row, "code");
  return [
    {
      id: textAt(row, "id"),
      meaning: `has incident ${code} about it: ${describeProgress(row)}`,
      bearing: isCovering ? "same" : "related",
      item: { code, by: sought.by, value },
    },
  ];
}

/** A hash is told in any case; a message id with and without its angle brackets. */
function normalise(value: string, by: Criterion): string {
  if (by === "fileHash") return value.toLowerCase();
  return by === "messageId" ? value.replace(/^<|>$/g, "") : value;
}

export function describeProgress(row: TenantRow): string {
  const { identified = 0, successful = 0, failed = 0, restored = 0 } = row;
  const back = Number(restored) > 0 ? `, ${String(restored)} restored` : "";
  return `${String(identified)} found, ${String(successful)} removed, ${String(failed)} failed${back}`;
}

export const undoOfIncident = {
  isPossible: false,
  sentence: () =>
    "Console restore only: no call of the API puts removed messages back. Mimecast's console does, with the unremediate code of the incident, which `show-incident` tells.",
} as const;

export async function probeIncidents(client: MimecastClient, signal: AbortSignal): Promise<void> {
  const item = { searchBy: { fieldName: "code", value: "TR-0" } };
  await client.call(findIncidents, { data: [item], pagination: { pageSize: 1 }, signal });
}

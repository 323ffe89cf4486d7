import { createHash } from "node:crypto";
import { MimecastError } from "@postern/mimecast";
import { isRecord } from "../feeds/decoding/decode.js";
import { identifyItem } from "../feeds/identity/changes.js";
import type { DepartureLog, VendorRecord } from "../feeds/index.js";
import { idText } from "../ledger/index.js";
import type { ReadContext } from "./context.js";
import { dataOf, listCall } from "./list-call.js";

/** An item that leaves shortly before the poll may be logged by a clock that is behind ours. */
const overlapMs = 5 * 60_000;

/** Says how an item left: the type of its event. */
export type TellDeparture = (item: { readonly id: string; readonly record: VendorRecord }) => string;

const justLeft: TellDeparture = () => "left";

/**
 * Reads the log of departures since the last poll. An entry counts for the item it names by key; one that names none
 * of the items counts once for an item it is like.
 */
export async function readDepartures(
  context: ReadContext,
  request: {
    readonly log: DepartureLog | undefined;
    readonly since: number;
    readonly missing: readonly string[];
  },
): Promise<TellDeparture> {
  const { log, since } = request;
  if (log === undefined || request.missing.length === 0) return justLeft;
  const missing = new Set(request.missing);
  const byId = new Map<string, string>();
  const byLikeness = new Map<string, string[]>();
  const note = (entry: VendorRecord): void => {
    const outcome = log.outcome(entry);
    if (outcome === null) return;
    const { type, key, likenesses } = outcome;
    const id = key === null ? null : idText(identifyItem({ part: "", key }));
    if (id !== null && missing.has(id)) {
      byId.set(id, type);
      return;
    }
    for (const likeness of likenesses.map(shorten)) {
      byLikeness.set(likeness, [...(byLikeness.get(likeness) ?? []), type]);
    }
  };
  try {
    const { operation, pageSize } = log;
    const item = log.request({ from: since - overlapMs, until: context.now() });
    const call = listCall({ operation, pageSize, item, signal: context.signal });
    for await (const answer of context.client.pages(operation, call)) {
      log.records(dataOf(operation, answer)).filter(isRecord).forEach(note);
    }
  } catch (error) {
    if (!isNotPermitted(error)) throw error;
    return justLeft;
  }
  return ({ id, record }) => {
    const named = byId.get(id);
    if (named !== undefined) return named;
    const likeness = log.likeness(record);
    return (likeness === null ? undefined : byLikeness.get(shorten(likeness))?.shift()) ?? "left";
  };
}

/** Subjects are long, and there may be many. */
function shorten(likeness: string): string {
  return createHash("sha256").update(likeness).digest("base64").slice(0, 22);
}

function isNotPermitted(error: unknown): boolean {
  return (
    error instanceof MimecastError && (error.kind === "not-permitted" || error.kind === "product-missing")
  );
}

import { type CheckpointRow, type Span, subtractSpans } from "../ledger/index.js";
import type { WindowEntry } from "../store/index.js";
import type { ReadContext } from "./context.js";

/** What the ledger says of a span that the vendor no longer keeps and that was never read. */
export function lostSpan({ now }: Pick<ReadContext, "now">, part: string, span: Span): WindowEntry {
  const reason = "older than the vendor keeps records";
  return { part, from: span.from, until: span.until, state: "lost", reason, asOf: now() };
}

/**
 * Listings and chains tell nothing of what they no longer hold: where reading stopped for longer than the vendor keeps
 * records, the span in between is lost. How far reading had come is an estimate, by the newest event read.
 */
export async function noteLostSpan(
  context: ReadContext,
  part: string,
  checkpoint: CheckpointRow | null,
): Promise<void> {
  const { retentionMs, since, ledger, now } = context;
  if (retentionMs === null) return;
  const horizon = Math.floor((now() - retentionMs) / 1000) * 1000;
  // The usual case costs no look at the files.
  if (Math.max(since, checkpoint?.endedAt ?? since) >= horizon) return;
  const newest = Math.min((await ledger.newestFileEvent(part)) ?? since, now());
  const reached = Math.max(since, checkpoint?.endedAt ?? since, newest);
  if (reached >= horizon) return;
  const entries = (await ledger.windows()).filter((entry) => entry.part === part);
  const lost = subtractSpans({ from: reached, until: horizon }, entries);
  if (lost.length === 0) return;
  const windows = lost.map((span) => lostSpan(context, part, span));
  await context.commit({ part, place: "lost span", windows });
}

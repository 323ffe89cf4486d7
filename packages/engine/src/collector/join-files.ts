import type { ReadContext } from "./context.js";

const dayMs = 86_400_000;
/** Beyond what the vendor lists: its days and clocks need not be ours. */
const marginMs = dayMs;
/** Where the vendor states no retention, entries by name are of use to whoever looks into what was read. */
const usualKeptMs = 90 * dayMs;
/** Work of one step. */
const atOnce = 500;
/** Steps are worth while from so much time since the last one. */
const restMs = dayMs / 4;

/**
 * Joins the entries of files that the vendor lists no more, part by part. An entry is what keeps a listed file from
 * being read twice; one that comes again all the same is read, and all of it dropped by its ids.
 */
export async function joinOldFiles(context: ReadContext): Promise<void> {
  const { feed, isReplay, ledger, now, retentionMs } = context;
  if (isReplay) return;
  const before = now() - (retentionMs === null ? usualKeptMs : retentionMs + marginMs);
  const oldest = await ledger.oldestFileAt();
  if (oldest === null || oldest >= before - restMs) return;
  await context.commit({
    part: "",
    place: `old files of ${feed.name}`,
    joinFiles: { before, atMost: atOnce },
  });
}

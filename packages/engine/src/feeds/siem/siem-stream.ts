import type { StreamOperationName } from "@postern/mimecast";
import type { Feed } from "../feed.js";

/**
 * The stream of a batch feed: the same events in another spelling, sooner. The vendor allows 300 calls an hour for each
 * application, whatever tools share it; whether for each of the two streams is not said. Half of them for one stream is
 * five calls of a hundred events every two minutes: 15,000 events an hour. A tenant with more has the batch alone.
 */
export function streamOf(batch: Feed, { operation }: { readonly operation: StreamOperationName }): Feed {
  // What a record of the stream looks like, the batch's feed knows too: one of them is enough to recognise it. And
  // nobody gets a stream unasked.
  const { looksLike: _, isTakenWherePermitted: __, ...shared } = batch;
  return {
    ...shared,
    name: `${batch.name}-stream`,
    sentence: `The events of ${batch.name} within a minute or two, provisional until ${batch.name} confirms them.`,
    isOptIn: true,
    reading: {
      kind: "stream",
      operation,
      confirmedBy: batch.name,
      everyMinutes: 2,
      callsPerHour: 150,
    },
    // Older starts are refused.
    retentionDays: 1,
  };
}

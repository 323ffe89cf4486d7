import { createClock, type Feed as FeedName, startTenant } from "@postern/emulator";
import { decodeRecord, type Feed, feeds, type VendorRecord } from "@postern/engine";

/** What the store knows of an event, and its record. */
export interface BenchEvent {
  readonly feed: string;
  readonly id: string;
  readonly type: string;
  readonly time: number;
  readonly raw: string;
  readonly record: VendorRecord;
}

export interface FeedRecords {
  readonly feed: Feed;
  readonly events: readonly BenchEvent[];
}

const dayMs = 86_400_000;
const daysOfRareFeeds = 30;
const messagesPerDay = 1000;

/** Records of every feed that has forms, as an emulated tenant hands them out: of each type as many as there are. */
export async function takeRecords(mostPerFeed: number): Promise<readonly FeedRecords[]> {
  const clock = createClock({ start: Date.UTC(2026, 2, 5, 12), frozen: true });
  const tenant = await startTenant({ clock, messagesPerDay });
  try {
    const now = clock.now();
    return feeds
      .map((feed) => {
        const raws: string[] = [];
        for (const { raw } of tenant.truth(feed.name as FeedName, { from: now - daysOfRareFeeds * dayMs })) {
          raws.push(raw);
        }
        return { feed, events: thin(raws, mostPerFeed).map((raw) => decode(feed, raw)) };
      })
      .filter(({ events }) => events.length > 0);
  } finally {
    await tenant.close();
  }
}

/** Evenly spread: the records of a type stand together. */
function thin(raws: readonly string[], most: number): readonly string[] {
  const step = Math.max(1, raws.length / most);
  return raws.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function decode(feed: Feed, text: string): BenchEvent {
  // A text of its own: one cut out of another costs more to read.
  const raw = Buffer.from(text).toString();
  const record: VendorRecord = { ...JSON.parse(raw) };
  const decoded = decodeRecord(feed, {
    value: record,
    raw,
    source: { part: "", fileName: null, fallbackTime: 0 },
  });
  if (decoded === null) throw new Error(`The tenant's record is none of ${feed.name}: ${raw}`);
  const [time, type] = decoded.row(1);
  return { feed: feed.name, id: Buffer.from(decoded.id).toString("hex"), type, time, raw, record };
}

import type { Feed, VendorRecord } from "../feed.js";
import { feeds } from "../registry.js";

/** The feeds a record may be of, told by its fields: one, or none, or several whose records look alike. */
export function recogniseFeeds(record: VendorRecord): readonly Feed[] {
  return feeds.filter(({ looksLike }) => looksLike?.(record) === true);
}

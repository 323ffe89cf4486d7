import type { Place } from "../traffic/place.js";
import type { JsonObject } from "../wire/decode.js";

/** A row of a log as it is served, with what filters and paging need. */
export interface LogRow extends Place {
  /** What filters look at: the record, or as much of it as they need. */
  readonly fields: JsonObject;
  /** The record's JSON text. */
  readonly raw: string;
  /** Later than `time` for a late arrival. */
  readonly visibleFrom: number;
  /** As what `truth` shows it; absent: the feed's name. */
  readonly type?: string;
  /** The row before it once more, word for word. */
  readonly isTwin?: boolean;
}

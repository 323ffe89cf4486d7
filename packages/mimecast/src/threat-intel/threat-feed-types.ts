import type { FileAnswer } from "../siem/index.js";

/** Malware seen in the own account, or in its region. */
export type ThreatFeedType = "malware_customer" | "malware_grid";

export interface ThreatFeedRequest {
  readonly feedType: ThreatFeedType;
  /** Default `stix`: what the columns of `csv` are called, nobody says. */
  readonly fileType?: "stix" | "csv" | undefined;
  /** Vendor times such as `2025-03-01T09:33:29+0000`, inclusive. Defaults of the vendor: seven days back, and now. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** The last answer's `nextToken`. It knows the span: `start` and `end` are not sent with it. */
  readonly token?: string | undefined;
  /** true: a zip; false: the file itself. Default true. */
  readonly compress?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The next part of the feed. `bytes` is the body as it came: a STIX bundle, a table or a zip of either. A file without
 * a `nextToken` was the last of its span; after one with a token, `end` may still be all that follows.
 */
export type ThreatFeedAnswer = FileAnswer;

import type { AccountJournal } from "../journal/account-journal.js";
import type { LogFeed } from "../tenant/feeds.js";

/** Which span of a log was read last. Both ends are inclusive. */
export interface WindowNote {
  readonly feed: LogFeed;
  readonly from: number;
  readonly until: number;
}

/** The span of each log that was read last: late arrivals are put into it. */
export class LastWindows {
  private readonly windows = new Map<LogFeed, WindowNote>();
  private readonly journal: AccountJournal | null;

  constructor(journal: AccountJournal | null) {
    this.journal = journal;
  }

  of(feed: LogFeed): WindowNote | null {
    return this.windows.get(feed) ?? null;
  }

  add(window: WindowNote): void {
    const last = this.of(window.feed);
    if (last?.from === window.from && last.until === window.until) return;
    this.resume(window);
    this.journal?.noteRead({ window });
  }

  /** What the tenant's file tells of. */
  resume(window: WindowNote): void {
    this.windows.set(window.feed, window);
  }
}

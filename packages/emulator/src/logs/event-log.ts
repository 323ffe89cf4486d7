import type { ClickScan } from "../clicks/click-log.js";
import type { LogFeed, LogRow } from "./log-row.js";

/** What a log is asked for; the click log is asked the same way. */
export type LogScan = ClickScan;

/** A log, generated or recorded. */
export interface EventLog {
  scan(options: LogScan): Iterable<LogRow>;
}

export type EventLogs = Readonly<Record<LogFeed, EventLog>>;

import { queueRows, trainingRows } from "../awareness/awareness-rows.js";
import { ListedLog } from "../logs/listed-log.js";
import type { LogRow } from "../logs/log-row.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Handler } from "./handler.js";
import { serveLog, writeFlat } from "./log-pages.js";

function serveList(rowsOf: (emulation: Emulation, now: number) => readonly LogRow[]): Handler {
  return serveLog({
    feed: null,
    logOf: (emulation) => new ListedLog(({ now }) => rowsOf(emulation, now)),
    beginning: () => 0,
    countedMs: Infinity,
    isOldestFirst: () => true,
    wrap: writeFlat,
  });
}

/** Answers a page of training modules, oldest first. */
export const getQueue = serveList(({ training }, now) => queueRows(training, now));

/** Answers a page of everybody's training, in the order of the directory. */
export const getTrainingDetails = serveList(({ training }, now) => trainingRows(training, now));

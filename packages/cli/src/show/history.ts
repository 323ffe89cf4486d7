import type { ConnectionHistoryEntry } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { dim } from "../screen/text.js";
import { describeZone, formatDuration, formatFullTime } from "../screen/times.js";
import { paintState } from "./status.js";

/** The states a connection went through, the oldest first. */
export function showHistory(screen: Screen, history: readonly ConnectionHistoryEntry[], now: number): void {
  printTable(screen, {
    columns: [{ title: "since" }, { title: "state" }, { title: "for", align: "right" }, { title: "reason" }],
    rows: history.map(({ at, state, reason }, index) => [
      formatFullTime(at),
      paintState(state),
      dim(formatDuration(Math.max(0, (history[index + 1]?.at ?? now) - at))),
      reason ?? "",
    ]),
  });
  screen.line(dim(describeZone(now)));
}

import type { VerifyReport } from "@postern/engine";
import { formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bad, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime } from "../screen/times.js";

const shownExamples = 5;

/** What re-reading found, feed by feed, and the first differences of each. */
export function showVerified(screen: Screen, reports: readonly VerifyReport[], now: number): void {
  printTable(screen, {
    columns: [
      { title: "feed" },
      { title: "result" },
      { title: "span" },
      { title: "read", align: "right" },
      { title: "matched", align: "right" },
      { title: "missing", align: "right" },
      { title: "extra", align: "right" },
      { title: "changed", align: "right" },
      { title: "note", gives: true },
    ],
    rows: reports.map((report) => rowOf(report, now)),
  });
  for (const report of reports) showExamples(screen, report, now);
  screen.line(dim(describeZone(now)));
}

function rowOf(report: VerifyReport, now: number): Text[] {
  const { feed, skipped, from, until, read, matched } = report;
  if (skipped !== null) return [feed, dim("skipped"), "", "", "", "", "", "", skipped];
  const counts = [report.missing.count, report.extra.count, report.changed.count];
  const isSame = counts.every((count) => count === 0);
  return [
    feed,
    isSame ? good("same") : bad("differs"),
    `${formatTime(from, now)} to ${formatTime(until, now)}`,
    formatCount(read),
    formatCount(matched),
    ...counts.map((count) => (count === 0 ? "0" : bad(formatCount(count)))),
    noteOf(report),
  ];
}

function noteOf({ superseded, provisional, broken }: VerifyReport): string {
  const notes = [
    superseded === 0 ? "" : `${formatCount(superseded)} earlier states of records that changed`,
    provisional === 0 ? "" : `${formatCount(provisional)} of the stream not confirmed yet`,
    broken === 0 ? "" : `${formatCount(broken)} could not be decoded`,
  ];
  return notes.filter((note) => note !== "").join("; ");
}

function showExamples(screen: Screen, { feed, missing, extra, changed }: VerifyReport, now: number): void {
  for (const [word, { count, examples }] of Object.entries({ missing, extra, changed })) {
    for (const { id, time, type } of examples.slice(0, shownExamples))
      screen.line("  ", warn(`${word} ${feed}`), `  ${formatTime(time, now)}  ${type}  `, dim(id));
    if (count > shownExamples)
      screen.line(dim(`  and ${count - shownExamples} more ${word}; --json gives twenty`));
  }
}

import { kilo, type Table } from "../store-layout/table.js";
import type { CollectOutcome } from "./collect-process.js";
import type { Measurements } from "./measure.js";
import { targets } from "./setting.js";
import type { Spent } from "./spent.js";

/** Over all rounds: everything done by all the time it took. */
function pace(rounds: readonly Spent[]): number {
  return sum(rounds, ({ events }) => events) / sum(rounds, ({ seconds }) => seconds);
}

function sum<T>(values: readonly T[], read: (value: T) => number): number {
  return values.reduce((total, value) => total + read(value), 0);
}

function most<T>(values: readonly T[], read: (value: T) => number): number {
  return Math.max(...values.map(read));
}

export function speedTable(large: Measurements, small: Measurements): Table {
  const { parse, insert, insertPerFile, insertWithRollups, fresh, duplicates } = large;
  const bytesPerEvent = sum(parse, ({ bytes }) => bytes) / sum(parse, ({ events }) => events);
  const row = (name: string, rounds: readonly Spent[]): string[] => [
    name,
    String(Math.round(sum(rounds, ({ events }) => events) / rounds.length)),
    kilo(pace(rounds)),
    rounds.map(({ events, seconds }) => kilo(events / seconds)).join(", "),
    (pace(rounds) / pace(insert)).toFixed(2),
    ((pace(rounds) * bytesPerEvent) / 1e6).toFixed(0),
    ((sum(rounds, ({ cpuSeconds }) => cpuSeconds) * 1e6) / sum(rounds, ({ events }) => events)).toFixed(0),
    most(rounds, ({ peakMegabytes }) => peakMegabytes).toFixed(0),
  ];
  return {
    title: "Collecting SIEM 2.0 end to end, against its ceilings on the same data",
    head: [
      "what",
      "events",
      "events/s",
      "each round",
      "ratio to plain insert",
      "MB/s",
      "CPU µs/event",
      "peak MiB",
    ],
    rows: [
      row("ceiling A: gunzip, split, JSON.parse", parse),
      row("ceiling B: the same, fields extracted, plain insert of 2,000 rows a commit", insert),
      row("ceiling B, and a commit at the end of each file", insertPerFile),
      row("ceiling B, and counts by hour and type in each commit", insertWithRollups),
      row("**end to end, fresh**", fresh),
      row("end to end, all duplicates", duplicates),
      row("end to end, fresh, a smaller backlog, every turn watched", small.fresh),
    ],
  };
}

/** One backlog, collected once. */
export function backlogTable({ insert, fresh }: Measurements): Table {
  const row = (name: string, rounds: readonly Spent[]): string[] => [
    name,
    String(sum(rounds, ({ events }) => events)),
    sum(rounds, ({ seconds }) => seconds).toFixed(0),
    kilo(pace(rounds)),
    (pace(rounds) / pace(insert)).toFixed(2),
    most(rounds, ({ peakMegabytes }) => peakMegabytes).toFixed(0),
  ];
  return {
    title: "A long backlog",
    head: ["what", "events", "seconds", "events/s", "ratio to plain insert", "peak MiB"],
    rows: [row("plain insert of 2,000 rows a commit", insert), row("**end to end, fresh**", fresh)],
  };
}

/** What the durable commits of the plain insert cost, with and without one per file. */
export function commitTable({ insert, insertPerFile }: Measurements): Table {
  const row = (name: string, rounds: Measurements["insert"]): string[] => [
    name,
    String(Math.round(sum(rounds, ({ commits }) => commits) / rounds.length)),
    `${((100 * sum(rounds, ({ commitSeconds }) => commitSeconds)) / sum(rounds, ({ seconds }) => seconds)).toFixed(0)} %`,
    (
      (1000 * sum(rounds, ({ commitSeconds }) => commitSeconds)) /
      sum(rounds, ({ commits }) => commits)
    ).toFixed(1),
    most(rounds, ({ longestCommitMs }) => longestCommitMs).toFixed(0),
  ];
  return {
    title: "What commits cost (write-ahead log, sync, checkpoint), on the plain insert's one thread",
    head: ["commits", "number", "share of the time", "mean ms", "longest ms"],
    rows: [row("of 2,000 rows", insert), row("of 2,000 rows, and at the end of each file", insertPerFile)],
  };
}

interface Longest {
  readonly quietestMs: number;
  readonly worstMs: number;
}

/**
 * The longest stall: in the quietest round of each kind of run, and in any round. Rounds do the same work, so a stall
 * of the collector's own shows in every one; one in which the machine took the core away, in one or the other.
 */
function findLongest(
  measurements: readonly Measurements[],
  longest: (outcome: CollectOutcome) => number,
): Longest {
  const kinds = measurements.flatMap(({ fresh, duplicates }) => [fresh, duplicates]);
  return {
    quietestMs: Math.max(...kinds.map((rounds) => Math.min(...rounds.map(longest)))),
    worstMs: most(kinds.flat(), longest),
  };
}

function describeLongest({ quietestMs, worstMs }: Longest): string {
  return `${quietestMs.toFixed(0)} ms at most in the quietest round, ${worstMs.toFixed(0)} ms in the worst`;
}

/** Batches, transactions and what they cost the thread that collects. */
export function collectorTable(large: Measurements, small: Measurements): Table {
  const row = (name: string, rounds: readonly CollectOutcome[]): string[] => {
    const mean = (read: (outcome: CollectOutcome) => number) => sum(rounds, read) / rounds.length;
    return [
      name,
      mean(({ files }) => files).toFixed(0),
      mean(({ batches }) => batches).toFixed(0),
      mean(({ handOvers }) => handOvers.transactions).toFixed(0),
      ((1e6 * mean(({ handOvers }) => handOvers.seconds)) / mean(({ events }) => events)).toFixed(1),
      most(rounds, ({ handOvers }) => handOvers.longestMs).toFixed(0),
      most(rounds, ({ stalls }) => stalls.p999Ms).toFixed(0),
      most(rounds, ({ stalls }) => stalls.longestMs).toFixed(0),
      rounds.some(({ stalls }) => stalls.longestTurnMs === null)
        ? "–"
        : most(rounds, ({ stalls }) => stalls.longestTurnMs ?? 0).toFixed(0),
    ];
  };
  return {
    title: "The collector's commits and its event loop",
    head: [
      "end to end",
      "files",
      "batches",
      "transactions",
      "hand-over µs/event",
      "longest hand-over ms",
      "99.9 % of timers late by ms",
      "latest timer ms",
      "longest turn ms",
    ],
    rows: [
      row("fresh", large.fresh),
      row("all duplicates", large.duplicates),
      row("fresh, smaller, every turn watched", small.fresh),
      row("all duplicates, smaller, every turn watched", small.duplicates),
    ],
  };
}

export function targetTable(large: Measurements, small: Measurements): Table {
  const share = pace(large.fresh) / pace(large.insert);
  const peak = (measured: Measurements): number => most(measured.fresh, ({ peakMegabytes }) => peakMegabytes);
  const growth = peak(large) / peak(small) - 1;
  const handOver = findLongest([large, small], ({ handOvers }) => handOvers.longestMs);
  const stall = findLongest([large, small], ({ stalls }) =>
    Math.max(stalls.longestMs, stalls.longestTurnMs ?? 0),
  );
  const verdict = (isMet: boolean): string => (isMet ? "PASS" : "**FAIL**");
  const sizes = `${large.wantedEvents} and ${small.wantedEvents} events`;
  return {
    title: "Targets",
    head: ["target", "measured", "verdict"],
    rows: [
      [
        `end to end at least ${100 * targets.leastShareOfPlainInsert} % of the plain insert`,
        `${(100 * share).toFixed(0)} %`,
        verdict(share >= targets.leastShareOfPlainInsert),
      ],
      [
        `the collector's process under ${targets.mostPeakMegabytes} MB`,
        `${peak(large).toFixed(0)} MiB`,
        verdict(peak(large) < targets.mostPeakMegabytes),
      ],
      [
        `its peak does not grow with the backlog (${sizes})`,
        `${peak(large).toFixed(0)} and ${peak(small).toFixed(0)} MiB (${growth < 0 ? "−" : "+"}${Math.abs(100 * growth).toFixed(0)} %)`,
        verdict(growth <= targets.mostPeakGrowth),
      ],
      [
        "all duplicates faster than fresh",
        `${(pace(large.duplicates) / pace(large.fresh)).toFixed(2)} times`,
        verdict(pace(large.duplicates) > pace(large.fresh)),
      ],
      [
        `no commit stalls the event loop for more than ${targets.mostStallMs} ms`,
        `handing one to its thread: ${describeLongest(handOver)}`,
        verdict(handOver.quietestMs <= targets.mostStallMs),
      ],
      [
        `nothing else stalls it for more than ${targets.mostStallMs} ms`,
        describeLongest(stall),
        verdict(stall.quietestMs <= targets.mostStallMs),
      ],
      ["events, each as often as it was seen, = served by the tenant, in every run", "equal", "PASS"],
    ],
  };
}

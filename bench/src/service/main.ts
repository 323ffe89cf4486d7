import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../collection/child.js";
import { describeMachine } from "../machine.js";
import { markdown, type Table } from "../store-layout/table.js";
import type { Measure, ServiceOutcome, ServiceRequest } from "./collect-process.js";
import { cadenceMs, feeds, slackMs } from "./setting.js";

export interface ServiceOptions {
  readonly connections: number;
  /** How long all of it takes, roughly. */
  readonly minutes: number;
  readonly directory: string;
  readonly profileDirectory: string | null;
}

const entry = new URL("./collect-process.js", import.meta.url);
/** Shares of the time: everything due at once, and as often as usual and more often. The rest is making ready. */
const firstShare = 0.1;
const steadyShares = [
  { rate: 1, share: 0.45 },
  { rate: 3, share: 0.15 },
  { rate: 6, share: 0.1 },
];
/** What a process takes with hardly any connections is taken off, for what one more takes. */
const fewConnections = 20;

/** Many connections with twelve feeds each: are they polled on time, and at what cost? */
export async function measureServices(options: ServiceOptions): Promise<void> {
  const { connections, minutes, directory, profileDirectory } = options;
  const secondsOf = (share: number): number => Math.max(10, Math.round(minutes * 60 * share));
  const firstSeconds = secondsOf(firstShare);
  const steady = steadyShares.map(({ rate, share }) => ({ rate, seconds: secondsOf(share) }));
  const home = mkdtempSync(join(directory, "postern-service-"));
  const nodeOptions = ["--expose-gc"];
  if (profileDirectory !== null) nodeOptions.push("--cpu-prof", `--cpu-prof-dir=${profileDirectory}`);
  const run = (request: Omit<ServiceRequest, "home">, name: string): Promise<ServiceOutcome> =>
    runChild<ServiceRequest, ServiceOutcome>(entry, { ...request, home: join(home, name) }, { nodeOptions });
  try {
    const few = await run({ connections: fewConnections, firstSeconds, steady: [] }, "few");
    const many = await run({ connections, firstSeconds, steady }, "many");
    console.log(`${describeMachine()}\n`);
    console.log(
      `${connections} connections with ${feeds.length} feeds each, every 15 minutes; one emulated account, ` +
        `an application for each, in a process of its own. On time: begun within ${slackMs / 1000} s.\n`,
    );
    console.log(markdown(workTable(many, connections)));
    const { scrapes } = many;
    if (scrapes !== null)
      console.log(
        `Metrics were asked for ${scrapes.number} times during the usual cadence, every 15 seconds: ` +
          `${scrapes.megabytes.toFixed(1)} MiB of text, there after ${scrapes.medianMs.toFixed(0)} ms, ` +
          `${scrapes.longestMs.toFixed(0)} ms at most.\n`,
      );
    console.log(markdown(costTable({ few, many, connections })));
  } finally {
    rmSync(home, { recursive: true });
  }
}

function workTable({ first, steady }: ServiceOutcome, connections: number): Table {
  const row = (name: string, measured: Measure, due: string, ...others: string[]): string[] => [
    name,
    measured.seconds.toFixed(0),
    due,
    (measured.polls / measured.seconds).toFixed(1),
    (measured.cpuSeconds / measured.seconds).toFixed(2),
    ((measured.cpuSeconds / measured.polls) * 1000).toFixed(1),
    ...others,
  ];
  return {
    title: "Polls",
    head: [
      "what",
      "seconds",
      "due/s",
      "polls/s",
      "cores busy",
      "CPU ms a poll",
      "on time",
      "late by: median",
      "late by: worst",
    ],
    rows: [
      row("everything due at once", first, "–", "–", "–", "–"),
      ...steady.map((measured) =>
        row(
          measured.rate === 1 ? "**usual cadence**" : `${measured.rate} times as often`,
          measured,
          ((measured.rate * connections * feeds.length * 1000) / cadenceMs).toFixed(1),
          measured.onTime === null ? "–" : `${(measured.onTime * 100).toFixed(1)} %`,
          tellLate(measured.medianLateMs),
          tellLate(measured.worstLateMs),
        ),
      ),
    ],
  };
}

function tellLate(ms: number | null): string {
  return ms === null ? "not begun" : `${(ms / 1000).toFixed(1)} s`;
}

function costTable(request: { few: ServiceOutcome; many: ServiceOutcome; connections: number }): Table {
  const { few, many, connections } = request;
  const more = connections - fewConnections;
  const kilobytes = (megabytes: number): string => `${((megabytes / more) * 1024).toFixed(0)} KiB`;
  const idleShare = many.idle.cpuSeconds / many.idle.seconds;
  return {
    title: "While nothing is due",
    head: ["what", "measured"],
    rows: [
      ["CPU of starting", `${many.starting.cpuSeconds.toFixed(2)} s`],
      ["CPU of one core, from then on", `${(idleShare * 100).toFixed(1)} %`],
      [
        "CPU a second, connection and feed",
        `${((idleShare * 1e6) / (connections * feeds.length)).toFixed(2)} µs`,
      ],
      [
        "memory of the process",
        `${many.residentMegabytes.toFixed(0)} MiB, of it heap ${many.heapMegabytes.toFixed(0)} MiB`,
      ],
      [
        "the same a connection more",
        `${kilobytes(many.residentMegabytes - few.residentMegabytes)}, of it heap ${kilobytes(many.heapMegabytes - few.heapMegabytes)}`,
      ],
    ],
  };
}

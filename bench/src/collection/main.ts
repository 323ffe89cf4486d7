import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";
import { type Measurements, measureBacklog } from "./measure.js";
import { collectorTable, commitTable, speedTable, targetTable } from "./report.js";
import { commitRows, seed, startMs } from "./setting.js";

export interface CollectionOptions {
  readonly events: number;
  readonly rounds: number;
  /** Where databases and files are made for the time of the run. */
  readonly directory: string;
  readonly profileDirectory: string | null;
}

/** How much smaller the second backlog is: the collector's memory must not tell them apart. */
const smallerBy = 4;

export async function measureCollection(options: CollectionOptions): Promise<void> {
  const directory = mkdtempSync(join(options.directory, "postern-collection-"));
  const tell = (line: string): void => console.error(line);
  try {
    const shared = { rounds: options.rounds, directory, tell };
    const large = await measureBacklog({
      ...shared,
      events: options.events,
      days: 1,
      passes: "all",
      watchTurns: false,
      profileDirectory: options.profileDirectory,
    });
    const small = await measureBacklog({
      ...shared,
      events: Math.round(options.events / smallerBy),
      days: 1,
      passes: "collecting",
      watchTurns: true,
      profileDirectory: null,
    });
    console.log(`${describeMachine()}\n`);
    console.log(`${describeSetting(options, large)}\n`);
    const tables = [
      speedTable(large, small),
      targetTable(large, small),
      commitTable(large),
      collectorTable(large, small),
    ];
    for (const table of tables) console.log(markdown(table));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function describeSetting({ rounds }: CollectionOptions, large: Measurements): string {
  const { warmUp, messagesPerDay } = large;
  const day = new Date(startMs).toISOString().slice(0, 10);
  return [
    `Tenant: seed ${seed}, ${messagesPerDay} messages a day, clock at ${day} 00:01 UTC, in a process of its own with every file in its cache;`,
    `${warmUp.files} files, ${(warmUp.bytes / 1e6).toFixed(0)} MB gzipped, ${warmUp.listings} listings a pass.`,
    `Store: SQLite, WAL, synchronous FULL, one writing thread. Plain insert: commits of ${commitRows} rows.`,
    `${rounds} rounds, interleaved.`,
  ].join("\n");
}

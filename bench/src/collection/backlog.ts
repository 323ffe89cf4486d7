import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";
import { measureBacklog } from "./measure.js";
import { backlogTable } from "./report.js";
import { publishEveryMinutes } from "./setting.js";

export interface BacklogOptions {
  readonly events: number;
  readonly days: number;
  readonly directory: string;
}

/** As long as the vendor keeps mail logs: collected once, after the plain insert of the same files. */
export async function measureLongBacklog({ events, days, directory }: BacklogOptions): Promise<void> {
  const place = mkdtempSync(join(directory, "postern-backlog-"));
  try {
    const measured = await measureBacklog({
      events,
      days,
      rounds: 1,
      directory: place,
      passes: "one",
      watchTurns: false,
      profileDirectory: null,
      tell: (line) => console.error(line),
    });
    const { warmUp, messagesPerDay } = measured;
    console.log(`${describeMachine()}\n`);
    console.log(
      `Tenant: ${messagesPerDay} messages a day for ${days} days, files published every ${publishEveryMinutes(days)} minutes; ` +
        `${warmUp.files} files, ${(warmUp.bytes / 1e6).toFixed(0)} MB gzipped, ${warmUp.listings} listings.\n`,
    );
    console.log(markdown(backlogTable(measured)));
  } finally {
    rmSync(place, { recursive: true });
  }
}

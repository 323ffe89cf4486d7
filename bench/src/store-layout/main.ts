import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import { allLayouts, bucketedByDay } from "./layouts.js";
import { measureLayouts, measureSettings } from "./measure-layouts.js";
import { measureRetention } from "./measure-retention.js";
import { measureStatements } from "./measure-statements.js";
import { markdown, type Table } from "./table.js";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "500000" },
    parts: { type: "string", default: "layouts,settings,statements,retention" },
    layouts: { type: "string", default: "" },
    directory: { type: "string", default: tmpdir() },
  },
});
const events = Number(values.events);
const wanted = values.layouts === "" ? undefined : values.layouts.split(",");
const chosen = allLayouts.filter(({ name }) => wanted === undefined || wanted.includes(name));
const directory = mkdtempSync(join(values.directory, "postern-store-layout-"));

const parts: Record<string, () => Table | Promise<Table>> = {
  layouts: () => measureLayouts(directory, events, chosen),
  settings: () => measureSettings(directory, events, bucketedByDay),
  statements: () => measureStatements(directory, events),
  retention: () => measureRetention(directory, events),
};

function machine(): string {
  const memory = new Database(":memory:");
  const version = memory.prepare<[], string>("SELECT sqlite_version()").pluck().get();
  memory.close();
  return `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}, SQLite ${version}; WAL, synchronous FULL, 64 MB of cache per database`;
}

try {
  console.log(`${machine()}\n`);
  for (const part of values.parts.split(",")) {
    const measure = parts[part];
    if (measure === undefined)
      throw new Error(`There is no part "${part}". Parts: ${Object.keys(parts).join(", ")}.`);
    console.log(markdown(await measure()));
  }
} finally {
  rmSync(directory, { recursive: true });
}

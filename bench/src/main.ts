import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureCollection } from "./collection/main.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "collection" },
    events: { type: "string" },
    rounds: { type: "string", default: "2" },
    directory: { type: "string", default: tmpdir() },
    profile: { type: "string" },
  },
});

function readCount(name: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`--${name} takes a whole number above zero, not "${text}".`);
}

switch (values.only) {
  case "collection":
    await measureCollection({
      events: readCount("events", values.events ?? "1000000"),
      rounds: readCount("rounds", values.rounds),
      directory: values.directory,
      profileDirectory: values.profile ?? null,
    });
    break;
  case "store-layout": {
    const entry = fileURLToPath(new URL("./store-layout/main.js", import.meta.url));
    const events = values.events === undefined ? [] : ["--events", values.events];
    const { status } = spawnSync(process.execPath, [entry, ...events, "--directory", values.directory], {
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
    break;
  }
  default:
    throw new Error(`There is no bench "${values.only}". Benches: collection, store-layout.`);
}

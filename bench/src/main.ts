import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureActions } from "./actions/main.js";
import { measureLongBacklog } from "./collection/backlog.js";
import { measureCollection } from "./collection/main.js";
import { measureEmulator } from "./emulator/main.js";
import { measureForms } from "./forms/main.js";
import { measureServices } from "./service/main.js";
import { measureStart } from "./start/main.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    events: { type: "string" },
    rounds: { type: "string" },
    connections: { type: "string", default: "1000" },
    minutes: { type: "string", default: "6" },
    scale: { type: "string", default: "1" },
    directory: { type: "string", default: tmpdir() },
    profile: { type: "string" },
  },
});

function readCount(name: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`--${name} takes a whole number above zero, not "${text}".`);
}

/** Shortens `backlog`, `collection` and `service`: 0.1 is a tenth of their size. */
const scale = Number(values.scale);
if (!(scale > 0 && scale <= 1))
  throw new Error(`--scale takes a number above 0, up to 1, not "${values.scale}".`);

const bench = values.only ?? positionals[0] ?? "collection";

switch (bench) {
  case "collection":
    await measureCollection({
      events: Math.round(readCount("events", values.events ?? "1000000") * scale),
      rounds: readCount("rounds", values.rounds ?? "2"),
      directory: values.directory,
      profileDirectory: values.profile ?? null,
    });
    break;
  case "backlog":
    await measureLongBacklog({
      events: Math.round(readCount("events", values.events ?? "5000000") * scale),
      days: 7,
      directory: values.directory,
    });
    break;
  case "actions":
    await measureActions({
      urls: readCount("events", values.events ?? "1000"),
      rounds: readCount("rounds", values.rounds ?? "6"),
      directory: values.directory,
    });
    break;
  case "service":
    await measureServices({
      connections: Math.max(40, Math.round(readCount("connections", values.connections) * scale)),
      minutes: readCount("minutes", values.minutes) * scale,
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
  case "forms":
    await measureForms({
      records: readCount("events", values.events ?? "500"),
      rounds: readCount("rounds", values.rounds ?? "20"),
    });
    break;
  case "emulator":
    await measureEmulator({
      requests: readCount("events", values.events ?? "8000"),
      pages: readCount("rounds", values.rounds ?? "100"),
      directory: values.directory,
    });
    break;
  case "start":
    await measureStart({
      rounds: readCount("rounds", values.rounds ?? "20"),
      directory: values.directory,
    });
    break;
  default:
    throw new Error(
      `There is no bench "${bench}". Benches: actions, backlog, collection, emulator, forms, service, start, store-layout.`,
    );
}

import { readFile } from "node:fs/promises";
import { createClock, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workday } from "../../setting/setting.js";
import { cases, type RecordedShapes, readSamples, readShape } from "./recorded.js";
import { compareShapes, shapeOf } from "./shape.js";
import { openWire, type Wire } from "./wire.js";

/** Where the answers themselves lie, to compare with; the shapes seen in them are in `recorded.json`. */
const samples = process.env["POSTERN_SAMPLES"];
const file = new URL("../../../src/emulating/fidelity/recorded.json", import.meta.url);
const recorded = JSON.parse(await readFile(file, "utf8")) as RecordedShapes;

let tenant: Tenant;
let wire: Wire;

beforeAll(async () => {
  const clock = createClock({ start: workday, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 2000 });
  wire = openWire(tenant);
});
afterAll(() => tenant.close());

const statuses: Readonly<Record<string, number>> = {
  "1.0: a signature made with another application key": 401,
  "2.0: a wrong client": 401,
  "2.0: an operation of no product the application has": 403,
};

test.each(cases)("answers as the real service was seen to: $name", async ({ name, ask, known = {} }) => {
  const replies = await ask(wire);
  expect(replies.length).toBeGreaterThan(0);
  for (const { status } of replies) expect(status).toBe(statuses[name] ?? 200);
  const ours = shapeOf(...replies.map(({ body }) => body));
  const excused = (path: string) =>
    Object.keys(known).some((place) => path === place || path.startsWith(`${place}.`));
  const differences = compareShapes(readShape(recorded[name] ?? {}), ours);
  expect(differences.filter(({ path }) => !excused(path))).toEqual([]);
});

test.skipIf(samples === undefined)("the shapes kept here are those of the samples", async () => {
  expect(recorded).toEqual(await readSamples(samples ?? ""));
});

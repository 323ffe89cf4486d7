import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

const page = readPage("ledger.md");

let directory: string;
let tenant: Tenant;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-ledger-"));
  tenant = await startTenant({ messagesPerDay: 200, clock: createClock({ start: Date.now() }) });
});
afterAll(async () => {
  await tenant.close();
  await rm(directory, { recursive: true, force: true });
});

async function type(line: string, inputText?: string) {
  const { context, stdout, stderr } = openContext({
    environment: { POSTERN_HOME: join(directory, "home") },
    now: Date.now,
    ...(inputText === undefined ? {} : { inputText }),
  });
  const exitCode = await runCommand(context, placeFiles(line, directory).words);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

test("every command of docs/ledger.md works", async () => {
  const connect =
    "postern connect --name lab --generation 2.0 --from - --no-test --lookback 8h --feeds ttp-url,audit";
  expect((await type(connect, JSON.stringify(describeTenant(tenant)))).exitCode).toBe(0);
  expect((await type("postern collect")).exitCode).toBe(0);
  const lines = readBlocks(page, "sh");
  expect(lines.length).toBeGreaterThan(7);
  const told: string[] = [];
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await type(line);
    expect(exitCode, `${line}\n${stderr}`).toBe(0);
    told.push(stdout);
  }
  const all = told.join("\n");
  expect(all).toMatch(/ttp-url +[▓█·░ ]+ +complete/);
  expect(all).toMatch(/ttp-url +0 new, \d+ events? known already/);
  expect(all).toMatch(/ttp-url +same/);
  expect(JSON.parse(told[2] ?? "")).toMatchObject({ connection: "lab", feeds: expect.any(Array) });
  const listed = await type("postern connections --json");
  expect(JSON.parse(listed.stdout)).toMatchObject({
    connections: [
      {
        settings: {
          everyMinutes: 10,
          feedSettings: {
            "ttp-url": { settleDelayMinutes: 10, sweepAfterHours: [2, 48] },
            audit: { retentionDays: 30 },
          },
        },
      },
    ],
  });
});

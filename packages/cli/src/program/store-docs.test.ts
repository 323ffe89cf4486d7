import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

let directory: string;
let tenant: Tenant;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-keeping-"));
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
  const { words } = placeFiles(line.replace("today.db", join(directory, "today.db")), directory);
  const exitCode = await runCommand(context, words);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

test("every command of docs/store.md works", async () => {
  const connect =
    "postern connect --name lab --generation 2.0 --from - --no-test --lookback 8h --feeds ttp-url";
  expect((await type(connect, JSON.stringify(describeTenant(tenant)))).exitCode).toBe(0);
  expect((await type("postern collect")).exitCode).toBe(0);
  const lines = readBlocks(readPage("store.md"), "sh");
  expect(lines.length).toBeGreaterThan(9);
  const told: string[] = [];
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await type(line);
    expect(exitCode, `${line}\n${stderr}`).toBe(0);
    told.push(stdout);
  }
  const all = told.join("\n");
  expect(all).toMatch(/ttp-url +\d+ .* 365 d/);
  expect(all).toMatch(/ttp-url +\d+ .* 90 d/);
  expect(all).toMatch(/ttp-url +\d+ .* for ever/);
  expect(JSON.parse(told[2] ?? "")).toMatchObject({ sound: true });
  expect((await readdir(join(directory, "home"))).join(" ")).toMatch(/postern\.db\.replaced-/);
  expect((await type("postern store retention lab --keep 1m")).exitCode).toBe(2);
  expect((await type("postern store retention --keep 30d")).exitCode).toBe(2);
  expect((await type("postern store backup today.db")).stderr).toContain("is not overwritten");
});

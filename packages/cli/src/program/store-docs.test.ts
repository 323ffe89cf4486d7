import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlocks, readPage } from "./docs.suite.js";
import { type Lab, openLab } from "./lab.suite.js";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const type = (line: string, inputText?: string) =>
  lab.type(line.replace("today.db", join(lab.directory, "today.db")), inputText);

test("every command of docs/store.md works", async () => {
  const connect =
    "postern connect --name lab --generation 2.0 --from - --no-test --lookback 8h --feeds ttp-url";
  expect((await type(connect, JSON.stringify(describeTenant(lab.tenant)))).exitCode).toBe(0);
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
  expect((await readdir(join(lab.directory, "home"))).join(" ")).toMatch(/postern\.db\.replaced-/);
  expect((await type("postern store retention lab --keep 1m")).exitCode).toBe(2);
  expect((await type("postern store retention --keep 30d")).exitCode).toBe(2);
  expect((await type("postern store backup today.db")).stderr).toContain("is not overwritten");
});

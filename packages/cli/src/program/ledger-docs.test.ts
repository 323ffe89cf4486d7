import { describeTenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlocks, readPage } from "./docs.suite.js";
import { type Lab, openLab } from "./lab.suite.js";

const page = readPage("ledger.md");

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const type = (line: string, inputText?: string) => lab.type(line, inputText);

test("every command of docs/ledger.md works", async () => {
  const connect =
    "postern connect --name lab --generation 2.0 --from - --no-test --lookback 8h --feeds ttp-url,audit,siem-2.0";
  expect((await type(connect, JSON.stringify(describeTenant(lab.tenant)))).exitCode).toBe(0);
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
  expect(all).toMatch(/siem-2\.0 +\d+ files read; \d+ lines, events of about/);
  expect(all).toMatch(/siem-2\.0 \w+ +complete +\S+\.json\.gz +\d+ +\d+ +0/);
  expect(all).toMatch(/ttp-url +0 new, \d+ events? known already/);
  expect(all).toMatch(/ttp-url +same/);
  expect(all).toMatch(/audit +the next poll reads .* to .* as well/);
  expect(JSON.parse(told[2] ?? "")).toMatchObject({ connection: "lab", feeds: expect.any(Array) });
  const listed = await type("postern connections --json");
  expect(JSON.parse(listed.stdout)).toMatchObject({
    connections: [
      {
        settings: {
          everyMinutes: 10,
          feedSettings: {
            "ttp-url": { settleDelayMinutes: 10, sweepAfterHours: [2, 48] },
            audit: { retentionDays: 30, lookbackHours: 24 },
          },
        },
      },
    ],
  });
});

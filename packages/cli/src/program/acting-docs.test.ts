import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

const lines = readBlocks(readPage("acting.md"), "sh");

let directory: string;
let tenant: Tenant;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-acting-"));
  tenant = await startTenant({ messagesPerDay: 50 });
  await writeFile(join(directory, "urls.txt"), "hxxps://one[.]example/\nhttps://two.example/a\n");
  await writeFile(join(directory, "table.txt"), 'url,matchType\n"https://three.example/x,y",explicit\n');
});
afterAll(async () => {
  await tenant.close();
  await rm(directory, { recursive: true, force: true });
});

test("every command of docs/acting.md works, and what it did is in the tenant and in the log", async () => {
  const environment = { POSTERN_HOME: join(directory, "home") };
  const { context, stdout, stderr } = openContext({ environment, now: Date.now });
  const type = async (words: readonly string[], inputText = "") => {
    const [told, warned] = [stdout().length, stderr().length];
    context.exitCode = 0;
    const input = Readable.from([inputText]);
    const exitCode = await runCommand({ ...context, home: context.home, input }, words);
    return { exitCode, stdout: stdout().slice(told), stderr: stderr().slice(warned) };
  };
  const connect = ["connect", "--name", "lab", "--generation", "2.0", "--from", "-", "--no-test"];
  expect((await type(connect, JSON.stringify(describeTenant(tenant)))).exitCode).toBe(0);
  expect(lines.length).toBeGreaterThan(20);
  const texts = new Map<string, string>();
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await type(placeFiles(line, directory).words);
    expect(exitCode, `${line}\n${stderr}`).toBe(0);
    texts.set(line, stdout);
  }
  expect(tenant.managedUrls).toHaveLength(4);
  expect(texts.get("postern runs")).toContain("hxxps://evil[.]example/login");
  const containment = /contain-\w+/.exec(texts.get("postern contain list") ?? "")?.[0] ?? "";
  expect((await type(["undo", containment, "--yes"])).exitCode).toBe(0);
  expect(tenant.managedUrls).toHaveLength(3);
  expect(texts.get("postern audit verify")).toContain("unbroken");
}, 60_000);

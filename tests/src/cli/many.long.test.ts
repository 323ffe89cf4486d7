import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastJson, openTerminal, type Terminal, withEngine } from "./postern.js";

let terminal: Terminal;
let tenant: Tenant;

beforeEach(async () => {
  terminal = await openTerminal();
  tenant = await startTenant({ messagesPerDay: 50 });
  const words = ["connect", "--name", "lab", "--generation", "2.0", "--from", "-", "--no-test"];
  await terminal.run(words, { input: JSON.stringify(describeTenant(tenant)) });
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

interface RunJson {
  readonly id: string;
  readonly outcome: string;
  readonly items: readonly { readonly outcome: string }[];
}

test("a list is run as far as it was let, resumed, shown and taken back", async () => {
  const list = join(terminal.home, "..", "urls.txt");
  const urls = Array.from({ length: 200 }, (_, index) => `hxxps://bad${String(index)}[.]example/`);
  await writeFile(list, ["# from the case", ...urls, urls[7]].join("\n"));
  const running = terminal.start(["block", "url", "--file", list, "--yes", "--json", "--reason", "INC-42"]);
  await running.until("plan-");
  while (tenant.managedUrls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  running.signal("SIGINT");
  const stopped = await running.ended;
  const run = lastJson(stopped.stdout) as RunJson;
  expect(stopped.stderr).toContain("1 repeat of a target left out");
  const done = run.items.filter(({ outcome }) => outcome === "done").length;
  const left = run.items.filter(({ outcome }) => outcome === "not-run").length;
  expect([done, done + left]).toEqual([tenant.managedUrls.length, 200]);
  expect(left).toBeGreaterThan(0);

  const resumed = await terminal.run(["resume", run.id, "--json"]);
  expect([resumed.exitCode, tenant.managedUrls.length]).toEqual([0, 200]);
  const shown = await terminal.run(["runs", "show", run.id]);
  expect(shown.stdout).toContain("hxxps://bad199[.]example/");
  expect((await terminal.run(["undo", run.id, "--yes"])).exitCode).toBe(0);
  expect(tenant.managedUrls).toEqual([]);
});

test("a list that does not fit is refused with its lines, before anything is called", async () => {
  const input =
    'url,matchType\n"https://a.example/x,y",explicit\nnot a url,domain\nhttps://b.example/,sideways\n';
  const words = ["do", "block-url", "--file", "-", "--yes"];
  const { exitCode, stderr } = await terminal.run(words, { input });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/2 of 3 lines don't fit: line 3: url .*; line 4: matchType/);
  expect(tenant.requests()).toEqual([]);
  const good = '[{"url":"https://a.example/x,y"},"https://b.example/"]';
  const planned = await terminal.run(["do", "block-url", "--file", "-", "--plan", "--json"], { input: good });
  expect(lastJson(planned.stdout)).toMatchObject({
    items: [{ input: { url: "https://a.example/x,y" } }, { input: { url: "https://b.example/" } }],
  });
});

test("a plan that needs a second person waits for one, and runs as it was agreed to", async () => {
  await terminal.run(["guards", "approval", "domains", "on", "--reason", "policy"]);
  const block = ["do", "block-url", "https://evil.example/", "--match-type", "domain"];
  const refused = await terminal.run([...block, "--yes"]);
  expect([refused.exitCode, tenant.managedUrls.length]).toEqual([16, 0]);
  const id = /postern approve (plan-\w+)/.exec(refused.stderr)?.[1] ?? "";
  expect((await terminal.run(["plans"])).stdout).toContain("waits for a second person");
  expect((await terminal.run(["approve", id, "--yes"])).stderr).toContain("your own");
  await withEngine(terminal, (engine) => engine.actions.approve(id, { actor: "ben@soc", reason: "agreed" }));
  expect((await terminal.run(["plans", "show", id])).stdout).toContain("ben@soc");
  expect((await terminal.run(["plans", "run", id, "--yes", "--for", "1s"])).exitCode).toBe(0);
  expect(tenant.managedUrls).toHaveLength(1);

  const [run] = await withEngine(terminal, (engine) => engine.actions.runs({}));
  await setTimeout(Math.max(0, (run?.expiresAt ?? Date.now()) - Date.now()));
  const expired = await terminal.run(["runs", "expire"]);
  expect([expired.exitCode, tenant.managedUrls.length]).toEqual([0, 0]);
});

test("guard rails are set, shown, and hold", async () => {
  expect((await terminal.run(["guards", "protect", "Partner[.]example"])).stdout).toContain(
    "partner[.]example",
  );
  const block = ["block", "url", "https://portal.partner.example/"];
  expect((await terminal.run([...block, "--plan"])).stderr).toContain("guarded");
  expect((await terminal.run(["guards", "unprotect", "partner.example"])).exitCode).toBe(0);
  await terminal.run(["connections", "set", "lab", "--read-only", "on"]);
  const barred = await terminal.run([...block, "--yes"]);
  expect([barred.exitCode, tenant.managedUrls.length]).toEqual([16, 0]);
  expect(barred.stderr).toContain("read-only");
  await terminal.run(["connections", "set", "lab", "--read-only", "off"]);
  await terminal.run(["guards", "limit", "1"]);
  expect((await terminal.run([...block, "https://b.example/", "--plan"])).stderr).toContain(
    "more than the 1",
  );
  expect((await terminal.run(["guards", "approval", "sometimes"])).exitCode).toBe(2);
});

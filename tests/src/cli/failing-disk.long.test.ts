import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createClock, describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { openTerminal, type Running, type Terminal, withEngine } from "./postern.js";

const hourMs = 3_600_000;
const feed = "siem-2.0";
const words = ["run", "--every", "2s", "--min-free", "0", "--log", "text"];

let terminal: Terminal;
let tenant: Tenant;
let startedAt: number;
beforeEach(async () => {
  startedAt = Date.now();
  terminal = await openTerminal();
  tenant = await startTenant({ messagesPerDay: 1500, clock: createClock({ start: startedAt }) });
  const connect = ["connect", "--name", "lab", "--generation", "2.0", "--from", "-", "--no-test"];
  const input = JSON.stringify(describeTenant(tenant));
  const { exitCode } = await terminal.run([...connect, "--feeds", feed, "--lookback", "12h"], { input });
  expect(exitCode).toBe(0);
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

/** What the tenant had listed when it began is stored once, and nothing in the store is damaged. */
async function expectAll(): Promise<void> {
  const span = { from: startedAt - 11 * hourMs, until: startedAt - hourMs };
  await withEngine(terminal, async (engine) => {
    expect(await expectSameRecords({ engine, tenant, connection: "lab", feed, ...span })).toBeGreaterThan(
      500,
    );
    for await (const { check, flaws } of engine.store.check())
      expect({ check, flaws }).toEqual({ check, flaws: [] });
  });
}

async function expectRecovery(running: Running, mend: () => void | Promise<void>): Promise<void> {
  await running.until("Collecting is paused: ");
  expect(running.stdout()).not.toContain("healthy");
  await mend();
  await running.until("collecting goes on");
  await running.until("healthy");
}

const hasLimits = spawnSync("prlimit", ["--version"]).status === 0;
const hasNamespaces = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

// Needs prlimit (Linux): a file that may not grow makes SQLite see the disk answer with an error.
test.skipIf(!hasLimits)("a disk that fails pauses collecting until it is mended", async () => {
  const most = statSync(join(terminal.home, "postern.db")).size + 50_000;
  const running = terminal.startUnder(["prlimit", `--fsize=${most}:unlimited`], words);
  await expectRecovery(running, () => {
    execFileSync("prlimit", ["--pid", String(running.pid), "--fsize=unlimited:unlimited"]);
  });
  running.signal("SIGINT");
  expect((await running.ended).exitCode).toBe(0);
  await expectAll();
});

// Needs user namespaces (Linux), where anybody may mount a small disk.
test.skipIf(!hasNamespaces)("a full disk pauses collecting until there is room again", async () => {
  const directory = dirname(terminal.home);
  const disk = join(directory, "disk");
  await mkdir(disk);
  const script = `
    mount -t tmpfs -o size=64m tmpfs '${disk}' && cp -a '${terminal.home}/.' '${disk}' || exit 99
    export POSTERN_HOME='${disk}'
    head -c 65000k /dev/zero > '${disk}/filler'
    "$@" & running=$!
    while [ ! -e '${directory}/room' ]; do sleep 0.1; done
    rm '${disk}/filler'
    while [ ! -e '${directory}/stop' ]; do sleep 0.1; done
    kill -INT $running; wait $running; code=$?
    cp -a '${disk}/.' '${terminal.home}'; exit $code`;
  const running = terminal.startUnder(["unshare", "-rm", "sh", "-c", script, "sh"], words);
  await expectRecovery(running, () => writeFile(join(directory, "room"), ""));
  await writeFile(join(directory, "stop"), "");
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toContain("full");
  await expectAll();
});

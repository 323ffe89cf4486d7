import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

let tenant: Tenant;
let terminal: Terminal;
beforeEach(async () => {
  tenant = await startTenant({ messagesPerDay: 200 });
  terminal = await openTerminal();
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

interface Entry {
  readonly id: number;
  readonly reason: string;
  readonly settled: { readonly by: string } | null;
}

async function type(line: string, exitCode = 0): Promise<string> {
  const outcome = await terminal.run(line.split(" ").slice(1));
  expect(outcome.exitCode, `${line}\n${outcome.stderr}`).toBe(exitCode);
  return exitCode === 0 ? outcome.stdout : outcome.stderr;
}

async function list(line = "postern quarantine list lab"): Promise<readonly Entry[]> {
  return (JSON.parse(await type(`${line} --json`)) as { entries: Entry[] }).entries;
}

/** A hand in the store. */
function change(sql: string): void {
  const database = new Database(join(terminal.home, "postern.db"));
  database.exec(sql);
  database.close();
}

test("what is broken is listed, shown, exported, tried again and discarded; what was read later is settled", async () => {
  const connect =
    "postern connect --name lab --generation 2.0 --from - --no-test --lookback 6h --feeds siem-2.0";
  const input = JSON.stringify(describeTenant(tenant));
  expect((await terminal.run(connect.split(" ").slice(1), { input })).exitCode).toBe(0);
  expect(await type("postern quarantine list")).toContain("Nothing is in quarantine");
  tenant.faults.inject({ kind: "corrupt-gzip", times: 3, damage: "scrambled" });
  for (const kind of ["process", "delivery", "receipt"] as const)
    tenant.faults.inject({ kind: "broken-line", feed: "siem-2.0", type: kind });
  await type("postern collect");
  tenant.faults.clear();

  const first = await list();
  const file = first.find(({ reason }) => reason === "broken-file");
  const [line, other, third] = first.filter(({ reason }) => reason === "broken-record");
  if (file === undefined || line === undefined || other === undefined || third === undefined)
    throw new Error(JSON.stringify(first));
  const table = await type("postern quarantine list lab --feed siem-2.0");
  expect(table).toMatch(new RegExp(`${line.id} +lab +siem-2.0 +broken-record .*json\\.gz, line \\d+`));
  expect(await type(`postern quarantine show ${line.id}`)).toMatch(
    /broken-record[\s\S]*source +\S+, line \d+[\s\S]*bytes +\d/,
  );
  const copy = join(terminal.home, "broken.gz");
  const shown = JSON.parse(await type(`postern quarantine show ${file.id} --json`)) as { bytes: string };
  await type(`postern quarantine export ${file.id} --to ${copy}`);
  expect((await readFile(copy)).toString("base64")).toBe(shown.bytes);
  expect(await type(`postern quarantine export ${file.id} --to ${copy}`, 2)).toContain("broken.gz");
  await type("postern quarantine retry", 2);
  expect(await type(`postern quarantine retry ${line.id}`)).toMatch(
    /0 of 1 entry[\s\S]*1 as broken as before/,
  );

  const all = "postern quarantine list lab --all";
  const settledBy = async () =>
    Object.fromEntries((await list(all)).map(({ id, settled }) => [id, settled?.by ?? null]));

  // As if this version could read what it could not.
  const mended = '{"type":"receipt","aggregateId":"mended"}';
  change(`UPDATE quarantine SET bytes = CAST('${mended}' AS BLOB) WHERE id = ${line.id}`);
  expect(await type("postern quarantine retry --all")).toMatch(/1 of 4 entries/);
  expect(await type("postern events --feed siem-2.0 --json")).toContain('"aggregateId":"mended"');
  expect(await type(`postern quarantine discard ${other.id}`, 2)).toContain("--yes");
  expect(await type(`postern quarantine discard ${other.id} --yes`)).toContain("Discarded 1 entry");
  expect(await settledBy()).toEqual({ [file.id]: null, [line.id]: "retry", [third.id]: null });

  // Asked for again, the file is whole; the line is whole when its span is read again.
  change("UPDATE files SET retry_at = 0");
  await type("postern collect");
  expect((await list()).map(({ id }) => id)).toEqual([third.id]);
  await type("postern replay lab --since 8h");
  expect(await list()).toEqual([]);
  expect(await settledBy()).toEqual({ [file.id]: "reading", [line.id]: "retry", [third.id]: "replay" });
  expect(await type(all)).toMatch(/broken-file .*read whole later/);
  expect(await type(`postern quarantine show ${file.id}`)).toMatch(/settled .*read whole later/);
  await type(`postern quarantine export ${file.id} --to ${copy}-2`, 2);
  await type(`postern quarantine retry ${file.id}`, 2);
  expect(await type("postern quarantine show 4711", 2)).toContain("4711");
  expect(await type("postern quarantine list")).toContain("Nothing is in quarantine");
  expect(await type("postern status")).toMatch(/siem-2\.0 +healthy .* 0 +complete/);
}, 240_000);

import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import type { Check } from "@postern/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Outcome, openTerminal, type RunOptions, type Terminal, withEngine } from "./postern.js";

let terminal: Terminal;
let tenant: Tenant;
/** Everything any command of these tests has printed. */
let printed = "";

beforeAll(async () => {
  tenant = await startTenant({ messagesPerDay: 50 });
});
afterAll(() => tenant.close());
beforeEach(async () => {
  terminal = await openTerminal();
  printed = "";
});
afterEach(() => terminal.close());

async function run(words: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const outcome = await terminal.run(words, options);
  printed += outcome.stdout + outcome.stderr;
  return outcome;
}

async function connect(vault: { readonly vaultKey?: string } = {}): Promise<void> {
  const { baseUrl, ...oauth } = tenant.v2;
  const settings = { feeds: ["ttp-url"], actions: [] };
  await withEngine(
    terminal,
    (engine) => engine.connections.add({ name: "lab", generation: "2.0", baseUrl, oauth, settings }),
    vault,
  );
}

/** Whether the tenant takes what the vault holds. */
async function works(vault: { readonly vaultKey?: string } = {}): Promise<boolean> {
  return await withEngine(
    terminal,
    async (engine) => {
      const checks: Check[] = [];
      for await (const check of engine.connections.test("lab")) checks.push(check);
      return checks.every(({ result }) => result === "pass");
    },
    vault,
  );
}

function environmentOf({ v2 }: Tenant): Record<string, string> {
  return {
    POSTERN_MIMECAST_CLIENT_ID: v2.clientId,
    POSTERN_MIMECAST_CLIENT_SECRET: v2.clientSecret,
  };
}

/** Of all files below the terminal's directory those that hold one of the texts. */
async function findFiles(texts: readonly string[]): Promise<string[]> {
  const directory = join(terminal.home, "..");
  const found: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name), "latin1");
    if (texts.some((text) => content.includes(text))) found.push(entry.name);
  }
  return found;
}

describe("new secrets", () => {
  test("take the old ones' place once the tenant accepts them, and are nowhere but in the vault", async () => {
    await connect();
    expect((await run(["collect"])).exitCode).toBe(0);
    const wrong = { clientId: "canary-wrong-id", clientSecret: "canary-wrong-secret-0123456789" };
    const refused = await run(["connect", "--update", "lab", "--from", "-"], {
      input: JSON.stringify(wrong),
    });
    expect(refused.exitCode).toBe(10);
    expect(refused.stdout).toMatch(/fail +credential +lab/);
    expect(refused.stdout).toContain("the old secrets of lab stay");
    expect(await works()).toBe(true);
    await withEngine(terminal, async (engine) => {
      expect((await engine.connections.list()).map(({ name }) => name)).toEqual(["lab"]);
      expect((await engine.credentials.list()).map(({ name }) => name)).toEqual(["lab"]);
    });

    const before = tenant.v2.clientSecret;
    tenant.application.regenerateKeys();
    expect((await run(["collect"])).exitCode).toBe(10);
    const taken = await run(["connect", "--update", "lab"], { environment: environmentOf(tenant) });
    expect(taken.exitCode).toBe(0);
    expect(taken.stdout).toContain("Replaced the secrets of lab");
    expect(taken.stdout).toContain("is read at the next poll");
    const collected = await run(["collect"]);
    expect(collected.exitCode).toBe(0);
    expect(collected.stdout).toMatch(/lab +ttp-url +healthy/);
    expect((await run(["connections", "history", "lab"])).stdout).toContain("credentials-refused");

    const secrets = [before, tenant.v2.clientSecret, wrong.clientSecret];
    for (const secret of secrets) expect(printed).not.toContain(secret);
    expect(await findFiles(secrets)).toEqual([]);
  });

  test("replace nothing where it can't be told whether they work, unless that is forced", async () => {
    await connect();
    const input = JSON.stringify({ ...describeTenant(tenant).v2, baseUrl: undefined });
    const words = ["connect", "--update", "lab", "--from", "-", "--base-url", "http://127.0.0.1:9"];
    const undecided = await run(words, { input });
    expect(undecided.exitCode).toBe(13);
    expect(undecided.stdout).toContain("could not be told");
    expect(await works()).toBe(true);
    const wrong = JSON.stringify({ clientId: "canary-id", clientSecret: "canary-secret-0123456789" });
    const force = ["connect", "--update", "lab", "--from", "-", "--force", "--json"];
    const forced = await run(force, { input: wrong });
    expect(forced.exitCode).toBe(10);
    expect(JSON.parse(forced.stdout)).toMatchObject({ isReplaced: true, verdict: "refused" });
    expect(await works()).toBe(false);
  });
});

test("a paused connection is left alone until it is resumed", async () => {
  await connect();
  expect((await run(["pause", "lab"])).stdout).toContain("Paused lab");
  const before = tenant.requests().length;
  const refused = await run(["collect", "lab"]);
  expect(refused.exitCode).toBe(4);
  expect(refused.stderr).toContain("connection-paused");
  expect(tenant.requests()).toHaveLength(before);
  expect((await run(["status", "lab"])).stdout).toMatch(/paused\n +Paused by an operator/);
  expect((await run(["resume", "lab"])).exitCode).toBe(0);
  const { pausedAt } = await withEngine(terminal, (engine) => engine.connections.get("lab"));
  expect(pausedAt).toBeNull();
});

describe("the vault", () => {
  test("is opened by the recovery sheet once its key file is lost", async () => {
    await connect();
    const sheet = join(terminal.home, "..", "sheet.txt");
    expect((await run(["vault", "export-recovery", "--to", sheet])).exitCode).toBe(0);
    expect((await stat(sheet)).mode & 0o777).toBe(0o600);
    const key = /POSTERN_KEY=(\S+)/.exec(await readFile(sheet, "utf8"))?.[1] ?? "";
    expect(printed).not.toContain(key);

    await rm(join(terminal.home, "vault.key"));
    expect((await run(["test", "lab"])).exitCode).toBe(5);
    expect((await run(["test", "lab"], { environment: { POSTERN_KEY: key } })).exitCode).toBe(0);
    const { keyId } = await withEngine(terminal, (engine) => engine.vault.status(), { vaultKey: key });
    expect(await readFile(sheet, "utf8")).toContain(keyId);
  });

  test("opens with the key its rotation made, and with no other", async () => {
    await connect();
    const old = await readFile(join(terminal.home, "vault.key"), "utf8");
    const rotated = await run(["vault", "rotate"]);
    expect(rotated.exitCode).toBe(0);
    expect(rotated.stdout).toContain("postern vault export-recovery");
    expect(await readFile(join(terminal.home, "vault.key"), "utf8")).not.toBe(old);
    expect((await run(["test", "lab"])).exitCode).toBe(0);
    await expect(works({ vaultKey: old.trim() })).rejects.toMatchObject({ code: "vault-wrong-key" });
  });

  test("takes its key from the environment or a command, and the next one with it", async () => {
    const [one = "", two = ""] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
    const keyFile = join(terminal.home, "..", "key.txt");
    await writeFile(keyFile, `${two}\n`);
    const environment = { POSTERN_KEY: one };
    await connect({ vaultKey: one });
    const unready = await run(["vault", "rotate"], { environment });
    expect(unready.exitCode).toBe(2);
    expect(unready.stderr).toContain("POSTERN_NEW_KEY");
    const rotated = await run(["vault", "rotate"], { environment: { ...environment, POSTERN_NEW_KEY: two } });
    expect(rotated.exitCode).toBe(0);
    expect(rotated.stdout).toContain("POSTERN_KEY must give the new key");
    const command = { POSTERN_KEY_COMMAND: `cat ${keyFile}` };
    const status = await run(["vault", "status", "--json"], { environment: command });
    expect(JSON.parse(status.stdout)).toMatchObject({ keySource: "command", credentials: 1 });
    expect(await works({ vaultKey: two })).toBe(true);
    for (const key of [one, two]) expect(printed).not.toContain(key);
  });
});

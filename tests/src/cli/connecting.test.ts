import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

/** The role and the products of the Radiant guide. */
const radiant = {
  permissions: [
    "Account | Logs | Read",
    "Gateway | Policies | All",
    "Gateway | Managed Senders | All",
    "Services | URL Protection | All",
    "Directories | Groups | All",
    "Monitoring | URL Protection | All",
  ],
  products: [
    "Email Security Cloud Gateway",
    "Policy Management",
    "Threat Management",
    "Audit Events",
    "Security Events",
    "User and Group Management",
  ],
} as const;

let terminal: Terminal;
let tenant: Tenant | null = null;

beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(async () => {
  await terminal.close();
  await tenant?.close();
  tenant = null;
});

async function openTenant(options: Parameters<typeof startTenant>[0] = {}): Promise<Tenant> {
  tenant = await startTenant({ messagesPerDay: 50, ...options });
  return tenant;
}

function environmentOf({ v2 }: Tenant): Record<string, string> {
  return {
    POSTERN_MIMECAST_CLIENT_ID: v2.clientId,
    POSTERN_MIMECAST_CLIENT_SECRET: v2.clientSecret,
  };
}

describe("connecting", () => {
  test("from the emulator's line, a file or standard input, once per generation", async () => {
    const description = JSON.stringify(describeTenant(await openTenant()));
    const file = join(terminal.home, "..", "tenant.json");
    await writeFile(file, description);
    const first = await terminal.run(["connect", "--name", "old", "--generation", "1.0", "--from", file]);
    expect(first.stderr).toBe("");
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/pass +feed +siem-1\.0/);
    const second = await terminal.run(["connect", "--name", "new", "--generation", "2.0", "--from", "-"], {
      input: description,
    });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/pass +credential +new/);
    const list = await terminal.run(["connections"]);
    expect(list.stdout).toMatch(/new +2\.0[\s\S]*old +1\.0/);
  });

  test("from the environment, without a probe if not wanted", async () => {
    const open = await openTenant();
    const words = ["connect", "--name", "env", "--base-url", open.v2.baseUrl, "--no-test", "--json"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ connection: { name: "env", generation: "2.0" }, checks: [] });
    expect(open.requests()).toEqual([]);
  });

  test("a name that is taken is refused", async () => {
    const open = await openTenant();
    const words = ["connect", "--name", "env", "--base-url", open.v2.baseUrl, "--no-test"];
    await terminal.run(words, { environment: environmentOf(open) });
    const { exitCode, stderr } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("connection-exists");
  });

  test("without a terminal nothing is asked: what is missing is listed", async () => {
    const { exitCode, stderr } = await terminal.run(["connect", "--generation", "1.0"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--name");
    expect(stderr).toContain("POSTERN_MIMECAST_SECRET_KEY");
  });

  test("a connection is forgotten only when that is meant", async () => {
    const open = await openTenant();
    const words = ["connect", "--name", "env", "--base-url", open.v2.baseUrl, "--no-test"];
    await terminal.run(words, { environment: environmentOf(open) });
    expect((await terminal.run(["connections", "remove", "env"])).exitCode).toBe(2);
    expect((await terminal.run(["connections", "remove", "env", "--yes"])).exitCode).toBe(0);
    expect((await terminal.run(["connections"])).stdout).toContain("No connection yet");
  });
});

describe("testing under the role of the Radiant guide", () => {
  test("clicks, sender and URL blocks pass; SIEM 2.0 names what is missing", async () => {
    const open = await openTenant({ application: radiant });
    const words = ["connect", "--name", "radiant", "--base-url", open.v2.baseUrl];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(stdout).toMatch(/pass +feed +ttp-url/);
    expect(stdout).toMatch(/fail +feed +siem-2\.0/);
    expect(stdout).toMatch(/pass +action +block-sender/);
    expect(stdout).toMatch(/pass +action +block-url/);
    expect(stdout).toContain('"Threats, Security Events and Data for CG"');
    expect(stdout).toContain(
      '"Security Events and Data Retrieval | Threat and Security Events (SIEM) | Read"',
    );
    expect(exitCode).toBe(11);
    const again = await terminal.run(["test", "--json"]);
    expect(again.exitCode).toBe(11);
    const { checks } = JSON.parse(again.stdout) as { checks: { result: string; state: string }[] };
    expect(checks.map(({ result }) => result)).toEqual(["pass", "pass", "fail", "pass", "pass"]);
    expect(checks[2]?.state).toBe("not-permitted");
  });

  test("with the product but not the permission, the permission is named", async () => {
    const products = [...radiant.products, "Threats, Security Events and Data for CG"] as const;
    const open = await openTenant({ application: { ...radiant, products } });
    const words = ["connect", "--name", "radiant", "--base-url", open.v2.baseUrl, "--feeds", "siem-2.0"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(11);
    expect(stdout).toContain("not-permitted");
    expect(stdout).toContain(
      '"Security Events and Data Retrieval | Threat and Security Events (SIEM) | Read"',
    );
  });

  test("nothing outside what was chosen is called, and nothing is written", async () => {
    const open = await openTenant({ application: radiant });
    const chosen = ["--feeds", "ttp-url", "--actions", "block-url"];
    const words = ["connect", "--name", "radiant", "--base-url", open.v2.baseUrl, ...chosen];
    const { exitCode } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(0);
    expect(new Set(open.requests().map(({ operation }) => operation))).toEqual(
      new Set(["oauth.token", "ttp.url.get-logs", "ttp.url.get-all-managed-urls"]),
    );
  });
});

describe("what goes wrong says what to do", () => {
  test("a wrong secret", async () => {
    const open = await openTenant();
    const environment = { ...environmentOf(open), POSTERN_MIMECAST_CLIENT_SECRET: "not-the-secret-canary" };
    const words = ["connect", "--name", "wrong", "--base-url", open.v2.baseUrl];
    const { exitCode, stdout, stderr } = await terminal.run(words, { environment });
    expect(exitCode).toBe(10);
    expect(stdout).toMatch(/fail +credential[\s\S]*credentials-refused/);
    expect(stdout).toContain("to do");
    expect(stdout + stderr).not.toContain("not-the-secret-canary");
    const collected = await terminal.run(["collect"]);
    expect(collected.exitCode).toBe(10);
    expect(collected.stdout).toContain("credentials-refused");
    for (const file of await readdir(terminal.home)) {
      expect(await readFile(join(terminal.home, file), "latin1")).not.toContain("not-the-secret-canary");
    }
  });

  test("an unreachable host", async () => {
    const open = await openTenant();
    const words = ["connect", "--name", "away", "--base-url", "http://127.0.0.1:9", "--feeds", "ttp-url"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(13);
    expect(stdout).toContain("unreachable");
    expect(stdout).toContain("Check the base URL");
  });

  test("another data directory than the vault's key", async () => {
    const open = await openTenant();
    const words = ["connect", "--name", "a", "--base-url", open.v2.baseUrl, "--no-test"];
    await terminal.run(words, { environment: environmentOf(open) });
    const key = Buffer.alloc(32, 7).toString("base64");
    const { exitCode, stderr } = await terminal.run(["test", "a"], { environment: { POSTERN_KEY: key } });
    expect(exitCode).toBe(5);
    expect(stderr).toContain("vault-wrong-key");
  });
});

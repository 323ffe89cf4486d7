import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTerminal, type Terminal, withEngine } from "./postern.js";

interface Findings {
  readonly connections: readonly {
    readonly connection: string;
    readonly findings: readonly { readonly id: string; readonly result: string }[];
  }[];
}

/** All but what the mail logs of API 2.0 need. */
const application = {
  products: ["Security Events", "Policy Management"],
  permissions: ["Monitoring | URL Protection | Read", "Services | URL Protection | Edit"],
} as const;

let terminal: Terminal;
let tenant: Tenant;

beforeAll(async () => {
  terminal = await openTerminal();
  tenant = await startTenant({ messagesPerDay: 50, application });
});
afterAll(async () => {
  await terminal.close();
  await tenant.close();
});

const wrongSecret = "canary-of-the-doctor-0123456789";

async function connect(
  name: string,
  { feeds, ...change }: { feeds: readonly string[]; baseUrl?: string; clientSecret?: string },
): Promise<void> {
  const { baseUrl, clientId, clientSecret } = { ...tenant.v2, ...change };
  const oauth = { clientId, clientSecret };
  const settings = { feeds, actions: [] };
  await withEngine(terminal, (engine) =>
    engine.connections.add({ name, generation: "2.0", baseUrl, oauth, settings }),
  );
}

test("finds nothing wrong with a healthy connection", async () => {
  await connect("healthy", { feeds: ["ttp-url"] });
  const { exitCode, stdout } = await terminal.run(["doctor", "healthy", "--json"]);
  expect(exitCode).toBe(0);
  const [examined] = (JSON.parse(stdout) as Findings).connections;
  expect(examined?.connection).toBe("healthy");
  const results = new Map(examined?.findings.map(({ id, result }) => [id, result]));
  expect([...results.values()]).not.toContain("fail");
  for (const id of ["connect", "clock", "token", "feed:ttp-url"]) expect(results.get(id), id).toBe("pass");
});

test("names the permission and the product that are missing", async () => {
  await connect("narrow", { feeds: ["ttp-url", "siem-2.0"] });
  const { exitCode, stdout } = await terminal.run(["doctor", "narrow"]);
  expect(exitCode).toBe(11);
  expect(stdout).toMatch(/✓ {2}The feed ttp-url is permitted/);
  expect(stdout).toMatch(/✗ {2}The feed siem-2\.0 is permitted/);
  expect(stdout).toContain('"Threats, Security Events and Data for CG"');
  expect(stdout).toContain("mend      ");
});

test("lists what may be behind a refusal, and writes it down for support without a secret", async () => {
  await connect("wrong", { feeds: ["ttp-url"], clientSecret: wrongSecret });
  const file = join(terminal.home, "..", "support.json");
  const { exitCode, stdout, stderr } = await terminal.run(["doctor", "wrong", "--bundle", file]);
  expect(exitCode).toBe(10);
  expect(stdout).toMatch(
    /✗ {2}The tenant accepts the credential[\s\S]* 1\. [\s\S]*evidence[\s\S]*mend[\s\S]* 2\. /,
  );
  expect(stderr).toContain("no secret");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, "utf8");
  const { bundles } = JSON.parse(text) as { bundles: { findings: unknown[]; requests: unknown[] }[] };
  expect(bundles).toHaveLength(1);
  expect(bundles[0]?.findings.length).toBeGreaterThan(5);
  expect(bundles[0]?.requests.length).toBeGreaterThan(0);
  for (const secret of [wrongSecret, tenant.v2.clientSecret]) {
    expect(text + stdout + stderr).not.toContain(secret);
  }
});

test("says where the way ends, for every connection", async () => {
  await connect("away", { feeds: ["ttp-url"], baseUrl: "http://127.0.0.1:9" });
  const alone = await terminal.run(["doctor", "away"]);
  expect(alone.exitCode).toBe(13);
  expect(alone.stdout).toMatch(/✗ {2}The host takes connections/);
  expect(alone.stdout).not.toContain("The tenant accepts the credential");
  const all = await terminal.run(["doctor", "--json"]);
  const names = (JSON.parse(all.stdout) as Findings).connections.map(({ connection }) => connection);
  expect(names).toEqual(["away", "healthy", "narrow", "wrong"]);
  // A refused credential explains more than a host that is away.
  expect(all.exitCode).toBe(10);
});

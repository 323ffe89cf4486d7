import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTerminal, type Terminal, withEngine } from "./postern.js";
import { startProxy } from "./proxy.js";

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
/** One that may do everything, for all tests; what a test needs otherwise it opens itself. */
let open: Tenant;
let tenant: Tenant | null = null;

beforeAll(async () => {
  open = await startTenant({ messagesPerDay: 50 });
});
afterAll(() => open.close());
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(async () => {
  await terminal.close();
  await tenant?.close();
  tenant = null;
});

async function openTenant(options: Parameters<typeof startTenant>[0]): Promise<Tenant> {
  tenant = await startTenant({ messagesPerDay: 50, ...options });
  return tenant;
}

async function write(name: string, content: object): Promise<string> {
  const file = join(terminal.home, "..", name);
  await writeFile(file, JSON.stringify(content));
  return file;
}

function environmentOf({ v2 }: Tenant): Record<string, string> {
  return {
    POSTERN_MIMECAST_CLIENT_ID: v2.clientId,
    POSTERN_MIMECAST_CLIENT_SECRET: v2.clientSecret,
  };
}

describe("connecting", () => {
  test("from the emulator's line, a file or standard input, once per generation", async () => {
    const description = JSON.stringify(describeTenant(open));
    const file = await write("tenant.json", describeTenant(open));
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
    const before = open.requests().length;
    const words = ["connect", "--name", "env", "--base-url", open.v2.baseUrl, "--no-test", "--json"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ connection: { name: "env", generation: "2.0" }, checks: [] });
    expect(open.requests()).toHaveLength(before);
  });

  test("from a secret command, of which nothing is shown; with reminders", async () => {
    const { clientSecret } = open.v2;
    const file = await write("secret.json", describeTenant(open).v2);
    const words = ["connect", "--name", "cmd", "--secret-command", `cat ${file}`, "--expires", "5d"];
    const { exitCode, stdout, stderr } = await terminal.run([...words, "--rotate-every", "90"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/pass +credential +cmd/);
    const list = await terminal.run(["credentials"]);
    expect(list.stdout).toMatch(/cmd +2\.0 +clientId …\w{4} #[0-9a-f]{12}, clientSecret …\w{4} /);
    expect(list.stdout).toContain("The keys of cmd expire in");
    for (const text of [stdout, stderr, list.stdout]) expect(text).not.toContain(clientSecret);
  });

  test("values in each other's fields are told apart before any call", async () => {
    const { baseUrl, applicationId, secretKey, ...others } = open.v1;
    const swapped = { baseUrl, ...others, applicationId: secretKey, secretKey: applicationId };
    const before = open.requests().length;
    const words = ["connect", "--name", "swapped", "--from", await write("swapped.json", swapped)];
    const { exitCode, stdout, stderr } = await terminal.run(words);
    expect(exitCode).toBe(10);
    expect(stderr).toContain("bad-credentials-shape");
    expect(stderr).toContain("swapped");
    for (const value of [applicationId, secretKey]) expect(stdout + stderr).not.toContain(value);
    expect(open.requests()).toHaveLength(before);
    expect(await withEngine(terminal, (engine) => engine.credentials.list())).toEqual([]);
  });

  test("with credentials of their own for reading and for acting", async () => {
    const { baseUrl, ...oauth } = open.v2;
    const secrets = { kind: "2.0", oauth } as const;
    await withEngine(terminal, (engine) => engine.credentials.add({ name: "reading", secrets }));
    const input = JSON.stringify(oauth);
    const added = await terminal.run(["credentials", "add", "acting", "--from", "-"], { input });
    expect(added.exitCode).toBe(0);
    const words = ["connect", "--name", "two", "--credential", "reading", "--acting-credential", "acting"];
    const made = await terminal.run([...words, "--base-url", baseUrl]);
    expect(made.exitCode).toBe(0);
    expect(made.stdout).toMatch(/acts as +acting/);
    const credentials = await withEngine(terminal, (engine) => engine.credentials.list());
    expect(credentials.map(({ name, usedBy }) => [name, ...usedBy])).toEqual([
      ["acting", "two"],
      ["reading", "two"],
    ]);
    const refused = await terminal.run(["credentials", "remove", "acting", "--yes"]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("credential-in-use");
  });

  test("a name that is taken is refused", async () => {
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
    const words = ["connect", "--name", "env", "--base-url", open.v2.baseUrl, "--no-test"];
    await terminal.run(words, { environment: environmentOf(open) });
    expect((await terminal.run(["connections", "remove", "env"])).exitCode).toBe(2);
    const { exitCode, stdout } = await terminal.run(["connections", "remove", "env", "--yes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/its events stay as +env~removed/);
    expect(stdout).toMatch(/credentials that nothing else used +env/);
    expect((await terminal.run(["connections"])).stdout).toContain("No connection yet");
  });
});

describe("any network", () => {
  test("a proxy that asks for a password gets it from a credential", async () => {
    const login = { username: "gatekeeper", password: "hush-proxy-canary" };
    const proxy = await startProxy(login);
    try {
      const words = ["connect", "--name", "far", "--base-url", open.v2.baseUrl, "--feeds", "ttp-url"];
      const through = [...words, "--actions", "", "--proxy", proxy.url];
      const environment = environmentOf(open);
      const bare = await terminal.run(through, { environment });
      expect(bare.exitCode).toBe(13);
      expect(proxy.tunnels()).toBe(0);
      const secrets = { kind: "proxy", login } as const;
      await withEngine(terminal, (engine) => engine.credentials.add({ name: "gate", secrets }));
      const update = ["connect", "--update", "far", "--proxy-credential", "gate"];
      const mended = await terminal.run(update);
      expect(mended.exitCode).toBe(0);
      expect(mended.stdout).toMatch(/pass +feed +ttp-url/);
      expect(proxy.tunnels()).toBeGreaterThan(0);
      for (const { stdout, stderr } of [bare, mended]) expect(stdout + stderr).not.toContain(login.password);
    } finally {
      await proxy.close();
    }
  });

  test("a CA of one's own is trusted when it is given; without checking, everybody is warned", async () => {
    const secured = await openTenant({ tls: true });
    const environment = environmentOf(secured);
    const words = ["connect", "--name", "tls", "--base-url", secured.v2.baseUrl, "--feeds", "ttp-url"];
    const refused = await terminal.run([...words, "--actions", ""], { environment });
    expect(refused.exitCode).toBe(13);
    expect(refused.stdout).toContain("tls");
    const unchecked = await terminal.run(["connect", "--update", "tls", "--no-verify"]);
    expect(unchecked.exitCode).toBe(0);
    expect(unchecked.stderr).toContain("!!  Certificates are NOT checked for tls");
    expect((await terminal.run(["status"])).stdout).toContain("!!  Certificates are not checked");
    const ca = join(terminal.home, "..", "ca.pem");
    await writeFile(ca, secured.tls?.ca ?? "");
    const mended = await terminal.run(["connect", "--update", "tls", "--ca", ca, "--verify"]);
    expect(mended.exitCode).toBe(0);
    expect(mended.stderr).toBe("");
  });
});

describe("testing under the role of the Radiant guide", () => {
  test("clicks, sender and URL blocks pass; SIEM 2.0 names what is missing", async () => {
    const limited = await openTenant({ application: radiant });
    const words = ["connect", "--name", "radiant", "--base-url", limited.v2.baseUrl];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(limited) });
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
    const { checks } = JSON.parse(again.stdout) as {
      checks: { result: string; state: string; subject: { name: string } }[];
    };
    const failed = checks.filter(({ result }) => result === "fail");
    // No call lists managed senders, so there is nothing to try these by.
    const untried = checks.filter(({ result }) => result === "cannot-tell");
    expect(untried.map(({ subject }) => subject.name)).toEqual(["block-sender-for", "permit-sender-for"]);
    expect(checks.filter(({ result }) => result === "pass")).toHaveLength(
      checks.length - failed.length - untried.length,
    );
    expect(failed.map(({ state }) => state)).toEqual(failed.map(() => "not-permitted"));
  });

  test("with the product but not the permission, the permission is named", async () => {
    const products = [...radiant.products, "Threats, Security Events and Data for CG"] as const;
    const limited = await openTenant({ application: { ...radiant, products } });
    const words = ["connect", "--name", "radiant", "--base-url", limited.v2.baseUrl, "--feeds", "siem-2.0"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(limited) });
    expect(exitCode).toBe(11);
    expect(stdout).toContain("not-permitted");
    expect(stdout).toContain(
      '"Security Events and Data Retrieval | Threat and Security Events (SIEM) | Read"',
    );
  });

  test("who chose no feeds gets Cloud Integrated too, where the credential may read it", async () => {
    const connectTo = async (to: Tenant, name: string) => {
      const words = ["connect", "--name", name, "--base-url", to.v2.baseUrl, "--json"];
      const { stdout } = await terminal.run(words, { environment: environmentOf(to) });
      return (JSON.parse(stdout) as { connection: { settings: { feeds: string[] } } }).connection.settings
        .feeds;
    };
    const limited = await openTenant({ application: radiant });
    expect(await connectTo(limited, "gateway")).not.toContain("siem-ci");
    const feeds = await connectTo(open, "both");
    expect(feeds).toContain("siem-ci");
    expect(feeds.filter((feed) => feed.endsWith("-stream"))).toEqual([]);
  });

  test("nothing outside what was chosen is called, and nothing is written", async () => {
    const limited = await openTenant({ application: radiant });
    const chosen = ["--feeds", "ttp-url", "--actions", "block-url"];
    const words = ["connect", "--name", "radiant", "--base-url", limited.v2.baseUrl, ...chosen];
    const { exitCode } = await terminal.run(words, { environment: environmentOf(limited) });
    expect(exitCode).toBe(0);
    expect(new Set(limited.requests().map(({ operation }) => operation))).toEqual(
      new Set(["oauth.token", "ttp.url.get-logs", "ttp.url.get-all-managed-urls"]),
    );
  });
});

describe("what goes wrong says what to do", () => {
  test("a wrong secret", async () => {
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
    const words = ["connect", "--name", "away", "--base-url", "http://127.0.0.1:9", "--feeds", "ttp-url"];
    const { exitCode, stdout } = await terminal.run(words, { environment: environmentOf(open) });
    expect(exitCode).toBe(13);
    expect(stdout).toContain("unreachable");
    expect(stdout).toContain("Check the base URL");
  });

  test("another data directory than the vault's key", async () => {
    const words = ["connect", "--name", "a", "--base-url", open.v2.baseUrl, "--no-test"];
    await terminal.run(words, { environment: environmentOf(open) });
    const key = Buffer.alloc(32, 7).toString("base64");
    const { exitCode, stderr } = await terminal.run(["test", "a"], { environment: { POSTERN_KEY: key } });
    expect(exitCode).toBe(5);
    expect(stderr).toContain("vault-wrong-key");
  });
});

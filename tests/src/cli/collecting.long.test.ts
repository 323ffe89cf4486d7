import { createClock, describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lastJson, openTerminal, type Terminal } from "./postern.js";

const minuteMs = 60_000;

interface FeedJson {
  readonly feed: string;
  readonly state: string;
  readonly stored: number;
  readonly lastEventAt: string;
  readonly ledger: { readonly verdict: string; readonly asOf: string };
}

let terminal: Terminal;
let tenant: Tenant;

async function connect(generation: "1.0" | "2.0", name: string, ...more: string[]): Promise<void> {
  const words = ["connect", "--name", name, "--generation", generation, "--from", "-", "--no-test", ...more];
  const { exitCode, stderr } = await terminal.run(words, { input: JSON.stringify(describeTenant(tenant)) });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
}

beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(async () => {
  await terminal.close();
  await tenant.close();
});

describe("collecting and looking", () => {
  /** A click in the past, so that it has settled by now. */
  async function openTenantWithClick() {
    const clock = createClock({ start: Date.now() - 10 * minuteMs });
    tenant = await startTenant({ messagesPerDay: 100, clock });
    const [campaign] = tenant.campaigns();
    if (campaign === undefined) throw new Error("no campaign");
    const recipient = campaign.recipients[0] ?? `somebody@${tenant.account.domain}`;
    tenant.click({ url: campaign.url, recipient, sourceIp: "203.0.113.250" });
    clock.advance(10 * minuteMs);
    return { url: campaign.url, recipient, sender: campaign.sender };
  }

  test("what the tenant served is what status, events and clicks tell", async () => {
    const click = await openTenantWithClick();
    await connect("2.0", "v2", "--lookback", "6h");

    const collected = await terminal.run(["collect"]);
    expect(collected.exitCode).toBe(0);
    expect(collected.stderr).toMatch(/v2 {2}siem-2\.0 {2}healthy/);
    expect(collected.stdout).toMatch(/v2 +ttp-url +healthy/);

    const status = await terminal.run(["status", "v2", "--json"]);
    const { connections } = JSON.parse(status.stdout) as { connections: { feeds: FeedJson[] }[] };
    const feeds = connections[0]?.feeds ?? [];
    const siem = feeds.find(({ feed }) => feed === "siem-2.0");
    expect(siem).toMatchObject({ state: "healthy", stored: tenant.served("2.0")["siem-2.0"] });
    expect(siem?.lastEventAt).toMatch(/Z$/);
    expect(feeds.map(({ ledger }) => ledger.verdict)).toEqual(feeds.map(() => "complete"));
    const table = await terminal.run(["status"]);
    expect(table.stdout).toMatch(
      /FEED +STATE +LAST EVENT +LAST ARRIVAL +LAG +TODAY +STORED +DUPLICATES +QUARANTINED +LEDGER +AS OF +NEXT POLL/,
    );

    const events = await terminal.run(["events", "--feed", "siem-2.0", "--json"]);
    const lines = events.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(siem?.stored ?? 0);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      connection: "v2",
      feed: "siem-2.0",
      raw: { aggregateId: expect.anything() },
    });
    const documents = await terminal.run(["events", "--feed", "siem-2.0", "--limit", "3", "--as", "ecs"]);
    const written = documents.stdout.trimEnd().split("\n");
    expect(written).toHaveLength(3);
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      event: { hash: JSON.parse(lines[0] ?? "").id, dataset: "mimecast.siem" },
    });

    const clicks = await terminal.run(["clicks", "--malicious", "--recipient", click.recipient, "--json"]);
    const found = JSON.parse(clicks.stdout) as { clicks: { url: string }[] };
    expect(found.clicks.find(({ url }) => url === click.url)).toMatchObject({
      recipient: click.recipient.toLowerCase(),
      sourceAddresses: expect.arrayContaining(["203.0.113.250"]),
    });
    const shown = await terminal.run(["clicks", "--malicious"]);
    expect(shown.stdout).toContain(click.url.replace("https", "hxxps").replaceAll(/\.(?=[^/]*\/)/g, "[.]"));
    expect(shown.stdout).not.toContain(click.url);
  });

  test("a reader that has enough ends it quietly", async () => {
    tenant = await startTenant({ messagesPerDay: 400 });
    await connect("2.0", "v2", "--lookback", "24h");
    await terminal.run(["collect"]);
    const running = terminal.start(["events", "--json"]);
    await running.until("\n");
    running.stopReading();
    const { exitCode, stderr } = await running.ended;
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test("run polls until it is told to stop, and follow shows what arrives meanwhile", async () => {
    tenant = await startTenant({ messagesPerDay: 100 });
    await connect("2.0", "v2", "--lookback", "6h", "--feeds", "siem-2.0");
    const following = terminal.start(["events", "--follow", "--json"]);
    const polling = terminal.start(["run", "--every", "10m", "--log", "text"]);
    await polling.until("healthy");
    await following.until("siem-2.0");
    for (const running of [polling, following]) running.signal("SIGINT");
    expect((await polling.ended).exitCode).toBe(0);
    const { exitCode, stdout } = await following.ended;
    expect(exitCode).toBe(0);
    expect(lastJson(stdout)).toMatchObject({ connection: "v2", feed: "siem-2.0" });
  });
});

describe("Ctrl-C", () => {
  test("while collecting loses nothing: the next pass reads the rest", async () => {
    tenant = await startTenant({ messagesPerDay: 1500 });
    await connect("1.0", "v1", "--feeds", "siem-1.0");
    const running = terminal.start(["collect"]);
    await running.until("reading");
    setTimeout(() => running.signal("SIGINT"), 500);
    const { exitCode, stderr } = await running.ended;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("Stopped.");
    expect((await terminal.run(["collect"])).exitCode).toBe(0);
    const status = await terminal.run(["status", "--json"]);
    const { connections } = JSON.parse(status.stdout) as { connections: { feeds: FeedJson[] }[] };
    expect(connections[0]?.feeds[0]).toMatchObject({
      stored: tenant.served("1.0")["siem-1.0"],
      ledger: { verdict: "complete" },
    });
  }, 120_000);
});

describe("an unknown name or feed", () => {
  test("ends before anything is called", async () => {
    tenant = await startTenant({ messagesPerDay: 50 });
    await connect("2.0", "v2");
    const wrong = [
      { words: ["collect", "nope"], exitCode: 3, code: "unknown-connection" },
      { words: ["run", "nope"], exitCode: 3, code: "unknown-connection" },
      { words: ["status", "nope"], exitCode: 3, code: "unknown-connection" },
      { words: ["collect", "--feed", "siem-9"], exitCode: 2, code: "bad-usage" },
    ];
    for (const { words, exitCode, code } of wrong) {
      const outcome = await terminal.run(words);
      expect(outcome).toMatchObject({ exitCode, stdout: "" });
      expect(outcome.stderr).toContain(code);
    }
    expect(tenant.requests()).toEqual([]);
  });
});

import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultFeedsOf } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lastJson, openTerminal, type Terminal } from "./postern.js";

interface Summary {
  readonly connections: readonly {
    readonly name: string;
    readonly generation: Generation;
    readonly feeds: readonly {
      readonly feed: string;
      readonly served: number;
      readonly stored: number;
      readonly quarantined: number;
      readonly ledger: string;
    }[];
  }[];
  /** Of the second part, which recorded records leave out. */
  readonly trouble?: readonly {
    readonly published: number;
    readonly stored: number;
    readonly ledger: string;
  }[];
}

let terminal: Terminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const leftovers = async () =>
  (await readdir(join(terminal.home, ".."))).filter((name) => name.startsWith("postern-demo-"));

describe("the demo", () => {
  test("tells its story, stays up for the commands it proposes, and leaves nothing behind", async () => {
    const demo = terminal.start(["demo", "--json"]);
    await demo.until("Ctrl-C");
    await demo.until('{"connections":');

    const summary = lastJson(demo.stdout()) as Summary;
    expect(summary.connections.map(({ name, generation }) => [name, generation])).toEqual([
      ["demo-v1", "1.0"],
      ["demo-v2", "2.0"],
    ]);
    for (const { generation, feeds } of summary.connections) {
      expect(feeds.map(({ feed }) => feed)).toEqual(defaultFeedsOf(generation).map(({ name }) => name));
      for (const feed of feeds) {
        expect(feed).toMatchObject({ quarantined: 0, ledger: "complete" });
        // A day may pass without anybody reporting a mail or looking into the archive, or anything to be taken back.
        if (!/^(archive|remediation|reported)-/.test(feed.feed)) expect(feed.stored).toBeGreaterThan(0);
        if (feed.feed === "ttp-url") expect(feed.served).toBeGreaterThanOrEqual(feed.stored);
        else expect(feed.served).toBe(feed.stored);
      }
    }

    const story = demo.stderr();
    expect(story).toMatch(/click .* refused[\s\S]*message .* refused/);
    expect(story).toMatch(/click .* let through[\s\S]*message .* let through/);
    expect(story).not.toMatch(/should (be|not)/);
    expect(summary.trouble).toHaveLength(3);
    expect(summary.trouble?.[0]?.published).toBeGreaterThan(0);
    for (const { published, stored, ledger } of summary.trouble ?? []) {
      expect({ stored, ledger }).toEqual({ stored: published, ledger: "complete" });
    }
    expect(story).toMatch(/killed +after[\s\S]*waited +\d[\s\S]*kept +\d[\s\S]*renewed +two hours/);
    expect(story).not.toMatch(/https:\/\/login\./);

    const proposed = story.split("\n").filter((line) => / --home /.test(line));
    expect(proposed).toHaveLength(3);
    for (const line of proposed) {
      const running = terminal.type(line.trim());
      if (line.includes("--follow")) {
        await running.until("siem-");
        running.signal("SIGINT");
      }
      const { exitCode, stdout, stderr } = await running.ended;
      expect(exitCode, `${line}\n${stderr}`).toBe(0);
      expect(stdout).not.toBe("");
    }

    expect(await leftovers()).toHaveLength(1);
    demo.signal("SIGINT");
    expect((await demo.ended).exitCode).toBe(0);
    expect(await leftovers()).toEqual([]);
    await expect(access(terminal.home)).rejects.toThrow();
  }, 120_000);

  test("stores every recorded record, says what it skipped, and ends", async () => {
    const records = join(terminal.home, "..", "records");
    await mkdir(records);
    const click = {
      userEmailAddress: "johndoe@corp.example",
      fromUserEmailAddress: "bob@else.example",
      url: "http://bgmtrack.example/x",
      scanResult: "clean",
      action: "allow",
      date: "2021-10-16T14:45:34+0000",
      category: "Business",
      sendingIp: "192.0.2.1",
      userOverride: "None",
      ttpDefinition: "Inbound URL 'Aggressive'",
      route: "inbound",
      creationMethod: "User Click",
      subject: "Test",
    };
    await writeFile(join(records, "clicks.log"), `${JSON.stringify(click)}\n`);
    await writeFile(join(records, "notes.txt"), "not a record\n");
    const { exitCode, stdout, stderr } = await terminal.run([
      "demo",
      "--exit",
      "--json",
      "--records",
      records,
    ]);
    expect(exitCode).toBe(0);
    const summary = lastJson(stdout) as Summary;
    for (const { feeds } of summary.connections) {
      expect(feeds.find(({ feed }) => feed === "ttp-url")).toMatchObject({
        served: 1,
        stored: 1,
        ledger: "complete",
      });
    }
    expect(stderr).toContain("skipped 1");
    expect(stderr).toContain("left out");
    expect(await leftovers()).toEqual([]);
  }, 60_000);
});

describe("the emulator", () => {
  test("prints one line that connects, and stops when told", async () => {
    const emulator = terminal.start(["emulator", "--json", "--messages-per-day", "50"]);
    await emulator.until("\n");
    const line = emulator.stdout();
    expect(Object.keys(JSON.parse(line) as object)).toEqual(["v1", "v2"]);
    const words = ["connect", "--name", "lab", "--generation", "1.0", "--from", "-"];
    expect((await terminal.run(words, { input: line })).exitCode).toBe(0);
    emulator.signal("SIGTERM");
    const { exitCode, stdout } = await emulator.ended;
    expect(exitCode).toBe(0);
    expect(stdout).toBe(line);
  });

  test("explains on standard error why a call was refused, if asked", async () => {
    const emulator = terminal.start(["emulator", "--json", "--explain", "--messages-per-day", "50"]);
    await emulator.until("\n");
    const { v2 } = JSON.parse(emulator.stdout()) as { v2: { baseUrl: string } };
    await fetch(`${v2.baseUrl}/api/ttp/url/get-logs`, { method: "POST" });
    emulator.signal("SIGTERM");
    const { stderr } = await emulator.ended;
    expect(stderr).toContain("2.0  401  ttp.url.get-logs");
    expect(stderr).toContain("there is no Authorization header");
  });
});

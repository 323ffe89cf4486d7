import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EngineListener } from "../../engine/events.js";
import { sampleEvents } from "../samples.suite.js";
import { createLog, type LogLevel } from "./index.js";

const now = Date.UTC(2026, 0, 7);

function open(level: LogLevel) {
  const lines: string[] = [];
  const log = createLog({ targets: [{ write: (text) => lines.push(text) }], level, now: () => now });
  return { log, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

function tellAll(listener: EngineListener, change: (value: unknown) => unknown = (value) => value): number {
  let count = 0;
  for (const [name, events] of Object.entries(sampleEvents)) {
    for (const event of events) {
      listener(name as "poll.started", change(event) as { connection: string });
      count += 1;
    }
  }
  return count;
}

/** A copy with another text in the place of every one. */
function withTexts(value: unknown, text: string): unknown {
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((inner) => withTexts(inner, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === "type" ? inner : withTexts(inner, text)]),
  );
}

test("every event is one line of JSON with its name, its level, what it is about, and words", () => {
  const { log, read } = open("trace");
  const count = tellAll(log.listener);
  const lines = read();
  expect(lines).toHaveLength(count);
  for (const line of lines) {
    expect(line).toMatchObject({
      time: "2026-01-07T00:00:00.000Z",
      level: expect.stringMatching(/^(?:trace|debug|info|warn|error)$/),
      event: expect.stringMatching(/^[a-z]+\.[a-z]+$/),
      msg: expect.stringMatching(/./),
    });
  }
  const names = lines.map(({ event }) => event);
  expect(names).toContain("request.throttled");
  expect(names).not.toContain("client.event");
  expect(lines.find(({ event }) => event === "batch.committed")).toMatchObject({
    connection: "eu",
    feed: "ttp-url",
    stored: 3,
    level: "debug",
  });
});

test("a level tells what stands before it, too", () => {
  const { log, read } = open("warn");
  tellAll(log.listener);
  const levels = new Set(read().map(({ level }) => level));
  expect([...levels].sort()).toEqual(["error", "warn"]);
});

const canary = "c4narySecretThatMustNotShow0";

test.each([
  `Authorization: Bearer ${canary}`,
  `refused: {"access_token":"${canary}"}`,
  `client_secret=${canary}&grant_type=client_credentials`,
  `Authorization: MC ${canary}:${canary}`,
  `GET https://files.example/a/b.json.gz?X-Amz-Signature=${canary}&X-Amz-Date=1`,
  `proxy http://someone:${canary}@proxy.example:3128 said no`,
  `eyJhbGciOiJI.${canary}.${canary}`,
  `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`,
])("no line shows a secret, whatever event it came in: %s", (text) => {
  const { log, read } = open("trace");
  const count = tellAll(log.listener, (event) => withTexts(event, text));
  log.note({ level: "fatal", event: "service.failed", fields: { text }, text });
  const lines = read();
  expect(lines).toHaveLength(count + 1);
  expect(JSON.stringify(lines)).not.toContain(canary);
});

test("what an attacker wrote into a name stays within its line", () => {
  const { log, read } = open("trace");
  const count = tellAll(log.listener, (event) => withTexts(event, 'a\n{"level":"fatal"}\u001b[2J'));
  expect(read()).toHaveLength(count);
});

test("a log file is appended to, and opened anew after it was moved away", async () => {
  const directory = await mkdtemp(join(tmpdir(), "postern-log-"));
  const file = join(directory, "logs", "postern.ndjson");
  const openFile = () => createLog({ targets: [{ file }], level: "info", now: () => now });
  const first = openFile();
  first.listener("notification.sent", { channel: "one" });
  first.close();
  const second = openFile();
  second.listener("notification.sent", { channel: "two" });
  await rename(file, `${file}.1`);
  second.reopen();
  second.listener("notification.sent", { channel: "three" });
  second.close();
  const channels = async (name: string) =>
    (await readFile(name, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { channel: string }).channel);
  expect(await channels(`${file}.1`)).toEqual(["one", "two"]);
  expect(await channels(file)).toEqual(["three"]);
  expect(() => createLog({ targets: [{ file: directory }], level: "info", now: () => now })).toThrow(
    expect.objectContaining({ code: "bad-usage" }),
  );
  await rm(directory, { recursive: true });
});

import { createHmac } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createActing, createRecorder } from "../audit/index.js";
import { createConnectionStore } from "../connections/index.js";
import { createCredentialStore } from "../credentials/index.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { openVault } from "../vault/index.js";
import { createChannelStore } from "./channels.js";
import { startHook, startMailServer } from "./listeners.suite.js";
import { createNotifications } from "./notifications.js";

const hourMs = 3_600_000;
const minuteMs = 60_000;

let home: string;
let connectionId: string;
let store: Store;
let clock: { now: number; free: number };
let told: string[];
let hook: Awaited<ReturnType<typeof startHook>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-notices-"));
  clock = { now: Date.UTC(2026, 0, 5, 12), free: 10e9 };
  told = [];
  hook = await startHook();
  mail = await startMailServer();
  store = await openSqliteStore({ home });
  const { connections } = await open();
  const oauth = { clientId: "aB3".repeat(14), clientSecret: "cD4".repeat(20) };
  const baseUrl = "https://api.services.mimecast.com";
  const settings = { feeds: ["siem-2.0"] };
  const { id } = await connections.add({ name: "k", generation: "2.0", baseUrl, oauth, settings });
  connectionId = id;
  await store.control
    .insertInto("streams")
    .values({ id: 1, connection_id: id, feed: "siem-2.0", since: 0, state: "waiting", state_since: 0 })
    .execute();
});
afterEach(async () => {
  await Promise.all([hook.close(), mail.close(), store.close()]);
  await rm(home, { recursive: true });
});

async function open() {
  const now = (): number => clock.now;
  const record = createRecorder({ acting: createActing(), now });
  const vault = await openVault({ store, home, environmentKey: undefined, now, record });
  const credentials = createCredentialStore({ store, vault, now, record });
  const connections = createConnectionStore({ store, credentials, now, record });
  const notifications = createNotifications({
    store,
    channels: createChannelStore({ store, vault, now, record }),
    connections,
    readFreeBytes: async () => clock.free,
    now,
    listener: (name) => told.push(name),
  });
  return { vault, connections, notifications };
}

async function enter(state: string): Promise<void> {
  const row = { connection_id: connectionId, at: clock.now, state, reason: "the keys were revoked" };
  await store.control.insertInto("connection_history").values(row).execute();
}

async function set(stream: object): Promise<void> {
  await store.control.updateTable("streams").set(stream).execute();
}

test("tells what begins and what is over once each, signed, across restarts and a rotated key", async () => {
  const { notifications, vault } = await open();
  await notifications.add({
    name: "ops",
    target: { kind: "webhook", url: hook.url },
    secret: "s3cret-of-ops",
  });
  await notifications.look();
  expect(hook.take()).toEqual([]);
  await enter("credentials-refused");
  await notifications.look();
  const [first] = hook.received;
  const timestamp = first?.headers["x-postern-timestamp"];
  const expected = createHmac("sha256", "s3cret-of-ops").update(`${timestamp}.${first?.body}`).digest("hex");
  expect(first?.headers["x-postern-signature"]).toBe(`v1=${expected}`);
  expect(hook.take()).toMatchObject([
    { kind: "credentials-refused", state: "raised", connection: "k", at: "2026-01-05T12:00:00.000Z" },
  ]);
  await notifications.look();
  await vault.rotate();
  const { notifications: restarted } = await open();
  await restarted.look();
  expect(hook.take()).toEqual([]);
  clock.now += hourMs;
  await enter("connected");
  await restarted.look();
  const recovered = hook.take();
  expect(recovered.map(({ kind, state }: { kind: string; state: string }) => [kind, state]).sort()).toEqual([
    ["connected", "recovered"],
    ["credentials-refused", "recovered"],
  ]);
  expect(recovered[0].since).toBe("2026-01-05T12:00:00.000Z");
});

test("tells of stale feeds, lost spans, quarantine, used-up quotas, keys and the disk", async () => {
  const { notifications } = await open();
  await notifications.add({ name: "ops", target: { kind: "webhook", url: hook.url } });
  await enter("connected");
  await set({
    state: "failing",
    state_since: clock.now - 2 * hourMs,
    last_poll_at: clock.now,
    reason: "no answer",
  });
  const at = clock.now;
  const lost = { stream_id: 1, part: "", from_at: at - hourMs, until_at: at, state: "lost", as_of: at };
  await store.control
    .insertInto("windows")
    .values({ ...lost, reason: null })
    .execute();
  for (let line = 1; line <= 12; line += 1) {
    const row = { stream_id: 1, source: "a.gz", line, reason: "broken-record", detail: "", truncated: 0, at };
    await store.control
      .insertInto("quarantine")
      .values({ ...row, bytes: Buffer.of(1) })
      .execute();
  }
  await store.control
    .updateTable("credentials")
    .set({ expires_at: at + hourMs })
    .execute();
  clock.free = 500e6;
  await set({ vendor_at: at, clock_ahead_ms: 90_000 * hourMs });
  await notifications.look();
  const kinds = () =>
    hook
      .take()
      .map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`)
      .sort();
  expect(kinds()).toEqual([
    "clock-wrong raised",
    "feed-stale raised",
    "key-expiring raised",
    "quarantine-growing raised",
    "store-nearly-full raised",
    "window-lost raised",
  ]);
  clock.free = 10e9;
  clock.now += 2 * hourMs;
  await set({ state: "throttled", state_since: clock.now - hourMs, last_poll_at: clock.now });
  await set({ vendor_at: clock.now, clock_ahead_ms: 2000 });
  await notifications.look();
  expect(kinds()).toEqual([
    "budget-exhausted raised",
    "clock-wrong recovered",
    "feed-stale recovered",
    "key-expiring raised",
    "key-expiring recovered",
    "quarantine-growing recovered",
    "store-nearly-full recovered",
  ]);
});

test("tries again what was not taken, and never shows the address of a chat's webhook", async () => {
  const { notifications } = await open();
  await notifications.add({ name: "chat", target: { kind: "slack" }, secret: hook.url });
  await notifications.add({
    name: "team",
    target: { kind: "teams" },
    secret: hook.url,
    only: ["window-lost"],
  });
  hook.answer.status = 500;
  await enter("credentials-refused");
  await notifications.look();
  expect(told).toEqual(["notice.raised", "notification.failed"]);
  hook.answer.status = 200;
  await notifications.look();
  expect(hook.take()).toEqual([]);
  clock.now += minuteMs;
  await notifications.look();
  const [{ text }] = hook.take();
  expect(text).toContain("The credential of k is refused: the keys were revoked");
  expect(JSON.stringify(await notifications.list())).not.toContain(hook.url);
  await notifications.test("team");
  expect(hook.take()).toMatchObject([
    { type: "message", attachments: [{ content: { type: "AdaptiveCard" } }] },
  ]);
  hook.answer.status = 404;
  await expect(notifications.test("chat")).rejects.toMatchObject({ code: "notification-failed" });
  await notifications.remove("chat");
  await expect(notifications.test("chat")).rejects.toMatchObject({ code: "unknown-channel" });
});

test("holds mail back in quiet hours, and says nothing of what was over before they were", async () => {
  const { notifications } = await open();
  await notifications.add({
    name: "mail",
    target: {
      kind: "email",
      host: "127.0.0.1",
      port: mail.port,
      tls: "never",
      username: null,
      from: "postern@corp.example",
      to: ["soc@corp.example"],
    },
    quiet: { fromMinute: 22 * 60, untilMinute: 7 * 60, timeZone: "UTC" },
  });
  clock.now = Date.UTC(2026, 0, 5, 23);
  await enter("connected");
  await set({ state: "failing", state_since: clock.now - 2 * hourMs, last_poll_at: clock.now });
  await notifications.look();
  await set({ state: "healthy" });
  await notifications.look();
  await enter("credentials-refused");
  clock.now += 2 * hourMs;
  await notifications.look();
  expect(mail.mails).toEqual([]);
  clock.now = Date.UTC(2026, 0, 6, 7);
  await set({ last_poll_at: clock.now });
  await notifications.look();
  expect(mail.mails).toHaveLength(1);
  expect(mail.mails[0]).toContain("To: soc@corp.example");
  expect(mail.mails[0]).toMatch(/Subject: Postern: The credential of k/);
});

test("runs a command with the message on its input, and takes its exit code for the answer", async () => {
  const { notifications } = await open();
  const file = join(home, "told.json");
  const script = `require("fs").writeFileSync(${JSON.stringify(file)}, require("fs").readFileSync(0))`;
  await notifications.add({
    name: "page",
    target: { kind: "command", words: [process.execPath, "-e", script] },
  });
  await notifications.test("page");
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ kind: "test", state: "raised" });
  await notifications.add({
    name: "deaf",
    target: { kind: "command", words: [process.execPath, "-e", "process.exit(3)"] },
  });
  await expect(notifications.test("deaf")).rejects.toThrow("exit code 3");
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Feed } from "@postern/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectSameState } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

const dayMs = 24 * hourMs;

/** Everything in the data directory, byte for byte. */
async function readHome(home: string): Promise<string> {
  const names = await readdir(home);
  return (await Promise.all(names.map((name) => readFile(join(home, name), "latin1")))).join();
}

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting({
    tenant: { messagesPerDay: 1500 },
    settings: { feeds: lists.map(({ feed }) => feed) },
  });
});
afterAll(() => setting.close());

// What names an item in each list. Where both generations answer alike, one of them stands for both.
const lists = [
  { connection: "v1", feed: "held-messages", keys: ["id"] },
  { connection: "v2", feed: "held-messages", keys: ["id"] },
  { connection: "v2", feed: "held-summary", keys: ["policyInfo"] },
  { connection: "v1", feed: "processing-queue", keys: ["id"] },
  { connection: "v2", feed: "awareness-scores", keys: ["emailAddress"] },
  { connection: "v1", feed: "awareness-watchlist", keys: ["email"] },
  { connection: "v2", feed: "awareness-performance", keys: ["email"] },
  { connection: "v2", feed: "phishing-campaigns", keys: ["id", "email", "timeScheduled"] },
  { connection: "v1", feed: "account", keys: ["accountCode"] },
  { connection: "v2", feed: "packages", keys: ["id"] },
  { connection: "v2", feed: "support-info", keys: [] },
] as const satisfies readonly { connection: string; feed: Feed; keys: readonly string[] }[];

test.each(lists)(
  "$feed on $connection is known as it stands after each poll",
  async ({ connection, feed, keys }) => {
    const { tenant, clock } = setting;
    const compare = () =>
      expectSameState({
        engine: setting.engine,
        tenant,
        connection,
        feed,
        keys,
        leftOut: ["passphrase", "supportCode"],
      });
    // The processing queue is empty most of the time.
    while ([...tenant.truth(feed)].length === 0) clock.advance(minuteMs);
    await setting.collect([feed], connection);
    expect(await compare()).toBeGreaterThan(0);
    clock.advance(dayMs);
    await setting.reopen();
    await setting.collect([feed], connection);
    await compare();
  },
);

describe("the hold queue", () => {
  test("tells what an administrator decided about a message", async () => {
    setting.clock.advance(15 * minuteMs);
    await setting.collect(["held-messages"]);
    const [one = "", other = ""] = [...setting.tenant.truth("held-messages")].map(
      ({ raw }) => JSON.parse(raw).id,
    );
    setting.tenant.hold.release(one);
    setting.tenant.hold.reject(other);
    setting.clock.advance(15 * minuteMs);
    await setting.collect(["held-messages"]);
    const told: Record<string, string> = {};
    for await (const { type, raw } of setting.engine.events.since(0, {
      connection: "v2",
      feed: "held-messages",
    }))
      told[JSON.parse(raw).id] = type;
    expect([told[one], told[other]]).toEqual(["released", "rejected"]);
  });
});

describe("the account's secrets", () => {
  test("are kept nowhere", async () => {
    await setting.collect(["account"], "v1");
    const events: string[] = [];
    for await (const { raw } of setting.engine.events.since(0, { feed: "account" })) events.push(raw);
    expect(events.length).toBeGreaterThan(0);
    const database = await readHome(setting.home);
    for (const secret of setting.tenant.accountSecrets) {
      expect(events.join()).not.toContain(secret);
      expect(database.includes(secret)).toBe(false);
    }
    expect(database.includes(setting.tenant.account.code)).toBe(true);
  });
});

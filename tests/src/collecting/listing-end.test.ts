import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, openSetting, type Setting, workday } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

const feed = "siem-2.0";
const dayMs = 24 * hourMs;

test("a replay of files with an end reads those of its days and the next, and no more", async () => {
  setting = await openSetting({
    tenant: { messagesPerDay: 60, retentionDays: 3 },
    settings: { feeds: [feed], lookbackHours: 60 },
  });
  const { engine, tenant } = setting;
  const [from, until] = [workday - 60 * hourMs, workday - 48 * hourMs];
  await setting.collect([feed]);
  const database = new Database(`${setting.home}/postern.db`);
  const inside = `time >= ${from} AND time < ${until}`;
  const { changes } = database
    .prepare(`DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE ${inside} ORDER BY seq LIMIT 3)`)
    .run();
  database.close();
  expect(changes).toBe(3);
  const [ledger] = (await engine.ledger("v2", { files: { since: null } })).files;
  const begun = tenant.requests().at(-1)?.number ?? 0;

  const { feeds } = await engine.collector.replay({ connection: "v2", feeds: [feed], from, until });

  expect(feeds).toMatchObject([{ feed, stored: 3 }]);
  const downloads = tenant
    .requests()
    .filter(({ operation, number }) => operation === "download" && number > begun);
  const read = new Set(downloads.map(({ path }) => path));
  const files = (ledger?.files ?? []).map(({ name, from }) => ({ path: new URL(name).pathname, from }));
  const daysOf = (isRead: boolean) => [
    ...new Set(
      files
        .filter(({ path }) => read.has(path) === isRead)
        .map(({ from }) => Math.floor((from ?? 0) / dayMs) * dayMs),
    ),
  ];
  const today = Math.floor(workday / dayMs) * dayMs;
  expect(daysOf(true)).toEqual([today - 2 * dayMs, today - dayMs]);
  expect(daysOf(false)).toEqual([today]);
  await expectSameRecords({ engine, tenant, connection: "v2", feed, from, until: workday });
});

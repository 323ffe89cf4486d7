import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, workday } from "../setting/setting.js";
import { type Month, openMonth } from "./month/month.js";
import { measureResources } from "./month/resources.js";

const stepsOfDay = 2;

let month: Month;
afterEach(() => month.close());

/** Entries of the ledger: of windows the most of any part, and of files those that stand for themselves. */
function countEntries(): { windows: number; files: number; joinedFiles: number } {
  const database = new Database(`${month.home}/postern.db`, { readonly: true });
  try {
    const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
    return {
      windows: count("SELECT max(n) FROM (SELECT count(*) AS n FROM windows GROUP BY stream_id, part)"),
      files: count("SELECT count(*) FROM files WHERE name <> 'older files'"),
      joinedFiles: count("SELECT ifnull(sum(files), 0) FROM files WHERE name = 'older files'"),
    };
  } finally {
    database.close();
  }
}

/** What befalls the accounts, by day. Each is one of 1.0 and of 2.0. */
async function befall(day: number): Promise<void> {
  const { tenants, engine } = month;
  const account = day % 25;
  // Read by now, and not swept for the last time yet.
  await tenants.inject(account, { kind: "late-events", feed: "ttp-url", count: 3, ageMinutes: 480 });
  if (day % 3 === 0) await tenants.inject(account, { kind: "server-error", times: 2 });
  if (day % 4 === 0) await tenants.inject(account, { kind: "throttle" });
  if (day % 5 === 0) await tenants.inject(account, { kind: "reset", times: 2 });
  if (day % 6 === 0) await tenants.inject((day % 5) * 5, { kind: "corrupt-gzip" });
  if (day === 9) await tenants.application(5, "disable");
  if (day === 11) await tenants.application(5, "enable");
  if (day === 13) await tenants.application(10, "regenerateKeys");
  if (day !== 14) return;
  const keys = (await tenants.keys())[10];
  if (keys === undefined) throw new Error("there are fewer accounts");
  const { baseUrl: _one, ...hmac } = keys.v1;
  const { baseUrl: _two, ...oauth } = keys.v2;
  await engine.credentials.update("v1-10", { secrets: { kind: "1.0", keys: hmac } });
  await engine.credentials.update("v2-10", { secrets: { kind: "2.0", oauth } });
}

test("a month of fifty connections: every ledger complete, stored = published, and nothing grows but the events", async () => {
  month = await openMonth({ accounts: 25, start: workday });
  const measures = new Map<number, ReturnType<typeof measureResources>>();
  const entries = new Map<number, ReturnType<typeof countEntries>>();
  for (let day = 1; day <= 30; day += 1) {
    for (let step = 0; step < stepsOfDay; step += 1) await month.step();
    if ([5, 10, 15, 30].includes(day)) {
      measures.set(day, measureResources());
      entries.set(day, countEntries());
    }
    if (day === 15) await month.restart();
    // The last days are for what is to be read again.
    if (day < 28) await befall(day);
  }

  const { engine, tenants, connections } = month;
  const statuses = await engine.status();
  const unlike = statuses.flatMap(({ name, feeds }) =>
    feeds.flatMap(({ feed, ledger: { verdict, gaps } }) =>
      verdict === "complete" && gaps.length === 0 ? [] : [`${name} ${feed} ${verdict} ${gaps.length}`],
    ),
  );
  // While its credential was refused, nobody saw what came to a list without a history and went: that is said.
  expect(unlike.sort()).toEqual(["v2-10 held-messages unprovable 1", "v2-5 held-messages unprovable 1"]);
  expect(statuses).toHaveLength(50);

  let events = 0;
  const span = { from: workday - 5 * hourMs, until: month.now() - 2 * hourMs };
  for (const { name: connection, account, feeds } of connections) {
    for (const feed of feeds) {
      // A list that was polled twice a day holds what came and went between: of it, polls tell the state.
      if (feed === "held-messages") continue;
      const published = await tenants.truth(account, feed, span);
      events += await expectSameRecords({
        engine,
        tenant: { truth: () => published },
        connection,
        feed,
        ...span,
      });
    }
  }
  expect(events).toBeGreaterThan(10_000);

  const grown = (day: number, of: "heapBytes" | "handles" | "fileDescriptors"): number =>
    (measures.get(day)?.[of] ?? Number.NaN) / Math.max(1, measures.get(5)?.[of] ?? Number.NaN);
  for (const day of [15, 30]) {
    expect(grown(day, "heapBytes")).toBeLessThan(1.4);
    expect(grown(day, "handles")).toBeLessThan(1.4);
    expect(grown(day, "fileDescriptors")).toBeLessThan(1.4);
  }
  // A day's windows and what waits to be joined; the files of the eight days the tenant lists.
  expect(entries.get(30)?.windows).toBeLessThan(60);
  expect(entries.get(30)?.files).toBeLessThan(1.3 * (entries.get(10)?.files ?? 0));
  expect(entries.get(30)?.joinedFiles).toBeGreaterThan(entries.get(30)?.files ?? 0);
});

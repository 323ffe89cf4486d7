import type { FeedFiles } from "@postern/engine";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

async function filesOf(connection: string, since?: number | null): Promise<FeedFiles> {
  const request = since === undefined ? {} : { files: { since } };
  const { files } = await setting.engine.ledger(connection, request);
  const [found] = files;
  if (found === undefined) throw new Error(`${connection} reads no files`);
  return found;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A hand in the store: what a kill leaves behind. */
function leave(sql: string): void {
  const database = new Database(`${setting.home}/postern.db`);
  database.exec(sql);
  database.close();
}

test("each file of a listing stands in the ledger with its lines, what broke it and what mends it", async () => {
  const feed = "siem-2.0";
  setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 2 } });
  const { clock, tenant } = setting;
  tenant.faults.inject({ kind: "corrupt-gzip", times: 3, damage: "truncated" });
  await setting.collect([feed]);
  const { totals, files } = await filesOf("v2", null);
  expect(totals.counts).toMatchObject({ incomplete: 1, reading: 0, lost: 0 });
  expect(files).toHaveLength(totals.counts.complete + 1);
  // What files brought is what the feed has; which time they cover, their records tell.
  const [status] = await setting.engine.status({ connection: "v2" });
  expect(sum(files.map(({ stored }) => stored))).toBe(status?.feeds[0]?.stored);
  expect(totals.lines).toBe(sum(files.map(({ lines }) => lines)));
  expect(totals.from).toBe(Math.min(...files.map(({ from }) => from ?? Number.POSITIVE_INFINITY)));
  expect(totals.until).toBeLessThanOrEqual(clock.now());
  const [broken] = (await filesOf("v2")).files;
  expect(broken).toMatchObject({
    state: "incomplete",
    reason: expect.stringMatching(/\w/),
    mend: expect.stringContaining("asked for again by itself"),
    ofLines: expect.any(Number),
    attempts: 1,
  });
  const late = (await filesOf("v2", clock.now() - hourMs)).files;
  expect(late.length).toBeGreaterThan(1);
  expect(late.length).toBeLessThan(files.length);

  // Two that a kill left behind in their midst: one is listed still, the other no more.
  const cutOff = files.find(({ state }) => state === "complete");
  leave(`UPDATE files SET state = 'reading' WHERE name = '${cutOff?.name}';
    INSERT INTO files SELECT stream_id, part, name || '-gone', cursor, 'reading', NULL, 7, 0, 0, 0, NULL, NULL,
      size_bytes, 1, NULL, updated_at, 1 FROM files WHERE name = '${cutOff?.name}'`);
  expect((await filesOf("v2")).totals.counts).toMatchObject({ reading: 2 });
  clock.advance(hourMs);
  await setting.collect([feed]);
  const mended = await filesOf("v2");
  expect(mended.totals.counts).toMatchObject({ incomplete: 0, reading: 0, lost: 1 });
  const reason = expect.stringContaining("lists it no more");
  expect(mended.files).toMatchObject([
    { name: `${cutOff?.name}-gone`, state: "lost", lines: 7, mend: null, reason },
  ]);
});

test("a file that was broken when it came settles in quarantine when a replay of the same poll reads it whole", async () => {
  const feed = "siem-2.0";
  setting = await openSetting({ settings: { feeds: [feed], lookbackHours: 1 } });
  const { clock, tenant, engine } = setting;
  await setting.collect([feed]);
  clock.advance(hourMs);
  tenant.faults.inject({ kind: "corrupt-gzip", times: 2, damage: "truncated" });
  await engine.collector.replay({ connection: "v2", from: clock.now() - hourMs, until: clock.now() });
  expect(await engine.quarantine.list({ connection: "v2" })).toEqual([]);
  const settled = await engine.quarantine.list({ connection: "v2", all: true });
  expect(settled).toMatchObject([{ reason: "broken-file", settled: { by: "replay" } }]);
  expect((await filesOf("v2")).totals.counts).toMatchObject({ incomplete: 0, lost: 0 });
});

test("an answer of a chain that is cut off tells the line it was read to, and is read whole next time", async () => {
  const feed = "siem-1.0";
  let batches = 0;
  setting = await openSetting({
    tenant: { messagesPerDay: 1500, retentionDays: 1 },
    settings: { feeds: [feed], lookbackHours: 2 },
    listener: (name) => {
      if (name !== "batch.committed") return;
      batches += 1;
      // As if another process had taken over: the next commit is refused.
      if (batches === 1) leave("UPDATE leases SET token = token + 1");
    },
  });
  await expect(setting.collect([feed], "v1")).rejects.toMatchObject({ code: "lease-lost" });
  const { totals, files } = await filesOf("v1");
  expect(totals.counts).toMatchObject({ complete: 0, reading: 1 });
  expect(files).toMatchObject([{ state: "reading", lines: 500, stored: 500 }]);
  setting.clock.advance(2 * minuteMs);
  await setting.collect([feed], "v1");
  const after = await filesOf("v1", null);
  expect(after.totals.counts).toMatchObject({ reading: 0, incomplete: 0, lost: 0 });
  const whole = after.files.find(({ name }) => name === files[0]?.name);
  expect(whole?.state).toBe("complete");
  expect(whole?.duplicates).toBeGreaterThanOrEqual(500);
  expect(whole?.lines).toBe((whole?.stored ?? 0) + (whole?.duplicates ?? 0) - 500);

  // What a chain's beginning lost of the time before the lookback was never promised, and calls nothing into question.
  const lose = (name: string, eventAt: number) =>
    leave(`INSERT INTO files SELECT stream_id, part, '${name}', NULL, 'lost', 'held no more', 7, 0, 0, 0, ${eventAt},
      ${eventAt}, size_bytes, 1, NULL, updated_at, 1 FROM files WHERE name = '${whole?.name}'`);
  const verdict = async () =>
    (await setting.engine.status({ connection: "v1" }))[0]?.feeds[0]?.ledger.verdict;
  lose("of an earlier day", workday - 24 * hourMs);
  expect(await verdict()).toBe("complete");
  lose("of this hour", workday - hourMs);
  expect(await verdict()).toBe("lost");
});

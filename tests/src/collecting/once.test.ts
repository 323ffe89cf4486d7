import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

// Where both generations answer alike, one of them stands for both.
const cases = [
  { connection: "v1", feed: "ttp-url" },
  { connection: "v2", feed: "ttp-url" },
  { connection: "v1", feed: "siem-1.0" },
  { connection: "v2", feed: "siem-2.0" },
  { connection: "v2", feed: "ttp-attachment" },
  { connection: "v2", feed: "ttp-impersonation" },
  { connection: "v1", feed: "audit" },
  { connection: "v2", feed: "dlp" },
  { connection: "v1", feed: "rejections" },
  { connection: "v2", feed: "held-releases" },
  { connection: "v1", feed: "archive-search" },
  { connection: "v2", feed: "threat-intel-customer" },
  { connection: "v1", feed: "threat-intel-grid" },
] as const;

/** The sandbox has forty minutes for a file. */
const unsettledMs = (feed: string) => (feed === "ttp-attachment" ? 60 : 20) * minuteMs;
/** A day of a small company has at least one file that somebody knows as bad, which is three objects. */
const rare: Readonly<Record<string, number>> = { "ttp-impersonation": 0, "threat-intel-customer": 2 };
const leastCount = (feed: string) => rare[feed] ?? (feed.startsWith("siem") ? 100 : 3);

describe.each(cases)("$feed on $connection", ({ connection, feed }) => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openSetting({ settings: { feeds: [feed] } });
  });
  afterEach(() => setting.close());

  const compare = (from: number) =>
    expectSameRecords({
      engine: setting.engine,
      tenant: setting.tenant,
      connection,
      feed,
      from,
      until: setting.clock.now() - unsettledMs(feed),
    });

  // One tenant for the whole story: thirteen feeds with a tenant for each step took a tenth of all quick tests' time.
  test("stores every record of the tenant once and says so, now, an hour later in a new process, and from further back", async () => {
    const start = setting.clock.now();
    await setting.collect([feed], connection);
    expect(await compare(start - 23 * hourMs)).toBeGreaterThan(leastCount(feed));
    const [status] = await setting.engine.status({ connection });
    const feedStatus = status?.feeds.find((candidate) => candidate.feed === feed);
    const generation = connection === "v1" ? "1.0" : "2.0";
    const served = setting.tenant.served(generation)[feed];
    expect(feedStatus).toMatchObject({ state: "healthy", quarantined: 0 });
    expect(feedStatus?.ledger).toMatchObject({ verdict: "complete", gaps: [] });
    expect((feedStatus?.stored ?? 0) + (feedStatus?.duplicates ?? 0)).toBe(served);

    const again = await setting.collect([feed], connection);
    expect(again.connections[0]?.feeds[0]).toMatchObject({ stored: 0, state: "healthy" });

    setting.clock.advance(hourMs);
    await setting.reopen();
    await setting.collect([feed], connection);
    await compare(start - 23 * hourMs);

    await setting.engine.collector.collect({ connection, feeds: [feed], since: start - 40 * hourMs });
    await compare(start - 39 * hourMs);
  });
});

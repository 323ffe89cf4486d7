import { expect, test } from "vitest";
import { type ConnectionFacts, conditionsOf, type WatchedFeed } from "./conditions.js";

const now = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;

const healthy: WatchedFeed = {
  feed: "ttp-url",
  state: "healthy",
  stateSince: now - 9 * minute,
  reason: null,
  lastPollAt: now,
  everyMs: 15 * minute,
  lostUntil: null,
  lostFrom: null,
  quarantinedInLastHour: 0,
};
const refused = (feed: string, sinceMinutes: number): WatchedFeed => ({
  ...healthy,
  feed,
  state: "not-permitted",
  stateSince: now - sinceMinutes * minute,
  reason: `${feed}: the role lacks a permission.`,
});

function tell(feeds: readonly WatchedFeed[]) {
  const connection: ConnectionFacts = {
    name: "k",
    state: "degraded",
    reason: null,
    wasConnected: true,
    feeds,
  };
  const facts = { now, reminders: [], freeBytes: 1e9, lowBytes: 1e9, clockAheadMs: 0 };
  return conditionsOf({ ...facts, connections: [connection] });
}

test("a feed that is not permitted is told of within minutes, with what is missing, and not again as stale", () => {
  expect(tell([healthy, refused("dlp", 0.5)])).toEqual([]);
  for (const minutes of [2, 200]) {
    expect(tell([healthy, refused("dlp", minutes)])).toMatchObject([
      {
        kind: "not-permitted",
        key: "not-permitted k",
        feed: "dlp",
        summary: expect.stringMatching(/k may not read dlp\. dlp: the role/),
      },
    ]);
  }
});

test("feeds refused all at once, as for an address that is let in no more, are one notice that says so", () => {
  const told = tell([refused("audit", 3), refused("dlp", 2), refused("rejections", 0), healthy]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    key: "not-permitted k",
    feed: null,
    summary: expect.stringMatching(/audit, dlp, rejections\. .*admin IP ranges.*audit: the role/),
    mend: "postern doctor k",
  });
});

import { expect, test } from "vitest";
import { planReplay } from "./plan-replay.js";

const day = 86_400_000;
const now = Date.UTC(2026, 0, 31);

const plan = (feed: string, { fromDays, keptDays = null }: { fromDays: number; keptDays?: number | null }) =>
  planReplay({
    connection: { settings: { feedSettings: { audit: { retentionDays: 60 } } } as never },
    feed,
    span: { from: now - fromDays * day, until: now - day },
    keptSince: keptDays === null ? null : now - keptDays * day,
    now,
  });

test("asks for nothing that retention took away, or that the vendor keeps no more, and says so", () => {
  expect(plan("audit", { fromDays: 20 })).toMatchObject({ from: now - 20 * day, skipped: null, leftOut: [] });
  const kept = plan("audit", { fromDays: 20, keptDays: 10 });
  expect(kept).toMatchObject({ from: now - 10 * day, skipped: null });
  expect(kept.leftOut).toMatchObject(
    [{ from: now - 20 * day, until: now - 10 * day, reason: /retention/ }].map((span) => ({
      ...span,
      reason: expect.stringMatching(span.reason),
    })),
  );
  const gone = plan("audit", { fromDays: 90, keptDays: 70 });
  expect(gone.from).toBe(now - 60 * day);
  expect(gone.leftOut.map(({ from, until }) => [(now - from) / day, (now - until) / day])).toEqual([
    [90, 70],
    [70, 60],
  ]);
});

test("skips what has no past, and spans of which nothing is left, with what to do instead", () => {
  expect(plan("held-messages", { fromDays: 2 }).skipped).toContain("postern events --feed held-messages");
  expect(plan("siem-2.0-stream", { fromDays: 2 }).skipped).toContain("siem-2.0");
  expect(plan("audit", { fromDays: 9, keptDays: 1 }).skipped).toContain("postern store retention");
});

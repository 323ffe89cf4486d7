import type { ConnectionStatus, FeedStatus } from "@postern/engine";
import { expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen } from "../screen/screen.js";
import { describeCoverage, showStatus } from "./status.js";

const now = new Date(2026, 0, 5, 12).getTime();
const ledger = { from: null, until: null, proves: "spans", asOf: null, sweepsPending: 0 } as const;

const refused: FeedStatus = {
  feed: "siem-2.0",
  state: "credentials-refused",
  reason: "The secret was refused.",
  stateSince: now,
  stored: 1203,
  provisional: 0,
  duplicates: 4,
  quarantined: 1,
  lastEventAt: now - 60_000,
  lastArrivalAt: null,
  lastPollAt: now,
  nextPollAt: now + 60_000,
  lagMs: 90_000,
  eventsToday: 203,
  incomplete: 6,
  ledger: {
    ...ledger,
    verdict: "incomplete",
    gaps: Array.from({ length: 7 }, (_, index) => ({
      span: null,
      what: `file \u001b[31m${index}`,
      state: index === 0 ? ("lost" as const) : ("incomplete" as const),
      reason: "The secret was refused.",
    })),
  },
};

const status: ConnectionStatus = {
  name: "lab",
  generation: "2.0",
  baseUrl: "https://api.services.mimecast.com",
  state: "credentials-refused",
  stateReason: "The secret was refused.",
  warnings: ["Certificates are not checked."],
  isCollected: true,
  budgets: [
    {
      operation: "siem.batch.cg",
      limit: 50,
      remaining: 2,
      resetsAt: now + 60_000,
      spentBy: [
        { connection: "lab", feed: "siem-2.0", calls: 40 },
        { connection: "twin", feed: "siem-2.0", calls: 8 },
      ],
      asOf: now,
    },
  ],
  addresses: { remote: "192.0.2.7", local: "10.0.0.5", isProxy: false, at: now },
  egress: { address: null, reason: "this machine has 2 addresses" },
  feeds: [refused],
};

test("status tells state, counts, reason and gaps, each reason once", () => {
  const capture = openCapture();
  showStatus(createScreen(capture.stream, {}), [status], now);
  const text = capture.text();
  expect(text).toMatch(
    /siem-2\.0 +credentials-refused +11:59:00 +never +1 min 30 s +203 +1,203 +4 +1 +incomplete +never +12:01:00/,
  );
  expect(text).toContain("2 of 50 calls left, more at 12:01:00; spent by siem-2.0 40, twin: siem-2.0 8");
  expect(text).toContain("tenant at 192.0.2.7\n  our own address  not known: this machine has 2 addresses\n");
  expect(text.match(/The secret was refused/g)).toHaveLength(1);
  expect(text).toContain("Certificates are not checked.");
  expect(text).toContain("lost  file 0: as above");
  expect(text).not.toContain("file 1");
  expect(text).toContain("What came since is incomplete: `postern ledger lab` shows it.");
  expect(text).not.toContain("\u001b");
});

test("status names the gaps of a feed that fails on its own, and the times of spans as all others", () => {
  const capture = openCapture();
  const span = { from: now - 3_600_000, until: now - 60_000 };
  const gap = {
    what: "2026-01-05T11:00:00.000Z to …",
    span,
    state: "incomplete",
    reason: "Hanging.",
  } as const;
  const gaps = [gap, ...refused.ledger.gaps];
  const feeds = [{ ...refused, state: "failing" as const, ledger: { ...refused.ledger, gaps } }];
  showStatus(createScreen(capture.stream, {}), [{ ...status, state: "degraded", feeds }], now);
  expect(capture.text()).toContain("incomplete  11:00:00 to 11:59:00: Hanging.");
  expect(capture.text()).toContain("and 3 gaps more");
});

test("status counts what only the stream has brought, and vouches for nothing on its word", () => {
  const capture = openCapture();
  const healthy = { ...refused, state: "healthy", reason: null } as const;
  const feeds: FeedStatus[] = [
    { ...healthy, provisional: 1512, ledger: { ...ledger, verdict: "complete", gaps: [] } },
    {
      ...healthy,
      feed: "siem-2.0-stream",
      ledger: { ...ledger, proves: "nothing", verdict: "provisional", gaps: [] },
    },
  ];
  showStatus(createScreen(capture.stream, {}), [{ ...status, feeds }], now);
  expect(capture.text()).toMatch(/siem-2\.0 +1,512 events brought by the stream, not yet confirmed/);
  expect(capture.text()).toMatch(/siem-2\.0-stream +healthy .* provisional/);
});

test("coverage says where it is an estimate, and what may still come", () => {
  expect(describeCoverage(ledger, now)).toBe("");
  expect(describeCoverage({ ...ledger, from: now - 3_600_000, until: now }, now)).toBe(
    "covers 11:00:00 to 12:00:00",
  );
  expect(
    describeCoverage({ ...ledger, from: now, until: now, proves: "positions", sweepsPending: 1 }, now),
  ).toBe("covers about 12:00:00 to 12:00:00; 1 re-read for late arrivals to come");
  expect(describeCoverage({ ...ledger, from: now - 3_600_000, until: now, proves: "states" }, now)).toBe(
    "states as polled from 11:00:00 to 12:00:00",
  );
});

import type { FeedLedger, TimelineSpan, TimelineState } from "@postern/engine";
import { expect, test } from "vitest";
import { openCapture } from "../program/capture.suite.js";
import { createScreen } from "../screen/screen.js";
import { plainText } from "../screen/text.js";
import { drawBand } from "./band.js";
import { showLedger } from "./ledger.js";

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 5, 12);

function span(fromHours: number, untilHours: number, state: TimelineState, given = {}): TimelineSpan {
  const from = now + fromHours * hour;
  const until = now + untilHours * hour;
  return { from, until, state, reason: null, since: null, mend: null, nextSweepAt: null, ...given };
}

const feed: FeedLedger = {
  feed: "ttp-url",
  account: {
    verdict: "lost",
    proves: "spans",
    from: now - 8 * hour,
    until: now - hour,
    asOf: now,
    sweepsPending: 1,
    gaps: [],
  },
  spans: [
    span(-8, -6, "lost", { reason: "older than the vendor keeps records", since: now - hour }),
    span(-6, -3, "complete"),
    span(-3, -1, "complete", { nextSweepAt: now }),
    span(-1, -0.5, "due", { reason: "not read yet", mend: "Nothing" }),
    span(-0.5, 0, "settling"),
  ],
  levelAt: now + hour,
};

test("a cell of a band shows the worst of its time, however short", () => {
  const draw = (cells: number) =>
    plainText(drawBand(feed.spans, { from: now - 8 * hour, until: now, cells }));
  expect(draw(8)).toBe("xx███▓▓·");
  expect(draw(2)).toBe("x·");
  expect(draw(16)).toBe("xxxx██████▓▓▓▓·░");
});

test("the ledger names each gap with its reason, and leaves out what is before --since", () => {
  const show = (since: number | null) => {
    const capture = openCapture();
    const screen = createScreen(capture.stream, {});
    const replay = {
      feed: "ttp-url",
      from: now - 4 * hour,
      until: now - 2 * hour,
      askedAt: now,
      share: 0.256,
    };
    showLedger(
      screen,
      { connection: "lab", feeds: [feed], files: [], replays: [replay] },
      { since, now, files: false },
    );
    return capture.text();
  };
  expect(show(null)).toMatch(/ttp-url +lost .*\[1\]/);
  expect(show(null)).toContain("[1] older than the vendor keeps records");
  expect(show(null)).toContain("level in about 1 h");
  expect(show(null)).toMatch(/ttp-url {2}to be read again: .*, 25 % read/);
  expect(show(now - 2 * hour)).not.toContain("older than the vendor keeps records");
  expect(show(now - 2 * hour)).toMatch(/ttp-url +due .*\[1\]/);
});

test("a long reason of many gaps is told once, whole, with what mends it", () => {
  const capture = openCapture();
  const reason = `The secret was refused. ${"Very long. ".repeat(40)}`.trim();
  const given = { reason, since: now - hour, mend: "Give new ones. ".repeat(30).trim() };
  const refused = (name: string) => ({ ...feed, feed: name, spans: [span(-3, -1, "incomplete", given)] });
  showLedger(
    createScreen(capture.stream, {}),
    { connection: "lab", feeds: [refused("audit"), refused("ttp-url")], files: [], replays: [] },
    { since: null, now, files: false },
  );
  expect(capture.text().match(/incomplete .*\[1\]/g)).toHaveLength(2);
  expect(capture.text().split(reason)).toHaveLength(2);
  expect(capture.text().split(given.mend)).toHaveLength(2);
});

test("what became due a moment ago is no gap to look into", () => {
  const capture = openCapture();
  const spans = [span(-3, -0.2, "complete"), span(-0.2, -0.1, "due", { reason: "not read yet" })];
  const level = { ...feed, spans, levelAt: now + 500 };
  showLedger(
    createScreen(capture.stream, {}),
    { connection: "lab", feeds: [level], files: [], replays: [] },
    { since: null, now, files: false },
  );
  expect(capture.text()).toContain("·");
  expect(capture.text()).not.toMatch(/not read yet|level in/);
});

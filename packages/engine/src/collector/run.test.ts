import { describe, expect, test } from "vitest";
import { type PolledConnection, runCollector } from "./run.js";

const minute = 60_000;

/** Runs for so long on a clock that only sleeping moves, and tells what was polled at which minute. */
async function runFor(minutes: number, connections: readonly PolledConnection[], cadenceMinutes?: number) {
  const clock = { ms: 0 };
  const stop = new AbortController();
  const polls: string[] = [];
  await runCollector({
    connections: async () => connections,
    poll: async (name, feeds) => {
      polls.push(`${clock.ms / minute} ${name} ${feeds?.join("+") ?? "everything"}`);
    },
    cadenceMinutes,
    now: () => clock.ms,
    sleep: async (milliseconds) => {
      clock.ms += milliseconds;
      if (clock.ms >= minutes * minute) stop.abort();
    },
    listener: () => {},
    signal: stop.signal,
  });
  return polls;
}

describe("a collector that keeps running", () => {
  test("polls everything every quarter of an hour", async () => {
    expect(await runFor(31, [{ name: "a", streams: [] }])).toEqual([
      "0 a everything",
      "15 a everything",
      "30 a everything",
    ]);
  });

  test("polls streams in between, and only them", async () => {
    const streams = [
      { feed: "s", everyMinutes: 2 },
      { feed: "t", everyMinutes: 4 },
    ];
    const polls = await runFor(
      7,
      [
        { name: "a", streams },
        { name: "b", streams: [] },
      ],
      5,
    );
    expect(polls).toEqual([
      "0 a everything",
      "0 b everything",
      "2 a s+t",
      "4 a s+t",
      "5 a everything",
      "5 b everything",
    ]);
  });
});

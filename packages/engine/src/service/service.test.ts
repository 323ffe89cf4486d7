import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Connection } from "../connections/index.js";
import { createHeartbeat } from "./heartbeat.js";
import type { FeedFacts } from "./plan-feeds.js";
import { createService, type TurnRequest } from "./service.js";
import type { StoreWatch } from "./store-watch.js";

const minute = 60_000;

type Work = (request: TurnRequest<typeof lease>, setting: Stage) => Promise<void>;

interface Stage {
  readonly clock: { ms: number };
  readonly log: string[];
  /** Marks a feed as polled. */
  readonly polled: (connection: string, feed: string, change?: Partial<FeedFacts>) => void;
}

const lease = { isOurs: async () => true, release: async () => {} };

function connectionOf(name: string): Connection {
  return { id: name, name, credential: { updatedAt: -1 } } as Connection;
}

/** Runs the service for so long on a clock that moves when everybody waits. */
async function runFor(
  minutes: number,
  request: {
    readonly connections: Readonly<Record<string, readonly Partial<FeedFacts>[]>>;
    readonly work: Work;
    readonly principals?: Readonly<Record<string, string>>;
    readonly takeLease?: (principal: string, now: number) => typeof lease | null;
    readonly listener?: (name: string) => void;
    readonly atOnce?: number;
    readonly storeWatch?: StoreWatch;
  },
): Promise<string[]> {
  const clock = { ms: 0 };
  const stop = new AbortController();
  const facts = new Map<string, FeedFacts[]>();
  for (const [name, feeds] of Object.entries(request.connections)) {
    facts.set(
      name,
      feeds.map((feed, index) => ({
        feed: `f${index}`,
        everyMs: 15 * minute,
        state: "waiting",
        lastPollAt: null,
        nextPollAt: null,
        askedAt: null,
        ...feed,
      })),
    );
  }
  const stage: Stage = {
    clock,
    log: [],
    polled(connection, feed, change = {}) {
      const known = facts.get(connection) ?? [];
      facts.set(
        connection,
        known.map((one) =>
          one.feed === feed
            ? {
                ...one,
                state: "healthy",
                lastPollAt: clock.ms,
                nextPollAt: clock.ms + one.everyMs,
                ...change,
              }
            : one,
        ),
      );
    },
  };
  const service = createService({
    readChanges: async () => 1,
    heartbeat: createHeartbeat(),
    storeWatch: request.storeWatch ?? { isReady: async () => true, failed: () => false },
    readAssignments: async () =>
      [...facts].map(([name, feeds]) => ({
        connection: connectionOf(name),
        principal: request.principals?.[name] ?? name,
        feeds,
      })),
    readFeeds: async ({ name }) => facts.get(name) ?? [],
    takeLease: async (principal) =>
      request.takeLease === undefined ? lease : request.takeLease(principal, clock.ms),
    takeTurn: (turn) => request.work(turn, stage),
    now: () => clock.ms,
    sleep: async (milliseconds, signal) => {
      // Whoever works gets on before time does.
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      if (!signal.aborted) clock.ms += milliseconds;
      if (clock.ms >= minutes * minute) stop.abort();
    },
    listener: (name) => request.listener?.(name),
    limits: { atOnce: request.atOnce ?? 2 },
    signal: stop.signal,
  });
  await service.run();
  return stage.log;
}

/** Polls all that is due. */
const poll: Work = async ({ connection, feeds }, { clock, log, polled }) => {
  log.push(`${clock.ms / minute} ${connection.name} ${feeds.join("+")}`);
  for (const feed of feeds) polled(connection.name, feed);
};

describe("a collector that keeps running", () => {
  test("polls every feed at its own cadence", async () => {
    const connections = { a: [{}, { everyMs: 5 * minute }], b: [{}] };
    expect(await runFor(16, { connections, work: poll })).toEqual([
      "0 a f0+f1",
      "0 b f0",
      "5 a f1",
      "10 a f1",
      // The one that was served longest ago comes first.
      "15 b f0",
      "15 a f0+f1",
    ]);
  });

  test("is not held up by connections that hang, however many", async () => {
    const hang: Work = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    const connections = { h1: [{}], h2: [{}], h3: [{}], h4: [{}], good: [{}] };
    const log = await runFor(20, {
      connections,
      work: (request, stage) => (request.connection.name === "good" ? poll : hang)(request, stage),
    });
    expect(log).toEqual([expect.stringMatching(/^0(\.\d+)? good f0$/), expect.stringMatching(/^15/)]);
  });

  test("gives one that has endless work no more turns than its share", async () => {
    const flood: Work = async ({ connection, feeds }, { clock, log, polled }) => {
      log.push(connection.name);
      clock.ms += 15_000;
      for (const feed of feeds) polled(connection.name, feed, { state: "catching-up", nextPollAt: clock.ms });
    };
    const connections = { a: [{}], b: [{}], c: [{}] };
    const log = await runFor(10, { connections, work: flood, atOnce: 1 });
    const counts = ["a", "b", "c"].map((name) => log.filter((served) => served === name).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test("serves connections of one principal one at a time, in turn", async () => {
    let working = 0;
    const work: Work = async (request, stage) => {
      working += 1;
      expect(working).toBe(1);
      await nextTurn();
      await poll(request, stage);
      working -= 1;
    };
    const principals = { a: "p", b: "p" };
    const log = await runFor(16, { connections: { a: [{}], b: [{}] }, principals, work });
    expect(log.map((line) => line.split(" ")[1])).toEqual(["a", "b", "a", "b"]);
  });

  test("waits for a lease that another process holds, says so once, and takes over", async () => {
    const told: string[] = [];
    const log = await runFor(12, {
      connections: { a: [{}] },
      work: poll,
      takeLease: (_, now) => (now < 10 * minute ? null : lease),
      listener: (name) => told.push(name),
    });
    expect(log).toEqual(["10 a f0"]);
    expect(told.filter((name) => name === "lease.waiting")).toHaveLength(1);
  });

  test("gives its work up when another process has taken over, though nothing was committed", async () => {
    const told: string[] = [];
    let isOurs = true;
    const log = await runFor(31, {
      connections: { a: [{}] },
      work: async (request, stage) => {
        await poll(request, stage);
        isOurs = false;
      },
      takeLease: () => (isOurs ? { isOurs: async () => isOurs, release: async () => {} } : null),
      listener: (name) => told.push(name),
    });
    expect(log).toEqual(["0 a f0"]);
    expect(told.filter((name) => name === "lease.waiting")).toHaveLength(1);
  });

  test("asks once a cadence whether a refused credential works again, and not for every feed", async () => {
    const refused = { state: "credentials-refused", lastPollAt: 0, nextPollAt: 15 * minute } as const;
    const paused = { state: "credentials-refused", lastPollAt: -minute, nextPollAt: null } as const;
    const work: Work = async ({ connection, feeds }, { clock, log, polled }) => {
      log.push(`${clock.ms / minute} ${feeds.join("+")}`);
      const isRefused = clock.ms < 25 * minute;
      for (const feed of feeds)
        polled(connection.name, feed, isRefused ? { state: "credentials-refused" } : {});
    };
    const connections = { a: [paused, refused, paused] };
    expect(await runFor(31, { connections, work })).toEqual(["15 f1", "30 f1", "30 f0+f2"]);
  });

  test("ends whatever is under way when it is told to stop", async () => {
    let ended = 0;
    await runFor(1, {
      connections: { a: [{}], b: [{}] },
      work: async ({ signal }) => {
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        ended += 1;
      },
    });
    expect(ended).toBe(2);
  });
});

import { EventEmitter, once } from "node:events";
import { type Engine, type EngineEventMap, type EngineListener, openEngine } from "@postern/engine";
import { afterEach, expect, test, vi } from "vitest";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
const others: Engine[] = [];
afterEach(async () => {
  for (const engine of others.splice(0)) await engine.close();
  await setting.close();
});

/** Hands out what is told, to those who wait for it. */
function createWatch() {
  const emitter = new EventEmitter();
  const listener: EngineListener = (name, event) => void emitter.emit(name, event);
  const next = async <Name extends keyof EngineEventMap>(
    name: Name,
    isWanted: (event: EngineEventMap[Name]) => boolean = () => true,
  ): Promise<EngineEventMap[Name]> => {
    for (;;) {
      const [event] = (await once(emitter, name)) as [EngineEventMap[Name]];
      if (isWanted(event)) return event;
    }
  };
  return { listener, next };
}

test("a running collector carries out what other processes ask, and another takes over when it ends", async () => {
  const first = createWatch();
  const feeds = ["siem-2.0", "ttp-url"];
  setting = await openSetting({ settings: { feeds, lookbackHours: 6 }, listener: first.listener });
  const { engine, clock, home } = setting;
  const second = createWatch();
  const other = await openEngine({ home, now: () => clock.now(), listener: second.listener });
  others.push(other);

  // The second one comes while the first is at its first poll: everything is due for both.
  const stopFirst = new AbortController();
  const stopSecond = new AbortController();
  const begun = first.next("poll.started");
  const polled = first.next("poll.finished");
  const running = engine.collector.run({ connection: "v2", signal: stopFirst.signal });
  await begun;
  const waiting = second.next("lease.waiting");
  const standingBy = other.collector.run({ connection: "v2", signal: stopSecond.signal });
  expect(await waiting).toEqual({ connection: "v2" });
  await polled;

  const span = { connection: "v2", from: clock.now() - 5 * hourMs, until: clock.now() - hourMs };
  const replayed = first.next(
    "feed.finished",
    ({ feed, duplicates }) => feed === "ttp-url" && duplicates > 0,
  );
  const asked = await other.collector.replay({ ...span, feeds: ["ttp-url"] });
  expect(asked).toMatchObject({ isLeft: true, feeds: [] });
  expect(await replayed).toMatchObject({ stored: 0, state: "healthy" });

  const taken = second.next("poll.started");
  const served = second.next("poll.finished");
  stopFirst.abort();
  await running;
  clock.advance(20 * minuteMs);
  await taken;
  await served;
  const [status] = await engine.status({ connection: "v2" });
  expect(status).toMatchObject({ isCollected: true, state: "connected" });
  expect(status?.feeds.map(({ ledger }) => ledger.verdict)).toEqual(["complete", "complete"]);
  expect(status?.feeds[0]?.nextPollAt).toBeGreaterThan(clock.now());
  expect(status?.budgets.find(({ operation }) => operation === "siem.batch.cg")).toMatchObject({ limit: 50 });

  // Paused by another process, it lets go; the turn it is at ends.
  await engine.connections.pause("v2");
  stopSecond.abort();
  await standingBy;
});

test("a collector that was just started is shown as running, though nothing is due yet", async () => {
  setting = await openSetting({ settings: { feeds: ["ttp-url"], lookbackHours: 1 } });
  const { engine } = setting;
  await engine.collector.collect();
  const isCollected = async () => (await engine.status({ connection: "v2" }))[0]?.isCollected;
  expect(await isCollected()).toBe(false);
  const stop = new AbortController();
  const running = engine.collector.run({ signal: stop.signal });
  await vi.waitUntil(isCollected);
  stop.abort();
  await running;
  expect(await isCollected()).toBe(false);
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { EngineListener } from "../engine/events.js";
import { createHealth } from "../telemetry/health.js";
import { createHeartbeat } from "./heartbeat.js";
import { createService } from "./service.js";

const lease = { isOurs: async () => true, release: async () => {} };

test("a loop that hangs in a call of its store is told, and when it comes back", async () => {
  const clock = { ms: 0 };
  const stop = new AbortController();
  let rounds = 0;
  let comeBack = (): void => {};
  const hanging = new Promise<void>((resolve) => {
    comeBack = resolve;
  });
  const heartbeat = createHeartbeat(() => clock.ms);
  const health = createHealth({ silentMs: heartbeat.silentMs });
  const service = createService({
    readChanges: async () => {
      rounds += 1;
      if (rounds === 3) await hanging;
      return 1;
    },
    readAssignments: async () => [],
    readFeeds: async () => [],
    takeLease: async () => lease,
    takeTurn: async () => {},
    storeWatch: { isReady: async () => true, failed: () => false },
    heartbeat,
    now: () => clock.ms,
    sleep: async (milliseconds, signal) => {
      await nextTurn();
      if (!signal.aborted) clock.ms += milliseconds;
      if (rounds >= 10) stop.abort();
    },
    listener: health.listener as EngineListener,
    signal: stop.signal,
  });
  expect(heartbeat.silentMs()).toBeNull();
  const running = service.run();
  while (rounds < 3) await nextTurn();
  expect(health.read()).toMatchObject({ state: "idle", isReady: true });
  clock.ms += 59_000;
  expect(health.read()).toMatchObject({ state: "idle", isReady: true, silentSeconds: 59 });
  clock.ms += 2_000;
  expect(health.read()).toEqual({
    state: "stuck",
    isReady: false,
    silentSeconds: 61,
    detail: "The collector has not come round for 61 s: a call of its store does not come back.",
  });
  comeBack();
  while (rounds < 5) await nextTurn();
  expect(health.read()).toMatchObject({ state: "idle", isReady: true, silentSeconds: 0 });
  await running;
  expect(health.read()).toMatchObject({ state: "stopped", isReady: false, silentSeconds: null });
});

test("a call that is watched counts from its beginning until it comes back or fails", async () => {
  const clock = { ms: 0 };
  const heartbeat = createHeartbeat(() => clock.ms);
  heartbeat.beat();
  let fail = (_error: Error): void => {};
  const call = heartbeat.watch(
    new Promise<void>((_resolve, reject) => {
      fail = reject;
    }),
  );
  clock.ms = 70_000;
  // The loop comes round all the same: what hangs is the thread that writes.
  heartbeat.beat();
  expect(heartbeat.silentMs()).toBe(70_000);
  fail(new Error("no disk"));
  await expect(call).rejects.toThrow("no disk");
  expect(heartbeat.silentMs()).toBe(0);
});

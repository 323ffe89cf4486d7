import { expect, test } from "vitest";
import { createHealth } from "./index.js";

test("a collector is ready while it works, stands by or has nothing to do, and not while its store takes nothing", () => {
  const { listener, read } = createHealth({ silentMs: () => null });
  expect(read()).toEqual({ state: "starting", isReady: false, detail: null, silentSeconds: null });
  listener("service.started", { connections: 2 });
  expect(read()).toMatchObject({ state: "idle", isReady: true });
  listener("lease.waiting", { connection: "a" });
  expect(read()).toMatchObject({ state: "standby", isReady: true });
  listener("lease.taken", { connections: ["a", "b"] });
  expect(read()).toMatchObject({ state: "collecting", isReady: true });
  listener("store.paused", { trouble: "nearly-full", detail: "No room." });
  expect(read()).toEqual({ state: "paused", isReady: false, detail: "No room.", silentSeconds: null });
  listener("store.resumed", {});
  listener("lease.released", { connections: ["a", "b"] });
  expect(read()).toEqual({ state: "idle", isReady: true, detail: null, silentSeconds: null });
  listener("service.stopped", {});
  expect(read()).toMatchObject({ state: "stopped", isReady: false });
});

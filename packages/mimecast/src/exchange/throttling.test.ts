import { expect, test } from "vitest";
import { catchError, openClient, succeed, withTokens } from "../testing/client.js";
import { startVendor } from "../testing/vendor.js";

const name = "ttp.url.get-logs";
const listing = { json: { value: [], "@nextPage": "NDU=", isCaughtUp: true } };

test("a 429 delays the call until the reset and never drops it", async () => {
  const vendor = await startVendor((_request, count) =>
    count === 1 ? { status: 429, headers: { "x-ratelimit-reset": "5000" } } : succeed(["row"]),
  );
  const { client, clock, events } = openClient("1.0", vendor);
  expect((await client.call(name)).data).toEqual(["row"]);
  expect(clock.sleeps).toEqual([5_000]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "request.throttled", by: "vendor", waitMs: 5_000, reaction: "waiting" }),
  );
});

test("a 429 that names no time is waited out for a minute", async () => {
  const vendor = await startVendor((_request, count) => (count === 1 ? { status: 429 } : succeed(["row"])));
  const { client, clock } = openClient("1.0", vendor);
  await client.call(name);
  expect(clock.sleeps).toEqual([60_000]);
});

test("a reset beyond the accepted wait is thrown, with the time to come back", async () => {
  const vendor = await startVendor(() => ({
    status: 429,
    headers: { "retry-after": "120" },
    json: { fail: [{ code: "rate_limited", message: "slow down" }] },
  }));
  const { client, clock, events } = openClient("1.0", vendor);
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "throttled", httpStatus: 429, retryAfterMs: 120_000 });
  expect(error.vendorCodes).toEqual(["rate_limited"]);
  expect(clock.sleeps).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: "request.throttled", reaction: "refused" });

  // The next one is not even sent, and knows how much of the wait is left.
  clock.move(70_000);
  expect(await client.call(name).catch((reason: unknown) => reason)).toMatchObject({ retryAfterMs: 120_000 });
  clock.move(20_000);
  const next = await catchError(client.call(name));
  expect(next.httpStatus).toBeNull();
  expect(next.retryAfterMs).toBe(100_000);
});

test("the published quota is kept without calling, and shown by budget()", async () => {
  const vendor = await startVendor(withTokens(() => listing));
  const { client } = openClient("2.0", vendor);
  for (let call = 0; call < 50; call += 1) await client.listBatch({ type: "receipt" });
  expect(client.budget()).toContainEqual(
    expect.objectContaining({ operation: "siem.batch.cg", limit: 50, remaining: 0, waitingMs: 900_000 }),
  );
  const error = await catchError(client.listBatch({ type: "receipt" }));
  expect(error).toMatchObject({ kind: "throttled", httpStatus: null, retryAfterMs: 900_000 });
  expect(vendor.seen("/siem/v1/batch/events/cg")).toHaveLength(50);
});

test("a quota that is free again within the accepted wait is waited for", async () => {
  const vendor = await startVendor(withTokens(() => listing));
  const { client, clock, events } = openClient("2.0", { ...vendor, retries: { maxWaitMs: 900_000 } });
  for (let call = 0; call < 51; call += 1) await client.listBatch({ type: "receipt" });
  expect(clock.sleeps).toEqual([900_000]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "request.throttled", by: "budget", waitMs: 900_000 }),
  );
});

test("a clock that stands still can't make a wait endless", async () => {
  const vendor = await startVendor((_request, count) => (count === 1 ? { status: 429 } : succeed(["row"])));
  const sleeps: number[] = [];
  const { client } = openClient("1.0", {
    ...vendor,
    sleep: async (ms) => {
      sleeps.push(ms);
    },
  });
  expect((await client.call(name)).data).toEqual(["row"]);
  expect(sleeps).toEqual([60_000]);
});

test("endless 429s end as throttled after the attempts", async () => {
  const vendor = await startVendor(() => ({ status: 429, headers: { "x-ratelimit-reset": "2000" } }));
  const { client, clock } = openClient("1.0", vendor);
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "throttled", retryAfterMs: 2_000 });
  expect(clock.sleeps).toEqual([2_000, 2_000, 2_000]);
});

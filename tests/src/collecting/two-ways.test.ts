import type { Feed } from "@postern/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

const pairs = [
  { batch: "siem-2.0", stream: "siem-2.0-stream" },
  { batch: "siem-ci", stream: "siem-ci-stream" },
] as const satisfies readonly { batch: Feed; stream: Feed }[];

describe.each(pairs)("$batch and $stream", ({ batch, stream }) => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openSetting({ settings: { lookbackHours: 3 } });
    await setting.engine.connections.update("v2", { settings: { feeds: [batch, stream] } });
  });
  afterEach(() => setting.close());

  const statusOf = async (feed: Feed) => {
    const [status] = await setting.engine.status({ connection: "v2" });
    const found = status?.feeds.find((candidate) => candidate.feed === feed);
    if (found === undefined) throw new Error(`${feed} has no status`);
    return found;
  };
  /** Poll after poll, as the service would, until the stream has nothing newer. */
  const readStream = async (polls = 20): Promise<void> => {
    for (let poll = 0; poll < polls; poll += 1) {
      const result = await setting.collect([stream]);
      if (result.connections[0]?.feeds[0]?.state === "healthy") return;
      expect(result.connections[0]?.feeds[0]).toMatchObject({ state: "catching-up", code: null });
      setting.clock.advance(2 * minuteMs);
    }
    throw new Error("the stream never caught up");
  };
  /** All that the files hold stands in the store once, in the words of the files. */
  const expectTruth = (start: number) =>
    expectSameRecords({
      engine: setting.engine,
      tenant: setting.tenant,
      connection: "v2",
      feed: batch,
      from: start - 2 * hourMs,
      until: setting.clock.now() - 20 * minuteMs,
    });

  test("by the files alone, everything once", async () => {
    const start = setting.clock.now();
    await setting.collect([batch]);
    expect(await expectTruth(start)).toBeGreaterThan(20);
    expect(await statusOf(batch)).toMatchObject({ state: "healthy", provisional: 0 });
  });

  test("the stream first: fresh, provisional, vouched for by nobody; then the files' words, once", async () => {
    const start = setting.clock.now();
    await readStream();
    const streamed = await statusOf(stream);
    expect(streamed.stored).toBeGreaterThan(20);
    expect(streamed.ledger).toMatchObject({ verdict: "provisional", gaps: [], from: null, until: null });
    const before = await statusOf(batch);
    expect(before).toMatchObject({
      provisional: streamed.stored,
      stored: 0,
      ledger: { verdict: "not-read" },
    });
    setting.clock.advance(30 * minuteMs);
    await setting.collect([batch]);
    await expectTruth(start);
    expect(await statusOf(batch)).toMatchObject({ provisional: 0, ledger: { verdict: "complete" } });
  });

  test("the files first: the stream adds only what they don't have yet", async () => {
    const start = setting.clock.now();
    await setting.collect([batch]);
    await readStream();
    const { provisional } = await statusOf(batch);
    expect(provisional).toBe((await statusOf(stream)).stored);
    await expectTruth(start);
    setting.clock.advance(30 * minuteMs);
    await setting.collect([batch, stream]);
    await expectTruth(start);
  });

  test("in turns, over a morning, in several processes", async () => {
    const start = setting.clock.now();
    for (let turn = 0; turn < 6; turn += 1) {
      await setting.collect(turn % 3 === 2 ? [batch, stream] : [stream]);
      setting.clock.advance(7 * minuteMs);
      if (turn === 3) await setting.reopen();
    }
    setting.clock.advance(30 * minuteMs);
    await setting.collect([batch]);
    await expectTruth(start);
    expect((await statusOf(batch)).provisional).toBe(0);
  });
});

describe("the stream of a tenant with more mail than calls", () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openSetting({ tenant: { messagesPerDay: 3000 }, settings: { lookbackHours: 2 } });
    await setting.engine.connections.update("v2", { settings: { feeds: ["siem-2.0", "siem-2.0-stream"] } });
  });
  afterEach(() => setting.close());

  const calls = () =>
    setting.tenant.requests().filter(({ operation }) => operation === "siem.stream.cg").length;
  const stateOf = async (...feeds: Feed[]) =>
    (await setting.collect(feeds)).connections[0]?.feeds.map(({ state }) => state);

  test("takes five calls a poll, and is ahead again once the files have overtaken it", async () => {
    expect(await stateOf("siem-2.0-stream")).toEqual(["catching-up"]);
    expect(calls()).toBe(5);
    setting.clock.advance(hourMs);
    expect(await stateOf("siem-2.0", "siem-2.0-stream")).toEqual(["healthy", "healthy"]);
    expect(calls()).toBeLessThan(10);
  });
});

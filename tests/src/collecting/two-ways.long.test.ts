import type { Fault, Feed } from "@postern/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting, workday } from "../setting/setting.js";

let setting: Setting;
afterEach(() => setting.close());

async function statusOf(feed: Feed) {
  const [status] = await setting.engine.status({ connection: "v2" });
  const found = status?.feeds.find((candidate) => candidate.feed === feed);
  if (found === undefined) throw new Error(`${feed} has no status`);
  return found;
}

async function stateOf(...feeds: Feed[]) {
  return (await setting.collect(feeds)).connections[0]?.feeds.map(({ state }) => state);
}

/** Poll after poll, as the service would, until the stream has nothing newer. */
async function readWhole(stream: Feed, polls = 12): Promise<void> {
  for (let poll = 0; poll < polls; poll += 1) {
    const [state] = (await stateOf(stream)) ?? [];
    if (state === "healthy") return;
    setting.clock.advance(2 * minuteMs);
  }
  throw new Error(`the stream never caught up: ${JSON.stringify(await statusOf(stream))}`);
}

/** All that the files hold stands in the store once, in the words of the files. */
const expectTruth = (batch: Feed, from = workday - 2 * hourMs) =>
  expectSameRecords({
    engine: setting.engine,
    tenant: setting.tenant,
    connection: "v2",
    feed: batch,
    from,
    until: setting.clock.now() - 20 * minuteMs,
  });

const pairs = [
  { batch: "siem-2.0", stream: "siem-2.0-stream" },
  { batch: "siem-ci", stream: "siem-ci-stream" },
] as const satisfies readonly { batch: Feed; stream: Feed }[];

// The gateway spells its events otherwise in every way to them.
const openBoth = (batch: Feed, stream: Feed) =>
  openSetting({ tenant: { drift: true }, settings: { feeds: [batch, stream], lookbackHours: 3 } });

describe("an event that comes by the files and by the stream is stored once", () => {
  const batch = "siem-2.0";
  const stream = "siem-2.0-stream";
  beforeEach(async () => {
    setting = await openBoth(batch, stream);
  });

  test("the stream first: fresh, provisional, vouched for by nobody; then in the files' words, once", async () => {
    await readWhole(stream);
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
    await expectTruth(batch);
    expect(await statusOf(batch)).toMatchObject({ provisional: 0, ledger: { verdict: "complete" } });
  });

  test("the files first: the stream adds only what they don't have yet", async () => {
    await setting.collect([batch]);
    expect(await expectTruth(batch)).toBeGreaterThan(20);
    await readWhole(stream);
    const { provisional, stored } = await statusOf(batch);
    expect(provisional).toBe((await statusOf(stream)).stored);
    expect(provisional).toBeLessThan(stored);
    await expectTruth(batch);
  });
});

test.each(pairs)(
  "$batch and $stream in turns, over a morning, in several processes",
  async ({ batch, stream }) => {
    setting = await openBoth(batch, stream);
    for (let turn = 0; turn < 6; turn += 1) {
      await setting.collect(turn % 3 === 2 ? [batch, stream] : [stream]);
      setting.clock.advance(7 * minuteMs);
      if (turn === 3) await setting.reopen();
    }
    setting.clock.advance(30 * minuteMs);
    await setting.collect([batch]);
    await expectTruth(batch);
    expect((await statusOf(batch)).provisional).toBe(0);
  },
);

describe("what goes wrong with the stream neither loses nor doubles an event", () => {
  const faults: readonly { readonly what: string; readonly fault: Fault }[] = [
    { what: "pages that repeat events", fault: { kind: "repeat-in-stream", times: 5, count: 7 } },
    { what: "an empty page with a next token", fault: { kind: "empty-page-with-next", after: 1 } },
    { what: "429 in the middle", fault: { kind: "throttle", after: 1, resetMs: 3000 } },
    { what: "a token that expires between pages", fault: { kind: "token-expired", after: 1 } },
    { what: "a socket that breaks in the body", fault: { kind: "reset", after: 1 } },
    { what: "a refusal of its permission", fault: { kind: "not-permitted", after: 1 } },
  ];
  test.each(faults)("$what", async ({ fault }) => {
    setting = await openSetting({
      tenant: { messagesPerDay: 1200 },
      settings: { feeds: ["siem-2.0", "siem-2.0-stream"], lookbackHours: 1 },
    });
    setting.tenant.faults.inject({ ...fault, feed: "siem-2.0-stream" });
    await readWhole("siem-2.0-stream");
    const span = { from: workday - hourMs, until: setting.clock.now() };
    const published = [...setting.tenant.truth("siem-2.0-stream", span)].length;
    expect(published).toBeGreaterThan(120);
    expect((await statusOf("siem-2.0")).provisional).toBe(published);
    setting.clock.advance(30 * minuteMs);
    await setting.collect(["siem-2.0"]);
    await expectTruth("siem-2.0", workday - hourMs);
    expect((await statusOf("siem-2.0")).provisional).toBe(0);
  });
});

describe("a stream that fell behind", () => {
  const calls = () =>
    setting.tenant.requests().filter(({ operation }) => operation === "siem.stream.cg").length;

  test("takes five calls a poll, and is ahead again once the files have overtaken it", async () => {
    setting = await openSetting({
      tenant: { messagesPerDay: 3000 },
      settings: { feeds: ["siem-2.0", "siem-2.0-stream"], lookbackHours: 2 },
    });
    expect(await stateOf("siem-2.0-stream")).toEqual(["catching-up"]);
    expect(calls()).toBe(5);
    setting.clock.advance(hourMs);
    expect(await stateOf("siem-2.0", "siem-2.0-stream")).toEqual(["healthy", "healthy"]);
    expect(calls()).toBeLessThan(10);
  });

  test("for more than a day goes on 23 hours back, and the files bring the rest", async () => {
    setting = await openSetting({
      tenant: { messagesPerDay: 100, retentionDays: 3 },
      settings: { feeds: ["siem-2.0", "siem-2.0-stream"], lookbackHours: 1 },
    });
    await readWhole("siem-2.0-stream");
    setting.clock.advance(30 * hourMs);
    await readWhole("siem-2.0-stream");
    let oldest = Number.POSITIVE_INFINITY;
    const since = workday + hourMs;
    for await (const { time } of setting.engine.events.query({ feed: "siem-2.0", since }))
      oldest = Math.min(oldest, time);
    expect(oldest).toBeGreaterThan(workday + 7 * hourMs - minuteMs);
    expect(oldest).toBeLessThan(workday + 9 * hourMs);
    setting.clock.advance(30 * minuteMs);
    await setting.collect(["siem-2.0"]);
    await expectTruth("siem-2.0", workday - hourMs);
    expect((await statusOf("siem-2.0")).provisional).toBe(0);
  });
});

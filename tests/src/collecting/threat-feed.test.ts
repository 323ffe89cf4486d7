import type { Fault } from "@postern/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { openScripted } from "../setting/scripted.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

const feed = "threat-intel-grid";
const path = "/api/ttp/threat-intel/get-feed";

let setting: Setting;
beforeEach(async () => {
  setting = await openSetting({ settings: { feeds: [feed] } });
});
afterEach(() => setting.close());

const compare = () =>
  expectSameRecords({
    engine: setting.engine,
    tenant: setting.tenant,
    connection: "v2",
    feed,
    from: setting.clock.now() - 23 * hourMs,
    until: setting.clock.now(),
  });

const callCount = () => setting.tenant.requests().filter((request) => request.path === path).length;

async function stateOf(): Promise<string | undefined> {
  const [status] = await setting.engine.status({ connection: "v2" });
  return status?.feeds[0]?.state;
}

test("an empty bundle with a token is followed to what stands behind it", async () => {
  setting.tenant.faults.inject({ kind: "empty-page-with-next", feed });
  await setting.collect([feed]);
  expect(await stateOf()).toBe("healthy");
  await compare();
});

test("a chain that was cut off goes on at its token, and then to what came since", async () => {
  setting.tenant.faults.inject({ kind: "fail-in-200", feed, after: 2 });
  await setting.collect([feed]);
  expect(await stateOf()).toBe("failing");
  setting.clock.advance(2 * hourMs);
  await setting.collect([feed]);
  expect(await stateOf()).toBe("healthy");
  await compare();
});

test("a poll without news asks for the last hours alone", async () => {
  await setting.collect([feed]);
  const first = callCount();
  setting.clock.advance(15 * minuteMs);
  await setting.collect([feed]);
  expect(callCount() - first).toBeLessThan(first);
  await compare();
});

const faults: readonly Fault[] = [
  { kind: "throttle", after: 1, times: 2, resetMs: 3000 },
  { kind: "server-error", after: 1, times: 2 },
  { kind: "html-error", after: 1 },
  { kind: "reset", after: 1, times: 2 },
  { kind: "token-expired", after: 1 },
];

test.each(faults)("$kind in the middle of a chain costs nothing", async (fault) => {
  setting.tenant.faults.inject({ ...fault, feed });
  await setting.collect([feed]);
  expect(await stateOf()).toBe("healthy");
  await compare();
});

test("where a token died, its whole span is read again: in which order objects come is unknown", async () => {
  const vendor = await openScripted({ feeds: [feed], lookbackHours: 6 });
  try {
    const object = (id: string, hours: number) => {
      const modified = new Date(vendor.clock.now() - hours * hourMs).toISOString();
      return JSON.stringify({ type: "indicator", id: `indicator--${id}`, modified });
    };
    const [newer, older] = [object("newer", 1), object("older", 5)];
    const bundle = (...objects: string[]) => `{"type":"bundle","objects":[${objects.join()}]}`;
    vendor.on(path, ({ item }) =>
      item["token"] === undefined
        ? { file: bundle(newer), headers: { "x-mc-threat-feed-next-token": "one" } }
        : { status: 400, code: "err_validation_null" },
    );
    await vendor.collect(feed);
    vendor.on(path, ({ item }) =>
      item["token"] === undefined
        ? { file: bundle(newer, older) }
        : { status: 400, code: "err_threat_intel_feed_invalid_token" },
    );
    await vendor.collect(feed);
    const spans = vendor.calls.flatMap(({ item }) => item["start"] ?? []);
    expect(spans).toHaveLength(2);
    expect(spans[1]).toBe(spans[0]);
    expect((await vendor.events(feed)).map(({ raw }) => raw)).toEqual([newer, older]);
    // Read to its end, the next span begins a little before the newest object.
    vendor.on(path, () => ({ status: 200, code: "err_threat_intel_feed_no_result_found" }));
    await vendor.collect(feed);
    const [last] = vendor.calls.flatMap(({ item }) => item["start"] ?? []).slice(-1);
    expect(Date.parse(String(last))).toBe(Math.floor((vendor.clock.now() - 2 * hourMs) / 1000) * 1000);
  } finally {
    await vendor.close();
  }
});

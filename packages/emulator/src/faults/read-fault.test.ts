import { expect, test } from "vitest";
import { minuteMs } from "../clock/spans.js";
import type { Fault } from "./fault.js";
import { FaultInjector } from "./fault-injector.js";
import { parseFault, readFault } from "./read-fault.js";
import { siteOf } from "./site.js";
import { declarationOf, faultKinds } from "./table/index.js";

const hour = 60 * minuteMs;
const write = siteOf({
  generation: "2.0",
  name: "ttp.url.create-managed-url",
  operation: { path: "/api/ttp/url/create-managed-url", effect: "write" },
});
const read = siteOf({
  generation: "1.0",
  name: "ttp.url.get-logs",
  operation: { path: "/api/ttp/url/get-logs", effect: "read" },
});

test("a spec says in a line what JSON says in an object", () => {
  const throttle = "throttle:operation=ttp.url.get-logs,times=3,reset=retry-after";
  expect(parseFault(throttle)).toEqual({
    kind: "throttle",
    operation: "ttp.url.get-logs",
    times: 3,
    reset: "retry-after",
  });
  expect(parseFault("hang")).toEqual({ kind: "hang" });
  expect(
    parseFault("server-error:times=forever,executed=true,generation=1.0,from=2026-03-11T12:00:00Z"),
  ).toEqual({
    kind: "server-error",
    times: Infinity,
    executed: true,
    generation: "1.0",
    from: Date.UTC(2026, 2, 11, 12),
  });
  expect(parseFault("broken-line:type=attachment protect")).toEqual({
    kind: "broken-line",
    type: "attachment protect",
  });
  expect(readFault({ kind: "reset", times: null })).toEqual({ kind: "reset", times: Infinity });
});

test("what is wrong with a fault is told, and what could never strike is refused", () => {
  const refusals: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /^A fault is an object/],
    [{ kind: "nonsense" }, /^kind must be one of throttle, server-error/],
    [{ kind: "constructor" }, /^kind must be one of/],
    [{ kind: "throttle", often: 3 }, /^throttle has no often: it takes reset, resetMs, operation/],
    [{ kind: "throttle", reset: "soon" }, /^reset must be one of ms, epoch-s.* not "soon"$/],
    [{ kind: "throttle", times: 0 }, /^times must be a whole number, at least 1, not 0$/],
    [{ kind: "throttle", times: "3" }, /^times must be a whole number/],
    [{ kind: "throttle", probability: 1.5 }, /^probability must be a number from 0 to 1, not 1.5$/],
    [{ kind: "throttle", from: "noon" }, /^from must look like/],
    [{ kind: "throttle", operation: "made.up" }, /^operation must be one of the \d+ in the table/],
    [{ kind: "server-error", status: 418 }, /^status must be one of 500, 502, 503, 504, 509, not 418$/],
    [{ kind: "server-error", executed: "yes" }, /^executed must be true or false/],
    [{ kind: "bad-zip", feed: "audit" }, /^bad-zip strikes only siem.get-logs, not "audit"$/],
    [{ kind: "late-events", feed: "siem-2.0" }, /^late-events strikes only ttp-url/],
    [{ kind: "late-events", probability: 0.5 }, /^late-events has no probability/],
    [{ kind: "reset", operation: "oauth.token", feed: "audit" }, /^operation and feed exclude each other/],
    [{ kind: "corrupt-gzip", path: "legacy" }, /^corrupt-gzip strikes only downloads$/],
    [{ kind: "reset", forMinutes: 5 }, /needs everyMinutes$/],
  ];
  for (const [fault, words] of refusals) expect(() => readFault(fault)).toThrow(words);
  for (const [spec, words] of [
    ["throttle:times", /^"times" should be a name, = and a value$/],
    ["throttle:times=1,times=2", /^times is given twice$/],
    ["throttle:kind=reset", /^kind is given twice$/],
    ["throttle:times=many", /not "many"$/],
  ] as const)
    expect(() => parseFault(spec)).toThrow(words);
});

test("every kind can be read by its name alone", () => {
  expect(faultKinds.map((kind) => readFault({ kind }))).toEqual(faultKinds.map((kind) => ({ kind })));
  for (const kind of faultKinds) expect(declarationOf(kind).source).not.toBe("");
});

test("aims are by generation, effect and kind of path, and all of them have to be met", () => {
  const struck = (fault: Fault) => {
    const injector = new FaultInjector(() => 0);
    injector.inject({ ...fault, times: 9 });
    return [write, read].map((site) => injector.take(fault.kind, site) !== null);
  };
  expect(struck({ kind: "throttle", generation: "1.0" })).toEqual([false, true]);
  expect(struck({ kind: "throttle", effect: "write" })).toEqual([true, false]);
  expect(struck({ kind: "throttle", effect: "write", generation: "1.0" })).toEqual([false, false]);
  expect(struck({ kind: "throttle", path: "legacy" })).toEqual([true, true]);
  expect(struck({ kind: "throttle", path: "siem" })).toEqual([false, false]);
});

test("a schedule goes by the tenant's clock: from, until, and five minutes of every hour", () => {
  let now = hour;
  const injector = new FaultInjector(() => now);
  const strikesAt = (minutes: number) => {
    now = hour + minutes * minuteMs;
    return injector.take("server-error", read) !== null;
  };
  const id = injector.inject({ kind: "server-error", everyMinutes: 60, forMinutes: 5, until: 3 * hour });
  expect([0, 4.9, 5, 59, 60, 64, 65, 120].map(strikesAt)).toEqual([
    ...[true, true, false, false, true, true, false, false],
  ]);
  expect(injector.list()).toMatchObject([{ id, struck: 4, left: Infinity }]);
  injector.clear();
  injector.inject({ kind: "server-error", from: 4 * hour, until: 5 * hour });
  expect([179, 180, 239, 240].map(strikesAt)).toEqual([false, true, true, false]);
});

test("a probability strikes about as often as it says, the same calls with the same seed", () => {
  const draw = (seed: number) => {
    const injector = new FaultInjector(() => 0);
    injector.inject({ kind: "reset", probability: 0.1, seed });
    return Array.from({ length: 2000 }, () => injector.take("reset", read) !== null);
  };
  const struck = draw(1).filter(Boolean).length;
  expect(struck).toBeGreaterThan(140);
  expect(struck).toBeLessThan(260);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(2)).not.toEqual(draw(1));
});

import { createClock, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workday } from "../../setting/setting.js";
import { type Ground, peerCalls, prepareGround, send } from "./peers.js";
import { at, openWire } from "./wire.js";

let tenant: Tenant;
let ground: Ground;

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: workday, frozen: true }), messagesPerDay: 2000 });
  ground = await prepareGround(openWire(tenant));
});
afterAll(() => tenant.close());

// In this order: what one writes another finds.
test.each(peerCalls)("$peer, API $generation: $command", async (call) => {
  const { status, body } = await send(call, ground);
  expect([status, at(body, "meta", "status")]).toEqual([200, 200]);
  expect(at(body, "fail", 0, "errors", 0, "code")).toBe(call.refused);
  expect(at(body, ...call.reads), JSON.stringify(body)).toBeDefined();
});

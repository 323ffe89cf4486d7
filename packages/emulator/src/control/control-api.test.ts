import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, describeTenant, startTenant, type Tenant } from "../index.js";
import { bearerOf, listAt, noon, postV2, readAllClicks, urlLogs } from "../testing/client.js";
import { isObject } from "../wire/decode.js";

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 100 });
});
afterAll(() => tenant.close());

async function ask(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${tenant.v2.baseUrl}${path}`, init);
  return { status: response.status, json: await response.json() };
}

test("tells how to connect, what was served and what was asked", async () => {
  const info = await ask("/_emulator/info");
  expect(info.json).toMatchObject({ ...describeTenant(tenant), account: tenant.account });
  expect(listAt(info.json, "campaigns").length).toBeGreaterThan(0);
  const rows = await readAllClicks(tenant, {});
  expect((await ask("/_emulator/served")).json).toMatchObject({
    "2.0": { "ttp-url": rows.length },
    "1.0": { "ttp-url": 0 },
  });
  expect(listAt((await ask("/_emulator/requests")).json, "requests").length).toBeGreaterThan(0);
  expect((await ask("/healthz")).status).toBe(200);
  expect((await fetch(`${tenant.v1.baseUrl}/healthz`)).status).toBe(200);
});

test("clicks, rewrites, delivers, moves the clock and injects faults", async () => {
  const click = await ask("/_emulator/click", {
    url: "https://a.example/",
    recipient: "ada.abel@fernhill.example",
  });
  expect(click.json).toMatchObject({ outcome: "allowed" });
  const rewritten = await ask("/_emulator/rewrite", { url: "https://a.example/" });
  expect(rewritten.json).toEqual({ url: tenant.rewrite("https://a.example/") });
  const mail = await ask("/_emulator/deliver", {
    sender: "a@b.example",
    recipient: "ada.abel@fernhill.example",
  });
  expect(mail.json).toMatchObject({ outcome: "accepted" });
  const clock = await ask("/_emulator/clock", { advanceSeconds: 60 });
  expect(clock.json).toEqual({ now: "2026-03-11T12:08:00.000Z", rate: 0, frozen: true });
  expect((await ask("/_emulator/faults", { kind: "server-error", times: null })).status).toBe(201);
  expect((await postV2(tenant, urlLogs, {})).status).toBe(500);
  expect((await postV2(tenant, urlLogs, {})).status).toBe(500);
  await fetch(`${tenant.v2.baseUrl}/_emulator/faults`, { method: "DELETE" });
  expect((await postV2(tenant, urlLogs, {})).status).toBe(200);
});

test("travels in time: what was handed out ages with the clock", async () => {
  const bearer = await bearerOf(tenant);
  const status = async () => (await postV2(tenant, urlLogs, {}, bearer)).status;
  const at = new Date(tenant.clock.now() + 1790_000).toISOString();
  expect((await ask("/_emulator/clock", { set: at })).json).toEqual({ now: at, rate: 0, frozen: true });
  expect(await status()).toBe(200);
  expect((await ask("/_emulator/clock", { advanceSeconds: 10, rate: 3600 })).json).toMatchObject({
    rate: 3600,
    frozen: false,
  });
  expect(await status()).toBe(401);
  const stopped = (await ask("/_emulator/clock", { frozen: true })).json;
  expect((await ask("/_emulator/clock")).json).toEqual(stopped);
});

test("unusable orders are refused with a reason", async () => {
  for (const [path, body] of [
    ["click", { url: "https://a.example/" }],
    ["faults", { kind: "nonsense" }],
    ["clock", { rate: -1 }],
    ["clock", { set: "tomorrow" }],
    ["clock", { advanceSeconds: 1e300 }],
    ["clock", { hurry: true }],
    ["deliver", { sender: "x", recipient: "y" }],
  ] as const) {
    const reply = await ask(`/_emulator/${path}`, body);
    expect([reply.status, isObject(reply.json) && typeof reply.json["error"]]).toEqual([400, "string"]);
  }
});

test("describes exactly what a client needs", () => {
  const description = describeTenant(tenant);
  expect(Object.keys(description.v1)).toEqual([
    "baseUrl",
    "applicationId",
    "applicationKey",
    "accessKey",
    "secretKey",
  ]);
  expect(Object.keys(description.v2)).toEqual(["baseUrl", "clientId", "clientSecret"]);
});

import { operations } from "@postern/mimecast/catalogue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import { operationOfFeed } from "../tenant/feeds.js";
import { callV1, codeOf, listAt, noon, postV2, truthOf } from "../testing/client.js";
import { readObject, readText } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 100 });
});
afterAll(() => tenant.close());

const ask = async (path: string, asked = tenant) => listAt((await postV2(asked, path, {})).json, "data")[0];
const packagesOf = async (asked = tenant) => listAt(await ask("/api/account/get-account", asked), "packages");

test.each<[Feed, (data: readonly unknown[]) => readonly unknown[]]>([
  ["account", (data) => data],
  ["support-info", (data) => data],
  ["packages", (data) => listAt(data[0], "products")],
])("%s is told alike in both generations, without pages", async (feed, read) => {
  const { path } = operations[operationOfFeed[feed]];
  const replies = [await postV2(tenant, path, {}), await callV1(tenant, path, { data: [{}] })];
  for (const reply of replies) {
    expect(reply.json["meta"]).toEqual({ status: 200 });
    expect(read(listAt(reply.json, "data"))).toEqual(truthOf(tenant, feed));
  }
  expect(tenant.served("2.0")[feed]).toBe(truthOf(tenant, feed).length);
  // The same state once more is no other record.
  await postV2(tenant, path, {});
  expect(tenant.served("2.0")[feed]).toBe(truthOf(tenant, feed).length);
});

test("the account tells who it is, and hands out its secrets", async () => {
  const account = await ask("/api/account/get-account");
  expect(account).toMatchObject({
    accountCode: tenant.account.code,
    accountName: tenant.account.name,
    domain: tenant.account.domain,
    region: tenant.region,
    userCount: truthOf(tenant, "awareness-scores").length,
  });
  expect([readText(account, "passphrase"), readText(account, "supportCode")]).toEqual(tenant.accountSecrets);
  const other = await startTenant({ seed: 2, messagesPerDay: 100 });
  expect(other.accountSecrets).not.toEqual(tenant.accountSecrets);
  await other.close();
});

test("the packages are those behind the applications' products", async () => {
  const restricted = await startTenant({
    messagesPerDay: 100,
    application: { products: ["Account Management", "Awareness Training"] },
  });
  expect(await packagesOf(restricted)).toEqual([
    "Metadata Track and Trace (Site) [1032]",
    "Mimecast Platform [1033]",
    "Awareness Training [1078]",
  ]);
  restricted.administration.createApplication2({ products: ["Data Retention"], permissions: [] });
  expect(await packagesOf(restricted)).toContain("Journal Services [1050]");
  expect((await packagesOf()).length).toBeGreaterThan((await packagesOf(restricted)).length);
  expect(truthOf(tenant, "packages").map(({ id, name }) => `${name} [${id}]`)).toEqual(await packagesOf());
  await restricted.close();
});

test("the contract ends in the future, and is renewed when it ends", async () => {
  const start = clock.now();
  const end = async () =>
    Date.parse(readText(await ask("/api/account/get-support-info"), "renewalDate") ?? "");
  const first = await end();
  expect(first).toBeGreaterThan(start);
  clock.set(first + dayMs);
  expect(await end()).toBeGreaterThan(first + 300 * dayMs);
  clock.set(start);
});

test("the dashboard shows notices that are visible by now", async () => {
  const notices = listAt(await ask("/api/account/get-dashboard-notifications"), "notifications");
  expect(notices).toHaveLength(3);
  for (const notice of notices)
    expect(Date.parse(readText(notice, "visibleFrom") ?? "")).toBeLessThanOrEqual(noon);
});

test("a journaling connector is well", async () => {
  const service = await ask("/api/journaling/get-service");
  expect(service).toMatchObject({ enabled: true, transferProtocol: "smtp", queueSize: 0 });
  expect(readObject(service, "statusInfo")).toMatchObject({ status: "ok" });
});

test.each([
  ["/api/account/get-account", "forbidden"],
  ["/api/account/get-support-info", "forbidden"],
  ["/api/account/get-dashboard-notifications", "forbidden"],
  ["/api/journaling/get-service", "forbidden"],
  ["/api/provisioning/get-packages", null],
])("%s without its permission: %s", async (path, code) => {
  const { administration } = tenant;
  const role = administration.createApplication2({
    products: ["Account Management", "Email Security Cloud Gateway"],
    permissions: ["Monitoring | Held | Read"],
  });
  expect(codeOf(await postV2({ v2: role.credentials }, path, {}))).toBe(code);
  const product = administration.createApplication2({ products: ["Connectors"], permissions: null });
  expect(codeOf(await postV2({ v2: product.credentials }, path, {}))).toBe("app_forbidden");
});

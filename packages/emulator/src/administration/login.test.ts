import { afterEach, beforeEach, expect, test } from "vitest";
import { hourMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../index.js";
import { callV1, codeOf, listAt, noon, type Reply, urlLogs } from "../testing/client.js";
import { discover, logIn } from "../testing/login.js";
import { readObject, readText } from "../wire/decode.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeEach(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterEach(() => tenant.close());

function keysOf(reply: Reply): { accessKey: string; secretKey: string } {
  const [item] = listAt(reply.json, "data");
  return { accessKey: readText(item, "accessKey") ?? "", secretKey: readText(item, "secretKey") ?? "" };
}

test("a login with the right password makes keys that work", async () => {
  const reply = await logIn(tenant);
  expect([reply.status, listAt(reply.json, "fail")]).toEqual([200, []]);
  expect(listAt(reply.json, "data")).toMatchObject([
    { bindingType: "one_step", username: tenant.administration.serviceUser.emailAddress },
  ]);
  const keys = keysOf(reply);
  expect(keys.accessKey).not.toBe(tenant.v1.accessKey);
  expect((await callV1({ clock, v1: { ...tenant.v1, ...keys } }, urlLogs, {})).status).toBe(200);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
});

test("a login with the old access key gives expired keys a new term, and changes nothing else", async () => {
  tenant.administration.authenticationCacheTtlHours = 72;
  clock.advance(80 * hourMs);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(418);
  const { accessKey, secretKey } = tenant.v1;
  const reply = await logIn(tenant, { accessKey });
  expect(keysOf(reply)).toEqual({ accessKey, secretKey });
  expect(listAt(reply.json, "data")).toMatchObject([{ duration: 72 * hourMs }]);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
  clock.advance(72 * hourMs);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(418);
});

test("keys that ended with the password aren't given a new term: new ones are made", async () => {
  const { accessKey } = tenant.v1;
  tenant.administration.serviceUser.changePassword("correct horse");
  const keys = keysOf(await logIn(tenant, { accessKey }));
  expect(keys.accessKey).not.toBe(accessKey);
  expect((await callV1({ clock, v1: { ...tenant.v1, ...keys } }, urlLogs, {})).status).toBe(200);
});

test("a realm the user doesn't have is refused with sub-code 0001", async () => {
  const reply = await logIn(tenant, { realm: "Basic-AD" });
  expect(reply.status).toBe(401);
  expect(readText(listAt(reply.json, "fail", 0, "errors")[0], "message")).toMatch(/^0001 /);
  const { serviceUser } = tenant.administration;
  serviceUser.realms = ["Basic-AD"];
  expect((await logIn(tenant, { realm: "Basic-AD" })).status).toBe(200);
  expect((await logIn(tenant)).status).toBe(401);
  expect(listAt((await discover(tenant, serviceUser.emailAddress)).json, "data")).toMatchObject([
    { authenticate: ["Basic-AD"] },
  ]);
});

test("a wrong password, an unknown user and a disabled one look the same", async () => {
  const replies = [
    await logIn(tenant, { password: "wrong" }),
    await logIn(tenant, { userName: "nobody@fernhill.example" }),
  ];
  tenant.administration.serviceUser.disable();
  replies.push(await logIn(tenant));
  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(replies[0]?.status).toBe(401);
  expect(readObject(replies[0]?.json, "meta")).toEqual({ status: 401 });
  const words = tenant.requests().map(({ explanation }) => explanation);
  expect(words).toEqual([
    "the user name is right, the password is not",
    "no user who can sign in has this user name",
    `${tenant.administration.serviceUser.emailAddress} is disabled`,
  ]);
});

test("a login needs an application that is there, enabled and old enough", async () => {
  expect(codeOf(await logIn(tenant, { applicationId: "nope" }))).toBe("err_developer_key");
  const young = tenant.administration.createApplication();
  expect(codeOf(await logIn(tenant, { applicationId: young.applicationId }))).toBe("err_developer_key");
  tenant.administration.application1.disable();
  expect(codeOf(await logIn(tenant))).toBe("err_developer_key");
});

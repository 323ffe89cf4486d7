import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../index.js";
import { callV1, noon, urlLogs } from "../testing/client.js";
import { logIn } from "../testing/login.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeAll(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterAll(() => tenant.close());

const statusOfKeys = async () => (await callV1(tenant, urlLogs, {})).status;
const statusOfLogin = async (password?: string) =>
  (await logIn(tenant, password === undefined ? {} : { password })).status;
const whyLast = () => tenant.requests().at(-1)?.explanation ?? "";

test("an expired password ends its user's keys and logins, unless it never expires", async () => {
  const { directory, serviceUser, application1 } = tenant.administration;
  directory.passwordRules.expiryDays = 30;
  clock.advance(30 * dayMs - minuteMs);
  expect([await statusOfKeys(), await statusOfLogin()]).toEqual([200, 200]);
  clock.advance(minuteMs);
  expect([await statusOfKeys(), whyLast()]).toEqual([401, expect.stringContaining("password has expired")]);
  expect(await statusOfLogin()).toBe(401);
  expect(() => application1.createKeys({ password: serviceUser.password })).toThrow(/has expired/);
  serviceUser.passwordNeverExpires = true;
  expect([await statusOfKeys(), await statusOfLogin()]).toEqual([200, 200]);
  serviceUser.passwordNeverExpires = false;
  serviceUser.changePassword();
  expect([await statusOfKeys(), await statusOfLogin()]).toEqual([401, 200]);
  application1.createKeys();
  expect(await statusOfKeys()).toBe(200);
  expect(() => {
    directory.passwordRules.expiryDays = 0.5;
  }).toThrow(/whole number/);
});

test("so many wrong passwords in a row lock an account for logins, and its keys go on", async () => {
  const { directory, serviceUser } = tenant.administration;
  directory.passwordRules.lockAfter = 3;
  for (const password of ["a", "b", undefined, "c", "d"]) await statusOfLogin(password);
  expect(serviceUser.isLocked).toBe(false);
  await statusOfLogin("e");
  expect([serviceUser.isLocked, await statusOfLogin(), whyLast()]).toEqual([
    true,
    401,
    `${serviceUser.emailAddress} is locked`,
  ]);
  expect(await statusOfKeys()).toBe(200);
  serviceUser.isLocked = false;
  expect(await statusOfLogin()).toBe(200);
});

test("who has to change the password gets no keys before", async () => {
  const { serviceUser, application1 } = tenant.administration;
  serviceUser.forceChangeAtLogon = true;
  expect([await statusOfLogin(), whyLast()]).toEqual([401, expect.stringContaining("change its password")]);
  expect(() => application1.createKeys({ password: serviceUser.password })).toThrow(/new one first/);
  serviceUser.changePassword();
  expect(await statusOfLogin()).toBe(200);
});

test("an authentication profile's own ranges hold for the keys and logins of those it is for, and no others", async () => {
  const { signIn, directory, serviceUser, application1 } = tenant.administration;
  application1.createKeys({ user: serviceUser });
  const application = { ...tenant.v1 };
  const profile = signIn.findProfile("Account Administrators Authentication Profile");
  signIn.editProfile(profile, { ipRanges: ["203.0.113.0/24"] });
  expect([await statusOfKeys(), await statusOfLogin()]).toEqual([403, 403]);
  expect(whyLast()).toContain("Account Administrators Authentication Profile lets in 203.0.113.0/24");
  const plain = directory.createUser({ emailAddress: `plain@${tenant.account.domain}` });
  const keys = application1.createKeys({ user: plain });
  expect((await callV1({ clock, v1: { ...application, ...keys } }, urlLogs, {})).json).toMatchObject({
    fail: [{ errors: [{ code: "err_xdk_forbidden" }] }],
  });
  signIn.editProfile(profile, { ipRanges: ["192.0.2.0/24"] });
  application1.createKeys({ user: serviceUser });
  expect([await statusOfKeys(), await statusOfLogin()]).toEqual([200, 200]);
  expect(() => signIn.editProfile(profile, { ipRanges: ["office"] })).toThrow(/IP range/);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant, type V1Credentials, type VirtualClock } from "../index.js";
import { callV1, codeOf, noon, postV2, type Reply, truthOf, urlLogs } from "../testing/client.js";
import { readText } from "../wire/decode.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeEach(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterEach(() => tenant.close());

const callWith = (v1: V1Credentials): Promise<Reply> => callV1({ clock, v1 }, urlLogs, {});
const outcomeOf = async (v1: V1Credentials) => {
  const reply = await callWith(v1);
  return [reply.status, codeOf(reply)];
};
const whyLast = () => tenant.requests().at(-1)?.explanation ?? "";

const accepted = [200, null];
const unknownKeys = [401, "err_xdk_invalid_signature"];
const unknownApplication = [200, "err_developer_key"];
const expired = [418, "err_xdk_binding_expired"];

test("keys of a new application are refused for 30 minutes, and work from then on", async () => {
  const application = tenant.administration.createApplication({ name: "Fresh" });
  expect(await outcomeOf(application.credentials)).toEqual(unknownApplication);
  expect(whyLast()).toBe("the application Fresh is younger than 30 minutes: 30 to go");
  expect(() => application.createKeys()).toThrow(/30 minutes after the application/);
  clock.advance(29 * minuteMs);
  expect(await outcomeOf(application.credentials)).toEqual(unknownApplication);
  clock.advance(minuteMs);
  expect(await outcomeOf(application.credentials)).toEqual(accepted);
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
});

test("the audit log names the user and the application whose keys or token a change came with", async () => {
  const { administration } = tenant;
  const user = administration.directory.createUser({ emailAddress: "hands@fernhill.example" });
  user.addRole(administration.roles.find("Full Administrator"));
  const application = administration.createApplication({ name: "Playbook" });
  const second = administration.createApplication2({ name: "Playbook 2", products: ["Policy Management"] });
  clock.advance(31 * minuteMs);
  const v1 = application.createKeys({ user });
  const change = { data: [{ url: "https://bad.example/", action: "block" }] };
  const create = "/api/ttp/url/create-managed-url";
  await callV1({ clock, v1 }, create, change);
  await postV2({ v2: second.credentials }, create, {
    data: [{ ...change.data[0], url: "https://b.example/" }],
  });
  clock.advance(1000);
  const made = truthOf(tenant, "audit", { from: clock.now() - minuteMs })
    .filter((row) => readText(row, "auditType") === "Managed URL Created")
    .map((row) => [readText(row, "user"), /Application: (.*)$/.exec(readText(row, "eventInfo") ?? "")?.[1]]);
  expect(made).toEqual([
    ["hands@fernhill.example", "Playbook"],
    ["svc-api@fernhill.example", "Playbook 2"],
  ]);
});

test("the tenant's own application can be made young again", async () => {
  tenant.administration.application1.createdAt = clock.now();
  expect(await outcomeOf(tenant.v1)).toEqual(unknownApplication);
});

test("keys expire with the authentication cache TTL, unless the application has an extended session", async () => {
  const { administration } = tenant;
  clock.advance(1000 * hourMs);
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
  administration.authenticationCacheTtlHours = 72;
  expect(await outcomeOf(tenant.v1)).toEqual(expired);
  expect(whyLast()).toContain("the authentication cache TTL of 72 hours is over");
  administration.application1.extendedSession = true;
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
  administration.application1.extendedSession = false;
  const fresh = administration.application1.createKeys();
  clock.advance(72 * hourMs - 1);
  expect(await outcomeOf(fresh)).toEqual(accepted);
  clock.advance(1);
  expect(await outcomeOf(fresh)).toEqual(expired);
  expect(() => {
    administration.authenticationCacheTtlHours = 0;
  }).toThrow("must be more than 0");
});

test("a disabled user's keys look like unknown ones, and stay dead when the user is enabled again", async () => {
  const { serviceUser, application1 } = tenant.administration;
  const old = tenant.v1;
  serviceUser.disable();
  expect(await outcomeOf(old)).toEqual(unknownKeys);
  expect(whyLast()).toBe("the access key is no longer known: its user was disabled");
  expect(() => application1.createKeys()).toThrow(/disabled/);
  serviceUser.enable();
  expect(await outcomeOf(old)).toEqual(unknownKeys);
  expect(await outcomeOf(application1.createKeys())).toEqual(accepted);
  expect(tenant.v1.accessKey).not.toBe(old.accessKey);
});

test("a changed password revokes every key of the user", async () => {
  const { serviceUser, application1 } = tenant.administration;
  const first = tenant.v1;
  const second = application1.createKeys();
  expect(await outcomeOf(first)).toEqual(accepted);
  const before = serviceUser.password;
  serviceUser.changePassword();
  expect(serviceUser.password).not.toBe(before);
  expect(await outcomeOf(first)).toEqual(unknownKeys);
  expect(await outcomeOf(second)).toEqual(unknownKeys);
  expect(whyLast()).toContain("password was changed");
});

test("keys of two sets, a wrong secret and a disabled user look the same", async () => {
  const other = tenant.administration.createApplication({ name: "Other" });
  clock.advance(hourMs);
  const mine = tenant.v1;
  const { accessKey, secretKey, applicationKey, applicationId } = other.credentials;
  expect(await outcomeOf({ ...mine, accessKey, secretKey })).toEqual(unknownKeys);
  expect(whyLast()).toContain("keys of two sets: the application id is that of Ready Made");
  expect(await outcomeOf({ ...mine, applicationKey })).toEqual(unknownKeys);
  expect(whyLast()).toContain("keys of two sets: the application key is that of Other");
  expect(await outcomeOf({ ...mine, secretKey })).toEqual(unknownKeys);
  expect(whyLast()).toContain("keys of two sets: the secret key belongs to another access key");
  expect(await outcomeOf({ ...mine, applicationId })).toEqual(unknownKeys);
  expect(await outcomeOf({ ...mine, secretKey: "AAAA" })).toEqual(unknownKeys);
  const wrong = await callWith({ ...mine, secretKey: "AAAA" });
  tenant.administration.serviceUser.disable();
  const disabled = await callWith(mine);
  expect([wrong.status, wrong.text]).toEqual([disabled.status, disabled.text]);
});

test("a disabled, a deleted and an unknown application look the same", async () => {
  const { application1 } = tenant.administration;
  application1.disable();
  expect(await outcomeOf(tenant.v1)).toEqual(unknownApplication);
  expect(whyLast()).toBe("the application Ready Made is disabled");
  application1.enable();
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
  application1.delete();
  expect(await outcomeOf(tenant.v1)).toEqual(unknownApplication);
  expect(whyLast()).toContain("has been deleted");
  application1.enable();
  expect(await outcomeOf(tenant.v1)).toEqual(unknownApplication);
});

test("new keys keep the ids of their applications", () => {
  const { v1, v2 } = tenant;
  tenant.application.regenerateKeys();
  expect([tenant.v1.applicationId, tenant.v1.applicationKey, tenant.v2.clientId]).toEqual([
    v1.applicationId,
    v1.applicationKey,
    v2.clientId,
  ]);
  expect([tenant.v1.secretKey, tenant.v2.clientSecret]).not.toEqual([v1.secretKey, v2.clientSecret]);
});

test("the role of the service user decides on 1.0, at once", async () => {
  tenant.administration.serviceUser.setPermissions(["Gateway | Policies | Read"]);
  expect(await outcomeOf(tenant.v1)).toEqual([403, "err_xdk_forbidden"]);
  expect(whyLast()).toBe(
    `ttp.url.get-logs needs the permission Monitoring | URL Protection | Read; the role of ${tenant.administration.serviceUser.emailAddress} has Gateway | Policies | Read`,
  );
  tenant.administration.serviceUser.setPermissions(["Monitoring Menu | URL Protection | All"]);
  expect(await outcomeOf(tenant.v1)).toEqual(accepted);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { bearerOf, codeOf, noon, postV2, type Reply, requestToken, urlLogs } from "../testing/client.js";

let tenant: Tenant;

beforeEach(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
});
afterEach(() => tenant.close());

const outcomeOf = (reply: Reply) => [reply.status, codeOf(reply)];
const whyLast = () => tenant.requests().at(-1)?.explanation ?? "";

test("products are chosen at creation; the role can change at any time and works at once", async () => {
  const application = tenant.administration.createApplication2({
    name: "Narrow",
    products: ["Policy Management"],
    permissions: ["Monitoring | URL Protection | Read"],
  });
  const subject = { v2: application.credentials };
  const bearer = await bearerOf(subject);
  expect(outcomeOf(await postV2(subject, urlLogs, {}, bearer))).toEqual([403, "app_forbidden"]);
  expect(whyLast()).toBe(
    "ttp.url.get-logs needs the product Security Events; the application Narrow was created with Policy Management",
  );
  expect("setProducts" in application).toBe(false);
  const wider = tenant.administration.createApplication2({ products: ["Security Events"], permissions: [] });
  const token = await bearerOf({ v2: wider.credentials });
  expect(outcomeOf(await postV2({ v2: wider.credentials }, urlLogs, {}, token))).toEqual([403, "forbidden"]);
  wider.setPermissions(["Monitoring | URL Protection | Read"]);
  expect((await postV2({ v2: wider.credentials }, urlLogs, {}, token)).status).toBe(200);
  expect((await postV2(tenant, urlLogs, {})).status).toBe(200);
});

test("a regenerated secret refuses the old one; tokens live until they expire", async () => {
  const { application2 } = tenant.administration;
  const bearer = await bearerOf(tenant);
  const old = tenant.v2;
  const fresh = application2.regenerateSecret();
  expect([fresh.clientId, fresh.clientSecret === old.clientSecret]).toEqual([old.clientId, false]);
  expect(outcomeOf(await requestToken({ v2: old }))).toEqual([401, "invalid_client"]);
  expect(whyLast()).toContain("an older one that has been regenerated");
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
  expect((await requestToken({ v2: fresh })).status).toBe(200);
});

test("all causes of a refused token request look the same, and the request log tells them apart", async () => {
  const { v2 } = tenant;
  const other = tenant.administration.createApplication2({ products: ["Security Events"] });
  const attempts: readonly (readonly [Partial<typeof v2>, string])[] = [
    [{ clientSecret: "wrong" }, "the body's client_id is right, the client_secret is not"],
    [{ clientSecret: "" }, "there is no client_secret"],
    [{ clientSecret: other.credentials.clientSecret }, "the client_secret is not"],
    [{ clientSecret: ` "${v2.clientSecret}"` }, "spaces or quotes around it"],
    [{ clientSecret: v2.clientSecret.slice(0, 20) }, "the client_secret is cut off"],
    [{ clientId: v2.clientSecret, clientSecret: v2.clientId }, "swapped"],
    [{ clientId: `${v2.clientId} ` }, "client_id has spaces or quotes around it"],
    [{ clientId: v2.clientId.slice(0, 30) }, "client_id is cut off"],
    [{ clientId: "nobody" }, "no application of API 2.0 has the body's client_id"],
    [{ clientId: tenant.v1.applicationId }, "of an application of API 1.0"],
  ];
  const answers = new Set<string>();
  for (const [change, words] of attempts) {
    const reply = await requestToken({ v2: { ...v2, ...change } });
    answers.add(`${reply.status} ${reply.text}`);
    expect(whyLast()).toContain(words);
    expect(whyLast()).not.toContain(v2.clientSecret);
  }
  tenant.administration.application2.disable();
  const disabled = await requestToken(tenant);
  answers.add(`${disabled.status} ${disabled.text}`);
  expect(whyLast()).toBe("the application Ready Made is disabled");
  tenant.administration.application2.enable();
  tenant.administration.application2.delete();
  const deleted = await requestToken(tenant);
  answers.add(`${deleted.status} ${deleted.text}`);
  expect(answers.size).toBe(1);
  expect(disabled.status).toBe(401);
});

test("a disabled application's tokens are refused, and good again when it is enabled", async () => {
  const { application2 } = tenant.administration;
  const bearer = await bearerOf(tenant);
  application2.disable();
  expect(outcomeOf(await postV2(tenant, urlLogs, {}, bearer))).toEqual([401, "unauthorized"]);
  application2.enable();
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
});

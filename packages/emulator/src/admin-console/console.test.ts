import { afterEach, beforeEach, expect, test } from "vitest";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../index.js";
import { bearerOf, callV1, codeOf, noon, postV2, urlLogs } from "../testing/client.js";
import { ConsoleBrowser } from "../testing/console-browser.js";

let tenant: Tenant;
let clock: VirtualClock;
let browser: ConsoleBrowser;

beforeEach(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10 });
  browser = new ConsoleBrowser(`${tenant.v2.baseUrl}/console`);
});
afterEach(() => tenant.close());

test("a role, an application of API 2.0 with it, and its secret: the steps end in credentials that work", async () => {
  await browser.open("/account/roles");
  await browser.follow("New Role");
  await browser.press("Save and Exit", {
    name: "Clicks and containment",
    security: "Cannot Manage Roles",
    permission: ["Monitoring | URL Protection | Read", "Gateway | Policies | Edit"],
  });
  expect(browser.page).toContain("Clicks and containment");
  await browser.open("/services/integrations");
  await browser.follow("Generate Keys");
  await browser.press("Next", {
    name: "Connector",
    category: "Others",
    product: ["Security Events", "Policy Management"],
    role: browser.optionOf("role", "Clicks and containment"),
  });
  await browser.press("Next", { contact: "Operations", email: "ops@corp.example" });
  expect(browser.page).toContain("Security Events, Policy Management");
  await browser.press("Add");
  const v2 = {
    baseUrl: tenant.v2.baseUrl,
    clientId: browser.shown("client-id"),
    clientSecret: browser.shown("client-secret"),
  };
  const bearer = await bearerOf({ v2 });
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
  expect((await postV2(tenant, "/api/audit/get-audit-events", {}, bearer)).status).toBe(403);
  await browser.follow("Finish");
  expect(browser.page).not.toContain(v2.clientSecret);
});

test("the note for first visitors is put away for good, by whoever has read it", async () => {
  const note = "each of its calls is made in the name of a user";
  await browser.open("/services/integrations");
  expect(browser.page).toContain(note);
  await browser.press("Got It");
  expect([browser.url, browser.page]).toEqual([
    expect.stringContaining("/services/integrations"),
    expect.not.stringContaining(note),
  ]);
  await browser.open("/services/integrations");
  expect(browser.page).not.toContain(note);
  const other = new ConsoleBrowser(`${tenant.v2.baseUrl}/console`);
  await other.open("/services/integrations");
  expect(other.page).toContain(note);
});

test("a service user, its group, profile and settings, an application, keys half an hour later, the role last", async () => {
  const { domain } = tenant.account;
  const password = "Long enough 1";
  await browser.open("/directories/internal");
  await browser.follow(domain);
  await browser.follow("New Address");
  await browser.press("Save and Exit", {
    address: "apiuser",
    password,
    confirm: password,
    "never-expires": "on",
  });
  await browser.open("/directories/groups");
  await browser.press("+");
  await browser.enter("name", "API Account");
  await browser.follow("Add Email Addresses");
  await browser.press("Save and Exit", { additions: `apiuser@${domain}`, note: "For the connector" });
  expect(browser.page).toContain(`apiuser@${domain}`);
  await browser.open("/services/applications");
  await browser.follow("Authentication Profiles");
  await browser.follow("New Authentication Profile");
  await browser.press("Save and Exit", {
    description: "API Profile",
    ttl: "",
    "two-step": "None",
    reset: "Not Allowed",
  });
  await browser.follow("Go Back");
  await browser.follow("Clone Configuration");
  await browser.press("Save and Exit", {
    description: "API Settings",
    group: tenant.administration.groups.find("API Account").id,
    profile: tenant.administration.signIn.findProfile("API Profile").id,
  });
  await browser.open("/services/integrations");
  await browser.follow("Your Application Integrations");
  await browser.follow("Add API Application");
  await browser.press("Next", { name: "SIEM", category: "SIEM Integration", extended: "on" });
  await browser.press("Next", { developer: "Operations", email: "ops@corp.example" });
  await browser.press("Add", { enabled: "on" });
  expect(browser.page).toContain("Keys can be made in 30 minutes");
  const panel = browser.url;
  const ids = {
    applicationId: browser.shown("application-id"),
    applicationKey: browser.shown("application-key"),
  };
  await browser.follow("Create Keys");
  await browser.press("Next", { address: `apiuser@${domain}` });
  expect([browser.status, browser.page.includes("30 to go")]).toEqual([422, true]);
  await browser.open("/emulation");
  await browser.press("30 minutes");
  await browser.open(new URL(panel).pathname + new URL(panel).search);
  await browser.follow("Create Keys");
  await browser.press("Next", { address: `apiuser@${domain}` });
  await browser.press("Next", { type: "Basic-Cloud", password });
  const keys = { accessKey: browser.shown("access-key"), secretKey: browser.shown("secret-key") };
  const v1 = { baseUrl: tenant.v1.baseUrl, ...ids, ...keys };
  const before = await callV1({ clock, v1 }, urlLogs, {});
  expect([before.status, codeOf(before)]).not.toEqual([200, null]);
  await browser.open("/account/roles");
  await browser.follow("Basic Administrator");
  await browser.follow("Add User to Role");
  await browser.press("Add Selected Users", { user: `apiuser@${domain}` });
  const after = await callV1({ clock, v1 }, urlLogs, {});
  expect([after.status, codeOf(after)]).toEqual([200, null]);
});

test("a refused form says why, and keeps what was entered", async () => {
  await browser.open("/account/roles/new");
  await browser.press("Save and Exit", { name: "Full Administrator", description: "Mine & <yours>" });
  expect(browser.status).toBe(422);
  expect(browser.page).toContain("There is a role Full Administrator already.");
  expect(browser.page).toContain("Mine &amp; &lt;yours&gt;");
});

test("whoever may not manage roles can't, and the administrator's second step is asked for at the door", async () => {
  const { directory, roles } = tenant.administration;
  const helper = directory.createUser({
    emailAddress: `helper@${tenant.account.domain}`,
    password: "Long enough 2",
  });
  await browser.open("/sign-in");
  await browser.press("Log On", { address: helper.emailAddress, password: "Long enough 2" });
  expect(browser.page).toContain("has no administrator&#39;s role");
  helper.addRole(roles.find("Basic Administrator"));
  await browser.press("Log On", { address: helper.emailAddress, password: "Long enough 2" });
  expect(browser.page).toContain("asks for a code, sent by SMS");
  await browser.open("/emulation");
  const code =
    new RegExp(
      `${helper.emailAddress}</td><td data-head="Sent by">SMS</td><td data-head="Code"><code>(\\d{6})`,
    ).exec(browser.page)?.[1] ?? "";
  await browser.open("/sign-in");
  await browser.press("Log On", { address: helper.emailAddress, password: "Long enough 2", code });
  expect(browser.page).toContain(`Signed in: ${helper.emailAddress}`);
  await browser.open("/account/roles/new");
  await browser.press("Save and Exit", { name: "Mine" });
  expect(browser.page).toContain("has no role whose security permissions let it manage roles");
});

test("a link to what is no longer there says so", async () => {
  await browser.open("/account/roles/edit?role=gone");
  expect([browser.status, browser.page.includes("There is no role gone.")]).toEqual([404, true]);
  await browser.open("/accounts");
  expect([browser.status, browser.page.includes("The console has no such page.")]).toEqual([404, true]);
});

test("the clock is stopped, sped up and let run", async () => {
  await browser.open("/emulation");
  await browser.press("A minute a second");
  expect([clock.rate, browser.page.includes("runs 60 times as fast")]).toEqual([60, true]);
  await browser.press("Stop it");
  expect([clock.rate, browser.page.includes("stands still")]).toEqual([0, true]);
});

test("a fault is injected, listed and removed, and a wrong one says what it takes", async () => {
  await browser.open("/emulation/faults");
  await browser.press("Inject", { kind: "throttle", feed: "ttp-url", times: "forever", settings: "" });
  expect(tenant.faults.list().map(({ fault }) => [fault.kind, fault.feed, fault.times])).toEqual([
    ["throttle", "ttp-url", Infinity],
  ]);
  await browser.press("Inject", { kind: "throttle", feed: "", times: "1", settings: "wrong=1" });
  expect([browser.status, browser.page.includes("throttle has no wrong: it takes")]).toEqual([422, true]);
  await browser.press("Remove All Faults");
  expect(tenant.faults.list()).toEqual([]);
});

test("what is blocked and permitted by hand shows, holds, and goes again", async () => {
  const { domain } = tenant.account;
  await browser.open("/services/url-protection");
  await browser.press("Save", { url: "https://bad.example/x", action: "block", match: "domain" });
  expect(browser.page).toContain("hxxps://bad[.]example/x");
  expect(tenant.click({ url: "https://www.bad.example/", recipient: `ada@${domain}` }).outcome).toBe(
    "blocked",
  );
  await browser.press("Save", { url: "bad.example", action: "block", match: "domain" });
  expect([browser.status, browser.page.includes("URL takes an http or https address")]).toEqual([422, true]);
  await browser.press("Remove");
  expect(tenant.managedUrls).toEqual([]);
  await browser.open("/gateway/managed-senders");
  await browser.press("Add", { sender: "lures@bad.example", to: `svc-api@${domain}`, type: "Block" });
  expect(tenant.managedSenders).toMatchObject([{ sender: "lures@bad.example", type: "Block" }]);
  await browser.press("Remove");
  expect(tenant.managedSenders).toEqual([]);
  await browser.open("/account/logs");
  for (const event of ["Managed URL Created", "Managed URL Deleted", "Managed Sender Updated"])
    expect(browser.page).toContain(event);
});

test("the console's address works with a slash behind it too", async () => {
  await browser.open("/");
  expect([browser.status, browser.page.includes("Emulated tenant: not Mimecast")]).toEqual([200, true]);
});

test("every page opens, and says that this is not the real service", async () => {
  await browser.open("");
  const links = [...browser.page.matchAll(/href="(\/console[^"]*)"/g)].map(([, href = ""]) => href);
  for (const link of new Set(links)) {
    await browser.open(link);
    expect([link, browser.status, browser.page.includes("Emulated tenant: not Mimecast")]).toEqual([
      link,
      200,
      true,
    ]);
  }
});

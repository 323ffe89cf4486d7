import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const name = "Radiant Security API 2.0";

test.skipIf(installedBrowser === null)("Radiant's guide ends in a connection that works", async () => {
  const { page, go, follow, press, fill, choose, tick, shown } = newcomer;

  // Create the custom role
  await newcomer.logOn();
  await go("Account", "Roles");
  await follow("New Role");
  await fill("Role Name", name);
  await fill("Description", name);
  await page.getByRole("group", { name: "Security Permissions" }).getByLabel("Cannot Manage Roles").check();
  for (const permission of [
    "Account Menu | Logs | Read",
    "Gateway Menu | Policies | All",
    "Gateway Menu | Managed Senders | All",
    "Services Menu | URL Protection | All",
    "Directories Menu | Groups | All",
    "Monitoring Menu | URL Protection | All",
    "Directories Menu | Managed Senders | All",
  ]) {
    await tick(permission);
  }
  await press("Save and Exit");

  // Configure the Mimecast API
  await go("Services", "API and Platform Integrations");
  await newcomer.card("Mimecast API 2.0").getByRole("link", { name: "Generate Keys" }).click();
  await fill("Application Name", name);
  await choose("Category", "Others");
  for (const product of [
    "Email Security Cloud Gateway",
    "Policy Management",
    "Threat Management",
    "Audit Events",
    "Security Events",
    "User and Group Management",
  ]) {
    await tick(product);
  }
  await choose("Application Role", name);
  await fill("Description", `${name} Connector`);
  await press("Next");
  await fill("Technical Point of Contact", "Security Operations");
  await fill("Email", newcomer.address("secops"));
  await press("Next");
  const summary = await page.getByRole("main").textContent();
  for (const value of [name, "Others", "Policy Management", "Security Operations"])
    expect(summary).toContain(value);
  await press("Add");
  const keys = { clientId: await shown("Client ID"), clientSecret: await shown("Client Secret") };

  const outcome = await newcomer.connect("radiant", {
    generation: "2.0",
    keys,
    feeds: ["ttp-url", "audit"],
    actions: ["block-sender", "block-url"],
  });
  expect(outcome).toMatchObject({
    exitCode: 0,
    stderr: "",
    passed: ["radiant", "ttp-url", "audit", "block-sender", "block-url"],
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const password = "A password to note";

test.skipIf(installedBrowser === null)("HighGround's guide ends in a connection that works", async () => {
  const { page, go, follow, press, fill, choose, tick, shown, unfold, lookUp } = newcomer;
  const user = newcomer.address("apiuser");

  // Step 1: go to Internal Directories
  await newcomer.logOn();
  await go("Directories", "Internal Directories");
  await follow(newcomer.tenant.account.domain);

  // Step 2: create new API user
  await follow("New Address");
  await fill("Email Address", "apiuser");
  await fill("Password", password);
  await fill("Confirm Password", password);
  await tick("Password Never Expires");
  await press("Save and Exit");
  await page.getByRole("link", { name: user }).waitFor();

  // Step 3: create Admin and API Account folders
  await go("Directories", "Profile Groups");
  for (const name of ["Admin", "API Account"]) {
    await press("New folder below Root");
    expect(await page.getByLabel("Edit Group").inputValue()).toBe("New Folder");
    await fill("Edit Group", name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name, exact: true }).waitFor();
  }

  // Step 4: add the apiuser address to the API Account folder
  await follow("API Account");
  await unfold("Build");
  await follow("Add Email Addresses");
  await fill("Group Additions", user);
  await fill("Notes", "Used for HighGround Integration");
  await press("Save and Exit");
  await page.getByRole("cell", { name: "Used for HighGround Integration" }).waitFor();

  // Step 5: add Super Admins and Full Admins to Admin folder
  await follow("Admin");
  await unfold("Build");
  await follow("Add Email Addresses");
  await fill("Group Additions", newcomer.address("admin"));
  await press("Save and Exit");

  // Step 6: assign apiuser to Basic Administrator role
  await go("Account", "Roles");
  await follow("Basic Administrator");
  await follow("Add User to Role");
  await page.getByRole("searchbox", { name: "Search" }).fill("apiuser");
  await press("Search");
  await tick(`Select ${user}`);
  await press("Add Selected Users");
  await page.getByRole("cell", { name: user, exact: true }).waitFor();

  // Step 7: create a new authentication profile
  await go("Services", "Applications");
  await follow("Authentication Profiles");
  await follow("New Authentication Profile");
  await fill("Description", "API Profile");
  await choose("Authentication TTL", "Never Expires");
  await press("Save and Exit");
  await page.getByRole("link", { name: "API Profile" }).waitFor();

  // Step 8: create new application settings
  await go("Services", "Applications");
  await newcomer.rightClick("Default Application Settings", "Clone Configuration");
  await fill("Description", "API Settings");
  await lookUp("Group", "API Account");
  await lookUp("Authentication Profile", "API Profile");
  await tick("User Initiated Password Changes");
  await press("Save and Exit");

  // Step 9: login to the new API account
  await newcomer.logOnAs(user, password);

  // Step 10: go to API and Platform Integrations
  await go("Services", "API and Platform Integrations");
  await press("Got It");
  await page.getByRole("dialog", { name: "Which API" }).waitFor({ state: "detached" });
  await follow("Your Application Integrations");

  // Step 11: add API application
  await follow("Add API Application");
  await fill("Application Name", "HighGround.io");
  await choose("Category", "Other");
  await tick("Enable Extended Session");
  await fill("Description", "Email filtering figures");
  await press("Next");
  await fill("Developer", "highground.io");
  await fill("Email", user);
  await press("Next");
  const summary = await page.getByRole("main").textContent();
  for (const value of ["HighGround.io", "Other", "Email filtering figures", user])
    expect(summary).toContain(value);
  await press("Add");

  // Step 12: create keys. The guide knows of no wait and of no code: the pages tell.
  const application = {
    applicationId: await shown("Application ID"),
    applicationKey: await shown("Application Key"),
  };
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await press("Copy Application Key");
  await page.getByRole("button", { name: "Copy Application Key" }).getByText("Copied").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(application.applicationKey);
  await follow("Create Keys");
  await press("Move the clock on by 30 minutes");
  await fill("Email Address", user);
  await press("Next");
  await choose("Type", "Cloud");
  await fill("Password", password);
  await press("Next");
  await fill("Verification Code", await newcomer.codeOf(user));
  await press("Next");
  await unfold("Show Access Key");
  await unfold("Show Secret Key");
  const keys = {
    ...application,
    accessKey: await shown("Access Key"),
    secretKey: await shown("Secret Key"),
  };

  // Step 13: the keys go to the program
  const outcome = await newcomer.connect("highground", {
    generation: "1.0",
    keys,
    feeds: ["ttp-url", "siem-1.0", "rejections"],
  });
  expect(outcome).toMatchObject({ exitCode: 0, stderr: "", passed: ["ttp-url", "siem-1.0", "rejections"] });
});

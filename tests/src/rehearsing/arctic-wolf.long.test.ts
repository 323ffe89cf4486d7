import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const password = "A password for the service";

test.skipIf(installedBrowser === null)("Arctic Wolf's guide ends in a connection that works", async () => {
  const { page, go, follow, press, fill, choose, shown, unfold, lookUp } = newcomer;
  const user = newcomer.address("svc-soc");

  // Creating a service account user
  await newcomer.logOn();
  await go("Directories", "Internal Directories");
  await follow(newcomer.tenant.account.domain);
  await follow("New Address");
  await fill("Email Address", user);
  await fill("Password", password);
  await fill("Confirm Password", password);
  await press("Save");

  // Creating a profile group
  await go("Directories", "Profile Groups");
  await press("New folder below Root");
  await follow("New Folder");
  await fill("Edit Group", "SOC");
  await page.keyboard.press("Enter");
  await unfold("Build");
  await follow("Add Email Addresses");
  await fill("Group Additions", user);
  await press("Save and Exit");

  // Creating an API user Authentication Profile
  await go("Services", "Applications");
  await follow("Authentication Profiles");
  await follow("New Authentication Profile");
  await fill("Description", "SOC");
  await page.getByRole("checkbox", { name: "Enforce SAML Authentication" }).uncheck();
  await choose("2-Step Authentication", "None");
  await choose("Authentication TTL", "Never Expires");
  await press("Save and Exit");
  await follow("Go Back");

  // Creating application settings
  await newcomer.rightClick("Default Application Settings", "Clone Configuration");
  await fill("Description", "SOC");
  await lookUp("Group", "SOC");
  await lookUp("Authentication Profile", "SOC");
  await press("Save and Exit");

  // Creating the API application
  await go("Services", "API and Platform Integrations");
  await follow("Available Integrations");
  await newcomer.card("Arctic Wolf").getByRole("link", { name: "Generate Keys" }).click();
  await fill("Description", "Arctic Wolf");
  await press("Next");
  await fill("Technical Point of Contact", "Security Operations");
  await fill("Email", newcomer.address("secops"));
  await press("Next");
  expect(await page.getByRole("switch", { name: "Status: Enabled" }).isChecked()).toBe(true);
  await press("Add");
  await follow("Arctic Wolf");
  const application = {
    applicationId: await shown("Application ID"),
    applicationKey: await shown("Application Key"),
  };

  // Setting up admin IP address ranges, while waiting
  await go("Account", "Account Settings");
  await unfold("User Access and Permissions");
  await fill("Admin IP Ranges", "192.0.2.0/24");
  await press("Save");
  await newcomer.wait(30);

  // Creating API keys
  await newcomer.logOn();
  await go("Services", "API and Platform Integrations");
  await follow("Your Application Integrations");
  await follow("Arctic Wolf");
  await follow("Create Keys");
  await fill("Email Address", user);
  await press("Next");
  await choose("Type", "Cloud");
  await fill("Password", password);
  await press("Next");
  await unfold("Show Access Key");
  await unfold("Show Secret Key");
  const keys = {
    ...application,
    accessKey: await shown("Access Key"),
    secretKey: await shown("Secret Key"),
  };
  await follow("Finish");

  // Assigning API service account permissions
  await go("Account", "Roles");
  await follow("Basic Administrator");
  await follow("Add User to Role");
  await press(user);

  // Providing credentials
  const outcome = await newcomer.connect("arctic-wolf", {
    generation: "1.0",
    keys,
    feeds: ["ttp-url", "ttp-attachment", "ttp-impersonation", "siem-1.0", "audit"],
  });
  expect(outcome).toMatchObject({
    exitCode: 0,
    stderr: "",
    passed: ["ttp-url", "ttp-attachment", "ttp-impersonation", "siem-1.0", "audit"],
  });
});

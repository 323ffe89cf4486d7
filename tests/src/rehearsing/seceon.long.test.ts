import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const password = "A password to remember";

test.skipIf(installedBrowser === null)("Seceon's guide ends in a connection that works", async () => {
  const { page, go, follow, press, fill, choose, tick, shown, unfold, lookUp } = newcomer;
  const user = newcomer.address("svc-siem");

  // Accessing Your API Applications
  await newcomer.logOn();
  await go("Services", "API and Platform Integrations");
  await follow("Your Application Integrations");

  // Adding an API Application
  await follow("Add API Application");
  await fill("Application Name", "MySIEMTool");
  expect(await page.getByLabel("Category").locator("option").allTextContents()).toEqual([
    "SIEM Integration",
    "MSP Ordering & Provisioning",
    "Email / Archiving",
    "Business Intelligence",
    "Process Automation",
    "Other",
  ]);
  await choose("Category", "SIEM Integration");
  await page.getByRole("group", { name: "Service Application" }).waitFor();
  await tick("Enable Extended Session");
  await fill("Description", "Reads the logs for the SIEM");
  await press("Next");
  await fill("Developer", "Security Operations");
  await fill("Email", newcomer.address("secops"));
  await press("Next");
  await press("Add");
  const application = {
    applicationId: await shown("Application ID"),
    applicationKey: await shown("Application Key"),
  };
  await follow("Close"); // the X

  // Creating a service account user
  await go("Directories", "Internal Directories");
  await follow(newcomer.tenant.account.domain);
  await follow("New Address");
  await fill("Email Address", user);
  await fill("Password", password);
  await fill("Confirm Password", password);
  await press("Save");

  // To create a Profile Group Containing the Service User
  await go("Directories", "Profile Groups");
  await press("New folder below Root");
  await follow("New Folder");
  await fill("Edit Group", "API users");
  await page.keyboard.press("Enter");
  await unfold("Build");
  await follow("Add Email Addresses");
  await fill("Group Additions", user);
  await press("Save and Exit");

  // To create an Authentication Profile
  await go("Services", "Applications");
  await follow("Authentication Profiles");
  await follow("New Authentication Profile");
  await fill("Description", "API users");
  await choose("2-Step Authentication", "SMS");
  await press("Save and Exit");
  await follow("Go Back");

  // To create Application Settings
  await follow("New Application Settings");
  await fill("Description", "API users");
  await lookUp("Group", "API users");
  await lookUp("Authentication Profile", "API users");
  await press("Save and Exit");

  // To create the user association keys, after the 30-minute period
  await newcomer.wait(30);
  await go("Services", "API and Platform Integrations");
  await follow("Your Application Integrations");
  await follow("MySIEMTool");
  await follow("Create Keys");
  expect(await page.locator('[aria-current="step"]').textContent()).toBe("Account");
  await fill("Email Address", user);
  await press("Next");
  expect(await page.getByRole("main").textContent()).toContain(user);
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
  await follow("Finish");
  await page.getByRole("link", { name: "MySIEMTool" }).waitFor();

  // Granting API Service Account User Permissions: a custom administrative role
  await go("Account", "Roles");
  await follow("New Role");
  await fill("Role Name", "API service");
  await fill("Description", "What the SIEM reads");
  await tick("Monitoring Menu | URL Protection | Read");
  await tick("Account Menu | Logs | Read");
  await press("Save and Exit");
  await follow("API service");
  await follow("Add User to Role");
  await press(user);

  const connected = await newcomer.connect("seceon", {
    generation: "1.0",
    keys,
    feeds: ["ttp-url", "audit"],
  });
  expect(connected).toMatchObject({ exitCode: 0, stderr: "", passed: ["ttp-url", "audit"] });

  // Changing an API Application: changing settings won't generate a new application key
  await go("Services", "API and Platform Integrations");
  await follow("Your Application Integrations");
  await follow("MySIEMTool");
  await follow("Edit");
  await fill("Description", "Reads the logs for the new SIEM");
  await press("Save & Close");
  await follow("Edit");
  await follow("Notifications");
  await fill("Developer", "The new team");
  await press("Save & Close");
  expect(await shown("Application Key")).toBe(keys.applicationKey);

  // Enabling / Disabling an API Application
  const enabled = page.getByRole("switch", { name: "Enabled" });
  await enabled.click();
  expect(await enabled.getAttribute("aria-checked")).toBe("false");
  expect((await newcomer.postern(["doctor", "seceon"])).stdout).toMatch(
    /✗ {2}The tenant accepts the credential/,
  );
  await unfold("More for MySIEMTool");
  await follow("Enable");
  await page.getByRole("alertdialog", { name: "Enable: MySIEMTool?" }).waitFor();
  await press("Enable");
  expect((await newcomer.postern(["doctor", "seceon"])).exitCode).toBe(0);

  // Deleting an API Application
  await follow("MySIEMTool");
  await page.getByRole("region", { name: "MySIEMTool" }).getByRole("link", { name: "Delete" }).click();
  await page.getByRole("alertdialog", { name: "Delete: MySIEMTool?" }).waitFor();
  await press("Delete");
  expect(await page.getByRole("link", { name: "MySIEMTool" }).count()).toBe(0);
});

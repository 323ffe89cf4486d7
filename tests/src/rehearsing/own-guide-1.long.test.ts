import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { fieldOf, ticksBelow } from "./guide-text.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const feeds = ["ttp-url", "audit", "siem-1.0"];
const actions = ["block-sender", "block-url"];
const password = "A password to remember";

test.skipIf(installedBrowser === null)(
  "Postern's own guide for API 1.0 ends in a connection that works with exactly what it lists",
  async () => {
    const { page, go, follow, press, fill, choose, tick, shown, unfold, lookUp } = newcomer;
    const user = newcomer.address("svc-postern");
    const words = ["--feeds", feeds.join(","), "--actions", actions.join(",")];
    const { stdout: guide } = await newcomer.postern([
      ...["connect", "--guide", "--generation", "1.0", "--markdown", "-"],
      ...words,
    ]);
    const told = (step: string, field: string) => fieldOf(guide, { step, field });
    const permissions = ticksBelow(guide, "Tick exactly these permissions:");
    expect(permissions.length).toBeGreaterThan(3);

    // 1. Make the application
    const application = "Make the API 1.0 application";
    await newcomer.logOn();
    await go("Services", "API and Platform Integrations");
    await press("Got It");
    await follow("Your Application Integrations");
    await follow("Add API Application");
    await fill("Application Name", told(application, "Application Name"));
    await choose("Category", told(application, "Category"));
    await tick("Enable Extended Session");
    await fill("Description", told(application, "Description"));
    await press("Next");
    await fill("Developer", "Security Operations");
    await fill("Email", newcomer.address("secops"));
    await press("Next");
    await press("Add");
    const keys = {
      applicationId: await shown("Application ID"),
      applicationKey: await shown("Application Key"),
    };

    // 2. Make the service account
    await go("Directories", "Internal Directories");
    await follow(newcomer.tenant.account.domain);
    await follow("New Address");
    await fill("Email Address", user);
    await fill("Password", password);
    await fill("Confirm Password", password);
    await tick("Password Never Expires");
    await press("Save");

    // 3. Make a profile group for it
    const group = told("Make a profile group for it", "Edit Group");
    await go("Directories", "Profile Groups");
    await press("New folder below Root");
    await follow("New Folder");
    await fill("Edit Group", group);
    await page.keyboard.press("Enter");
    await unfold("Build");
    await follow("Add Email Addresses");
    await fill("Group Additions", user);
    await press("Save and Exit");

    // 4. Make an authentication profile
    const profile = "Make an authentication profile";
    await go("Services", "Applications");
    await follow("Authentication Profiles");
    await follow("New Authentication Profile");
    await fill("Description", told(profile, "Description"));
    await choose("Authentication TTL", told(profile, "Authentication TTL"));
    await choose("2-Step Authentication", told(profile, "2-Step Authentication"));
    await press("Save and Exit");
    await follow("Go Back");

    // 5. Bind group and profile by application settings
    const settings = "Bind group and profile by application settings";
    await newcomer.rightClick("Default Application Settings", "Clone Configuration");
    await fill("Description", told(settings, "Description"));
    await lookUp("Group", told(settings, "Group"));
    await lookUp("Authentication Profile", told(settings, "Authentication Profile"));
    await press("Save and Exit");

    // 6. Make the role
    const role = told("Make the role", "Role Name");
    await go("Account", "Roles");
    await follow("New Role");
    await fill("Role Name", role);
    await fill("Description", told("Make the role", "Description"));
    await page
      .getByRole("radio", { name: told("Make the role", "Security Permissions"), exact: true })
      .check();
    for (const permission of permissions) await tick(permission.replace(" | ", " Menu | "));
    await press("Save and Exit");

    // 7. Switch on Enhanced Logging, 8. and there are no Admin IP Ranges
    await go("Account", "Account Settings");
    await unfold("Enhanced Logging");
    for (const box of ["Inbound", "Outbound", "Internal"]) await tick(box);
    expect(await page.getByLabel("Admin IP Ranges").inputValue()).toBe("");
    await press("Save");

    // 10. Make the keys, half an hour later: no second factor is asked for
    await newcomer.wait(30);
    await go("Services", "API and Platform Integrations");
    expect(await page.getByRole("button", { name: "Got It" }).count()).toBe(0);
    await follow("Your Application Integrations");
    await follow(told(application, "Application Name"));
    await follow("Create Keys");
    await fill("Email Address", user);
    await press("Next");
    await choose("Type", told("Make the keys", "Type"));
    await fill("Password", password);
    await press("Next");
    await unfold("Show Access Key");
    await unfold("Show Secret Key");
    const bound = { ...keys, accessKey: await shown("Access Key"), secretKey: await shown("Secret Key") };
    await follow("Finish");

    // 11. Put it into the role
    await go("Account", "Roles");
    await follow(role);
    await follow("Add User to Role");
    await tick(`Select ${user}`);
    await press("Add Selected Users");
    await page.getByRole("cell", { name: user, exact: true }).waitFor();

    // 12. Give the keys to Postern
    const outcome = await newcomer.connect("own", { generation: "1.0", keys: bound, feeds, actions });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: "", passed: [...feeds, ...actions] });
    const { exitCode, stdout } = await newcomer.postern(["doctor", "own"]);
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining("✗")]);
  },
);

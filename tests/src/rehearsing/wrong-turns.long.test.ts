import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const password = "A password of the stage";

/** What the page says in so many words, where a person looks. */
async function told(): Promise<string> {
  return (await newcomer.page.getByRole("alert").textContent()) ?? "";
}

/** The latest refusal in the request log. */
async function latestReason(): Promise<string> {
  await newcomer.go("Emulation", "Request Log");
  await newcomer.choose("Show", "refused calls");
  await newcomer.press("Show");
  const row = newcomer.page.getByRole("main").locator("tbody tr").first();
  return (await row.locator("td").last().textContent()) ?? "";
}

async function doctor(name: string) {
  const { exitCode, stdout } = await newcomer.postern(["doctor", name]);
  return { exitCode, stdout };
}

/** Through the wizard up to the client id and secret. */
async function makeApplication2(
  name: string,
  choice: { readonly products: readonly string[]; readonly role: string },
) {
  const { go, card, fill, tick, choose, press, shown } = newcomer;
  await go("Services", "API and Platform Integrations");
  await card("Mimecast API 2.0").getByRole("link", { name: "Generate Keys" }).click();
  await fill("Application Name", name);
  for (const product of choice.products) await tick(product);
  await choose("Application Role", choice.role);
  await press("Next");
  await fill("Technical Point of Contact", "Operations");
  await fill("Email", newcomer.address("ops"));
  await press("Next");
  await press("Add");
  return { clientId: await shown("Client ID"), clientSecret: await shown("Client Secret") };
}

describe.skipIf(installedBrowser === null)("a wrong turn is told on the page and by the doctor alike", () => {
  test("keys before the half hour, single sign-on, a second step, a wrong password", async () => {
    const { tenant, page, logOn, go, follow, press, fill, choose, codeOf } = newcomer;
    const { directory, signIn } = tenant.administration;
    const user = directory.createUser({ emailAddress: newcomer.address("svc-one"), password });
    tenant.administration.createApplication({ name: "Too early" });
    await logOn();
    await go("Services", "API and Platform Integrations");
    await follow("Your Application Integrations");
    await follow("Too early");
    await follow("Create Keys");
    await fill("Email Address", user.emailAddress);
    await press("Next");
    expect(await told()).toContain("Keys can be made 30 minutes after the application");
    await press("Move the clock on by 30 minutes");

    signIn.editProfile(signIn.defaultSettings.profile, { saml: true });
    await fill("Email Address", user.emailAddress);
    await press("Next");
    expect(await told()).toContain("enforces single sign-on");
    const address = page.getByLabel("Email Address");
    expect(await address.getAttribute("aria-invalid")).toBe("true");
    expect(await address.inputValue()).toBe(user.emailAddress);

    signIn.editProfile(signIn.defaultSettings.profile, { saml: false, twoStep: "Email" });
    await press("Next");
    await fill("Password", "not the password");
    await press("Next");
    expect(await told()).toBe("The password is wrong.");
    await choose("Type", "Domain");
    await fill("Password", password);
    await press("Next");
    expect(await told()).toContain("has no password of this type");
    await choose("Type", "Cloud");
    await fill("Password", password);
    await press("Next");
    expect(await page.getByRole("main").textContent()).toContain("sent by Email");
    await fill("Verification Code", "000000");
    await press("Next");
    expect(await told()).toContain("The code sent by Email is wrong");
    await fill("Verification Code", await codeOf(user.emailAddress));
    await press("Next");
    await page.getByText("Copy both now").waitFor();
    signIn.editProfile(signIn.defaultSettings.profile, { twoStep: "None" });
  });

  test("a role without the permission, a product that was left out, a secret made anew", async () => {
    const { logOn, go, follow, press, fill, tick, shown } = newcomer;
    await logOn();
    await go("Account", "Roles");
    await follow("New Role");
    await fill("Role Name", "Clicks alone");
    await tick("Monitoring Menu | URL Protection | Read");
    await press("Save and Exit");
    const products = ["Security Events", "Audit Events"];
    const keys = await makeApplication2("Narrow", { products, role: "Clicks alone" });
    const connection = { generation: "2.0", keys, feeds: ["ttp-url", "audit"] } as const;
    const narrow = await newcomer.connect("narrow", connection);
    expect([narrow.exitCode, narrow.passed]).toEqual([11, ["narrow", "ttp-url"]]);
    expect(narrow.stdout).toContain('Add the permission "Account | Logs | Read" to the role');
    expect(await latestReason()).toContain("needs the permission Account | Logs | Read");
    expect((await doctor("narrow")).stdout).toContain(
      'the role lacks the permission "Account | Logs | Read"',
    );

    const fewer = await makeApplication2("Fewer products", {
      products: ["Audit Events"],
      role: "Full Administrator",
    });
    const few = await newcomer.connect("fewer", { ...connection, keys: fewer });
    expect([few.exitCode, few.passed]).toEqual([11, ["fewer", "audit"]]);
    expect(few.stdout).toContain('The application lacks the product "Security Events"');
    expect(await latestReason()).toContain(
      "needs the product Security Events; the application Fewer products",
    );
    expect((await doctor("fewer")).stdout).toContain('the application needs the product "Security Events"');
    await newcomer.postern(["collect", "fewer"]);

    await go("Services", "API and Platform Integrations");
    await follow("Your Application Integrations");
    await follow("Fewer products");
    await follow("Regenerate Keys");
    expect(await newcomer.page.getByRole("alertdialog").textContent()).toContain(
      "The present client secret is refused from now on",
    );
    await press("Regenerate Keys");
    const again = { clientId: await shown("Client ID"), clientSecret: await shown("Client Secret") };
    expect((await doctor("fewer")).stdout).toContain("or its secret was regenerated");
    expect(await latestReason()).toContain("an older one that has been regenerated");
    const renewed = await newcomer.postern(["connect", "--update", "fewer", "--from", "-"], {
      input: JSON.stringify(again),
    });
    expect(renewed.stdout).toMatch(/pass +credential +fewer/);
  });

  test("a password that was changed", async () => {
    const { tenant, go, follow, press, fill, page } = newcomer;
    const { directory, roles } = tenant.administration;
    const user = directory.createUser({ emailAddress: newcomer.address("svc-two"), password });
    user.addRole(roles.find("Basic Administrator"));
    const application = tenant.administration.createApplication({ name: "Second" });
    tenant.clock.advance(30 * 60_000);
    const { baseUrl: _, ...keys } = application.createKeys({ user });
    const connected = await newcomer.connect("second", { generation: "1.0", keys, feeds: ["ttp-url"] });
    expect(connected.exitCode).toBe(0);
    await newcomer.postern(["collect", "second"]);
    await go("Directories", "Internal Directories");
    await follow(tenant.account.domain);
    await follow(user.emailAddress);
    await fill("Password", "Another password");
    await fill("Confirm Password", "Another pasword");
    await press("Change Password");
    expect(await told()).toBe("The two passwords are not the same.");
    await fill("Password", "Another password");
    await fill("Confirm Password", "Another password");
    await press("Change Password");
    await page.getByText("refused: its user's password was changed").waitFor();
    expect((await doctor("second")).stdout).toContain("disabled or its password changed");
    expect(await latestReason()).toContain("its user's password was changed");
  });
});

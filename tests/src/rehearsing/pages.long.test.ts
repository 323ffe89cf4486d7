import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser === null) return;
  newcomer = await sitDown();
  const { administration, account } = newcomer.tenant;
  const group = administration.groups.addFolder(administration.groups.root, "A group with a longer name");
  administration.groups.addMembers(group, [`${"long-".repeat(10)}name@${account.domain}`]);
  administration.createApplication({ name: "An application of API 1.0", description: "word ".repeat(40) });
  newcomer.tenant.faults.inject({ kind: "throttle", feed: "ttp-url" });
});
afterAll(() => newcomer?.leave());

/** What anybody meets who can't see the page, or sees it on a small screen. */
const findFaults = `(() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shows = (element) => element.outerHTML.slice(0, 90);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("scrolls sideways");
  if (all("h1").length !== 1 || all("main").length !== 1 || all("nav[aria-label]").length < 1) faults.push("headings or landmarks");
  const levels = all("h1, h2, h3").map((heading) => Number(heading.tagName[1]));
  if (levels.some((level, index) => index > 0 && level > levels[index - 1] + 1)) faults.push("heading left out");
  for (const field of all("input:not([type=hidden]), select, textarea"))
    if (!field.labels?.length && !field.ariaLabel) faults.push("no label: " + shows(field));
  for (const target of all("a, button, summary"))
    if (!(target.ariaLabel || target.textContent.trim())) faults.push("no name: " + shows(target));
  const ids = all("[id]").map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push("an id twice");
  return faults;
})()`;

describe.skipIf(installedBrowser === null)("the console", () => {
  test.each([
    [1280, 800],
    [390, 844],
  ])("has a name for everything and room for it, on every page, %d wide", async (width, height) => {
    const { page, tenant } = newcomer;
    await page.setViewportSize({ width, height });
    const seen = new Set<string>();
    const ahead = [`${tenant.v2.baseUrl}/console`];
    const found: string[] = [];
    for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
      const { pathname, search } = new URL(address);
      // One page of each kind: links of a list lead to the same page with another name.
      const kind = `${pathname} ${[...new URLSearchParams(search).keys()].join(" ")}`;
      if (seen.has(kind)) continue;
      seen.add(kind);
      await page.goto(address);
      const faults = (await page.evaluate(findFaults)) as string[];
      found.push(...faults.map((fault) => `${pathname}${search}: ${fault}`));
      const links = (await page.evaluate("[...document.links].map((link) => link.href)")) as string[];
      ahead.push(...links.filter((link) => link.startsWith(tenant.v2.baseUrl)));
    }
    expect(found).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });

  test("is worked with the keyboard alone", async () => {
    const { page, tenant } = newcomer;
    await page.setViewportSize({ width: 1280, height: 800 });
    const { keyboard } = page;
    /** Goes on with Tab until something of this name has the focus. */
    const reach = async (name: string) => {
      for (let steps = 0; steps < 200; steps += 1) {
        await keyboard.press("Tab");
        const focused = await page.evaluate(
          `(() => { const it = document.activeElement; return it.ariaLabel ?? it.labels?.[0]?.textContent.trim() ?? it.textContent.trim(); })()`,
        );
        if (focused === name) return;
      }
      throw new Error(`Tab never comes to ${name}`);
    };
    /** Presses Enter on it, and waits for the page that it leads to, if it does. */
    const open = async (name: string, title?: string) => {
      await reach(name);
      await keyboard.press("Enter");
      if (title !== undefined) await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    };
    await page.goto(`${tenant.v2.baseUrl}/console`);
    await open("Skip to the content");
    await open("Roles", "Roles");
    await open("Skip to the content");
    await open("New Role", "New Role");
    await reach("Role Name");
    await keyboard.type("Made with the keyboard");
    await reach("Account Menu | Logs | All");
    await keyboard.press("Space");
    await open("Save and Exit", "Roles");
    await page.getByRole("link", { name: "Made with the keyboard" }).waitFor();
    expect(tenant.administration.roles.find("Made with the keyboard").permissions).toEqual([
      "Account | Logs | All",
      "Account | Logs | Read",
    ]);

    await page.goto(`${tenant.v2.baseUrl}/console/services/applications`);
    await open("More for Default Application Settings");
    await keyboard.press("Escape");
    expect(await page.getByRole("link", { name: "Clone Configuration" }).isVisible()).toBe(false);
    await keyboard.press("Enter");
    await open("Clone Configuration", "New Application Settings");
  });

  test("leads to the menu and back on a phone", async () => {
    const { page, tenant } = newcomer;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${tenant.v2.baseUrl}/console`);
    const menu = page.getByRole("navigation", { name: "Administration" });
    expect(await menu.isVisible()).toBe(false);
    await newcomer.go("Directories", "Profile Groups");
    await page.getByRole("heading", { name: "Profile Groups" }).waitFor();
    expect(await menu.isVisible()).toBe(false);
  });
});

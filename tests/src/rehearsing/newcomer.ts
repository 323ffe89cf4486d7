import { startTenant, type Tenant } from "@postern/emulator";
import type { Locator, Page } from "playwright-core";
import { type Outcome, openTerminal, type RunOptions, type Terminal } from "../cli/postern.js";
import { openBrowser } from "./browser.js";

/** Somebody with a guide in one hand, the console in a browser and a terminal beside it. */
export interface Newcomer {
  readonly tenant: Tenant;
  readonly page: Page;
  readonly terminal: Terminal;
  /** An address of the company: `apiuser@…`. */
  address(name: string): string;
  /** Opens the console, and so is its administrator. */
  logOn(): Promise<void>;
  /** Administration, a menu of it, an entry of that. */
  go(menu: string, entry: string): Promise<void>;
  follow(link: string): Promise<void>;
  press(button: string): Promise<void>;
  fill(label: string, value: string): Promise<void>;
  choose(label: string, option: string): Promise<void>;
  tick(label: string): Promise<void>;
  /** Opens what is folded away: a section, a menu of a button, the eye before a key. */
  unfold(name: string): Promise<void>;
  /** Presses Lookup beside a field, and Select beside an entry of the list that it opens. */
  lookUp(field: string, entry: string): Promise<void>;
  /** Right-clicks on a row of a table and selects an entry of the menu that opens. */
  rightClick(row: string, entry: string): Promise<void>;
  /** Signs in as somebody else, with the code from the emulated phone. */
  logOnAs(address: string, password: string): Promise<void>;
  /** The code that the emulated phone of a user shows. */
  codeOf(address: string): Promise<string>;
  /** The card of an integration. */
  card(name: string): Locator;
  /** What stands beside a name in a list of facts. */
  shown(name: string): Promise<string>;
  /** Moves the tenant's clock with the console's own button. */
  wait(minutes: number): Promise<void>;
  /** `postern connect` with the keys that were copied from the page. */
  connect(name: string, connection: NewConnection): Promise<Connected>;
  postern(words: readonly string[], options?: RunOptions): Promise<Outcome>;
  leave(): Promise<void>;
}

interface Connected {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was tried and answered: feeds, actions, with API 2.0 the credential. */
  readonly passed: readonly string[];
}

interface NewConnection {
  readonly generation: "1.0" | "2.0";
  readonly keys: Readonly<Record<string, string>>;
  readonly feeds: readonly string[];
  readonly actions?: readonly string[];
}

/** A new tenant, a new browser, a new terminal. */
export async function sitDown(): Promise<Newcomer> {
  const tenant = await startTenant({ messagesPerDay: 50 });
  const [browser, terminal] = await Promise.all([openBrowser(), openTerminal()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const main = page.getByRole("main");
  const baseUrls = { "1.0": tenant.v1.baseUrl, "2.0": tenant.v2.baseUrl };
  const codeOf = async (address: string) => {
    const phone = await context.newPage();
    await phone.goto(`${tenant.v2.baseUrl}/console/emulation`);
    const code = await phone.getByRole("row").filter({ hasText: address }).locator("code").textContent();
    await phone.close();
    return code ?? "";
  };
  return {
    tenant,
    page,
    terminal,
    address: (name) => `${name}@${tenant.account.domain}`,
    async logOn() {
      await page.goto(`${tenant.v2.baseUrl}/console`);
    },
    async go(menu, entry) {
      await page.getByRole("link", { name: "Administration", exact: true }).click();
      const menus = page.getByRole("navigation", { name: "Administration" });
      const target = menus.getByRole("link", { name: entry, exact: true });
      if (!(await target.isVisible())) await menus.getByText(menu, { exact: true }).click();
      await target.click();
    },
    follow: (link) => main.getByRole("link", { name: link, exact: true }).click(),
    press: (button) => main.getByRole("button", { name: button, exact: true }).click(),
    fill: (label, value) => main.getByLabel(label, { exact: true }).fill(value),
    async choose(label, option) {
      await main.getByLabel(label, { exact: true }).selectOption({ label: option });
    },
    tick: (label) => main.getByRole("checkbox", { name: label, exact: true }).check(),
    unfold: (name) =>
      main
        .locator("summary")
        .and(page.getByText(name, { exact: true }).or(page.getByLabel(name, { exact: true })))
        .click(),
    async lookUp(field, entry) {
      await main.getByRole("button", { name: `Lookup ${field}`, exact: true }).click();
      await main.getByRole("button", { name: `Select ${entry}`, exact: true }).click();
    },
    async rightClick(row, entry) {
      await main.getByRole("row").filter({ hasText: row }).click({ button: "right" });
      await main.getByRole("link", { name: entry, exact: true }).and(page.locator(":visible")).click();
    },
    codeOf,
    async logOnAs(address, password) {
      const code = await codeOf(address);
      await page.goto(`${tenant.v2.baseUrl}/console/sign-in`);
      await main.getByLabel("Email Address").fill(address);
      await main.getByLabel("Password").fill(password);
      await main.getByLabel("Verification Code").fill(code);
      await main.getByRole("button", { name: "Log On" }).click();
      await page.getByRole("banner").getByText(address).waitFor();
    },
    card: (name) =>
      main.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) }),
    async shown(name) {
      const value = main.locator("dt").getByText(name, { exact: true }).locator("+ dd code");
      await value.waitFor({ state: "visible" });
      return (await value.textContent()) ?? "";
    },
    async wait(minutes) {
      await page.goto(`${tenant.v2.baseUrl}/console/emulation`);
      await main.getByRole("button", { name: `${minutes} minutes`, exact: true }).click();
    },
    async connect(name, { generation, keys, feeds, actions = [] }) {
      const outcome = await terminal.run(
        [
          ...["connect", "--name", name, "--generation", generation, "--from", "-"],
          ...["--feeds", feeds.join(","), "--actions", actions.join(",")],
        ],
        { input: JSON.stringify({ ...keys, baseUrl: baseUrls[generation] }) },
      );
      const passed = [...outcome.stdout.matchAll(/^ *pass +\S+ +(\S+)/gm)].map(([, what = ""]) => what);
      return { ...outcome, passed };
    },
    postern: (words, options) => terminal.run(words, options),
    async leave() {
      await browser.close();
      await terminal.close();
      await tenant.close();
    },
  };
}

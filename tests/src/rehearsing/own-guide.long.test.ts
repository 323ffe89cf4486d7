import { afterAll, beforeAll, expect, test } from "vitest";
import { installedBrowser } from "./browser.js";
import { ticksBelow } from "./guide-text.js";
import { type Newcomer, sitDown } from "./newcomer.js";

let newcomer: Newcomer;

beforeAll(async () => {
  if (installedBrowser !== null) newcomer = await sitDown();
});
afterAll(() => newcomer?.leave());

const feeds = ["ttp-url", "audit", "rejections"];
const actions = ["block-url"];

test.skipIf(installedBrowser === null)(
  "Postern's own guide, for chosen feeds and actions, ends in a connection that works with exactly what it lists",
  async () => {
    const { go, follow, press, fill, choose, tick, card, shown, address } = newcomer;
    const words = ["--feeds", feeds.join(","), "--actions", actions.join(",")];
    const { stdout: guide } = await newcomer.postern([
      ...["connect", "--guide", "--generation", "2.0", "--markdown", "-"],
      ...words,
    ]);
    const permissions = ticksBelow(guide, "Tick exactly these permissions:");
    const products = ticksBelow(guide, "Select exactly these products:");
    expect([permissions.length > 2, products.length > 1]).toEqual([true, true]);

    // 1. Make the role
    await newcomer.logOn();
    await go("Account", "Roles");
    await follow("New Role");
    await fill("Role Name", "Postern");
    for (const permission of permissions) await tick(permission.replace(" | ", " Menu | "));
    await press("Save and Exit");

    // 2. Make the API 2.0 application
    await go("Services", "API and Platform Integrations");
    await card("Mimecast API 2.0").getByRole("link", { name: "Generate Keys" }).click();
    await fill("Application Name", "Postern");
    for (const product of products) await tick(product);
    await choose("Application Role", "Postern");
    await press("Next");
    await fill("Technical Point of Contact", "Operations");
    await fill("Email", address("ops"));
    await press("Next");
    await press("Add");
    const keys = { clientId: await shown("Client ID"), clientSecret: await shown("Client Secret") };

    // 5. Give the keys to Postern
    const outcome = await newcomer.connect("own", { generation: "2.0", keys, feeds, actions });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: "", passed: ["own", ...feeds, ...actions] });
    const { exitCode } = await newcomer.postern(["doctor", "own"]);
    expect(exitCode).toBe(0);
  },
);

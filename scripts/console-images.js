// Makes the pictures in docs/emulator/images anew: `npm run images`, with a Chromium on PATH.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClock, startTenant } from "../packages/emulator/dist/index.js";
import { openBrowser } from "../tests/dist/rehearsing/browser.js";

const directory = fileURLToPath(new URL("../docs/emulator/images", import.meta.url));
const mostBytes = 80_000;

const clock = createClock({ start: Date.UTC(2026, 2, 11, 10), frozen: true });
const tenant = await startTenant({ clock, messagesPerDay: 200, ports: { v1: 8081, v2: 8082 } });
const { administration, account } = tenant;
const address = `svc-siem@${account.domain}`;
const password = "For the pictures alone";
const user = administration.directory.createUser({ emailAddress: address, password });
const application = administration.createApplication({
  name: "MySIEMTool",
  category: "SIEM Integration",
  description: "Reads the logs",
  developer: "Security Operations",
  email: `secops@${account.domain}`,
});
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 980, height: 520 } });
const consoleRoot = `${tenant.v2.baseUrl}/console`;
const integrations = `${consoleRoot}/services/integrations`;

await page.goto(`${consoleRoot}/account/roles/new`);
await page.getByLabel("Role Name").fill("Clicks and containment");
for (const permission of ["Account Menu | Logs | Read", "Gateway Menu | Policies | All"])
  await page.getByRole("checkbox", { name: permission }).check();
await take("role", page.getByRole("group", { name: "Account Menu" }));

await page.goto(`${integrations}/application?id=${application.applicationId}`);
await take("application", page.getByRole("region", { name: "MySIEMTool" }));

await page.getByRole("button", { name: "Move the clock on by 30 minutes" }).click();
await page.getByRole("link", { name: "Create Keys" }).click();
await page.getByLabel("Email Address").fill(address);
await page.getByRole("button", { name: "Next" }).click();
await page.getByLabel("Password").fill(password);
await page.getByRole("button", { name: "Next" }).click();
await page.getByLabel("Show Access Key").click();
await take("keys");

user.changePassword();
await page.goto(`${consoleRoot}/directories/internal/address?user=${address}`);
await take("revoked");

await browser.close();
await tenant.close();

async function take(name, part = page) {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${name}.png`);
  await part.screenshot({ path });
  const { size } = statSync(path);
  console.log(`${name}.png ${size} bytes`);
  if (size > mostBytes) throw new Error(`${name}.png is larger than ${mostBytes} bytes`);
}

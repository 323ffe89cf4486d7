import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { requirementsOf } from "@postern/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "./postern.js";

let terminal: Terminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const canary = "canary-of-the-guide-0123456789";
const environment = {
  POSTERN_MIMECAST_APPLICATION_ID: canary,
  POSTERN_MIMECAST_APPLICATION_KEY: canary,
  POSTERN_MIMECAST_ACCESS_KEY: canary,
  POSTERN_MIMECAST_SECRET_KEY: canary,
  POSTERN_MIMECAST_CLIENT_ID: canary,
  POSTERN_MIMECAST_CLIENT_SECRET: canary,
};
const all = [
  ...requirementsOf("2.0", ["ttp-url", "siem-2.0"], ["block-sender", "block-url"]).permissions.keys(),
];

test("the pages to send on ask for exactly what was chosen, and hold no secret", async () => {
  const [markdown, html] = ["guide.md", "guide.html"].map((name) => join(terminal.home, "..", name));
  const words = [
    "connect",
    "--guide",
    "--generation",
    "2.0",
    "--feeds",
    "ttp-url",
    "--actions",
    "block-sender",
  ];
  const pages = ["--markdown", markdown ?? "", "--html", html ?? "", "--our-address", "192.0.2.7"];
  const { exitCode, stdout, stderr } = await terminal.run([...words, ...pages], { environment });
  expect(exitCode).toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toContain("holds no secret");
  const asked = [...requirementsOf("2.0", ["ttp-url"], ["block-sender"]).permissions.keys()];
  for (const page of [markdown, html]) {
    const text = await readFile(page ?? "", "utf8");
    expect(text).not.toContain(canary);
    expect(text).toContain("192.0.2.7");
    expect(all.filter((permission) => text.includes(permission))).toEqual(asked);
  }
});

test("without a terminal it is printed as a whole", async () => {
  const words = ["connect", "--guide", "--generation", "1.0", "--feeds", "siem-1.0", "--actions", ""];
  const { exitCode, stdout } = await terminal.run(words, { environment });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Wait at least 30 minutes");
  expect(stdout).toContain("Gateway | Tracking | Read");
  expect(stdout).not.toContain("Gateway | Policies");
  expect(stdout).not.toContain(canary);
  expect((await terminal.run(["connect", "--guide"])).exitCode).toBe(2);
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noticeKinds } from "@postern/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

const page = readPage("notifications.md");
const received: { signature: unknown; body: string }[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => {
    body += String(piece);
  });
  request.on("end", () => {
    received.push({ signature: request.headers["x-postern-signature"], body });
    response.end();
  });
});
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-notify-"));
  await writeFile(join(directory, "url.txt"), "https://hooks.chat.example/services/T0/B0/hush\n");
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

async function type(line: string) {
  const { context, stdout, stderr } = openContext({ environment: { POSTERN_HOME: join(directory, "home") } });
  const { port } = server.address() as AddressInfo;
  const { words } = placeFiles(line.replace("hooks.example", `127.0.0.1:${port}`), directory);
  const exitCode = await runCommand(context, words);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

test("every command of docs/notifications.md works", async () => {
  const told: string[] = [];
  for (const line of readBlocks(page, "sh")) {
    const { exitCode, stdout, stderr } = await type(line);
    expect(exitCode, `${line}\n${stderr}`).toBe(0);
    told.push(stdout);
  }
  const all = told.join("\n");
  expect(all).toContain("shown this once");
  expect(all).toContain("22:00-07:00");
  expect(all).not.toContain("hush");
  expect(received).toMatchObject([{ signature: expect.stringMatching(/^v1=[0-9a-f]{64}$/) }]);
  // Without a name it is every channel; one that takes nothing keeps no other from it.
  await type("postern notify remove team");
  const every = await type("postern notify test");
  expect(every.exitCode).toBe(13);
  expect(every.stdout).toMatch(/Failed +mail[\s\S]*Sent +ops[\s\S]*Sent +pager/);
  expect(received).toHaveLength(2);
  for (const kind of noticeKinds) expect(page).toContain(`| \`${kind}\` |`);
});

test.each([
  ["no target", "postern notify add a", "Give one of"],
  ["two targets", "postern notify add a --slack --teams", "Give one of"],
  ["a chat without its address", "postern notify add a --slack", "is missing"],
  ["a kind that is none", "postern notify add a --command true --only everything", "--only"],
  ["hours that are none", "postern notify add a --command true --quiet 25:00-07:00", "--quiet"],
  ["mail to nobody", "postern notify add a --smtp smtp://mail.example", "--from"],
  [
    "a password in the address",
    "postern notify add a --smtp smtp://u:p@mail.example --from a@b --to c@d",
    "POSTERN_NOTIFY_SECRET",
  ],
  ["a command for a shell", "postern notify add a --command 'a | b'", "shell"],
])("refuses %s", async (_, line, words) => {
  const { exitCode, stderr } = await type(line);
  expect({ exitCode, told: stderr.includes(words) }, stderr).toEqual({ exitCode: 2, told: true });
});

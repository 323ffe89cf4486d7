import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import { describeTenant, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "./capture.suite.js";
import { placeFiles, readBlocks, readPage, type Typed } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

const lines = readBlocks(readPage("connect.md"), "sh");

let directory: string;
let tenant: Tenant;
/** Lets everybody through. */
const proxy = createServer();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-docs-"));
  tenant = await startTenant({ messagesPerDay: 50 });
  await writeFile(join(directory, "tenant.json"), JSON.stringify(describeTenant(tenant)));
  await writeFile(join(directory, "proxy-ca.pem"), rootCertificates[0] ?? "");
  proxy.on("connect", (request, socket) => {
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
});
afterAll(async () => {
  await tenant.close();
  proxy.closeAllConnections();
  proxy.close();
  await rm(directory, { recursive: true, force: true });
});

/** The line with our proxy in place of the one it names. */
function prepare(line: string): Typed & { asks: boolean } {
  const { port } = proxy.address() as AddressInfo;
  const typed = placeFiles(line.replace("http://proxy.example:3128", `http://127.0.0.1:${port}`), directory);
  return { ...typed, asks: typed.comment.startsWith("asks") };
}

test("every command of docs/connect.md works", async () => {
  expect(lines.length).toBeGreaterThan(20);
  expect(lines[0]).toBe("postern emulator --json > tenant.json");
  const { context, stdout, stderr } = openContext({
    environment: {
      POSTERN_HOME: join(directory, "home"),
      POSTERN_MIMECAST_CLIENT_ID: tenant.v2.clientId,
      POSTERN_MIMECAST_CLIENT_SECRET: tenant.v2.clientSecret,
      POSTERN_PROXY_USERNAME: "gatekeeper",
      POSTERN_PROXY_PASSWORD: "hush-hush-hush",
      PATH: process.env["PATH"],
    },
    now: Date.now,
  });
  for (const line of lines.slice(1)) {
    const { words, input, asks } = prepare(line);
    context.exitCode = 0;
    const exitCode = await runCommand(
      { ...context, home: context.home, input: Readable.from([input]) },
      words,
    );
    const told = stderr().split("\n").slice(-8).join("\n");
    // Where somebody would be asked, nobody is here: what is missing is listed.
    if (asks && exitCode !== 0) expect(told, line).toMatch(/still needed|needs --generation/);
    else expect(exitCode, `${line}\n${told}`).toBe(0);
  }
  for (const secret of [tenant.v2.clientSecret, tenant.v1.secretKey, "hush-hush-hush"]) {
    expect(stdout() + stderr()).not.toContain(secret);
  }
}, 60_000);

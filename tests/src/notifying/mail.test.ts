import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIdentity } from "@postern/emulator";
import { type Engine, type NewChannel, openEngine } from "@postern/engine";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const password = "horse-battery-c4nary";
const identity = createIdentity({ mode: "good" });

let home: string;
let engine: Engine;
const servers: SMTPServer[] = [];
const mails: { readonly text: string; readonly user: string; readonly secure: boolean }[] = [];
const signIns: string[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-mail-"));
  engine = await openEngine({ home });
});
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  for (const { name } of await engine.notifications.list()) await engine.notifications.remove(name);
  mails.length = 0;
  signIns.length = 0;
});
afterAll(async () => {
  await engine.close();
  await rm(home, { recursive: true });
});

async function startServer(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    key: identity.key,
    cert: identity.certificate,
    onAuth({ username = "", password: given = "" }, _session, tell) {
      signIns.push(String(given));
      if (username === "postern" && given === password) tell(null, { user: username });
      else tell(new Error(`no such pair: ${username} ${given}`));
    },
    onData(stream, { user, secure }, done) {
      let text = "";
      stream.on("data", (piece) => {
        text += String(piece);
      });
      stream.on("end", () => {
        mails.push({ text, user: String(user), secure });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

type MailTarget = Extract<NewChannel["target"], { kind: "email" }>;

async function send(port: number, change: Partial<MailTarget>, secret = password): Promise<void> {
  const target: MailTarget = {
    kind: "email",
    host: "127.0.0.1",
    port,
    tls: "always",
    username: "postern",
    ca: identity.ca,
    from: "postern@corp.example",
    to: ["soc@corp.example"],
    ...change,
  };
  await engine.notifications.add({ name: "mail", target, secret });
  await engine.notifications.test("mail");
}

const refusal = (words: string) => ({
  code: "notification-failed",
  message: expect.stringContaining(words),
});

test.each(["always", "upgraded"] as const)("signs in and sends over TLS: %s", async (tls) => {
  const port = await startServer({ secure: tls === "always" });
  await send(port, { tls });
  expect(mails).toMatchObject([
    { user: "postern", secure: true, text: expect.stringContaining("this is a test") },
  ]);
});

test("a refused sign-in is told as one, without the password that the server repeats", async () => {
  const port = await startServer({ secure: true });
  const told = await send(port, {}, "wrong-c4nary").catch((error: Error) => error.message);
  expect(told).toContain("refuses the sign-in of postern");
  expect(told).toContain("no such pair");
  expect(told).not.toContain("wrong-c4nary");
  expect(mails).toEqual([]);
});

test.each([
  ["always", "good", "an authority that is not trusted"],
  ["upgraded", "good", "an authority that is not trusted"],
  ["always", "self-signed", "signed by itself"],
  ["always", "expired", "has expired"],
] as const)(
  "sends nothing, not even the password, to a server that can't prove itself: %s, %s",
  async (tls, mode, words) => {
    const shown = createIdentity({ mode });
    const port = await startServer({ secure: tls === "always", key: shown.key, cert: shown.certificate });
    // Of the expired one, the authority is known.
    await expect(send(port, { tls, ca: mode === "expired" ? shown.ca : null })).rejects.toMatchObject(
      refusal(words),
    );
    expect({ mails, signIns }).toEqual({ mails: [], signIns: [] });
  },
);

test("a server that doesn't upgrade gets nothing in the clear", async () => {
  const port = await startServer({
    hideSTARTTLS: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
  });
  await expect(send(port, { tls: "upgraded" })).rejects.toMatchObject(refusal("does not upgrade to TLS"));
  expect({ mails, signIns }).toEqual({ mails: [], signIns: [] });
});

test("TLS begun at the wrong moment is told as that", async () => {
  const port = await startServer({ secure: false });
  await expect(send(port, { tls: "always" })).rejects.toMatchObject(refusal("does not speak TLS"));
});

test("a server that wants a sign-in says so where none was given", async () => {
  const port = await startServer({ secure: true });
  await expect(send(port, { username: null })).rejects.toMatchObject(refusal("it wants a sign-in"));
});

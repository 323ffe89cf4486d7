import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantDescription } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("./kept-tenant.js", import.meta.url));

let directory: string;
let child: ChildProcess;
let tenant: TenantDescription;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "postern-kept-"));
  await begin();
});
afterAll(async () => {
  await kill();
  await rm(directory, { recursive: true });
});

const file = () => join(directory, "tenant.jsonl");

/** With a limit, in bytes, what was done is put together once it is longer. */
async function begin(limit?: number): Promise<void> {
  const more = limit === undefined ? [] : [String(limit)];
  child = spawn(process.execPath, [script, file(), ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const text = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    child.once("exit", (code) => reject(new Error(`The tenant ended with ${code}`)));
  });
  tenant = JSON.parse(text);
  // The port is the same as before: a connection of then that is still kept ends here.
  await fetch(`${tenant.v2.baseUrl}/healthz`).catch(() => {});
}

function kill(): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

type Json = Record<string, unknown>;

async function linesOf(path: string): Promise<Json[]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Json);
}

async function ask(path: string, init: RequestInit = {}): Promise<Json> {
  const response = await fetch(tenant.v2.baseUrl + path, init);
  const json = (await response.json()) as Json;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(json)}`);
  return json;
}

function control(path: string, body: unknown, method = "POST"): Promise<Json> {
  return ask(`/_emulator/${path}`, { method, body: JSON.stringify(body) });
}

async function call(bearer: string, path: string, item?: unknown): Promise<Json> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  const meta = { pagination: { pageSize: 400 } };
  const body = JSON.stringify(item === undefined ? { meta } : { meta, data: [item] });
  const answer = await ask(`/api/${path}`, { method: "POST", headers, body });
  expect([path, answer["fail"]]).toEqual([path, []]);
  return answer;
}

async function newToken(): Promise<string> {
  const { baseUrl, clientId, clientSecret } = tenant.v2;
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch(`${baseUrl}/oauth/token`, { method: "POST", body });
  return String(((await response.json()) as Json)["access_token"]);
}

function firstOf(answer: Json): Json {
  const [first] = answer["data"] as readonly Json[];
  return first ?? {};
}

const day = { start: "2026-03-09T00:00:00+0000", end: "2026-03-12T00:00:00+0000" };
const resources = [
  "users",
  "groups",
  "roles",
  "authentication-profiles",
  "application-settings",
  "applications-1",
  "applications-2",
  "keys",
  "domains",
  "ip-ranges",
  "account-settings",
  "administration",
  "faults",
  "info",
];
const reads: readonly (readonly [string, unknown])[] = [
  ["ttp/url/get-all-managed-urls", undefined],
  ["policy/blockedsenders/get-policy", undefined],
  ["directory/find-groups", {}],
  ["gateway/get-hold-message-list", { ...day, admin: true }],
  ["ttp/remediation/find-incidents", day],
  ["ttp/url/get-logs", { from: "2026-03-11T10:00:00+0000" }],
  ["audit/get-audit-events", { startDateTime: day.start, endDateTime: day.end }],
  ["archive/get-search-logs", { ...day, query: "kept search" }],
  [
    "message-finder/search",
    { ...day, searchReason: "test", advancedTrackAndTraceOptions: { from: "friend.example" } },
  ],
];

/** Everything that can be read of the tenant. */
async function readAll(bearer: string): Promise<Json> {
  const all: Json = {};
  for (const name of resources) all[name] = await ask(`/_emulator/${name}`);
  for (const [path, item] of reads) all[path] = (await call(bearer, path, item))["data"];
  return all;
}

test("killed after a bit of everything, the tenant is what it was, and a token of before still opens it", async () => {
  const bearer = await newToken();
  const recipient = "ada.abel@fernhill.example";
  await control("clock", { advanceSeconds: 90 });
  await call(bearer, "ttp/url/create-managed-url", { url: "https://lure.example/a", action: "block" });
  await call(bearer, "policy/blockedsenders/create-policy", {
    option: "block_sender",
    policy: {
      description: "No strangers",
      fromPart: "envelope_from",
      fromType: "email_domain",
      fromValue: "stranger.example",
      from: { type: "email_domain", emailDomain: "stranger.example" },
      to: { type: "everyone" },
    },
  });
  await call(bearer, "managedsender/permit-or-block-sender", {
    sender: "bad@stranger.example",
    to: recipient,
    action: "block",
  });
  const group = firstOf(await call(bearer, "directory/create-group", { description: "Watched" }));
  await call(bearer, "directory/add-group-member", { id: group["id"], domain: "watched.example" });
  const held = (await call(bearer, "gateway/get-hold-message-list", { ...day, admin: true }))[
    "data"
  ] as Json[];
  await call(bearer, "gateway/hold-release", { id: held[0]?.["id"] });
  await call(bearer, "gateway/hold-reject", {
    ids: [held[1]?.["id"]],
    message: "No",
    notify: false,
    reasonType: "MESSAGE CONTAINS UNDESIRABLE CONTENT",
  });
  await call(bearer, "ttp/remediation/create", { hashOrMessageId: "0".repeat(64), reason: "A test" });
  const search = { ...day, searchReason: "kept search", messageId: "<none@friend.example>" };
  await call(bearer, "message-finder/search", search);
  for (const from of ["pal@friend.example", "bad@stranger.example"])
    await control("deliver", { sender: from, recipient, subject: "Hello again" });
  await control("click", { url: "https://lure.example/a", recipient });
  await control("users", { emailAddress: "kept@fernhill.example" });
  await control("users/kept@fernhill.example", { roles: ["Basic Administrator"], password: true }, "PATCH");
  await control("roles", { name: "Kept", permissions: ["Account | Logs | Read"] });
  await control("domains", { name: "kept.example" });
  const form = { method: "POST", redirect: "manual" } as const;
  const name = new URLSearchParams({ do: "new-folder", parent: "Root" });
  await fetch(`${tenant.v2.baseUrl}/console/directories/profile-groups`, { ...form, body: name });
  await control("faults", { kind: "server-error", operation: "ttp.url.decode-url", times: 3 });
  const decode = { method: "POST", headers: { authorization: `Bearer ${bearer}` }, body: "{}" };
  expect((await fetch(`${tenant.v2.baseUrl}/api/ttp/url/decode-url`, decode)).status).toBe(500);
  await control("clock", { advanceSeconds: 600 });

  const [before, connection] = [await readAll(bearer), tenant];
  await kill();
  await begin();
  expect(tenant).toEqual(connection);
  expect(await readAll(bearer)).toEqual(before);
  const faults = (before["faults"] as Json)["faults"] as readonly Json[];
  expect(faults).toMatchObject([{ struck: 1, left: 2 }]);

  // Put together at a start: a picture and no act is left, and it shows the same.
  await kill();
  const long = (await stat(file())).size;
  await begin(1);
  expect(await linesOf(file())).toMatchObject([{ version: 2 }, { picture: {} }, { port: {} }, { port: {} }]);
  expect(await readAll(bearer)).toEqual(before);
  await kill();
  await begin();
  expect(tenant).toEqual(connection);
  expect(await readAll(bearer)).toEqual(before);

  // What another version of the code has put together is done again instead.
  await kill();
  const [header, pictured = "", ...rest] = (await readFile(file(), "utf8")).split("\n");
  const other = pictured.replace(/"code":"[^"]+"/, '"code":"another"');
  expect(other).not.toBe(pictured);
  await writeFile(file(), [header, other, ...rest].join("\n"));
  expect((await stat(`${file()}.past`)).size).toBeGreaterThan(long / 2);
  await begin();
  expect(await readAll(bearer)).toEqual(before);
}, 60_000);

test("killed in the midst of calls, it keeps each that was answered", async () => {
  const bearer = await newToken();
  const answered: string[] = [];
  const listed = async () => {
    const urls = (await call(bearer, "ttp/url/get-all-managed-urls"))["data"] as readonly Json[];
    return urls.map(({ domain }) => String(domain));
  };
  // In the second round it is put together again and again meanwhile.
  for (const round of [1, 2]) {
    await kill();
    await begin(round === 1 ? undefined : 500);
    // Answers on their way count too: a round may end with more of them than it waits for.
    const earlier = answered.length;
    const writing = Array.from({ length: 40 }, async (_, index) => {
      const domain = `round-${round}-${index}.example`;
      await call(bearer, "ttp/url/create-managed-url", { url: `https://${domain}/`, action: "block" });
      answered.push(domain);
      if (answered.length === earlier + 9) await kill();
    });
    await Promise.allSettled(writing);
    await begin();
    expect(await listed()).toEqual(expect.arrayContaining(answered));
  }
  expect((await linesOf(file())).every((line) => typeof line === "object")).toBe(true);
}, 60_000);

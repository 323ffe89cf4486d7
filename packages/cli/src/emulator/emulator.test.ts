import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, startTenant, type Tenant } from "@postern/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openContext } from "../program/capture.suite.js";
import { runCommand } from "../program/run-command.js";
import { nouns } from "./nouns/table.js";
import { noteRunning } from "./running.js";

let home: string;
let tenant: Tenant;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-emulator-"));
  tenant = await startTenant({
    clock: createClock({ start: Date.UTC(2026, 2, 11, 12) }),
    messagesPerDay: 10,
  });
});
afterAll(async () => {
  await tenant.close();
  await rm(home, { recursive: true });
});

/** Runs `postern emulator …` beside the tenant. */
async function run(...words: readonly string[]) {
  const { context, stdout, stderr } = openContext({ environment: { POSTERN_HOME: home }, now: Date.now });
  const exitCode = await runCommand(context, ["emulator", ...words]);
  return { exitCode, out: stdout(), err: stderr() };
}

async function json(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { exitCode, out, err } = await run(...words, "--json");
  expect(exitCode, err).toBe(0);
  return JSON.parse(out);
}

test("a command finds the tenant that runs, and says so where none does or several do", async () => {
  expect((await run("state")).err).toContain("start one with `postern emulator`");
  const { controlUrl } = tenant;
  const gone = { pid: 2 ** 22 + 1, controlUrl: "http://127.0.0.1:1", account: "Gone" };
  noteRunning(home, gone);
  const forget = noteRunning(home, { pid: process.pid, controlUrl, account: "Fernhill" });
  const note = join(home, "emulator", `${process.pid}-${new URL(controlUrl).port}.json`);
  expect((await stat(note)).mode & 0o777).toBe(0o600);
  expect((await run("state")).out).toContain(tenant.v1.baseUrl);
  const another = noteRunning(home, { pid: process.pid, controlUrl: "http://127.0.0.1:2", account: "Other" });
  expect((await run("state")).err).toContain(`--url ${controlUrl} (Fernhill)`);
  expect((await run("state", "--url", controlUrl)).out).toContain(tenant.v1.baseUrl);
  another();
  forget();
  const nobody = await run("state", "--url", "http://127.0.0.1:9");
  expect([nobody.exitCode, nobody.err]).toEqual([13, expect.stringContaining("No emulated tenant answers")]);
});

test("a guide is walked by commands alone, to keys that work", async () => {
  const forget = noteRunning(home, { pid: process.pid, controlUrl: tenant.controlUrl, account: "Fernhill" });
  const user = "svc@fernhill.example";
  const added = await run("users", "add", user, "--never-expires");
  expect(added.out).toMatch(/Shown this once:\n +password +Em-/);
  await json("groups", "add", "API Account", "--member", user);
  await json("authentication-profiles", "add", "API", "--ttl", "never");
  await json("application-settings", "add", "API", "--group", "API Account", "--profile", "API");
  const { applicationId } = await json("applications-1", "add", "SIEM", "--extended-session");
  const early = await run("applications-1", "make-keys", String(applicationId), user);
  expect([early.exitCode, early.err]).toEqual([2, expect.stringContaining("30 to go")]);
  const before = tenant.clock.now();
  await json("clock", "advance", "30m");
  expect(tenant.clock.now() - before).toBeGreaterThanOrEqual(30 * 60_000);
  const keys = await json("applications-1", "make-keys", String(applicationId), user);
  expect(tenant.administration.applications1[1]?.credentials).toEqual(keys);
  const listed = await run("keys");
  expect(listed.out).toContain("SIEM");
  expect(listed.out).not.toContain(String(keys["accessKey"]));
  await json("users", "set-roles", user, "Basic Administrator");
  await json("roles", "add", "Readers", "--permission", "Account | Logs | Read");
  const products = ["--product", "Audit Events", "--product", "Security Events"];
  const made = await json("applications-2", "add", "Reader", "--role", "Readers", ...products);
  expect(made).toMatchObject({
    products: ["Audit Events", "Security Events"],
    clientSecret: expect.any(String),
  });
  expect((await run("applications-2", "list")).out).not.toContain(String(made["clientSecret"]));
  await json("users", "disable", user);
  expect((await run("keys")).out).toContain("its user was disabled");
  await json("ip-ranges", "add", "198.51.100.0/24");
  expect(tenant.administration.ipRanges).toEqual(["198.51.100.0/24"]);
  await json("ip-ranges", "delete", "198.51.100.0/24");
  await json(
    "account-settings",
    "edit",
    "--expire-after",
    "90",
    "--lock-after",
    "5",
    "--no-outbound-logging",
  );
  const { passwordRules } = tenant.administration.directory;
  expect([passwordRules.expiryDays, passwordRules.lockAfter]).toEqual([90, 5]);
  expect(tenant.administration.enhancedLogging).toEqual({ inbound: true, outbound: false, internal: true });
  await json("account-settings", "edit", "--expire-after", "never", "--lock-after", "never");
  expect([passwordRules.expiryDays, passwordRules.lockAfter]).toEqual([null, null]);
  await json("domains", "add", "labs.example");
  expect(await json("domains", "verify", "labs.example")).toMatchObject({ state: "verified" });
  const notes = [...tenant.truth("audit")]
    .map(({ raw }) => raw)
    .filter((raw) => raw.includes("Administration Console"));
  for (const told of [
    "User Created",
    "Role Created",
    "API Application Action",
    "svc@fernhill.example, enabled: false",
  ])
    expect(notes.join("\n")).toContain(told);
  expect(notes.join("\n")).not.toContain(tenant.administration.directory.requireUser(user).password);
  forget();
});

test("every kind of object is there to be listed, and wrong use changes nothing and says how to do it", async () => {
  const target = ["--url", tenant.controlUrl];
  for (const { name } of nouns) {
    const { exitCode, out } = await run(name, ...target, "--json");
    expect([name, exitCode, Array.isArray(JSON.parse(out))]).toEqual([name, 0, true]);
  }
  for (const [words, told] of [
    [["users", "add", "nobody@elsewhere.example"], "not one of the company's domains"],
    [["roles", "edit", "Readers"], "Nothing to change"],
    [["authentication-profiles", "edit", "API", "--ttl", "soon"], "no whole number"],
    [["authentication-profiles", "edit", "API", "--two-step", "Pigeon"], "None, Email, SMS"],
    [["users", "paint", "it"], "too many arguments"],
    [["state", "--url", "nowhere"], "--url"],
    [["clock", "advance", "a while"], "no duration"],
    [["clock", "rate", "0"], "rate must be above 0"],
  ] as const) {
    const { exitCode, err } = await run(...words, ...(words.includes("--url" as never) ? [] : target));
    expect([words, exitCode, err]).toEqual([words, 2, expect.stringContaining(told)]);
  }
});

test("what the console decides about mail and URLs is decided by command, and shows in what happens next", async () => {
  const target = ["--url", tenant.controlUrl];
  const url = "https://lure.example/pay";
  const recipient = "ada.abel@fernhill.example";
  expect(await json("click", url, recipient, ...target)).toMatchObject({ outcome: "allowed" });
  const { id } = await json("managed-urls", "add", url, "--match", "domain", ...target);
  expect(await json("click", url, recipient, ...target)).toMatchObject({ outcome: "blocked" });
  expect((await run("managed-urls", "add", url, ...target)).err).toContain(
    "There is an entry for this URL already",
  );
  await json("managed-urls", "delete", String(id), ...target);
  expect(await json("click", url, recipient, ...target)).toMatchObject({ outcome: "allowed" });
  await json("groups", "add-members", "Blocked Senders", "lure.example", ...target);
  expect((await run("deliver", "a@lure.example", recipient, ...target)).out).toContain("rejected");
  const { out } = await run("held-messages", ...target, "--json");
  const [held] = JSON.parse(out);
  await json("held-messages", "reject", held.id, ...target);
  expect((await run("held-messages", ...target, "--json")).out).not.toContain(held.id);
  expect((await run("held-messages", "release", held.id, ...target)).err).toContain("not held any more");
  expect(await json("open-regions", ...target)).toEqual(tenant.regions);
});

test("the tenant's time is stopped, moved and sped up by command", async () => {
  const target = ["--url", tenant.controlUrl];
  expect(await json("clock", "freeze", ...target)).toMatchObject({ frozen: true });
  await json("clock", "set", "2026-04-01T08:00:00Z", ...target);
  expect((await run("clock", ...target)).out).toContain("2026-04-01T08:00:00.000Z");
  expect(await json("clock", "rate", "60", ...target)).toMatchObject({ rate: 60, frozen: false });
  expect(await json("clock", "show", ...target)).toMatchObject({ rate: 60 });
});

test("what a client is refused for is told while it happens", async () => {
  await fetch(`${tenant.v2.baseUrl}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: "nobody", client_secret: "x" }),
  });
  const refused = await run("requests", "--refused", "--url", tenant.controlUrl);
  expect(refused.out).toContain("no application of API 2.0 has the body's client_id");
});

test("faults are added, counted and taken back, and a bad one is refused with what it may be", async () => {
  const forget = noteRunning(home, { pid: process.pid, controlUrl: tenant.controlUrl, account: "Fernhill" });
  expect((await run("faults")).out).toContain("faults add");
  const added = await run("fault", "add", "server-error:operation=oauth.token,times=forever,status=503");
  expect(added.out).toBe("Fault 1 is armed: server-error:operation=oauth.token,times=forever,status=503\n");
  expect((await fetch(`${tenant.v2.baseUrl}/oauth/token`, { method: "POST" })).status).toBe(503);
  const { faults } = await json("faults");
  expect(faults).toMatchObject([
    { id: "1", struck: 1, left: null, fault: { kind: "server-error", times: null } },
  ]);
  expect((await run("faults")).out).toMatch(
    /1 +server-error:operation=oauth.token,times=forever,status=503 +1 +for ever/,
  );
  for (const [words, said] of [
    [["add", "throttle:often=3"], "throttle has no often: it takes reset, resetMs"],
    [["add", "nonsense"], "kind must be one of throttle"],
    [["remove", "7"], "There is no fault 7"],
  ] as const) {
    const refused = await run("faults", ...words);
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining(said)]);
  }
  expect((await run("faults", "remove", "1")).out).toBe("Removed: 1\n");
  await run("faults", "add", "late-events:feed=audit");
  expect((await run("faults", "clear")).out).toBe("Removed: 1\n");
  expect((await run("faults", "kinds")).out).toContain("corrupt-gzip");
  expect((await run("guesses")).out).toContain("ipRefusedStatus");
  const bad = [
    await run("--fault", "throttle:times=0"),
    await run("--guess", "luck=good"),
    await run("--loose", "spelling"),
  ];
  expect(bad.map(({ exitCode, err }) => [exitCode, /--(fault|guess|loose): /.test(err)])).toEqual([
    [2, true],
    [2, true],
    [2, true],
  ]);
  forget();
});

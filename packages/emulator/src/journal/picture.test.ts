import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hourMs, minuteMs } from "../clock/spans.js";
import {
  createClock,
  type StartTenantOptions,
  startTenant,
  type Tenant,
  type TruthRecord,
} from "../index.js";
import { askV2, callV1, download, listAt, listFiles, noon, postV2, urlLogs } from "../testing/client.js";
import { parseJson, readText } from "../wire/decode.js";

let directory: string;
const at = (name: string) => join(directory, `${name}.jsonl`);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "postern-picture-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** In each process the tenant's clock is another one, to be put where it stood. */
async function begin(name: string, options: StartTenantOptions = {}): Promise<Tenant> {
  const tenant = await startTenant({
    persist: at(name),
    clock: createClock({ start: noon, frozen: true }),
    ...options,
  });
  // The ports are those of before: connections of then end here.
  for (const { v1, v2 } of [tenant, ...tenant.accounts])
    for (const { baseUrl } of [v1, v2]) await fetch(`${baseUrl}/healthz`).catch(() => {});
  return tenant;
}

function pictureOf(name: string): unknown {
  return listAt(parseJson(readFileSync(at(name), "utf8").split("\n")[1] ?? ""), "picture", "accounts");
}

const small = { seed: 3, messagesPerDay: 200, historyDays: 3 } as const;
const managedUrl = "/api/ttp/url/create-managed-url";
const span = { from: "2026-03-11T09:00:00+0000", to: "2026-03-11T11:00:00+0000" };
const yesterday = {
  dateRangeStartsAt: "2026-03-10",
  dateRangeEndsAt: "2026-03-10",
  type: "process",
  pageSize: "2",
};

test("what reads have left behind is there after a restart, and in a picture", async () => {
  const tell = async (tenant: Tenant) => ({
    faults: tenant.faults.list(),
    clicks: [...tenant.truth("ttp-url", { from: noon - 4 * hourMs })],
    redelivered: await Promise.all(
      (await listFiles(tenant, yesterday)).files.map(({ url }) => download(url)),
    ),
  });
  // Given at each start, and armed once.
  const faults = [{ kind: "throttle", operation: "account.get-account", after: 90 }] as const;
  const first = await begin("reads", { ...small, faults });
  first.faults.inject({ kind: "server-error", operation: "account.get-account", times: 5, probability: 0.5 });
  for (let call = 0; call < 6; call += 1) await postV2(first, "/api/account/get-account", {});
  first.faults.inject({ kind: "redeliver", type: "process" });
  const before = await tell(first);
  expect(before.faults[1]?.struck).toBeGreaterThan(0);
  expect(before.redelivered[1]?.lines.length).toBeGreaterThan(before.redelivered[0]?.lines.length ?? 0);
  first.faults.inject({ kind: "changed-ids", operation: "policy.blockedsenders.get-policy" });
  const policies = await postV2(first, "/api/policy/blockedsenders/get-policy", {});
  const other = readText(listAt(policies.json, "data").at(-1), "id") ?? "";
  // Read last, and nothing is changed between it and the end.
  await postV2(first, urlLogs, { data: [span] });
  await first.close();

  const second = await begin("reads", { faults });
  second.faults.inject({ kind: "late-events", feed: "ttp-url", count: 2 });
  const late = await tell(second);
  const added = late.clicks.length - before.clicks.length;
  expect(added).toBe(2);
  const window = { from: Date.parse("2026-03-11T09:00Z"), until: Date.parse("2026-03-11T11:00Z") };
  const inWindow = (clicks: readonly TruthRecord[]) =>
    clicks.filter(({ time }) => time >= window.from && time < window.until).length;
  expect(inWindow(late.clicks) - inWindow(before.clicks)).toBe(2);
  expect(late.redelivered).toEqual(before.redelivered);
  await second.close();

  for (const limit of [undefined, 1, undefined]) {
    const again = await begin("reads", {
      faults,
      ...(limit === undefined ? {} : { persistLimitBytes: limit }),
    });
    expect(await tell(again)).toEqual(late);
    await again.close();
  }
  const last = await begin("reads");
  const here =
    `/policy-management/cloud-gateway/v1/blocked-senders/policies/${encodeURIComponent(other)}` as const;
  expect((await askV2(last, `DELETE ${here}`)).status).toBe(204);
  await last.close();
});

test("a service provider and its clients are kept in one file, each with what was done to it", async () => {
  const scenario = {
    name: "two clients",
    messagesPerDay: 50,
    accounts: [
      { company: { domain: "one.example" }, messagesPerDay: 20 },
      { company: { domain: "two.example" }, messagesPerDay: 20 },
    ],
  };
  const tell = (tenant: Tenant) =>
    [tenant, ...tenant.accounts].map(({ account, v1, v2, managedUrls, administration, faults, clock }) => ({
      account,
      v1,
      v2,
      managedUrls,
      users: administration.directory.users.map(({ emailAddress, password }) => [emailAddress, password]),
      faults: faults.list(),
      now: clock.now(),
    }));
  const tenant = await begin("provider", { scenario, historyDays: 2 });
  const [one, two] = tenant.accounts;
  if (one === undefined || two === undefined) throw new Error("no accounts");
  const body = {
    meta: { accountCode: one.account.code },
    data: [{ url: "https://a.example/", action: "block" }],
  };
  await postV2(tenant, managedUrl, body);
  await callV1(two, managedUrl, { data: [{ url: "https://b.example/", action: "permit" }] });
  two.administration.directory.createUser({ emailAddress: "new@two.example" });
  await fetch(`${one.controlUrl}/_emulator/users`, {
    method: "POST",
    body: JSON.stringify({ emailAddress: "new@one.example" }),
  });
  tenant.clock.advance(90_000);
  one.faults.inject({ kind: "server-error", times: 2 });
  expect((await postV2(one, urlLogs, {})).status).toBe(500);
  const before = tell(tenant);
  expect(before.map(({ managedUrls }) => managedUrls.length)).toEqual([0, 1, 1]);
  await tenant.close();
  for (const limit of [1024 * 1024, 1, 1024 * 1024]) {
    const again = await begin("provider", { persistLimitBytes: limit });
    expect(tell(again)).toEqual(before);
    await again.close();
  }
});

test("wherever putting together ends, nothing is lost and nothing is done twice", async () => {
  const block = (tenant: Tenant, name: string) =>
    postV2(tenant, managedUrl, { data: [{ url: `https://${name}.example/`, action: "block" }] });
  const hosts = (tenant: Tenant) => tenant.managedUrls.map(({ domain }) => domain);
  const first = await begin("ends", small);
  await block(first, "a");
  await first.close();
  const files = ["", ".past", ".new"].map((end) => at("ends") + end);
  const [file = "", past = "", besides = ""] = files;
  const whole = readFileSync(file, "utf8");
  const together = await begin("ends", { persistLimitBytes: 1 });
  await together.close();
  const done = readFileSync(file, "utf8");
  expect(existsSync(besides)).toBe(false);

  // Before the name was given to the new file, which is whole, in part or not there.
  for (const text of [done, done.slice(0, 400), null]) {
    writeFileSync(file, whole);
    if (text !== null) writeFileSync(besides, text);
    const again = await begin("ends");
    expect([hosts(again), existsSync(besides)]).toEqual([["a.example"], false]);
    await again.close();
  }
  // And then it is put together once more: the acts of the first time stand in the past only once.
  const again = await begin("ends", { persistLimitBytes: 1 });
  await block(again, "b");
  await again.close();
  const [header, pictured = "", ...acts] = readFileSync(file, "utf8").split("\n");
  const foreign = pictured.replace(/"code":"[^"]+"/, '"code":"another"');
  writeFileSync(file, [header, foreign, ...acts].join("\n"));
  copyFileSync(past, `${past}.kept`);
  appendFileSync(past, "half a li");
  const redone = await begin("ends");
  expect(hosts(redone)).toEqual(["a.example", "b.example"]);
  await redone.close();

  // Without the past, what only another version can read is told, and left alone.
  writeFileSync(file, [header, foreign, ...acts].join("\n"));
  rmSync(past);
  await expect(begin("ends")).rejects.toMatchObject({
    code: "not-repeatable",
    message: expect.stringContaining(".past"),
  });
});

test("a picture of what came from a picture shows what doing all of it again leads to", async () => {
  const first = await begin("same", { ...small, scenario: "quiet-office" });
  const { administration } = first;
  const recipient = `second@${first.account.domain}`;
  const user = administration.directory.createUser({ emailAddress: recipient });
  user.addRole(administration.roles.create({ name: "Readers", permissions: ["Account | Logs | Read"] }));
  administration.createApplication().createdAt = 0;
  administration.createApplication2({ name: "Other", products: ["Security Events"] });
  administration.applications1[1]?.createKeys();
  administration.ipRanges = ["192.0.2.0/24"];
  await first.close();
  await (await begin("same", { persistLimitBytes: 1 })).close();
  const early = pictureOf("same");
  expect(JSON.stringify(early)).toContain(recipient);

  const again = await begin("same", { persistLimitBytes: 1 });
  const [, , kept] = again.administration.directory.users;
  again.administration.applications1[1]?.createKeys(kept === undefined ? {} : { user: kept });
  kept?.disable();
  again.clock.advance(5 * minuteMs);
  // More than there is to see in the picture.
  const content = "x".repeat(JSON.stringify(early).length);
  again.deliver({ sender: "a@b.example", recipient, attachment: { fileName: "a.pdf", content } });
  await again.close();
  const late = pictureOf("same");
  expect(late).not.toEqual(early);
  expect(JSON.stringify(late)).toContain("its user was disabled");

  const [header, pictured = "", ...acts] = readFileSync(at("same"), "utf8").split("\n");
  const foreign = pictured.replace(/"code":"[^"]+"/, '"code":"another"');
  writeFileSync(at("same"), [header, foreign, ...acts].join("\n"));
  await (await begin("same")).close();
  expect(pictureOf("same")).toEqual(late);
});

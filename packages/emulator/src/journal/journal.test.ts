import { createHash } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, type StartTenantOptions, startTenant, type Tenant } from "../index.js";
import { bearerOf, listAt, noon, postV2, requestToken, urlLogs } from "../testing/client.js";
import { readText } from "../wire/decode.js";

let directory: string;
const path = () => join(directory, "tenant.jsonl");

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "postern-journal-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

function begin(options: StartTenantOptions = {}): Promise<Tenant> {
  return startTenant({ persist: path(), ...options });
}

async function ask(tenant: Tenant, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`${tenant.v2.baseUrl}${path}`, init)).json();
}

test("what code did is done again, with objects of the tenant given to it", async () => {
  const first = await begin({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  const { administration } = first;
  const role = administration.roles.create({ name: "Readers", permissions: ["Account | Logs | Read"] });
  const user = administration.directory.createUser({ emailAddress: "second@fernhill.example" });
  user.addRole(role);
  administration.createApplication2({ name: "By role", products: ["Security Events"], role });
  administration.applications2[1]?.regenerateSecret();
  administration.application1.extendedSession = true;
  administration.ipRanges = ["192.0.2.0/24"];
  expect(() => user.changePassword("short")).not.toThrow();
  expect(() => administration.roles.delete(role)).toThrow("Readers");
  first.click({ url: "https://a.example/", recipient: "ada.abel@fernhill.example" });
  first.faults.inject({ kind: "server-error", times: Infinity });
  first.clock.advance(3_600_000);
  first.application.regenerateKeys();
  const before = { v1: first.v1, v2: first.v2, now: first.clock.now() };
  const [, , second] = administration.directory.users;
  expect([second === user, user.roles[0] === role]).toEqual([true, true]);
  const clicks = [...first.truth("ttp-url")];
  await first.close();

  const again = await begin();
  // The port is the same: a connection of before that is still kept ends here.
  await ask(again, "/healthz").catch(() => {});
  expect({ v1: again.v1, v2: again.v2, now: again.clock.now() }).toEqual(before);
  const kept = again.administration;
  expect(kept.directory.requireUser("second@fernhill.example")).toMatchObject({ password: "short" });
  expect(kept.directory.users[2]?.roles.map(({ name }) => name)).toEqual(["Readers"]);
  expect(kept.applications2[1]?.role.name).toBe("Readers");
  expect(kept.applications2[1]?.credentials).toEqual(administration.applications2[1]?.credentials);
  expect([kept.application1.extendedSession, kept.ipRanges]).toEqual([true, ["192.0.2.0/24"]]);
  expect([...again.truth("ttp-url")]).toEqual(clicks);
  expect((await postV2(again, urlLogs, {})).status).toBe(500);
  again.faults.clear();
  await again.close();

  const third = await begin();
  await ask(third, "/healthz").catch(() => {});
  expect((await postV2(third, urlLogs, {})).status).toBe(200);
  await third.close();
}, 20_000);

test("a file that was uploaded is there again, byte for byte", async () => {
  const file = join(directory, "uploads.jsonl");
  const first = await startTenant({ persist: file, messagesPerDay: 10 });
  const bytes = Buffer.from([0, 255, 128, 10, 13]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const uploaded = await fetch(`${first.v2.baseUrl}/api/file/file-upload`, {
    method: "POST",
    headers: {
      authorization: await bearerOf(first),
      "content-type": "application/octet-stream",
      "x-mc-arg": JSON.stringify({ data: [{ sha256, fileSize: bytes.length }] }),
    },
    body: bytes,
  });
  const [attachment] = listAt(await uploaded.json(), "data");
  await first.close();

  const again = await startTenant({ persist: file });
  await ask(again, "/healthz").catch(() => {});
  const to = [{ emailAddress: "svc-api@fernhill.example" }];
  const mail = { from: to[0], to, subject: "Kept", attachments: [attachment] };
  const sent = await postV2(again, "/api/email/send-email", { data: [mail] });
  const messageId = readText(listAt(sent.json, "data")[0], "messageId") ?? "";
  again.clock.advance(600_000);
  const listed = await postV2(again, "/api/archive/get-message-list", { data: [] });
  const id = readText(listAt(listed.json, "data")[0], "id");
  const detail = await postV2(again, "/api/archive/get-message-detail", { data: [{ id }] });
  expect(listAt(detail.json, "data")).toEqual([expect.objectContaining({ mimeMessageId: messageId })]);
  expect(listAt(detail.json, "data", 0, "attachments")).toEqual([expect.objectContaining({ sha256 })]);
  await again.close();
});

test("a running clock runs on where it was put, through the time nobody served", async () => {
  const file = join(directory, "running.jsonl");
  const first = await startTenant({ persist: file, messagesPerDay: 10 });
  first.clock.advance(-86_400_000);
  await first.close();
  const again = await startTenant({ persist: file });
  const earliest = Date.now();
  const yesterday = again.clock.now() + 86_400_000;
  expect([earliest <= yesterday, yesterday <= Date.now()]).toEqual([true, true]);
  await again.close();
});

test("a line that a crash cut off never happened, and a file it isn't sure of is left alone", async () => {
  const file = join(directory, "refused.jsonl");
  const open = (options: StartTenantOptions = {}) => startTenant({ persist: file, ...options });
  const first = await open({ seed: 7, messagesPerDay: 10 });
  await expect(open()).rejects.toMatchObject({ code: "in-use" });
  const click = { url: "https://a.example/", recipient: "ada.abel@fernhill.example" };
  await ask(first, "/_emulator/click", click);
  const { accessKey } = first.v1;
  await first.close();
  const whole = readFileSync(file, "utf8");
  appendFileSync(file, '{"at":17,"page":{"method":"PO');
  const again = await open();
  expect(again.v1.accessKey).toBe(accessKey);
  await again.close();
  expect(readFileSync(file, "utf8")).toBe(whole);

  await expect(open({ seed: 8 })).rejects.toMatchObject({
    code: "another-tenant",
    message: expect.stringContaining("seed 7, not 8"),
  });
  await (await open({ seed: 7, historyDays: 180 })).close();
  for (const [text, code] of [
    [whole.replace('"version":2', '"version":3'), "newer-version"],
    [whole.replace('{"at":', "{at:"), "damaged"],
    [whole.replace("\n", '\n{"picture":[]}\n'), "damaged"],
    ["a shopping list\n", "not-a-tenant"],
    [`${whole}{"at":17,"call":{"generation":"1.0","name":"gone"}}\n`, "not-repeatable"],
  ] as const) {
    writeFileSync(file, text);
    await expect(open(), code).rejects.toMatchObject({ code });
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("guesses are kept without being given again; those given again win, and the tenant says over what", async () => {
  const file = join(directory, "guesses.jsonl");
  const start = async (guesses: StartTenantOptions["guesses"] = {}) => {
    const tenant = await startTenant({ persist: file, messagesPerDay: 10, persistLimitBytes: 1, guesses });
    // The port is the same: a connection of before that is still kept ends here.
    await ask(tenant, "/healthz").catch(() => {});
    return tenant;
  };
  const refusal = async (tenant: Tenant) => {
    tenant.application.regenerateKeys();
    const { status, json } = await requestToken(tenant, "wrong");
    return [status, JSON.stringify(json).includes('"Bad client, sorry"')];
  };
  const said = ["invalidClientStatus=400", "codes.invalid_client=Bad client, sorry"];
  const first = await start({ invalidClientStatus: 400, codes: { invalid_client: "Bad client, sorry" } });
  expect(first.guesses).toEqual(said.map((guess) => ({ guess, insteadOf: null })));
  expect(await refusal(first)).toEqual([400, true]);
  await first.close();

  const second = await start();
  expect(await refusal(second)).toEqual([400, true]);
  expect(await ask(second, "/_emulator/info")).toMatchObject({ guesses: said });
  await second.close();

  const third = await start({ invalidClientStatus: 401 });
  expect(await refusal(third)).toEqual([401, true]);
  expect(third.guesses).toEqual([
    { guess: "invalidClientStatus=401", insteadOf: said[0] },
    { guess: said[1], insteadOf: null },
  ]);
  await third.close();

  const fourth = await start();
  expect(fourth.guesses).toEqual(
    ["invalidClientStatus=401", said[1]].map((guess) => ({ guess, insteadOf: null })),
  );
  await fourth.close();
});

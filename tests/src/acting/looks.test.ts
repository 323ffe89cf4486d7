import { createHash } from "node:crypto";
import { describeAction } from "@postern/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hourMs, openSetting, type Setting } from "../setting/setting.js";

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

const why = { actor: "tester", reason: "case 42" };

async function look(action: string, connection: string, input = {}): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const row of setting.engine.actions.read({ action, connection, input, ...why })) rows.push(row);
  return rows;
}

function textOf(row: Record<string, unknown> | undefined, name: string): string {
  return String(row?.[name] ?? "");
}

async function lookedAt(): Promise<{ subject: string | null }[]> {
  const entries: { subject: string | null }[] = [];
  for await (const entry of setting.engine.audit.read())
    if (entry.kind === "content.looked-at") entries.push(entry);
  return entries;
}

describe.each(["v1", "v2"])("looks on %s", (connection) => {
  test("messages are tracked by what is known of them, and one is told in full", async () => {
    const { tenant, engine } = setting;
    const recipient = tenant.people[1]?.address ?? "";
    const sender = `found-${connection}@partner.example`;
    const { outcome } = tenant.deliver({ sender, recipient, subject: "Minutes & <more>" });
    expect(outcome).toBe("accepted");
    setting.clock.advance(60_000);
    const [row, ...others] = await look("find-messages", connection, { from: sender, to: recipient });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ fromHdr: { emailAddress: sender }, to: [{ emailAddress: recipient }] });
    const before = await lookedAt();
    const [info] = await look("show-message", connection, { id: row?.["id"] });
    expect(info).toMatchObject({ recipientInfo: { messageInfo: { subject: "Minutes & <more>" } } });
    expect((await lookedAt()).length).toBe(before.length + 1);
    const calls = tenant.requests().length;
    const tooOld = { from: sender, since: "2025-11-01T00:00:00Z" };
    await expect(look("find-messages", connection, tooOld)).rejects.toMatchObject({
      code: "bad-usage",
      message: expect.stringContaining("30 days"),
    });
    await expect(
      look("find-messages", connection, { from: sender, since: "yesterday" }),
    ).rejects.toMatchObject({
      code: "bad-usage",
    });
    expect(tenant.requests()).toHaveLength(calls);
    expect(engine.actions.list.find(({ name }) => name === "find-messages")?.kind).toBe("reading");
  });

  test("the archive is searched, listed, told and read, each look kept in the audit log", async () => {
    const mailbox = setting.tenant.people[2]?.address ?? "";
    const before = await lookedAt();
    const listed = await look("list-archive", connection, { mailbox });
    const found = await look("search-archive", connection, {
      to: mailbox,
      within: "last_week",
      most: 10_000,
    });
    const week = listed.filter(
      (row) => Date.parse(textOf(row, "received")) > setting.clock.now() - 7 * 24 * hourMs,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(week.map(({ id }) => id)));
    const subject = textOf(found[0], "subject");
    const worded = await look("search-archive", connection, { to: mailbox, text: `${subject} `, most: 1 });
    expect(worded).toHaveLength(1);
    expect(await look("search-archive", connection, { text: '<&"\u0001' })).toEqual([]);
    const id = found[0]?.["id"];
    const [detail] = await look("show-archived", connection, { id });
    const [part] = await look("read-archived", connection, { id, part: "plain", as: "received" });
    expect(textOf(part, "text").trim().slice(0, 20)).toBe(
      textOf(detail, "messageBodyPreview").trim().slice(0, 20),
    );
    expect(part?.["contentType"]).toContain("text/plain");
    const [file] = await look("get-archived-file", connection, { id });
    const bytes = Buffer.from(textOf(file, "base64"), "base64");
    expect(file?.["sha256"]).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(bytes.toString()).toContain(`Subject: `);
    await expect(look("read-archived", connection, { id: "eNoNobody" })).rejects.toMatchObject({
      code: "rejected",
    });
    expect((await lookedAt()).slice(before.length).map((entry) => entry.subject)).toEqual([
      "list-archive",
      "search-archive",
      "search-archive",
      "search-archive",
      "show-archived",
      "read-archived",
      "get-archived-file",
      "read-archived",
    ]);
  });

  test("the account tells what it is, and neither of its two secrets", async () => {
    const rows = await look("show-account", connection);
    expect(rows[0]).toMatchObject({ accountCode: setting.tenant.account.code });
    for (const secret of setting.tenant.accountSecrets) expect(JSON.stringify(rows)).not.toContain(secret);
    const { domain } = setting.tenant.account;
    expect((await look("list-domains", connection)).map((row) => row["domain"])).toContain(domain);
    const users = await look("list-users", connection, { domain });
    expect(users.map((row) => row["emailAddress"])).toEqual(
      expect.arrayContaining(setting.tenant.people.map(({ address }) => address)),
    );
    const user = setting.tenant.people[0]?.address ?? "";
    expect(await look("show-user", connection, { users: [user] })).toMatchObject([{ emailAddress: user }]);
    expect(await look("list-pending-domains", connection)).toEqual([]);
  });

  test.each([
    ["show-support", {}],
    ["list-packages", {}],
    ["list-notices", {}],
    ["show-queues", {}],
    ["find-processing", {}],
    ["list-archive-searches", {}],
    ["list-admin-searches", { since: "2026-01-06T00:00:00Z" }],
    ["list-archive-views", { since: "2026-01-06T00:00:00Z" }],
    ["list-aliases", { user: "ana" }],
    ["list-delegates", {}],
  ])("%s answers rows with what its columns show", async (action, given) => {
    const input = "user" in given ? { user: setting.tenant.people[0]?.address } : given;
    const rows = await look(action, connection, input);
    const mayBeEmpty = ["find-processing", "list-aliases", "list-delegates"];
    if (!mayBeEmpty.includes(action)) expect(rows.length).toBeGreaterThan(0);
    const columns = describeAction(action).columns;
    expect(columns.length).toBeGreaterThan(0);
    for (const row of rows.slice(0, 1)) {
      for (const { path } of columns) expect([path, at(row, path)]).not.toEqual([path, undefined]);
    }
  });
});

test("whoami is told by API 2.0 alone", async () => {
  expect(await look("whoami", "v2")).toMatchObject([
    { "account-codes": { cg: setting.tenant.account.code } },
  ]);
  await expect(look("whoami", "v1")).rejects.toMatchObject({ code: "plan-refused" });
});

function at(row: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => Object(value)[name], row);
}

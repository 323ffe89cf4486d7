import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, bearerOf, listAt, noon, postV2, truthOf } from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

let tenant: Tenant;
let bearer: string;
const ada = "ada.abel@fernhill.example";
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10, guesses: { policyDelayMinutes: 0 } });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());

const ask = (name: string, body: unknown) =>
  askV2(tenant, `POST /config-snapshot/v1/${name}`, { bearer, body });
const call = (path: string, ...data: unknown[]) => postV2(tenant, `/api/${path}`, { data }, bearer);
const save = async (backupType: string): Promise<string> =>
  readText((await ask("create", { backupType, name: "Before" })).json, "id") ?? "";
const decide = (sender: string, action: string, to = ada) =>
  call("managedsender/permit-or-block-sender", { sender, to, action });
const mailOf = (sender: string, recipient = ada) => tenant.deliver({ sender, recipient }).outcome;

test("managed senders are read back by an export, added to again, and put back as they were", async () => {
  await decide("lures@bad.example", "block");
  await decide("friend@good.example", "permit");
  const restoreSource = await save("managedsenders");
  const exported = await ask("export", { exportSource: restoreSource });
  expect(exported.json).toMatchObject({
    name: "Before",
    createdDateTime: "2026-03-11T12:07:00.000Z",
    entries: [
      { sender: "lures@bad.example", to: ada, type: "Block" },
      { sender: "friend@good.example", to: ada, type: "Permit" },
    ],
  });

  const path = "/email/cloud-gateway/v1/managed-senders/senders/bulk-delete";
  await askV2(tenant, `POST ${path}`, { bearer, body: { ids: ["lures@bad.example"] } });
  await decide("friend@good.example", "block");
  await decide("new@bad.example", "block");
  clock.advance(60_000);
  expect([mailOf("lures@bad.example"), mailOf("friend@good.example")]).toEqual(["accepted", "rejected"]);

  const restore = { backupType: "managedsenders", restoreSource, mode: "append" };
  const elsewhere = { unit: "recipient", value: [`svc-api@${tenant.account.domain}`] };
  expect((await ask("restore", { ...restore, scope: elsewhere })).json).toEqual({ restored: 0, removed: 0 });
  expect((await ask("restore", restore)).json).toEqual({ restored: 1, removed: 0 });
  expect([mailOf("lures@bad.example"), mailOf("friend@good.example"), mailOf("new@bad.example")]).toEqual([
    "rejected",
    "rejected",
    "rejected",
  ]);
  const whole = { ...restore, mode: "overwrite", scope: { unit: "all" } };
  expect((await ask("restore", whole)).json).toEqual({ restored: 1, removed: 1 });
  expect([mailOf("friend@good.example"), mailOf("new@bad.example")]).toEqual(["accepted", "accepted"]);
  expect((await ask("restore", whole)).json).toEqual({ restored: 0, removed: 0 });
});

test("managed URLs come back, all of them or those of one action", async () => {
  const url = (path: string, action: string) => ({ url: `https://www.bad.example/${path}`, action });
  const made = await call("ttp/url/create-managed-url", url("one", "block"), url("two", "permit"));
  const restoreSource = await save("managedurls");
  const ids = listAt(made.json, "data").map((row) => ({ id: readText(row, "id") }));
  await call("ttp/url/delete-managed-url", ...ids);
  await call("ttp/url/create-managed-url", url("three", "block"));
  const restore = (mode: string, unit: string) =>
    ask("restore", { backupType: "managedurls", restoreSource, mode, scope: { unit } });
  const paths = () => tenant.managedUrls.map(({ path }) => path).sort();
  expect((await restore("append", "permitted")).json).toEqual({ restored: 1, removed: 0 });
  expect(paths()).toEqual(["/three", "/two"]);
  expect((await restore("overwrite", "blocked")).json).toEqual({ restored: 1, removed: 1 });
  expect(paths()).toEqual(["/one", "/two"]);
});

test("profile groups come back under their ids, with those who were in them", async () => {
  const { groups } = tenant.administration;
  const lists = groups.addFolder(groups.root, "Lists");
  const inner = groups.addFolder(lists, "Inner");
  groups.addMembers(inner, ["x@bad.example", "worse.example"], "case 42");
  const restoreSource = await save("profilegroups");
  groups.delete(lists);
  const later = groups.addFolder(groups.root, "Later");
  const restore = (mode: string, scope: object) =>
    ask("restore", { backupType: "profilegroups", restoreSource, mode, scope });
  expect((await restore("append", { unit: "groupid", value: [later.id] })).status).toBe(404);
  expect((await restore("append", { unit: "groupid", value: [inner.id] })).json).toEqual({
    restored: 3,
    removed: 0,
  });
  expect(groups.get(inner.id)).toMatchObject({
    parentId: groups.root.id,
    members: [{ entry: "x@bad.example", note: "case 42" }, { entry: "worse.example" }],
  });
  groups.addMembers(inner, ["late@bad.example"]);
  groups.rename(inner, "Renamed");
  groups.move(inner, later);
  expect((await restore("overwrite", { unit: "all" })).json).toEqual({ restored: 1, removed: 2 });
  expect([groups.get(later.id), groups.get(lists.id)?.name]).toEqual([null, "Lists"]);
  expect(groups.get(inner.id)).toMatchObject({ name: "Inner", parentId: lists.id, members: [{}, {}] });
});

test("snapshots are listed by kind and audited, and wrong requests refused", async () => {
  const listed = await ask("list", { backupType: "managedurls" });
  expect(listAt(listed.json, "snapshots")).toEqual([expect.objectContaining({ entryCount: 2 })]);
  const id = readText(listAt(listed.json, "snapshots")[0], "id");
  expect(truthOf(tenant, "audit").map((event) => event["auditType"])).toEqual(
    expect.arrayContaining(["Config Snapshot Created", "Config Snapshot Restored"]),
  );
  const restore = { backupType: "managedurls", mode: "append", restoreSource: id };
  const wrong: readonly (readonly [string, object, number])[] = [
    ["create", { name: "No kind" }, 400],
    ["create", { backupType: "policies", name: "Unknown kind" }, 400],
    ["create", { backupType: "managedurls" }, 400],
    ["list", {}, 400],
    ["export", { exportSource: 7 }, 400],
    ["export", { exportSource: "00000000-0000-0000-0000-000000000000" }, 404],
    ["restore", { ...restore, mode: "merge" }, 400],
    ["restore", { ...restore, backupType: "managedsenders" }, 400],
    ["restore", { ...restore, scope: { unit: "recipient", value: [ada] } }, 400],
    ["restore", { ...restore, restoreSource: "none" }, 404],
  ];
  for (const [name, body, status] of wrong)
    expect([name, body, (await ask(name, body)).status]).toEqual([name, body, status]);
  const scope = { unit: "recipient", value: [ada, ada] };
  expect((await ask("restore", { ...restore, backupType: "managedsenders", scope })).status).toBe(400);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, hourMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../../index.js";
import { askV2, bearerOf, callV1, codeOf, listAt, noon, postV2, type Reply } from "../../testing/client.js";

let tenant: Tenant;
let clock: VirtualClock;

beforeAll(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 500 });
});
afterAll(() => tenant.close());

const path = (name: string) => `/api/directory/${name}`;
const dataOf = (reply: Reply): Record<string, unknown> => ({ ...(listAt(reply.json, "data")[0] as object) });

describe.each(["1.0", "2.0"] as const)("profile groups of API %s", (generation) => {
  const ask = (name: string, item: unknown): Promise<Reply> => {
    const body = { data: [item] };
    return generation === "1.0" ? callV1(tenant, path(name), body) : postV2(tenant, path(name), body);
  };

  test("are found by part of their name, made, renamed, moved and deleted when empty", async () => {
    const blocked = dataOf(await ask("find-groups", { query: "blocked" }));
    const [folder] = listAt(blocked, "folders");
    expect(folder).toMatchObject({ description: "Blocked Senders", source: "cloud", userCount: 0 });
    const made = dataOf(await ask("create-group", { description: `Blocks ${generation}` }));
    const child = dataOf(await ask("create-group", { description: "Child", parentId: made["id"] }));
    expect(child).toMatchObject({ parentId: made["id"], userCount: 0, folderCount: 0 });
    expect(codeOf(await ask("delete-group", { id: made["id"] }))).toBe("err_validation_folder_not_empty");
    await ask("update-group", { id: child["id"], description: "Grown up", parentId: made["parentId"] });
    expect(codeOf(await ask("delete-group", { id: made["id"] }))).toBeNull();
    expect(codeOf(await ask("delete-group", { id: made["id"] }))).toBe("xdk_failure");
    expect(dataOf(await ask("find-groups", { query: "no such" }))).toMatchObject({ folders: [] });
    await ask("delete-group", { id: child["id"] });
  });

  test("take an address or a domain once, and give it back once", async () => {
    const { id } = dataOf(await ask("create-group", { description: "Members" }));
    const member = { id, emailAddress: "lures@bad.example", notes: "case 42" };
    expect(dataOf(await ask("add-group-member", member))).toMatchObject({ folderId: id, internal: false });
    expect(codeOf(await ask("add-group-member", member))).toBe("err_folder_group_member_already_exists");
    await ask("add-group-member", { id, domain: tenant.account.domain });
    const members = listAt(dataOf(await ask("get-group-members", { id })), "groupMembers");
    expect(members).toMatchObject([
      { emailAddress: "lures@bad.example", domain: "bad.example", internal: false, notes: "case 42" },
      { emailAddress: "", domain: tenant.account.domain, internal: true },
    ]);
    expect(codeOf(await ask("remove-group-member", member))).toBeNull();
    expect(codeOf(await ask("remove-group-member", member))).toBe("err_folder_email_address_not_found");
  });

  test.each([
    [{ emailAddress: "a@b.example", domain: "b.example" }, "err_validation_value_not_allowed"],
    [{ emailAddress: "a@b.example", domain: "" }, "err_validation_blank"],
    [{ emailAddress: "" }, "err_validation_blank"],
    [{}, "err_validation_null"],
    [{ emailAddress: "nobody" }, "err_validation_invalid_email_address"],
    [{ emailAddress: "a@b.example", notes: "x".repeat(101) }, "err_validation_value_not_allowed"],
  ])("refuse the member %j", async (member, code) => {
    const { id } = dataOf(await ask("create-group", { description: "Refusals" }));
    expect(codeOf(await ask("add-group-member", { id, ...member }))).toBe(code);
  });

  test("that are reserved can't be written to", async () => {
    const found = dataOf(await ask("find-groups", { query: "Permitted Senders" }));
    const [folder] = listAt(found, "folders");
    const member = { ...(folder as object), emailAddress: "a@b.example" };
    expect(codeOf(await ask("add-group-member", member))).toBe("err_xdk_operation_forbidden_for_address");
  });
});

test("a sender in the group Blocked Senders is refused from then on, and let in again when taken out", () => {
  const { groups } = tenant.administration;
  const blocked = groups.find("Blocked Senders");
  const mail = { sender: "lures@bad.example", recipient: `ada.abel@${tenant.account.domain}` };
  expect(tenant.deliver(mail)).toMatchObject({ outcome: "accepted" });
  groups.addMembers(blocked, ["bad.example"]);
  clock.advance(1000);
  expect(tenant.deliver(mail)).toMatchObject({ outcome: "rejected" });
  groups.removeMember(blocked, "bad.example");
  clock.advance(1000);
  expect(tenant.deliver(mail)).toMatchObject({ outcome: "accepted" });
});

test("generated mail of a blocked sender is refused while the membership lasts, and only then", () => {
  const { groups } = tenant.administration;
  const blocked = groups.find("Blocked Senders");
  const sender = busiestSender();
  const refusals = (from: number, until: number) =>
    [...tenant.truth("rejections", { from, until })].filter(({ raw }) => raw.includes(sender)).length;
  clock.advance(hourMs);
  const start = clock.now();
  groups.addMembers(blocked, [sender]);
  clock.advance(2 * dayMs);
  const end = clock.now();
  expect(refusals(start, end)).toBeGreaterThan(0);
  groups.removeMember(blocked, sender);
  clock.advance(2 * dayMs);
  expect(refusals(start, end)).toBeGreaterThan(0);
  expect(refusals(end + 1, clock.now())).toBe(0);
  expect(refusals(start - 2 * dayMs, start)).toBe(0);
});

test("a group that is deleted blocks nobody from then on, and what it blocked stays blocked", async () => {
  const { groups } = tenant.administration;
  const group = groups.addFolder(groups.root, "Blocked for a while");
  const sender = busiestSender();
  groups.addMembers(group, [sender]);
  const policy = { description: "For a while", from: { type: "profile_group", groupId: group.id } };
  await callV1(tenant, "/api/policy/blockedsenders/create-policy", {
    data: [{ option: "block_sender", policy }],
  });
  const refusals = (from: number, until: number) =>
    [...tenant.truth("rejections", { from, until })].filter(({ raw }) => raw.includes(sender)).length;
  clock.advance(hourMs);
  const start = clock.now();
  clock.advance(2 * dayMs);
  const end = clock.now();
  const before = refusals(start, end);
  expect(before).toBeGreaterThan(0);
  groups.delete(group);
  clock.advance(2 * dayMs);
  expect(refusals(end + 1, clock.now())).toBe(0);
  expect(refusals(start, end)).toBe(before);
});

/** Whoever from outside mails the company most. */
function busiestSender(): string {
  const counts = new Map<string, number>();
  const now = clock.now();
  for (const { raw } of tenant.truth("siem-2.0", { from: now - 2 * dayMs, until: now })) {
    const { type, senderEnvelope: sender, direction } = JSON.parse(raw) as Record<string, unknown>;
    if (type !== "receipt" || direction !== "Inbound" || typeof sender !== "string") continue;
    counts.set(sender, (counts.get(sender) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  if (first === undefined) throw new Error("No mail came in");
  return first[0];
}

test("the resources of API 2.0 show the same groups", async () => {
  const root = "/directory/cloud-gateway/v1/groups";
  const bearer = await bearerOf(tenant);
  const ask = (method: "GET" | "POST", where: `/${string}`, body?: unknown) =>
    askV2(tenant, `${method} ${where}`, { body, bearer });
  const { json } = await ask("POST", root, { description: "By resource" });
  const here = `${root}/${encodeURIComponent(String(json["id"]))}` as const;
  const groupMembers = [{ emailAddress: "a@b.example", note: "case 7" }, { emailAddress: "nobody" }];
  expect((await ask("POST", `${here}/members`, { groupMembers })).json).toEqual({
    results: [{ success: true }, { success: false }],
  });
  expect((await ask("GET", `${here}/members`)).json).toMatchObject({
    groupMembers: [{ emailAddress: "a@b.example", note: "case 7" }],
  });
  expect((await ask("GET", here)).json).toMatchObject({
    description: "By resource",
    userCount: 1,
    groupCount: 0,
  });
  expect((await ask("GET", `${root}?query=resource&pageSize=1`)).json).toMatchObject({
    groups: [{ description: "By resource" }],
  });
  await ask("POST", `${here}/remove-members`, { groupMembers: [{ emailAddress: "a@b.example" }] });
  expect((await ask("GET", here)).json).toMatchObject({ userCount: 0 });
  expect((await ask("GET", `${root}/gone`)).status).toBe(404);
  expect((await ask("GET", `${root}?pageSize=0`)).status).toBe(400);
});

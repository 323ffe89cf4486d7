import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant, type VirtualClock } from "../../index.js";
import { bearerOf, callV1, codeOf, listAt, noon, postV2, type Reply, truthOf } from "../../testing/client.js";
import { type JsonObject, readText } from "../../wire/decode.js";

const path = "/api/managedsender/permit-or-block-sender";
const resources = "/email/cloud-gateway/v1/managed-senders";
const lures = "lures@bad.example";
let tenant: Tenant;
let clock: VirtualClock;
let bearer: string;
let ada: string;

beforeAll(async () => {
  clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 500 });
  ada = `svc-api@${tenant.account.domain}`;
});
beforeEach(async () => {
  bearer = await bearerOf(tenant);
  await postV2(tenant, `${resources}/recipients/${encodeURIComponent(ada)}/bulk-delete`, {}, bearer);
});
afterAll(() => tenant.close());

const block = (sender: string, to = ada) => ({ sender, to, action: "block" });
const permit = (sender: string, to = ada) => ({ sender, to, action: "permit" });
const ask = (...data: unknown[]) => postV2(tenant, path, { data }, bearer);
const bulkDelete = (where: string, body: unknown) =>
  postV2(tenant, `${resources}/${where}/bulk-delete`, body, bearer);
const shown = () => tenant.managedSenders.map(({ sender, type }) => [sender, type]);

describe.each(["1.0", "2.0"] as const)("managed senders of API %s", (generation) => {
  const call = (...data: unknown[]): Promise<Reply> =>
    generation === "1.0" ? callV1(tenant, path, { data }) : postV2(tenant, path, { data }, bearer);

  test("are blocked and permitted under one id, and the latest word holds", async () => {
    const blocked = await call(block(lures));
    const [entry] = listAt(blocked.json, "data");
    const id = readText(entry, "id");
    expect(entry).toEqual({ id, sender: lures, to: ada, type: "Block" });
    expect(id).toMatch(/^MTOKEN:eN/);
    expect(listAt((await call(block(lures))).json, "data")).toEqual([entry]);
    const permitted = await call(permit(lures.toUpperCase()));
    expect(permitted.json["data"]).toEqual([{ id, sender: lures, to: ada, type: "Permit" }]);
    expect(tenant.managedSenders).toEqual(permitted.json["data"]);
  });

  test("fail one by one, with the item as their key", async () => {
    const wrong = block("bad.example");
    const reply = await call(block(lures), wrong, null, permit("b@bad.example"));
    expect(reply.status).toBe(200);
    expect(listAt(reply.json, "data")).toHaveLength(2);
    expect(listAt(reply.json, "fail")).toMatchObject([
      { key: wrong, errors: [{ field: "sender", code: "err_validation_invalid_email_address" }] },
      { errors: [{ code: "err_deserialise" }] },
    ]);
    expect(shown()).toEqual([
      [lures, "Block"],
      ["b@bad.example", "Permit"],
    ]);
  });

  test.each([
    [{ to: "ana@elsewhere.example" }, "err_xdk_operation_forbidden_for_address"],
    [{ to: "nobody" }, "err_validation_invalid_email_address"],
    [{ to: undefined }, "err_validation_null"],
    [{ sender: undefined }, "err_validation_null"],
    [{ sender: 7 }, "err_validation_null"],
    [{ action: undefined }, "err_validation_null"],
    [{ action: "forbid" }, "err_validation_value_not_allowed"],
    [{ action: "toString" }, "err_validation_value_not_allowed"],
  ])("refuse %j", async (change, code) => {
    expect(codeOf(await call({ ...block(lures), ...change }))).toBe(code);
    expect(shown()).toEqual([]);
  });

  test("come in up to a hundred at once", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => block(`s${at}@bad.example`));
    expect(codeOf(await call(...many(101)))).toBe("err_validation_value_not_allowed");
    expect(codeOf(await call())).toBe("err_validation_null");
    expect(codeOf(await call(...many(100)))).toBeNull();
    expect(tenant.managedSenders).toHaveLength(100);
  });
});

test("a sender's entries are deleted from all lists, by what they say if asked", async () => {
  await ask(block(lures), permit("friend@good.example"), block("third@bad.example"));
  const ids = [lures, "friend@good.example"];
  expect((await bulkDelete("senders", { ids, action: "permit" })).json).toEqual({ deletedCount: 1 });
  expect((await bulkDelete("senders", { ids, type: "auto" })).json).toEqual({ deletedCount: 0 });
  expect((await bulkDelete("senders", { ids, type: "manual", trusted: true })).json).toEqual({
    deletedCount: 0,
  });
  expect((await bulkDelete("senders", { ids })).json).toEqual({ deletedCount: 1 });
  expect(shown()).toEqual([["third@bad.example", "Block"]]);
});

test("a deleted entry comes back under another id", async () => {
  const first = listAt((await ask(block(lures))).json, "data")[0];
  await bulkDelete("senders", { ids: [lures] });
  const second = listAt((await ask(block(lures))).json, "data")[0];
  expect(readText(second, "id")).not.toBe(readText(first, "id"));
});

test("internal senders are deleted from all lists, the others stay", async () => {
  await ask(block(`admin@${tenant.account.domain}`), block(lures));
  expect((await bulkDelete("internal-addresses", {})).json).toEqual({ deletedCount: 1 });
  expect(shown()).toEqual([[lures, "Block"]]);
});

test.each([
  [{}],
  [{ ids: [] }],
  [{ ids: [lures, lures] }],
  [{ ids: Array.from({ length: 1001 }, (_, at) => `s${at}@bad.example`) }],
  [{ ids: [lures], type: "auto", action: "block" }],
  [{ ids: [lures], type: "other" }],
])("a bulk deletion of senders refuses a wrong body (%#)", async (body) => {
  const reply = await bulkDelete("senders", body);
  expect([reply.status, listAt(reply.json, "errors").length]).toEqual([400, 1]);
});

test("a list of somebody outside can't be emptied", async () => {
  expect((await bulkDelete("recipients/ana%40elsewhere.example", {})).status).toBe(403);
});

test("a block refuses mail to its recipient alone, a permit lets it in again, a policy beats both", async () => {
  const deliver = (recipient: string) => tenant.deliver({ sender: lures, recipient }).outcome;
  const admin = `admin@${tenant.account.domain}`;
  await ask(block(lures));
  clock.advance(1000);
  expect([deliver(ada), deliver(admin)]).toEqual(["rejected", "accepted"]);
  await ask(permit(lures));
  expect(deliver(ada)).toBe("accepted");
  const { groups } = tenant.administration;
  groups.addMembers(groups.find("Blocked Senders"), ["bad.example"]);
  clock.advance(1000);
  expect(deliver(ada)).toBe("rejected");
  groups.removeMember(groups.find("Blocked Senders"), "bad.example");
});

test("generated mail is refused or spared the spam checks while entries last, and only then", async () => {
  const sender = busiestSpammer();
  const recipients = [...new Set(heldSpam().map((row) => addressIn(row, "to")))];
  const tell = async (make: typeof block) => {
    bearer = await bearerOf(tenant);
    await ask(...recipients.slice(0, 100).map((to) => make(sender, to)));
    return clock.now();
  };
  const permitted = await tell(permit);
  clock.advance(3 * dayMs);
  const heldSince = heldOf(sender, recipients).filter((row) => timeOf(row["dateReceived"]) > permitted);
  expect(heldSince).toEqual([]);
  const blocked = await tell(block);
  clock.advance(3 * dayMs);
  const refused = personalRefusals(blocked - 3 * dayMs);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((row) => timeOf(row["created"]) >= blocked)).toBe(true);
  expect(new Set(refused.map((row) => row["fromAddress"]))).toEqual(new Set([sender]));
  bearer = await bearerOf(tenant);
  expect((await bulkDelete("senders", { ids: [sender] })).json).toEqual({ deletedCount: recipients.length });
  const deleted = clock.now();
  clock.advance(3 * dayMs);
  expect(personalRefusals(deleted + 1000)).toEqual([]);
  expect(personalRefusals(blocked - 3 * dayMs)).toEqual(refused);
  expect(heldOf(sender, recipients).some((row) => timeOf(row["dateReceived"]) > deleted)).toBe(true);
});

const timeOf = (text: unknown) => Date.parse(String(text).replace("+0000", "Z"));
const addressIn = (row: JsonObject, side: "from" | "to") => readText(row[side], "emailAddress") ?? "";
const personalRefusals = (from: number) =>
  truthOf(tenant, "rejections", { from }).filter((row) => String(row["info"]).includes("user level"));

const heldSpam = () =>
  truthOf(tenant, "held-messages").filter((row) => String(row["reason"]).includes("Spam"));

function heldOf(sender: string, recipients: readonly string[]): JsonObject[] {
  return heldSpam().filter(
    (row) => addressIn(row, "from") === sender && recipients.includes(addressIn(row, "to")),
  );
}

/** The sender with the most mail held as spam. */
function busiestSpammer(): string {
  const counts = new Map<string, number>();
  for (const row of heldSpam())
    counts.set(addressIn(row, "from"), (counts.get(addressIn(row, "from")) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? "";
}

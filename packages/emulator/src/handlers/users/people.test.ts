import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  askV2,
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  type Reply,
  readPages,
  truthOf,
} from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const ada = "ada.abel@fernhill.example";

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 200, guesses: { policyDelayMinutes: 0 } });
});
afterAll(() => tenant.close());

const rowsOf = (reply: Reply) => listAt(reply.json, "data");
const codesOf = (reply: Reply) =>
  listAt(reply.json, "fail").map((failure) => readText(listAt(failure, "errors")[0], "code"));

describe.each(["1.0", "2.0"] as const)("with API %s", (generation) => {
  const ask = (name: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/${name}`, { data })
      : postV2(tenant, `/api/${name}`, { data });
  const mark = generation.replace(".", "-");
  const bob = `bob-${mark}@fernhill.example`;
  const sales = `sales-${mark}@fernhill.example`;

  test("mail to an alias reaches its user, and is blocked as theirs is", async () => {
    const sender = `lures-${mark}@bad.example`;
    await ask("user/create-user", { emailAddress: bob, name: "Bob" });
    expect(tenant.deliver({ sender, recipient: sales }).outcome).toBe("accepted");
    const block = { sender, to: sales, action: "block" };
    expect(codesOf(await ask("managedsender/permit-or-block-sender", block))).toEqual([
      "err_xdk_operation_forbidden_for_address",
    ]);

    const alias = { alias: sales, aliasFor: bob };
    expect(rowsOf(await ask("user/update-alias", alias))).toEqual([alias]);
    expect(rowsOf(await ask("user/get-aliases", { emailAddress: bob }))).toEqual([alias]);
    const users = { path: "/api/user/get-internal-users", under: "users" };
    expect(await readPages(tenant, users, { item: { domain: "fernhill.example" } })).toContainEqual(
      expect.objectContaining({ emailAddress: sales, name: "Bob", alias: true }),
    );
    await ask("managedsender/permit-or-block-sender", block);
    expect(tenant.deliver({ sender, recipient: bob }).outcome).toBe("rejected");
    expect(tenant.deliver({ sender, recipient: sales }).outcome).toBe("rejected");
    expect(tenant.deliver({ sender: "friend@good.example", recipient: sales }).outcome).toBe("accepted");
    clock.advance(60_000);
    const mailbox = await ask("archive/get-message-list", { mailbox: sales, view: "INBOX" });
    expect(rowsOf(mailbox)).toHaveLength(1);
    const search = { advancedTrackAndTraceOptions: { to: sales, from: "good.example" } };
    const tracked = await ask("message-finder/search", search);
    expect(listAt(tracked.json, "data", 0, "trackedEmails")).toHaveLength(1);

    expect(rowsOf(await ask("user/remove-alias", alias))).toEqual([alias]);
    const wrong = await ask("user/remove-alias", alias);
    expect(codesOf(wrong)).toEqual(["err_alias_not_found"]);
    expect(rowsOf(await ask("user/get-aliases", { emailAddress: bob }))).toEqual([]);
  });

  test("an alias is refused for a foreign domain, for nobody, for another alias, and where it is a user", async () => {
    const made = { alias: `a-${mark}@fernhill.example`, aliasFor: ada };
    const reply = await ask(
      "user/update-alias",
      made,
      { alias: "a@elsewhere.example", aliasFor: ada },
      { alias: `b-${mark}@fernhill.example`, aliasFor: "nobody@fernhill.example" },
      { alias: `c-${mark}@fernhill.example`, aliasFor: made.alias },
      { alias: "svc-api@fernhill.example", aliasFor: ada },
    );
    expect([rowsOf(reply), codesOf(reply)]).toEqual([
      [made],
      [
        "err_xdk_operation_forbidden_for_address",
        "err_xdk_operation_forbidden_for_address",
        "err_xdk_operation_forbidden_for_address",
        "err_user_already_exists",
      ],
    ]);
    expect(codesOf(await ask("user/update-alias", {}, { alias: "x" }))).toEqual([
      "err_validation_null",
      "err_validation_invalid_email_address",
    ]);
    expect(codesOf(await ask("user/update-alias", ...Array.from({ length: 6 }, () => made)))).toEqual([
      "err_validation_value_not_allowed",
    ]);
    await ask("user/remove-alias", made);
  });

  test("a delegate reads another's mailbox until the right is taken away", async () => {
    const pair = { primaryAddress: bob, delegateAddress: ada };
    const count = async () =>
      rowsOf(await ask("archive/get-message-list", { mailbox: bob, includeDelegates: true })).length;
    const own = await count();
    const [row] = rowsOf(await ask("user/add-delegate-user", pair));
    expect(row).toEqual({ id: expect.stringMatching(/^eN/) });
    expect(rowsOf(await ask("user/add-delegate-user", pair))).toEqual([row]);
    const id = readText(row, "id");
    const find = (item: object) => ask("user/find-delegate-users", item);
    const found = [{ delegateUsers: [{ id, ...pair }] }];
    expect(rowsOf(await find({ primaryAddress: bob }))).toEqual(found);
    expect(rowsOf(await find({ delegateAddress: bob }))).toEqual([{ delegateUsers: [] }]);
    expect(await count()).toBeGreaterThan(own);
    expect(rowsOf(await ask("user/remove-delegate-user", { id }))).toEqual([{ id }]);
    expect(codesOf(await ask("user/remove-delegate-user", { id }, {}))).toEqual([
      "xdk_failure",
      "err_validation_null",
    ]);
    expect(await count()).toBe(own);
    const bad = [
      { ...pair, primaryAddress: ada },
      { ...pair, primaryAddress: "ana@elsewhere.example" },
    ];
    expect(codesOf(await ask("user/add-delegate-user", ...bad))).toEqual([
      "err_validation_value_not_allowed",
      "err_xdk_operation_forbidden_for_address",
    ]);
  });

  test("attributes are set by their ids, all of an item or none", async () => {
    const [before] = rowsOf(await ask("user/get-attributes", { emailAddress: ada }));
    const [first, second] = listAt(before, "attributes").map((one) => readText(one, "id") ?? "");
    expect(listAt(before, "attributes")[0]).toEqual({ id: first, value: expect.stringMatching(/./) });
    const set = { id: second, value: `Hut ${mark}` };
    const reply = await ask(
      "user/update-attributes",
      { emailAddress: ada, attributes: [set] },
      {
        emailAddress: ada,
        attributes: [
          { id: first, value: "Lost" },
          { id: "eNoNone", value: "" },
        ],
      },
      { emailAddress: ada, attributes: [{ id: first, value: "x".repeat(256) }] },
      { emailAddress: ada, attributes: [] },
    );
    expect(codesOf(reply)).toEqual([
      "xdk_failure",
      "err_validation_value_not_allowed",
      "err_validation_null",
    ]);
    const expected = listAt(before, "attributes").map((one) => (readText(one, "id") === second ? set : one));
    expect(rowsOf(reply)).toEqual([{ emailAddress: ada, attributes: expected }]);
    expect(rowsOf(await ask("user/get-attributes", { emailAddress: ada }))).toEqual(rowsOf(reply));

    // A policy can be about everybody of whom something is noted.
    const made = await ask("policy/blockedsenders/create-policy", {
      option: "block_sender",
      policy: {
        description: `Nobody writes to hut ${mark}`,
        from: { type: "email_domain", emailDomain: `${mark}.example` },
        to: { type: "address_attribute_value", attribute: set },
      },
    });
    expect(codeOf(made)).toBeNull();
    const mail = { sender: `someone@${mark}.example`, recipient: ada };
    expect(tenant.deliver(mail).outcome).toBe("rejected");
    expect(tenant.deliver({ ...mail, recipient: bob }).outcome).toBe("accepted");
    await ask("user/update-attributes", { emailAddress: ada, attributes: [{ id: second, value: "" }] });
    expect(tenant.deliver(mail).outcome).toBe("accepted");
  });

  test("addresses go onto the purge list and off it, all of them or none", async () => {
    const { purgeList } = tenant.administration.directory;
    const add = (...emailAddresses: unknown[]) => ask("user/add-to-purge-list", { emailAddresses });
    const remove = (...emailAddresses: unknown[]) => ask("user/remove-from-purge-list", { emailAddresses });
    expect(codesOf(await add(ada, "ana@elsewhere.example"))).toEqual([
      "err_xdk_operation_forbidden_for_address",
    ]);
    expect(purgeList.size).toBe(0);
    expect(codeOf(await add(ada))).toBeNull();
    expect([...purgeList]).toEqual([ada]);
    expect(codesOf(await remove(ada, bob))).toEqual(["err_purge_address_not_found"]);
    expect(codeOf(await remove(ada))).toBeNull();
    expect(purgeList.size).toBe(0);
    expect(codesOf(await add())).toEqual(["err_validation_null"]);
    expect(codesOf(await add(...Array.from({ length: 1001 }, () => ada)))).toEqual([
      "err_validation_value_not_allowed",
    ]);
  });
});

test("what was changed stands in the audit log", () => {
  const kinds = truthOf(tenant, "audit").map((event) => event["auditType"]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      "Alias Updated",
      "Alias Removed",
      "Delegate Added",
      "Delegate Removed",
      "User Attributes Updated",
      "Purge List Updated",
    ]),
  );
});

test("delegates the other way round, and an account without the gateway's users, are switched on", async () => {
  const inverted = await startTenant({ messagesPerDay: 10, guesses: { invertedDelegates: true } });
  const without = await startTenant({ messagesPerDay: 10, guesses: { withoutGatewayUsers: true } });
  try {
    const pair = { primaryAddress: ada, delegateAddress: "svc-api@fernhill.example" };
    await postV2(inverted, "/api/user/add-delegate-user", { data: [pair] });
    expect(inverted.administration.directory.delegates.list()).toEqual([
      { reader: pair.delegateAddress, mailbox: ada },
    ]);
    const reply = await postV2(inverted, "/api/user/find-delegate-users", {});
    expect(listAt(reply.json, "data", 0, "delegateUsers")).toEqual([expect.objectContaining(pair)]);
    expect((await postV2(without, "/api/user/add-delegate-user", { data: [pair] })).status).toBe(404);
    expect((await askV2(without, "GET /user/cloud-gateway/v1/users")).status).toBe(404);
  } finally {
    await inverted.close();
    await without.close();
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, minuteMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { callV1, codeOf, listAt, noon, postV2, truthOf } from "../../testing/client.js";
import { isObject, type JsonObject, readText } from "../../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({
    clock,
    messagesPerDay: 2000,
    historyDays: 1,
    guesses: { policyDelayMinutes: 0 },
  });
});
afterAll(() => tenant.close());

const ask = (path: string, ...data: unknown[]) => postV2(tenant, `/api/policy/${path}`, { data });
const rowOf = (reply: { readonly json: JsonObject }, ...path: (string | number)[]): JsonObject => {
  const [row] = listAt(reply.json, "data", ...path);
  return isObject(row) ? row : {};
};

test("address alteration: sets hold alterations, policies apply sets, and mail goes to somebody else", async () => {
  const root = "address-alteration";
  const [ada, bo] = ["ada.abel@fernhill.example", "bo@fernhill.example"];
  const set = rowOf(await ask(`${root}/create-address-alteration-set`, { description: "Moved" }));
  expect(set).toMatchObject({
    description: "Moved",
    source: "cloud",
    folderCount: 0,
    userCount: 0,
    folders: [],
  });
  const inner = rowOf(
    await ask(`${root}/create-address-alteration-set`, { description: "Inner", parentId: set["id"] }),
  );
  expect(codeOf(await ask(`${root}/create-address-alteration-set`, {}))).toBe("err_validation_null");
  expect(
    codeOf(await ask(`${root}/create-address-alteration-set`, { description: "x", parentId: "no" })),
  ).toBe("xdk_failure");

  const alter = { addressType: "envelope_to", originalAddress: ada, newAddress: bo, routing: "inbound" };
  const define = (folderId: unknown, ...addressAlterations: unknown[]) =>
    ask(`${root}/create-definition`, { folderId, addressAlterations });
  const made = rowOf(await define(set["id"], alter));
  expect(made).toEqual({ id: expect.stringMatching(/^eN/), success: true });
  for (const [mistake, code] of [
    [{ addressType: "to" }, "err_validation_value_not_allowed"],
    [{ routing: undefined }, "err_validation_null"],
    [{ newAddress: "nobody" }, "err_validation_invalid_email_address"],
    [{ newAddress: "a@elsewhere.example" }, "err_xdk_operation_forbidden_for_address"],
  ] as const) {
    expect(codeOf(await define(set["id"], alter, { ...alter, ...mistake }))).toBe(code);
  }
  expect(codeOf(await define("no", alter))).toBe("xdk_failure");
  expect(codeOf(await define(set["id"], ...Array.from({ length: 3000 }, () => alter)))).toBe(
    "err_validation_value_not_allowed",
  );
  expect(tenant.policies.alterations.list()).toHaveLength(1);

  const find = async (item: object) => rowOf(await ask(`${root}/get-definition`, item))["items"];
  expect(await find({ originalAddress: ada })).toEqual([{ ...alter, id: made["id"] }]);
  expect(await find({ folderId: set["id"] })).toEqual([{ ...alter, id: made["id"], folderId: set["id"] }]);
  expect(await find({ folderId: inner["id"] })).toEqual([]);
  expect(codeOf(await ask(`${root}/get-definition`, {}))).toBe("err_validation_at_least_one_not_null");
  const tree = rowOf(
    await callV1(tenant, `/api/policy/${root}/get-address-alteration-set`, { data: [{ depth: 2 }] }),
  );
  expect(tree).toMatchObject({
    folders: [{ id: set["id"], userCount: 1, folders: [{ id: inner["id"], folders: [] }] }],
  });
  expect(codeOf(await ask(`${root}/get-address-alteration-set`, { depth: "deep" }))).toBe(
    "err_validation_value_not_allowed",
  );

  const recipients = () => {
    clock.advance(minuteMs);
    tenant.deliver({ sender: "friend@partner.example", recipient: ada, subject: `mail at ${clock.now()}` });
    const from = clock.now();
    clock.advance(dayMs / 24);
    const rows = truthOf(tenant, "siem-2.0", { from, until: from + 60_000 });
    return [
      ...new Set(
        rows
          .filter((row) => JSON.stringify(row).includes(`mail at ${from}`))
          .map((row) => readText(row, "recipients") ?? ""),
      ),
    ].filter(Boolean);
  };
  // Nothing happens without a policy, or with one about others.
  expect(recipients()).toEqual([ada]);
  const policy = { description: "Apply", to: { type: "individual_email_address", emailAddress: ada } };
  const applied = rowOf(await ask(`${root}/create-policy`, { addressAlterationSetId: set["id"], policy }));
  expect(applied).toMatchObject({ addressAlterationSetId: set["id"], policy: { description: "Apply" } });
  expect(recipients()).toEqual([bo]);
  const update = (change: object) =>
    ask(`${root}/update-policy`, { id: applied["id"], addressAlterationSetId: set["id"], ...change });
  await update({ policy: { ...policy, enabled: false } });
  expect(recipients()).toEqual([ada]);
  await update({ policy: { ...policy, toDate: "2026-03-01T00:00:00+0000" } });
  expect(recipients()).toEqual([ada]);
  await update({ addressAlterationSetId: inner["id"], policy });
  expect(recipients()).toEqual([ada]);
  expect(codeOf(await update({ addressAlterationSetId: "no", policy }))).toBe("xdk_failure");
  expect(rowOf(await ask(`${root}/delete-policy`, { id: applied["id"] }))).toEqual({
    id: applied["id"],
    deleted: true,
  });
});

test("alterations at the root hold for mail without a policy, on the way and for the address they name", async () => {
  const root = "address-alteration";
  const desk = "desk@fernhill.example";
  const define = async (change: object) => {
    const alteration = { originalAddress: "@fernhill.example", newAddress: desk, routing: "all", ...change };
    const made = await ask(`${root}/create-definition`, { addressAlterations: [alteration] });
    return readText(rowOf(made), "id") ?? "";
  };
  /** Lets four hours of mail pass and tells a field of what went one way. */
  const pass = () => {
    const from = clock.now() + 1;
    clock.advance(dayMs / 6);
    const rows = truthOf(tenant, "siem-2.0", { from }).filter((row) => readText(row, "type") === "receipt");
    return (direction: string, field: string) => {
      const some = rows.filter((row) => row["direction"] === direction && row["action"] === "Acc");
      expect(some.length).toBeGreaterThan(5);
      return new Set(some.map((row) => readText(row, field)));
    };
  };
  const ids = [
    await define({ addressType: "from", routing: "outbound" }),
    await define({ addressType: "envelope_to", routing: "inbound" }),
    await define({ addressType: "envelope_from", routing: "inbound" }),
  ];
  const altered = pass();
  expect([...altered("Outbound", "senderHeader")]).toEqual([desk]);
  expect(altered("Outbound", "senderEnvelope").size).toBeGreaterThan(5);
  expect([...altered("Inbound", "recipients")]).toEqual([desk]);
  expect(altered("Inbound", "senderEnvelope").has(desk)).toBe(false);

  // Of those that fit, the one for the whole address.
  const bo = "bo@fernhill.example";
  ids.push(await define({ addressType: "envelope_to", originalAddress: "ada.abel@", newAddress: "bo@" }));
  ids.push(
    await define({
      addressType: "envelope_to",
      originalAddress: "ada.abel@fernhill.example",
      newAddress: bo,
    }),
  );
  tenant.deliver({ sender: "friend@partner.example", recipient: "ada.abel@fernhill.example" });
  const from = clock.now();
  clock.advance(dayMs / 24);
  const told = truthOf(tenant, "siem-2.0", { from });
  expect(
    told.find((row) => readText(row, "senderEnvelope") === "friend@partner.example")?.["recipients"],
  ).toBe(bo);

  for (const id of ids)
    expect(rowOf(await ask(`${root}/delete-definition`, { id }))).toEqual({ id, success: true });
  expect(codeOf(await ask(`${root}/delete-definition`, { id: ids[0] }))).toBe("xdk_failure");
  const plain = pass();
  expect(plain("Outbound", "senderHeader").has(desk)).toBe(false);
  expect(plain("Inbound", "recipients").has(desk)).toBe(false);
});

test("ids of alteration policies may change from read to read, and each of them is good", async () => {
  const root = "address-alteration";
  const set = rowOf(await ask(`${root}/create-address-alteration-set`, { description: "Once more" }));
  const made = rowOf(
    await ask(`${root}/create-policy`, { addressAlterationSetId: set["id"], policy: { description: "Odd" } }),
  );
  tenant.faults.inject({
    kind: "changed-ids",
    operation: "policy.address-alteration.get-policy",
    times: Infinity,
  });
  const read = async () => readText(rowOf(await ask(`${root}/get-policy`)), "id") ?? "";
  const [first, second] = [await read(), await read()];
  expect(new Set([made["id"], first, second]).size).toBe(3);
  tenant.faults.clear();
  await ask(`${root}/delete-policy`, { id: first });
  expect(tenant.policies.of("address-alteration").list()).toEqual([]);
});

test("a Web Security policy is read by its id alone, its scopes wrapped, and replaced whole", async () => {
  const root = "webwhiteurl";
  const given = {
    description: "Trial",
    policies: [{ description: "all users", from: { type: "everyone" }, to: { type: "everyone" } }],
    urls: [{ action: "block", type: "domain", value: "bad.example" }],
  };
  const made = rowOf(await ask(`${root}/create-policy-with-targets`, given));
  const id = readText(made, "id") ?? "";
  expect(made).toMatchObject({
    description: "Trial",
    policies: [
      { id: expect.any(String), policy: { description: "all users", toType: "everyone" }, locations: [] },
    ],
    urls: [{ id: expect.any(String), ...given.urls[0] }],
  });
  const get = () => callV1(tenant, `/api/policy/${root}/get-policy-with-targets`, { data: [{ id }] });
  expect(rowOf(await get())).toEqual(made);

  const [kept] = listAt(made, "urls");
  const more = { action: "allow", type: "url", value: "https://good.example/page" };
  const changed = rowOf(
    await ask(`${root}/update-policy-with-targets`, { ...given, id, urls: [kept, more] }),
  );
  expect(changed["urls"]).toEqual([kept, { ...more, id: expect.any(String) }]);
  expect(tenant.policies.webPolicies.list()).toHaveLength(1);

  for (const [mistake, field] of [
    [{ description: undefined }, "description"],
    [{ policies: [] }, "policies"],
    [{ urls: [{ ...more, action: "permit" }] }, "action"],
    [{ urls: [{ ...more, value: "*.bad.example" }] }, "value"],
    [{ urls: Array.from({ length: 5001 }, () => more) }, "urls"],
  ] as const) {
    const reply = await ask(`${root}/create-policy-with-targets`, { ...given, ...mistake });
    expect(readText(listAt(listAt(reply.json, "fail")[0], "errors")[0], "field")).toBe(field);
  }
  expect(codeOf(await ask(`${root}/create-policy-with-targets`, given, given))).toBe(
    "err_validation_value_not_allowed",
  );
  const drop = () => ask(`${root}/delete-policy-with-targets`, { id });
  expect(rowOf(await drop())).toEqual({ id, deleted: true });
  expect((await drop()).json).toEqual({ meta: { status: 404 }, data: [], fail: [] });
  expect(codeOf(await get())).toBe("xdk_failure");
});

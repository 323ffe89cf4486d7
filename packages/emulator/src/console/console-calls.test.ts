import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { callV1, codeOf, listAt, noon, postV2 } from "../testing/client.js";
import { isObject, readObject, readText } from "../wire/decode.js";

const urls = "/api/ttp/url";
const policies = "/api/policy/blockedsenders";
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({
    clock: createClock({ start: noon, frozen: true }),
    messagesPerDay: 10,
    guesses: { policyDelayMinutes: 0 },
  });
});
afterAll(() => tenant.close());

const create = (...data: unknown[]) => postV2(tenant, `${urls}/create-managed-url`, { data });
const remove = (id: string) => postV2(tenant, `${urls}/delete-managed-url`, { data: [{ id }] });

test("a managed URL is answered in parts, listed, and deleted with an empty answer", async () => {
  const reply = await create({
    url: "https://www.bad.example:8443/login?a=1",
    action: "block",
    comment: "case 42",
  });
  const [entry] = listAt(reply.json, "data");
  expect(entry).toEqual({
    id: expect.stringMatching(/^[\w-]{60,}$/),
    scheme: "https",
    domain: "www.bad.example",
    port: 8443,
    path: "/login",
    queryString: "a=1",
    matchType: "explicit",
    action: "block",
    comment: "case 42",
    disableUserAwareness: false,
    disableRewrite: false,
    disableLogClick: false,
  });
  const listed = await callV1(tenant, `${urls}/get-all-managed-urls`, {});
  expect(listAt(listed.json, "data")).toEqual([entry]);
  const deleted = await remove(readText(entry, "id") ?? "");
  expect(deleted.json).toEqual({ meta: { status: 200 }, data: [], fail: [] });
  const unknown = await remove(readText(entry, "id") ?? "");
  expect(listAt(unknown.json, "fail")[0]).toEqual({
    errors: [{ code: "err_managed_url_not_found", message: "Managed URL not found", retryable: false }],
  });
});

test("a URL that is there already is refused whatever its action, and the key shows the defaults", async () => {
  const url = "https://twice.example/";
  const [entry] = listAt((await create({ url: "https://twice.example", action: "permit" })).json, "data");
  const reply = await create({ url, action: "block" });
  expect([reply.status, codeOf(reply)]).toEqual([200, "err_managed_url_exists_code"]);
  expect(readObject(listAt(reply.json, "fail")[0], "key")).toEqual({
    url,
    matchType: "explicit",
    action: "block",
    overrideUrl: false,
    disableUserAwareness: false,
    disableRewrite: false,
    disableLogClick: false,
  });
  await remove(readText(entry, "id") ?? "");
});

test("items fail one by one, each with its own error", async () => {
  const reply = await create(
    { url: "bad.example/x", action: "block" },
    { url: "https://a.example/#top", action: "block" },
    { url: "https://a.example/", action: "forbid" },
    { action: "block" },
    { url: "https://a.example/", action: "block", matchType: "prefix" },
    null,
    { url: "https://good.example/", action: "block" },
  );
  const codes = listAt(reply.json, "fail").map((failure) => readText(listAt(failure, "errors")[0], "code"));
  expect(codes).toEqual([
    "err_managed_url_create_failure",
    "err_managed_url_create_failure",
    "err_validation_value_not_allowed",
    "err_validation_null",
    "err_validation_value_not_allowed",
    "err_deserialise",
  ]);
  const [good] = listAt(reply.json, "data");
  expect(readText(good, "domain")).toBe("good.example");
  await remove(readText(good, "id") ?? "");
});

test("the list is paged by ten, filtered and sorted on demand", async () => {
  const hosts = Array.from(
    { length: 23 },
    (_, index) => `https://h${String(index).padStart(2, "0")}.example/`,
  );
  await create(...hosts.map((url, index) => ({ url, action: index % 2 === 0 ? "block" : "permit" })));
  const list = (body: unknown) => postV2(tenant, `${urls}/get-all-managed-urls`, body);
  const sizes = [];
  let meta: unknown = { pagination: {} };
  for (let page = 0; page < 3; page += 1) {
    const reply = await list({ meta });
    sizes.push(listAt(reply.json, "data").length);
    const pagination = readObject(readObject(reply.json, "meta"), "pagination");
    expect(pagination?.["totalCount"]).toBe(23);
    const next = readText(pagination, "next");
    expect(next === null).toBe(page === 2);
    meta = { pagination: { pageToken: next } };
  }
  expect(sizes).toEqual([10, 10, 3]);
  const all = { meta: { pagination: { pageSize: 500 } } };
  const blocked = await list({
    ...all,
    data: [{ filterBy: [{ fieldName: "overridetype", value: "blocked" }] }],
  });
  expect(listAt(blocked.json, "data")).toHaveLength(12);
  const one = await list({ data: [{ domainOrUrl: "h07.example", exactMatch: true }] });
  expect(listAt(one.json, "data")).toHaveLength(1);
  const none = await list({ data: [{ domainOrUrl: "nowhere" }] });
  expect(readObject(none.json, "meta")).toEqual({ status: 200, pagination: { pageSize: 0 } });
  const sorted = await list({ ...all, data: [{ sortByUrl: true, sortOrder: "desc" }] });
  expect(readText(listAt(sorted.json, "data")[0], "domain")).toBe("h22.example");
});

test("ids that change at every read: each of them deletes", async () => {
  const odd = await startTenant({ messagesPerDay: 10 });
  odd.faults.inject({ kind: "changed-ids", operation: "ttp.url.get-all-managed-urls", times: Infinity });
  try {
    await postV2(odd, `${urls}/create-managed-url`, {
      data: [{ url: "https://a.example/", action: "block" }],
    });
    const read = async () =>
      readText(listAt((await postV2(odd, `${urls}/get-all-managed-urls`, {})).json, "data")[0], "id") ?? "";
    const [first, second] = [await read(), await read()];
    expect(first).not.toBe(second);
    const reply = await postV2(odd, `${urls}/delete-managed-url`, { data: [{ id: first }] });
    expect(listAt(reply.json, "fail")).toEqual([]);
    expect(odd.managedUrls).toEqual([]);
  } finally {
    await odd.close();
  }
});

const policyItem = {
  option: "block_sender",
  policy: {
    description: "Block lures@bad.example",
    fromPart: "both",
    from: { type: "individual_email_address", emailAddress: "lures@bad.example" },
    to: { type: "everyone" },
    comment: "case 42",
  },
};

test("an eternal policy answers with dates of 1900 and 2100, and the same again is a second one", async () => {
  const first = await callV1(tenant, `${policies}/create-policy`, { data: [policyItem] });
  const [shown] = listAt(first.json, "data");
  expect(shown).toEqual({
    option: "block_sender",
    id: expect.stringMatching(/^eN/),
    policy: {
      description: "Block lures@bad.example",
      fromPart: "both",
      from: { type: "individual_email_address", emailAddress: "lures@bad.example" },
      to: { type: "everyone" },
      fromType: "individual_email_address",
      fromValue: "lures@bad.example",
      toType: "everyone",
      fromEternal: true,
      toEternal: true,
      fromDate: "1900-01-01T00:00:00+0000",
      toDate: "2100-01-01T23:59:59+0000",
      override: false,
      bidirectional: false,
      conditions: {},
      enabled: true,
      enforced: false,
      comment: "case 42",
      createTime: "2026-03-11T12:07:00+0000",
      lastUpdated: "2026-03-11T12:07:00+0000",
    },
  });
  const second = await postV2(tenant, `${policies}/create-policy`, { data: [policyItem] });
  const ids = [first, second].map((reply) => readText(listAt(reply.json, "data")[0], "id") ?? "");
  expect(new Set(ids).size).toBe(2);
  const all = await postV2(tenant, `${policies}/get-policy`, {});
  // Beside the two stand the three that came with the account.
  expect(listAt(all.json, "data")).toHaveLength(5);
  const one = await postV2(tenant, `${policies}/get-policy`, { data: [{ id: ids[0] }] });
  expect(listAt(one.json, "data")).toEqual([shown]);
  const deleted = await postV2(tenant, `${policies}/delete-policy`, { data: ids.map((id) => ({ id })) });
  expect(listAt(deleted.json, "data")).toEqual(ids.map((id) => ({ id })));
  const unknown = await postV2(tenant, `${policies}/delete-policy`, { data: [{ id: ids[0] }] });
  expect([unknown.status, unknown.json]).toEqual([200, { meta: { status: 404 }, data: [], fail: [] }]);
});

test("a dated policy loses its eternal flag; the older flat form is understood", async () => {
  const policy = {
    description: "Until spring",
    fromType: "email_domain",
    fromValue: "bad.example",
    toDate: "2026-04-01T00:00:00+0000",
  };
  const reply = await postV2(tenant, `${policies}/create-policy`, {
    data: [{ option: "block_sender", policy }],
  });
  const shown = readObject(listAt(reply.json, "data")[0], "policy");
  expect(shown?.["from"]).toEqual({ type: "email_domain", emailDomain: "bad.example" });
  expect([shown?.["fromEternal"], isObject(shown) && "toEternal" in shown]).toEqual([true, false]);
  expect(shown?.["toDate"]).toBe("2026-04-01T00:00:00+0000");
  await tenant.deliver({ sender: "any@bad.example", recipient: "ada.abel@fernhill.example" });
  expect(tenant.deliver({ sender: "any@bad.example", recipient: "a@fernhill.example" }).outcome).toBe(
    "rejected",
  );
  expect(tenant.deliver({ sender: "any@sub.bad.example", recipient: "a@fernhill.example" }).outcome).toBe(
    "accepted",
  );
});

test("a policy is validated field by field", async () => {
  const codesOf = async (item: unknown) => {
    const reply = await postV2(tenant, `${policies}/create-policy`, { data: [item] });
    return listAt(listAt(reply.json, "fail")[0], "errors").map((error) => [
      readText(error, "code"),
      readText(error, "field"),
    ]);
  };
  expect(await codesOf({})).toEqual([
    ["err_validation_null", "option"],
    ["err_validation_null", "policy"],
  ]);
  expect(await codesOf({ ...policyItem, option: "block" })).toEqual([
    ["err_validation_value_not_allowed", "option"],
  ]);
  const bad = {
    description: " ",
    fromPart: "subject",
    from: { type: "individual_email_address", emailAddress: "nobody" },
    to: { type: "email_domain" },
  };
  expect(await codesOf({ option: "no_action", policy: bad })).toEqual([
    ["err_validation_blank", "description"],
    ["err_validation_value_not_allowed", "fromPart"],
    ["err_validation_invalid_email_address", "from.emailAddress"],
    ["err_validation_null", "to.emailDomain"],
  ]);
});

test("an exception beats a wider block, and override beats both", async () => {
  const add = (option: string, policy: unknown) =>
    postV2(tenant, `${policies}/create-policy`, { data: [{ option, policy }] });
  const domain = { type: "email_domain", emailDomain: "mixed.example" };
  const person = { type: "individual_email_address", emailAddress: "friend@mixed.example" };
  await add("block_sender", { description: "domain", from: domain });
  await add("no_action", { description: "friend", from: person });
  const outcome = (sender: string) => tenant.deliver({ sender, recipient: "a@fernhill.example" }).outcome;
  expect([outcome("friend@mixed.example"), outcome("other@mixed.example")]).toEqual(["accepted", "rejected"]);
  await add("block_sender", { description: "all", from: domain, override: true });
  expect(outcome("friend@mixed.example")).toBe("rejected");
});

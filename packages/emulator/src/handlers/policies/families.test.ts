import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, type FamilyName, startTenant, type Tenant } from "../../index.js";
import { askV2, callV1, codeOf, listAt, noon, postV2, type Reply, truthOf } from "../../testing/client.js";
import { readObject, readText } from "../../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterAll(() => tenant.close());

const scope = { description: "Trial", from: { type: "email_domain", domain: "partner.example" } };
const ranges = { sourceIPs: ["192.0.2.0/24", "2001:db8::1"] };

interface Walk {
  readonly family: FamilyName;
  readonly listKey: "definitions" | "policies";
  readonly body: Readonly<Record<string, unknown>>;
  /** What of it is changed, and how one can be wrong. */
  readonly change: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly (readonly [change: Readonly<Record<string, unknown>>, field: string])[];
}

const walks: readonly Walk[] = [
  {
    family: "anti-spoofing",
    listKey: "definitions",
    body: { ...scope, ...ranges, option: "apply", hostnames: ["mail.partner.example"] },
    change: { hostnames: ["*.partner.example"] },
    mistakes: [
      [{ option: " " }, "option"],
      [{ sourceIPs: ["192.0.2.0/33"] }, "sourceIPs"],
      [{ hostnames: "mail.partner.example" }, "hostnames"],
    ],
  },
  {
    family: "anti-spoofing-bypass",
    listKey: "definitions",
    body: { ...scope, option: "enable_bypass", spfDomains: ["partner.example"] },
    change: { option: "disable_bypass" },
    mistakes: [
      [{ option: "apply" }, "option"],
      [{ fromPart: "header_from" }, "fromPart"],
      [{ spfDomains: [7] }, "spfDomains"],
    ],
  },
  {
    family: "greylisting",
    listKey: "policies",
    body: { ...scope, option: "apply", fromDate: "2026-04-01T00:00:00.000Z" },
    change: { toDate: "2026-05-01T00:00:00.000Z" },
    mistakes: [
      [{ option: undefined }, "option"],
      [{ fromDate: "April" }, "fromDate"],
      [{ enabled: "yes" }, "enabled"],
    ],
  },
];

const refusalOf = ({ status, json }: Reply) => [status, readText(listAt(json, "errors")[0], "field")];

test.each(walks)("a $family policy is made, read, changed in part and deleted", async (walk) => {
  const { family, body, change, listKey, mistakes } = walk;
  const root = `/policy-management/cloud-gateway/v1/${family}/policies` as const;
  const given = tenant.policies.of(family).list().length;
  clock.advance(1000);
  const start = clock.now();
  const created = await askV2(tenant, `POST ${root}`, { body });
  const id = readText(created.json, "id") ?? "";
  expect([created.status, created.json]).toEqual([201, { id, policyId: id }]);
  const here = `${root}/${encodeURIComponent(id)}` as const;

  const shown = (await askV2(tenant, `GET ${here}`)).json;
  const { from, ...plain } = body;
  expect(shown).toMatchObject({ id, enabled: true, toEternal: true, ...plain, from });
  const list = async (query = "") => (await askV2(tenant, `GET ${root}${query}`)).json;
  expect(listAt(await list(), listKey).at(-1)).toEqual(shown);
  expect(readObject(await list("?pageSize=1"), "meta")?.["nextPage"] === undefined).toBe(given === 0);

  expect((await askV2(tenant, `PATCH ${here}`, { body: change })).status).toBe(204);
  expect((await askV2(tenant, `GET ${here}`)).json).toMatchObject({
    ...shown,
    ...change,
    toEternal: !("toDate" in change),
  });
  expect(
    tenant.policies
      .of(family)
      .listMade()
      .map((policy) => policy.id),
  ).toEqual([id]);

  const told = await (await fetch(`${tenant.v2.baseUrl}/_emulator/policies`)).json();
  expect(listAt(told, "policies", family)).toHaveLength(given + 1);

  const common = [
    [{ description: "" }, "description"],
    [{ from: "everyone" }, "from"],
    [{ to: { type: "email_domain", domain: 7 } }, "to.domain"],
    [{ from: { type: "free_mail_domains" } }, "from.type"],
  ] as const;
  for (const [mistake, field] of [...mistakes, ...common]) {
    const bad = { ...body, ...mistake };
    expect(refusalOf(await askV2(tenant, `POST ${root}`, { body: bad }))).toEqual([400, field]);
  }
  expect((await askV2(tenant, `POST ${root}`, { body: [] })).status).toBe(400);

  // The same again is a second one.
  const twin = readText((await askV2(tenant, `POST ${root}`, { body })).json, "id") ?? "";
  expect(tenant.policies.of(family).listMade()).toHaveLength(2);
  await askV2(tenant, `DELETE ${root}/${encodeURIComponent(twin)}`);

  expect((await askV2(tenant, `DELETE ${here}`)).status).toBe(204);
  for (const verb of ["GET", "PATCH", "DELETE"] as const) {
    const body = verb === "PATCH" ? { body: {} } : {};
    expect((await askV2(tenant, `${verb} ${here}`, body)).status).toBe(404);
  }
  expect(tenant.policies.of(family).listMade()).toEqual([]);
  const noted = truthOf(tenant, "audit", { from: start });
  expect(noted.map((row) => readText(row, "auditType"))).toEqual(
    expect.arrayContaining(["New Policy", "Existing Policy Changed", "Policy Deleted"]),
  );
});

const bypass = "/api/policy/antispoofing-bypass";
const item = {
  option: "enable_bypass",
  policy: { description: "Trial", fromPart: "header_from", conditions: { spfDomains: ["partner.example"] } },
};

test("the older calls of a bypass make, change and delete what the newer ones show", async () => {
  const created = await callV1(tenant, `${bypass}/create-policy`, { data: [item] });
  const [made] = listAt(created.json, "data");
  const id = readText(made, "id") ?? "";
  expect(readObject(made, "policy")).toMatchObject({ conditions: item.policy.conditions, fromEternal: true });
  const here =
    `/policy-management/cloud-gateway/v1/anti-spoofing-bypass/policies/${encodeURIComponent(id)}` as const;
  expect((await askV2(tenant, `GET ${here}`)).json).toMatchObject({
    option: "enable_bypass",
    spfDomains: ["partner.example"],
  });

  // Without a policy the scope stays, with one it is replaced whole.
  const update = (change: object) => postV2(tenant, `${bypass}/update-policy`, { data: [change] });
  const switched = listAt((await update({ id, option: "disable_bypass" })).json, "data")[0];
  expect(switched).toMatchObject({
    id,
    option: "disable_bypass",
    policy: { conditions: item.policy.conditions },
  });
  const replaced = listAt((await update({ ...item, id, policy: { description: "New" } })).json, "data")[0];
  expect(readObject(replaced, "policy")).toMatchObject({
    description: "New",
    fromPart: "envelope_from",
    conditions: {},
  });

  expect(codeOf(await update({ id }))).toBe("err_validation_null");
  expect(codeOf(await update({ ...item, id: "eNoUnknown" }))).toBe("xdk_failure");
  expect(codeOf(await update({ ...item, id, option: "block_sender" }))).toBe(
    "err_validation_value_not_allowed",
  );
  expect(codeOf(await postV2(tenant, `${bypass}/create-policy`, { data: [item, item] }))).toBe(
    "err_validation_value_not_allowed",
  );
  expect(codeOf(await postV2(tenant, `${bypass}/get-policy`, { data: [null] }))).toBe("err_deserialise");

  const drop = await postV2(tenant, `${bypass}/delete-policy`, { data: [{ id }, { id: "eNoUnknown" }, {}] });
  expect(drop.json).toMatchObject({ meta: { status: 404 }, data: [{ id }] });
  expect(codeOf(drop)).toBe("err_validation_null");
  expect((await postV2(tenant, `${bypass}/get-policy`, {})).json).toEqual({
    meta: { status: 200 },
    data: [],
    fail: [],
  });
});

test("create-policy with an id replaces a Blocked Senders policy, which has no other older way of changing", async () => {
  const path = "/api/policy/blockedsenders/create-policy";
  const policy = {
    description: "Block",
    from: { type: "email_domain", emailDomain: "bad.example" },
    comment: "case 42",
  };
  const first = listAt(
    (await postV2(tenant, path, { data: [{ option: "block_sender", policy }] })).json,
    "data",
  )[0];
  const id = readText(first, "id") ?? "";
  const { comment, ...less } = policy;
  expect(comment).toBeDefined();
  await postV2(tenant, path, { data: [{ id, option: "no_action", policy: less }] });
  expect(tenant.policies.of("blocked-senders").listMade()).toMatchObject([
    { id, option: "no_action", comment: null },
  ]);
  expect(codeOf(await postV2(tenant, path, { data: [{ id: "eNo", option: "no_action", policy }] }))).toBe(
    "xdk_failure",
  );
});

test("each family needs its products and the permission to read or to change", async () => {
  const root = "/policy-management/cloud-gateway/v1";
  const reader = tenant.administration.createApplication2({
    products: ["Email Security Onboarding"],
    permissions: ["Gateway | Policies | Read"],
  });
  const client = { v2: reader.credentials };
  const ask = async (call: "GET" | "POST", family: string) =>
    codeOf(
      await askV2(
        client,
        `${call} ${root}/${family}/policies`,
        call === "POST" ? { body: walks[0]?.body } : {},
      ),
    );
  expect(await ask("GET", "blocked-senders")).toBe("app_forbidden");
  expect([await ask("GET", "anti-spoofing"), await ask("POST", "anti-spoofing")]).toEqual([
    null,
    "forbidden",
  ]);
  expect(await ask("GET", "greylisting")).toBeNull();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, callV1, codeOf, listAt, noon, postV2, type Reply } from "../../testing/client.js";
import { type JsonObject, readText } from "../../wire/decode.js";

let tenant: Tenant;
let own: string;
const root = "/domain/cloud-gateway/v1";

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
  own = tenant.account.domain;
});
afterAll(() => tenant.close());

const publish = (name: string, text: unknown) =>
  tenant.administration.directory.domains.publishText(name, String(text));

describe.each(["1.0", "2.0"] as const)("domains of API %s", (generation) => {
  const ask = (name: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/domain/${name}`, { data })
      : postV2(tenant, `/api/domain/${name}`, { data });
  const rowOf = (reply: Reply) => (listAt(reply.json, "data")[0] ?? {}) as JsonObject;
  const named = (label: string) => `${label}-${generation.replace(".", "-")}.example`;

  test("stay pending until their code is found, and are internal then", async () => {
    const domain = named("proved");
    const made = rowOf(await ask("create-domain", { domain, inboundType: "known" }));
    expect(made).toMatchObject({ domain, inboundType: "known", verificationCode: expect.any(String) });
    expect(codeOf(await ask("create-domain", { domain }))).toBe("err_domain_already_exists");
    expect(rowOf(await ask("get-verification-code", { domain }))).toEqual({
      domain,
      verificationCode: made["verificationCode"],
    });
    expect(codeOf(await ask("verify-domain", { domain }))).toBe("err_domain_verification_failed");
    expect(rowOf(await ask("get-provision-status", { domain }))).toEqual({ domain, status: "pending" });
    expect(listAt((await ask("get-pending-domain")).json, "data")).toContainEqual(
      expect.objectContaining({ id: made["id"], domain }),
    );
    const user = { data: [{ emailAddress: `ana@${domain}` }] };
    expect(codeOf(await postV2(tenant, "/api/user/create-user", user))).toBe(
      "err_xdk_operation_forbidden_for_address",
    );
    publish(domain, made["verificationCode"]);
    expect(rowOf(await ask("verify-domain", { domain }))).toEqual({
      id: made["id"],
      domain,
      sendOnly: false,
      local: true,
      inboundType: "known",
    });
    expect(listAt((await ask("get-internal-domain", { domain })).json, "data")).toHaveLength(1);
    expect(codeOf(await postV2(tenant, "/api/user/create-user", user))).toBeNull();
    expect(codeOf(await ask("delete-pending-domain", { domain, id: made["id"] }))).toBe("xdk_failure");
  });

  test("below one's own are internal at once, without a code", async () => {
    const domain = `mail-${generation.replace(".", "-")}.${own}`;
    const made = rowOf(await ask("create-domain", { domain }));
    expect(made["verificationCode"]).toBeUndefined();
    const internal = listAt((await ask("get-internal-domain")).json, "data");
    expect(internal.map((row) => readText(row, "domain"))).toEqual(expect.arrayContaining([own, domain]));
  });

  test("can be withdrawn while they are pending", async () => {
    const domain = named("withdrawn");
    const { id } = rowOf(await ask("create-domain", { domain }));
    expect(codeOf(await ask("delete-pending-domain", { domain }))).toBe("err_validation_null");
    expect(codeOf(await ask("delete-pending-domain", { domain, id: "eNoOther" }))).toBe("xdk_failure");
    expect(rowOf(await ask("delete-pending-domain", { domain, id }))).toEqual({ id, domain });
    expect(codeOf(await ask("get-provision-status", { domain }))).toBe(
      "err_xdk_operation_forbidden_for_address",
    );
  });

  test("fail one by one", async () => {
    const reply = await ask(
      "create-domain",
      { domain: named("good") },
      {},
      { domain: own },
      { domain: "no domain" },
      { domain: named("bad"), inboundType: "backup_mx" },
    );
    expect(listAt(reply.json, "data")).toHaveLength(1);
    const codes = listAt(reply.json, "fail").map((failure) => readText(listAt(failure, "errors")[0], "code"));
    expect(codes).toEqual([
      "err_validation_null",
      "err_domain_already_exists",
      "err_validation_invalid_domain",
      "err_validation_value_not_allowed",
    ]);
  });
});

test("the resources of API 2.0 take a domain from pending to internal, and change it", async () => {
  const domain = "resource.example";
  const made = await askV2(tenant, `POST ${root}/pending-domains`, { body: { domain } });
  expect([made.status, made.json]).toMatchObject([201, { domain }]);
  const renewed = await askV2(tenant, `POST ${root}/pending-domains/generate-token`, { body: { domain } });
  expect(renewed.json["verificationCode"]).not.toBe(made.json["verificationCode"]);
  const verify = () => askV2(tenant, `POST ${root}/pending-domains/verify`, { body: { domain } });
  publish(domain, made.json["verificationCode"]);
  expect((await verify()).status).toBe(400);
  publish(domain, renewed.json["verificationCode"]);
  expect((await verify()).status).toBe(200);
  expect((await verify()).status).toBe(404);
  const here = `${root}/internal-domains/${String(made.json["id"])}` as const;
  expect((await askV2(tenant, `GET ${here}`)).json).toMatchObject({ domain, inboundType: "any" });
  const change = (body: object) => askV2(tenant, `PATCH ${here}`, { body });
  expect((await change({ inboundType: "backup_mx", sendOnly: true })).json).toMatchObject({
    domain,
    inboundType: "backup_mx",
    sendOnly: true,
    local: true,
  });
  expect((await change({ inboundType: "carrier pigeon" })).status).toBe(400);
  const listed = await askV2(tenant, `GET ${root}/internal-domains?pageSize=100`);
  expect(listAt(listed.json, "domains").map((row) => readText(row, "domain"))).toContain(domain);
});

test("a pending domain is deleted as a resource, an internal one isn't", async () => {
  const made = await askV2(tenant, `POST ${root}/pending-domains`, { body: { domain: "gone.example" } });
  const here = `${root}/pending-domains/${String(made.json["id"])}` as const;
  expect((await askV2(tenant, `DELETE ${here}`)).status).toBe(204);
  expect((await askV2(tenant, `DELETE ${here}`)).status).toBe(404);
  const pending = await askV2(tenant, `GET ${root}/pending-domains`);
  expect(listAt(pending.json, "domains").map((row) => readText(row, "domain"))).not.toContain("gone.example");
});

test("the domains of partners are external, each by its id", async () => {
  const page = await askV2(tenant, `GET ${root}/external-domains?pageSize=2`);
  const [first] = listAt(page.json, "domains");
  expect(listAt(page.json, "domains")).toHaveLength(2);
  const one = await askV2(tenant, `GET ${root}/external-domains/${readText(first, "id") ?? ""}`);
  expect(one.json).toEqual(first);
  expect((await askV2(tenant, `GET ${root}/external-domains/none`)).status).toBe(404);
});

test("mail for a domain comes this way, or it is said what is wrong with its MX records", async () => {
  const path = "POST /domain/cloud-gateway/v1/internal-domains/verify" as const;
  const { domains } = tenant.administration.directory;
  const domain = own;
  const added = `mail.${domain}`;
  domains.register(added);
  const gateway = await askV2(tenant, "GET /email/cloud-gateway/v1/gateway-details");
  const good = listAt(gateway.json, "inboundMxRecords").map((record) => ({
    hostname: readText(record, "hostname") ?? "",
    priority: 10,
  }));
  const ask = async (...names: unknown[]) => askV2(tenant, path, { body: { domains: names } });
  expect((await ask(domain, added, "elsewhere.example")).json).toEqual({
    domains: [
      { domain, status: "mx_ok" },
      { domain: added, status: "mx_missing" },
      { domain: "elsewhere.example", status: "mx_error" },
    ],
  });
  const cases = [
    ["mx_ok", good],
    ["mx_single_host", good.slice(1)],
    ["mx_priority_mismatch", good.map((record, index) => ({ ...record, priority: index }))],
    ["mx_invalid_priority", good.map((record) => ({ ...record, priority: -1 }))],
    ["mx_non_mimecast", [...good, { hostname: "mx.elsewhere.example", priority: 10 }]],
  ] as const;
  for (const [status, records] of cases) {
    domains.publishMx(added, records);
    expect((await ask(added)).json).toEqual({ domains: [{ domain: added, status }] });
  }
  const bad = [await ask(), await ask(7), await ask(...Array.from({ length: 51 }, () => domain))];
  expect(bad.map(({ status }) => status)).toEqual([400, 400, 400]);
});

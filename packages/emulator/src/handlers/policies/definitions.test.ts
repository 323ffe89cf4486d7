import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, listAt, noon, type Reply } from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

const root = "/policy-management/cloud-gateway/v1";
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
});
afterAll(() => tenant.close());

type Path = "delivery-route/definitions" | "dns-authentication-outbound/definitions";
const create = async (path: Path, body: object) => {
  const reply = await askV2(tenant, `POST ${root}/${path}`, { body });
  expect(reply.status).toBe(201);
  const id = readText(reply.json, "id") ?? "";
  return { id, here: `${root}/${path}/${encodeURIComponent(id)}` as const };
};
const refusalOf = ({ status, json }: Reply) => [status, readText(listAt(json, "errors")[0], "field")];
/** A policy that applies a definition, and what becomes of the definition while it does. */
async function applyIt(
  family: "delivery-route" | "dns-authentication-outbound",
  definition: { id: string; here: `/${string}` },
) {
  const path = `${root}/${family}/policies` as const;
  const body = { description: "Apply it", definitionId: definition.id };
  expect(
    refusalOf(await askV2(tenant, `POST ${path}`, { body: { ...body, definitionId: undefined } })),
  ).toEqual([400, "definitionId"]);
  expect(
    refusalOf(await askV2(tenant, `POST ${path}`, { body: { ...body, definitionId: "eNoNone" } })),
  ).toEqual([400, "definitionId"]);
  const id = readText((await askV2(tenant, `POST ${path}`, { body })).json, "policyId") ?? "";
  const policy = `${path}/${encodeURIComponent(id)}` as const;
  expect(listAt((await askV2(tenant, `GET ${path}`)).json, "policies")).toMatchObject([{ id, ...body }]);
  expect((await askV2(tenant, `PATCH ${policy}`, { body: { enabled: false } })).status).toBe(204);
  expect(tenant.policies.of(family).list()).toMatchObject([
    { id, enabled: false, definitionId: definition.id },
  ]);
  expect((await askV2(tenant, `DELETE ${definition.here}`)).status).toBe(409);
  expect((await askV2(tenant, `DELETE ${policy}`)).status).toBe(204);
  expect((await askV2(tenant, `DELETE ${definition.here}`)).status).toBe(204);
  expect((await askV2(tenant, `GET ${definition.here}`)).status).toBe(404);
}

test("a delivery route hides its password, is changed in part, and can't go while a policy needs it", async () => {
  const path = "delivery-route/definitions";
  const smtpAuthentication = {
    authMechanisms: ["LOGIN"],
    username: "relay",
    password: "not shown",
    domain: "fernhill.example",
  };
  const route = { description: "To the branch", hostname: "mx.fernhill.example" };
  const spare = await create(path, route);
  const { id, here } = await create(path, { ...route, smtpAuthentication, alternateRouteId: spare.id });
  const shown = await askV2(tenant, `GET ${here}`);
  const { password, ...flat } = smtpAuthentication;
  expect(shown.json).toEqual({ id, ...route, ...flat, port: 25, alternateRouteId: spare.id });
  await askV2(tenant, `PATCH ${here}`, { body: { port: 587, smtpAuthentication: { username: "other" } } });
  expect(tenant.policies.deliveryRoutes.list()[1]).toMatchObject({
    port: 587,
    smtpAuthentication: { username: "other", password },
  });
  await askV2(tenant, `PATCH ${here}`, { body: { smtpAuthentication: null, alternateRouteId: null } });
  expect((await askV2(tenant, `GET ${here}`)).json).toEqual({ id, ...route, port: 587 });
  expect(listAt((await askV2(tenant, `GET ${root}/${path}?pageSize=1`)).json, "definitions")).toHaveLength(1);

  for (const [mistake, field] of [
    [{ hostname: undefined }, "hostname"],
    [{ hostname: "two words" }, "hostname"],
    [{ port: 0 }, "port"],
    [{ port: "25" }, "port"],
    [{ description: 7 }, "description"],
    [{ alternateRouteId: "eNoNone" }, "alternateRouteId"],
    [{ smtpAuthentication: { authMechanisms: "LOGIN" } }, "smtpAuthentication.authMechanisms"],
  ] as const) {
    const reply = await askV2(tenant, `POST ${root}/${path}`, { body: { ...route, ...mistake } });
    expect(refusalOf(reply)).toEqual([400, field]);
  }
  const verify = async (hostname?: string) =>
    askV2(tenant, `POST ${root}/delivery-route/verify`, { body: { hostname } });
  expect((await verify("mx.fernhill.example")).json).toMatchObject({ success: true });
  expect((await verify("mx.elsewhere.example")).json).toMatchObject({ success: false });
  expect((await verify()).status).toBe(400);
  await applyIt("delivery-route", { id, here });
});

test("a signing definition shows a key, and is validated once the key stands in the DNS", async () => {
  const path = "dns-authentication-outbound/definitions";
  const definition = {
    description: "Sign",
    domain: "fernhill.example",
    selector: "s1",
    signDkim: true,
    keyLength: 2048,
  };
  const { id, here } = await create(path, definition);
  const read = async () => (await askV2(tenant, `GET ${here}`)).json;
  const shown = await read();
  expect(shown).toEqual({
    id,
    ...definition,
    dnsAddress: "s1._domainkey.fernhill.example",
    publicKey: expect.any(String),
    validated: false,
  });
  const publicKey = readText(shown, "publicKey") ?? "";
  const details = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
  expect(details.asymmetricKeyDetails?.modulusLength).toBe(2048);

  const verify = async () => (await askV2(tenant, `POST ${here}/verify`)).json["validated"];
  expect(await verify()).toBe(false);
  const { domains } = tenant.administration.directory;
  domains.publishText("s1._domainkey.fernhill.example", `v=DKIM1; k=rsa; p=${publicKey}`);
  expect([await verify(), (await read())["validated"]]).toEqual([true, true]);
  await askV2(tenant, `PATCH ${here}`, { body: { description: "Sign all" } });
  expect(await read()).toMatchObject({ description: "Sign all", validated: true });
  await askV2(tenant, `PATCH ${here}`, { body: { keyLength: 1024 } });
  expect(await read()).toMatchObject({ keyLength: 1024, validated: false });
  expect(await verify()).toBe(false);

  for (const [mistake, field] of [
    [{ domain: "elsewhere.example" }, "domain"],
    [{ selector: "-" }, "selector"],
    [{ keyLength: 512 }, "keyLength"],
    [{ signDkim: "yes" }, "signDkim"],
    [{ description: " " }, "description"],
  ] as const) {
    const reply = await askV2(tenant, `POST ${root}/${path}`, { body: { ...definition, ...mistake } });
    expect(refusalOf(reply)).toEqual([400, field]);
  }
  expect((await askV2(tenant, `POST ${root}/${path}/none/verify`)).status).toBe(404);
  await applyIt("dns-authentication-outbound", { id, here });
});

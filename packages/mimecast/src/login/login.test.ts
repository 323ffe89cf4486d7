import { inspect } from "node:util";
import { expect, test } from "vitest";
import { discoverRegion, refreshBinding } from "../index.js";
import { catchError, succeed } from "../testing/client.js";
import { startProxy } from "../testing/network.js";
import { type Reply, type SeenRequest, startVendor } from "../testing/vendor.js";

const emailAddress = "svc-log@corp.example";
const applicationId = "canary-application-id";
const password = "canary pässword";
const now = () => Date.UTC(2025, 2, 1, 9, 0, 0);
const quick = { now, sleep: async () => {}, random: () => 0.5 };

const secretKey = Buffer.from("canary secret").toString("base64");
const discovered = (region?: object) =>
  succeed([
    { authenticate: ["Basic-Cloud", "Basic-AD"], emailAddress, emailToken: "eNo", ...(region && { region }) },
  ]);

test("the region of an address is found without keys", async () => {
  const vendor = await startVendor(() => discovered({ code: "eu", api: "https://eu-api.mimecast.com" }));
  const found = await discoverRegion({ emailAddress, applicationId, ...vendor, ...quick });
  expect(found).toEqual({
    kind: "found",
    regionCode: "eu",
    baseUrl: "https://eu-api.mimecast.com",
    realms: ["Basic-Cloud", "Basic-AD"],
  });
  const [request] = vendor.seen("/api/login/discover-authentication");
  expect(request?.json).toEqual({ data: [{ emailAddress }] });
  expect(request?.headers).toMatchObject({
    "x-mc-app-id": applicationId,
    "x-mc-date": "Sat, 01 Mar 2025 09:00:00 UTC",
  });
  expect(request?.headers).toHaveProperty("x-mc-req-id");
  expect(request?.headers).not.toHaveProperty("authorization");
});

test("an unknown address is an answer, not a failure", async () => {
  const vendor = await startVendor(() => discovered());
  expect(await discoverRegion({ emailAddress, applicationId, ...vendor, ...quick })).toEqual({
    kind: "unknown-address",
  });
});

test.each([
  { api: "us-api.mimecast.com", baseUrl: "https://us-api.mimecast.com" },
  { api: "https://us-api.mimecast.com/", baseUrl: "https://us-api.mimecast.com" },
])("the region's address is understood as $api", async ({ api, baseUrl }) => {
  const vendor = await startVendor(() => discovered({ api }));
  const found = await discoverRegion({ emailAddress, applicationId, ...vendor, ...quick });
  expect(found).toMatchObject({ kind: "found", baseUrl, regionCode: null });
});

test.each([
  { what: "no item at all", reply: succeed([]) },
  { what: "a region without an address", reply: discovered({ code: "eu" }) },
  { what: "an address nothing can be reached at", reply: discovered({ api: "ftp://eu-api.mimecast.com" }) },
  { what: "a captive portal's page", reply: { body: "<html>sign in</html>" } satisfies Reply },
])("$what is an unreadable answer", async ({ reply }) => {
  const vendor = await startVendor(() => reply);
  const error = await catchError(discoverRegion({ emailAddress, applicationId, ...vendor, ...quick }));
  expect(error).toMatchObject({ kind: "unreadable-answer", operation: "login.discover-authentication" });
});

test("an application id that is refused is told as that", async () => {
  const refusal = { fail: [{ errors: [{ code: "err_developer_key", message: "App ID is invalid" }] }] };
  const vendor = await startVendor(() => ({ json: { meta: { status: 200 }, data: [], ...refusal } }));
  const error = await catchError(discoverRegion({ emailAddress, applicationId, ...vendor, ...quick }));
  expect(error.kind).toBe("credentials-refused");
  expect(error.message).toContain("the application id was refused");
});

test("discovery goes through the proxy that is set", async () => {
  const vendor = await startVendor(() => discovered());
  const proxy = await startProxy();
  const network = { proxy: { url: `http://127.0.0.1:${proxy.port}` } };
  await discoverRegion({ emailAddress, applicationId, ...vendor, ...quick, network });
  expect(proxy.asked).toHaveLength(1);
});

const wanted = { applicationId, emailAddress, password, realm: "Basic-Cloud", ...quick } as const;

test("a password makes a new pair of keys", async () => {
  const vendor = await startVendor(() =>
    succeed([{ accessKey: "canary-new", secretKey, duration: 43_200_000, bindingType: "one_step" }]),
  );
  expect(await refreshBinding({ ...wanted, ...vendor })).toEqual({
    accessKey: "canary-new",
    secretKey,
    durationMs: 43_200_000,
  });
  const [request] = vendor.seen("/api/login/login");
  expect(request?.json).toEqual({ data: [{ userName: emailAddress }] });
  const pair = Buffer.from(`${emailAddress}:${password}`).toString("base64");
  expect(request?.headers).toMatchObject({
    authorization: `Basic-Cloud ${pair}`,
    "x-mc-app-id": applicationId,
  });
});

test("an old access key is renewed, also where the answer doesn't repeat the keys", async () => {
  const vendor = await startVendor((_request, count) =>
    count === 1 ? succeed([{ accessKey: "canary-old", secretKey }]) : succeed([{ bindingType: "one_step" }]),
  );
  const renew = () => refreshBinding({ ...wanted, realm: "Basic-AD", accessKey: "canary-old", ...vendor });
  expect(await renew()).toEqual({ accessKey: "canary-old", secretKey, durationMs: null });
  expect(await renew()).toEqual({ accessKey: "canary-old", secretKey: null, durationMs: null });
  const [request] = vendor.requests;
  expect(request?.json).toEqual({ data: [{ userName: emailAddress, accessKey: "canary-old" }] });
  expect(request?.headers["authorization"]).toMatch(/^Basic-AD /);
});

test("a wrong password is tried once: more would lock the user", async () => {
  const vendor = await startVendor(() => ({ status: 401, json: { fail: [] } }));
  const error = await catchError(refreshBinding({ ...wanted, ...vendor }));
  expect(error).toMatchObject({ kind: "credentials-refused", operation: "login.login", httpStatus: 401 });
  expect(error.message).toContain("password");
  expect(vendor.requests).toHaveLength(1);
});

test("a log-in whose answer is lost is not repeated: it may have made a binding", async () => {
  const vendor = await startVendor(() => "reset");
  expect((await catchError(refreshBinding({ ...wanted, ...vendor }))).kind).toBe("outcome-unknown");
  expect(vendor.requests).toHaveLength(1);
});

test("an answer without keys is never taken for new keys", async () => {
  const vendor = await startVendor(() => succeed([{ accessKey: "canary-new" }]));
  expect((await catchError(refreshBinding({ ...wanted, ...vendor }))).kind).toBe("unreadable-answer");
});

test("an empty password, or an application id no header can carry, is refused before any call", async () => {
  const vendor = await startVendor(() => succeed());
  const empty = await catchError(refreshBinding({ ...wanted, password: "", ...vendor }));
  const pasted = await catchError(discoverRegion({ emailAddress, applicationId: "canary\n", ...vendor }));
  for (const error of [empty, pasted]) expect(error.kind).toBe("bad-credentials-shape");
  expect(pasted.message).not.toContain("canary");
  expect(vendor.requests).toHaveLength(0);
});

/** A vendor that quotes everything it was sent. */
function quote(request: SeenRequest): Reply {
  const sent = `${JSON.stringify(request.headers)} ${request.body}`;
  return {
    status: 400,
    json: { fail: [{ key: { sent }, errors: [{ code: sent, message: sent, field: sent }] }] },
  };
}

test.each<{ what: string; respond: (request: SeenRequest) => Reply }>([
  { what: "quotes the request", respond: quote },
  { what: "refuses it", respond: (request) => ({ ...Object(quote(request)), status: 401 }) },
  { what: "breaks down", respond: () => "reset" },
  { what: "answers keys that can't be read", respond: () => succeed([`canary ${secretKey}`]) },
])(
  "nothing observed or thrown holds the password or its header when the vendor $what",
  async ({ respond }) => {
    const vendor = await startVendor(respond);
    const events: unknown[] = [];
    const settings = { ...vendor, observe: (event: unknown) => events.push(event), accessKey: "canary-old" };
    const thrown = await catchError(refreshBinding({ ...wanted, ...settings }));
    const pair = Buffer.from(`${emailAddress}:${password}`).toString("base64");
    const shown = `${inspect([events, thrown], { depth: 20, showHidden: true })} ${thrown.stack} ${JSON.stringify(thrown)}`;
    for (const secret of ["canary", password, encodeURIComponent(password), pair, secretKey]) {
      expect(shown).not.toContain(secret);
    }
  },
);

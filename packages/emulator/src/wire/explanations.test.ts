import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { bearerOf, callV1, codeOf, getV2, noon, postV2, signHeaders, urlLogs } from "../testing/client.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10 });
});
afterAll(() => tenant.close());

const last = () => tenant.requests().at(-1);

/** Calls with headers changed after signing; what the request log says of it. */
async function explainCall(changes: Record<string, string>, query = ""): Promise<string> {
  const headers = { ...signHeaders(tenant, urlLogs), ...changes };
  await fetch(tenant.v1.baseUrl + urlLogs + query, { method: "POST", headers, body: "{}" });
  return last()?.explanation ?? "";
}

/** The header of a signature made in another way. */
function signOtherwise(make: (text: string, key: Buffer, headers: Record<string, string>) => string) {
  const headers = signHeaders(tenant, urlLogs);
  const text = `${headers["x-mc-date"]}:${headers["x-mc-req-id"]}:${urlLogs}:${tenant.v1.applicationKey}`;
  const signature = make(text, Buffer.from(tenant.v1.secretKey, "base64"), headers);
  return { ...headers, authorization: `MC ${tenant.v1.accessKey}:${signature}` };
}

test("a path that was signed wrongly is found", async () => {
  const query = "?trace=1";
  const signed = signHeaders(tenant, urlLogs, { signedPath: urlLogs + query });
  expect(await explainCall(signed, query)).toBe(
    "signature differs: the path was signed with the query string",
  );
  const cases: readonly (readonly [string, string])[] = [
    [urlLogs.slice(1), "without its leading slash"],
    [`${urlLogs}/`, "with a slash at its end"],
    ["/api/ttp/url", "only a part of the path"],
    ["", "no path was signed"],
    [tenant.v1.baseUrl + urlLogs, "the whole URL was signed"],
  ];
  for (const [signedPath, words] of cases) {
    const reply = await callV1(tenant, urlLogs, {}, { signedPath });
    expect([codeOf(reply), last()?.explanation]).toEqual([
      "err_xdk_invalid_signature",
      expect.stringContaining(words),
    ]);
  }
});

test("a signature of another make is found", async () => {
  const hmac = (text: string, key: Buffer | string, hash = "sha1") => createHmac(hash, key).update(text);
  const { secretKey } = tenant.v1;
  const cases = [
    [signOtherwise((text) => hmac(text, secretKey).digest("base64")), "decoded from base64 first"],
    [signOtherwise((text, key) => hmac(text, key).digest("hex")), "it is hexadecimal"],
    [signOtherwise((text, key) => hmac(text, key, "sha256").digest("base64")), "SHA-256"],
    [signOtherwise((text, key) => hmac(text, key).digest("base64").replace(/=+$/, "")), "padding"],
    [
      signOtherwise((text, key) => hmac(text.replace("UTC", "GMT"), key).digest("base64")),
      "another zone word",
    ],
    [signOtherwise(() => "AAAA"), "the secret key or the application key is not the one"],
  ] as const;
  for (const [headers, words] of cases) expect(await explainCall(headers)).toContain(words);
});

test("swapped, quoted and cut-off values are found", async () => {
  const { applicationId, applicationKey, accessKey, secretKey } = tenant.v1;
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ "x-mc-app-id": applicationKey }, "the application key was sent in the place of the application id"],
    [{ "x-mc-app-id": accessKey }, "the access or secret key was sent in the place of the application id"],
    [{ "x-mc-app-id": `"${applicationId}"` }, "spaces or quotes around it"],
    [{ "x-mc-app-id": applicationId.slice(0, 20) }, "the application id is cut off"],
    [{ "x-mc-app-id": "11111111" }, "no application has this id"],
    [{ authorization: `MC ${secretKey}:x` }, "the secret key was sent in the place of the access key"],
    [{ authorization: `MC ${applicationId}:x` }, "sent in the place of the access key"],
    [{ authorization: `MC '${accessKey}':x` }, "the access key has spaces or quotes around it"],
    [{ authorization: `MC ${accessKey.slice(0, 9)}:x` }, "the access key is cut off"],
    [{ authorization: "MC somebody:x" }, "nobody's access key"],
    [{ authorization: "MC somebody" }, "should be MC, a space"],
    [{ authorization: "Basic abc" }, "doesn't begin with MC"],
  ];
  for (const [changes, words] of cases) {
    const explanation = await explainCall(changes);
    expect(explanation).toContain(words);
    expect(explanation).not.toContain(secretKey);
  }
  await callV1(tenant, urlLogs, {}, { applicationKey: applicationId });
  expect(last()?.explanation).toContain("the application id was signed in the place of the application key");
});

test("missing headers and bad dates are named", async () => {
  const { "x-mc-date": _, ...headers } = signHeaders(tenant, urlLogs);
  await fetch(tenant.v1.baseUrl + urlLogs, { method: "POST", headers, body: "{}" });
  expect(last()?.explanation).toBe("without x-mc-date");
  await callV1(tenant, urlLogs, {}, { date: "2026-03-11T12:07:00Z" });
  expect(last()?.explanation).toContain('x-mc-date is "2026-03-11T12:07:00Z", and should look like');
  const late = new Date(noon - 3_600_000).toUTCString().replace("GMT", "UTC");
  await callV1(tenant, urlLogs, {}, { date: late });
  expect(last()?.explanation).toBe("x-mc-date is 60 minutes behind the tenant's clock; 15 are tolerated");
});

test("an ordinary answer has nothing to explain, and every refusal has", async () => {
  await callV1(tenant, urlLogs, {});
  expect([last()?.refused, last()?.explanation]).toEqual([null, null]);
  await postV2(tenant, urlLogs, {}, "Bearer made-up");
  expect([last()?.refused, last()?.explanation]).toEqual([
    "unauthorized",
    "the bearer token was not issued here, or has been revoked",
  ]);
  await getV2(tenant, "/api/nothing");
  expect(last()?.explanation).toContain("No operation of API 2.0 in the catalogue has the path /api/nothing");
  tenant.faults.inject({ kind: "throttle" });
  await callV1(tenant, urlLogs, {});
  expect(last()?.explanation).toBe("fault injected: rate_limited");
});

test("what the vendor's words leave open is told too, of items and of whole calls", async () => {
  const bearer = await bearerOf(tenant);
  const ask = async (path: string, body: unknown) => {
    await postV2(tenant, path, body, bearer);
    return last()?.explanation;
  };
  const group = "/api/directory/create-group";
  expect(await ask(group, { data: [{ description: "A", parentId: "nobody's" }, { description: 7 }] })).toBe(
    "0007 Invalid token: the id or page token is none of this tenant's, was changed, or its object is gone; description must not be null: it is missing, null, or of another type than it should be",
  );
  const half = { data: [{ description: "Done" }, {}] };
  expect(await ask(group, half)).toMatch(/description must not be null.*; what is in data was done$/);
  expect(await ask(urlLogs, { meta: { pagination: { pageToken: "made up" } } })).toMatch(
    /page token is none of/,
  );
  expect(await ask(urlLogs, { meta: { pagination: { pageSize: 501 } } })).toBe(
    "pageSize must be between 1 and 500",
  );
  expect(await ask(urlLogs, { data: [{ from: "yesterday" }] })).toBe(
    "from must look like 2015-11-16T14:49:18+0000",
  );
  expect(await ask("/api/audit/get-audit-events", {})).toMatch(
    /^startDateTime must not be null: it is missing[^:]*$/,
  );
  await getV2(tenant, urlLogs, bearer);
  expect(last()?.explanation).toBe("Use POST");
});

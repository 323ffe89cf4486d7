import { afterEach, expect, test } from "vitest";
import { createClock, type StartTenantOptions, startTenant, type Tenant } from "../index.js";
import { bearerOf, callV1, codeOf, noon, postV2, requestToken, urlLogs } from "../testing/client.js";
import { logIn } from "../testing/login.js";
import { IpRanges } from "./ip-ranges.js";

let tenant: Tenant | undefined;
const clock = createClock({ start: noon, frozen: true });
const start = async (options: StartTenantOptions) => {
  tenant = await startTenant({ clock, messagesPerDay: 10, ...options });
  return tenant;
};
afterEach(() => tenant?.close());

test("calls, logins and token requests from outside the admin IP ranges are refused", async () => {
  const strict = await start({});
  const bearer = await bearerOf(strict);
  strict.administration.ipRanges = ["198.51.100.0/24"];
  const one = await callV1(strict, urlLogs, {});
  expect([one.status, codeOf(one)]).toEqual([403, "err_xdk_forbidden"]);
  expect(strict.requests().at(-1)?.explanation).toBe(
    "the call came from 192.0.2.200, and the admin IP ranges are 198.51.100.0/24",
  );
  const two = await postV2(strict, urlLogs, {}, bearer);
  expect([two.status, codeOf(two)]).toEqual([403, "forbidden"]);
  expect((await requestToken(strict)).status).toBe(403);
  expect((await logIn(strict)).status).toBe(403);
  strict.administration.ipRanges = [];
  expect((await callV1(strict, urlLogs, {})).status).toBe(200);
});

test("an egress address inside the ranges is let in", async () => {
  const open = await start({ egressAddress: "198.51.100.7" });
  open.administration.ipRanges = ["203.0.113.9", "198.51.100.0/24"];
  expect((await callV1(open, urlLogs, {})).status).toBe(200);
  expect((await postV2(open, urlLogs, {})).status).toBe(200);
});

test("the refusal can be a 401 instead", async () => {
  const other = await start({ guesses: { ipRefusedStatus: 401 } });
  const bearer = await bearerOf(other);
  other.administration.ipRanges = ["198.51.100.0/24"];
  const replies = [await callV1(other, urlLogs, {}), await postV2(other, urlLogs, {}, bearer)];
  expect(replies.map((reply) => [reply.status, codeOf(reply)])).toEqual([
    [401, "err_xdk_client_unauthorized"],
    [401, "unauthorized"],
  ]);
});

test("bad credentials are told before a bad address", async () => {
  const strict = await start({});
  strict.administration.ipRanges = ["198.51.100.0/24"];
  expect(codeOf(await callV1(strict, urlLogs, {}, { signedPath: "/" }))).toBe("err_xdk_invalid_signature");
  expect(codeOf(await requestToken(strict, "wrong"))).toBe("invalid_client");
});

test("ranges are CIDR of both families or lone addresses, and nothing else", async () => {
  const ranges = new IpRanges(["192.0.2.0/25", "2001:db8::/32", "203.0.113.5"]);
  const inside = ["192.0.2.127", "2001:db8:1::1", "203.0.113.5"];
  const outside = ["192.0.2.128", "2001:db9::1", "203.0.113.6", "not an address"];
  expect([...inside, ...outside].filter((address) => ranges.lets(address))).toEqual(inside);
  for (const bad of ["", "192.0.2.0/33", "192.0.2/24", "192.0.2.0/", "192.0.2.0/8/8", "office"]) {
    expect(() => new IpRanges([bad])).toThrow(TypeError);
  }
  await expect(startTenant({ egressAddress: "office" })).rejects.toThrow(TypeError);
});

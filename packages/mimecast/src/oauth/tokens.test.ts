import { expect, test } from "vitest";
import { catchError, grantToken, openClient, succeed, withTokens } from "../testing/client.js";
import { type Reply, startVendor } from "../testing/vendor.js";

const name = "ttp.url.get-logs";
const path = "/api/ttp/url/get-logs";

const refuse = (code: string): Reply => ({ status: 401, json: { fail: [{ code, message: "no" }] } });

test("the token is asked for with a form, and used as a bearer", async () => {
  const vendor = await startVendor(withTokens(() => succeed()));
  const { client, clock, events } = openClient("2.0", vendor);
  await client.call(name);
  const [grant] = vendor.seen("/oauth/token");
  expect(grant?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(grant?.headers["authorization"]).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(grant?.body))).toEqual({
    client_id: "canary-client-id",
    client_secret: "canary/client+secret",
    grant_type: "client_credentials",
  });
  expect(vendor.seen(path)[0]?.headers["authorization"]).toBe("Bearer canary-token-1");
  expect(events).toContainEqual(
    expect.objectContaining({ type: "token.renewed", expiresAt: clock.now() + 1_799_000 }),
  );
});

test("one caller gets the token while the others wait for the same one", async () => {
  const vendor = await startVendor(withTokens(() => succeed()));
  const { client } = openClient("2.0", vendor);
  await Promise.all(Array.from({ length: 20 }, () => client.call(name)));
  expect(vendor.seen("/oauth/token")).toHaveLength(1);
  expect(vendor.seen(path)).toHaveLength(20);
});

test("the token is renewed a minute before it ends, and not before", async () => {
  const vendor = await startVendor(withTokens(() => succeed()));
  const { client, clock } = openClient("2.0", vendor);
  await client.call(name);
  clock.move(1_738_000);
  await client.call(name);
  expect(vendor.seen("/oauth/token")).toHaveLength(1);
  clock.move(1_000);
  await Promise.all([client.call(name), client.call(name)]);
  expect(vendor.seen("/oauth/token")).toHaveLength(2);
});

test.each(["token_expired", "token_verification_failed", "Unauthorized Request", "unauthorized"])(
  "a token refused with %s is renewed once for all, and the calls are repeated",
  async (code) => {
    const vendor = await startVendor(
      withTokens((request) =>
        request.headers["authorization"] === "Bearer canary-token-1" ? refuse(code) : succeed(["row"]),
      ),
    );
    const { client, clock } = openClient("2.0", vendor);
    const answers = await Promise.all([client.call(name), client.call(name), client.call(name)]);
    expect(answers.map(({ data }) => data)).toEqual([["row"], ["row"], ["row"]]);
    expect(vendor.seen("/oauth/token")).toHaveLength(2);
    expect(clock.sleeps).toEqual([]);
  },
);

test("a new token that is refused too means refused credentials", async () => {
  const vendor = await startVendor(withTokens(() => refuse("token_verification_failed")));
  const { client } = openClient("2.0", vendor);
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({
    kind: "credentials-refused",
    operation: name,
    httpStatus: 401,
    vendorCodes: ["token_verification_failed"],
  });
  expect(vendor.seen(path)).toHaveLength(2);
});

test.each<Reply>([
  { status: 401, json: { fail: [{ code: "invalid_client", message: "no" }] } },
  { status: 400, json: { error: "invalid_client", error_description: "no" } },
])("a wrong client secret is told with the vendor's code, and not repeated", async (reply) => {
  const vendor = await startVendor(() => reply);
  const { client } = openClient("2.0", vendor);
  const error = await catchError(client.call(name));
  expect(error).toMatchObject({ kind: "credentials-refused", operation: "oauth.token" });
  expect(error.vendorCodes).toEqual(["invalid_client"]);
  expect(vendor.requests).toHaveLength(1);
});

test("the token endpoint is retried like any read, and a failure is not remembered", async () => {
  let isDown = true;
  const vendor = await startVendor((request) => {
    if (request.path !== "/oauth/token") return succeed(["row"]);
    return isDown ? { status: 503 } : grantToken("canary-token-late");
  });
  const { client } = openClient("2.0", vendor);
  expect((await catchError(client.call(name))).kind).toBe("server-error");
  expect(vendor.requests).toHaveLength(4);
  isDown = false;
  expect((await client.call(name)).data).toEqual(["row"]);
});

test("a captive portal at the token endpoint is not taken for refused credentials", async () => {
  const vendor = await startVendor(() => ({ body: "<html>sign in</html>" }));
  const { client } = openClient("2.0", vendor);
  expect((await catchError(client.authenticate())).kind).toBe("unreadable-answer");
  const odd = await startVendor(() => ({ json: { access_token: "" } }));
  expect((await catchError(openClient("2.0", odd).client.authenticate())).kind).toBe("unreadable-answer");
});

test("authenticate asks for a new token each time on 2.0, and calls nothing on 1.0", async () => {
  const vendor = await startVendor(withTokens(() => succeed()));
  const { client } = openClient("2.0", vendor);
  await client.authenticate();
  await client.authenticate();
  await client.call(name);
  expect(vendor.seen("/oauth/token")).toHaveLength(2);
  const silent = await startVendor(() => succeed());
  await openClient("1.0", silent).client.authenticate();
  expect(silent.requests).toHaveLength(0);
});

test("one caller's abort does not take the token from the others", async () => {
  let release: (reply: Reply) => void = () => {};
  const vendor = await startVendor((request) =>
    request.path === "/oauth/token"
      ? new Promise<Reply>((resolve) => {
          release = resolve;
        })
      : succeed(["row"]),
  );
  const { client } = openClient("2.0", vendor);
  const controller = new AbortController();
  const impatient = catchError(client.call(name, { signal: controller.signal }));
  const patient = client.call(name);
  await vendor.arrival("/oauth/token");
  controller.abort();
  expect((await impatient).kind).toBe("aborted");
  release(grantToken("canary-token-1"));
  expect((await patient).data).toEqual(["row"]);
  expect(vendor.seen("/oauth/token")).toHaveLength(1);
});

test("a token of a few seconds is still used more than once", async () => {
  const vendor = await startVendor((request) =>
    request.path === "/oauth/token" ? grantToken("canary-token-1", 30) : succeed(),
  );
  const { client, clock } = openClient("2.0", vendor);
  await client.call(name);
  clock.move(10_000);
  await client.call(name);
  expect(vendor.seen("/oauth/token")).toHaveLength(1);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { callV1, codeOf, listAt, noon, postV2, type Reply, readAllClicks } from "../testing/client.js";

const path = "/api/ttp/url/decode-url";
const original = "https://www.bad.example:8443/login?a=1&b=%20#top";
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 100 });
});
afterAll(() => tenant.close());

test("a URL is rewritten to the same link each time, on the region's host", () => {
  const link = tenant.rewrite(original);
  expect(link).toMatch(/^https:\/\/protect-eu\.mimecast\.com\/s\/eN[\w-]+\?domain=www\.bad\.example$/);
  expect(tenant.rewrite(original)).toBe(link);
  expect(() => tenant.rewrite("javascript:alert(1)")).toThrow(TypeError);
});

describe.each(["1.0", "2.0"] as const)("decode-url of API %s", (generation) => {
  const decode = (...data: unknown[]): Promise<Reply> =>
    generation === "1.0" ? callV1(tenant, path, { data }) : postV2(tenant, path, { data });

  test("tells the URL behind a link, on every host of rewritten links", async () => {
    const link = tenant.rewrite(original);
    const elsewhere = link.replace("protect-eu.mimecast.com", "url.us.m.mimecastprotect.com");
    const bare = link.replace(/\?.*$/, "");
    const reply = await decode({ url: link }, { url: elsewhere }, { url: bare });
    expect(reply.json).toEqual({
      meta: { status: 200 },
      data: Array.from({ length: 3 }, () => ({ url: original, success: true })),
      fail: [],
    });
  });

  test("can't tell what this tenant didn't rewrite", async () => {
    const other = await startTenant({ seed: 2, messagesPerDay: 10 });
    const foreign = [
      other.rewrite(original),
      original,
      tenant.rewrite(original).replace("mimecast.com", "mimecast.example"),
      "https://protect-eu.mimecast.com/s/eNothing",
      "no link",
    ];
    await other.close();
    const reply = await decode(...foreign.map((url) => ({ url })));
    expect(reply.json["data"]).toEqual(foreign.map((url) => ({ url, success: false })));
    expect(reply.json["fail"]).toEqual([]);
  });

  test("fails items alone, and takes 25 of them", async () => {
    const reply = await decode({ url: tenant.rewrite(original) }, {}, { url: "" }, null);
    expect(listAt(reply.json, "data")).toHaveLength(1);
    expect(listAt(reply.json, "fail")).toMatchObject([
      { errors: [{ code: "err_validation_null", field: "url" }] },
      { key: { url: "" }, errors: [{ code: "err_validation_blank" }] },
      { errors: [{ code: "err_deserialise" }] },
    ]);
    const many = Array.from({ length: 26 }, () => ({ url: original }));
    expect(codeOf(await decode(...many))).toBe("err_validation_value_not_allowed");
    expect(codeOf(await decode())).toBe("err_validation_null");
  });
});

test("a click on a rewritten link is one on the URL behind it", async () => {
  const recipient = `ada.abel@${tenant.account.domain}`;
  const block = { url: "https://www.bad.example/login", action: "block" };
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [block] });
  const link = tenant.rewrite(block.url);
  expect(tenant.click({ url: link, recipient })).toMatchObject({ outcome: "blocked" });
  const clicks = await readAllClicks(tenant, {});
  expect(clicks.filter((row) => JSON.stringify(row).includes("protect-eu"))).toEqual([]);
  expect(clicks.some((row) => JSON.stringify(row).includes(block.url))).toBe(true);
});

test("a permitted URL that is not to be rewritten stays as it is", async () => {
  const permit = { url: "https://plain.example/", action: "permit", disableRewrite: true };
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [permit] });
  expect(tenant.rewrite(permit.url)).toBe(permit.url);
});

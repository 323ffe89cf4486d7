import { unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import { bearerOf, callV1, codeOf, listAt, noon, postV2, type Reply } from "../testing/client.js";
import { isObject, parseJson, readObject, readText } from "../wire/decode.js";

const path = "/api/ttp/threat-intel/get-feed";
const tokenHeader = "x-mc-threat-feed-next-token";
const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;
let bearer: string;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 400 });
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.faults.clear();
  bearer = await bearerOf(tenant);
});

const ask = (item: Record<string, unknown>, who: Tenant = tenant): Promise<Reply> =>
  postV2(who, path, { data: [item] }, who === tenant ? bearer : undefined);

const week = (feed: Feed, who: Tenant = tenant) => [
  ...who.truth(feed, { from: noon - 7 * dayMs, until: noon }),
];

/** The answers to a request and to the tokens that follow, the last one without objects. */
async function follow(item: Record<string, unknown>, send = ask): Promise<Reply[]> {
  const replies = [await send(item)];
  for (;;) {
    const token = replies[replies.length - 1]?.headers.get(tokenHeader) ?? null;
    if (token === null) return replies;
    replies.push(await send({ feedType: item["feedType"], fileType: item["fileType"], token }));
  }
}

test.each([
  ["malware_customer", "threat-intel-customer"],
  ["malware_grid", "threat-intel-grid"],
] as const)("%s: bundle by bundle to the end, every object of the week once", async (feedType, feed) => {
  const replies = await follow({ feedType, fileType: "stix" });
  expect(replies.length).toBeGreaterThan(feed === "threat-intel-grid" ? 5 : 1);
  const bundles = replies.slice(0, -1);
  for (const { json, headers } of bundles) {
    expect([json["type"], json["spec_version"]]).toEqual(["bundle", "2.0"]);
    expect(readText(json, "id")).toMatch(/^bundle--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="${feedType}_stix_20260311120700000.stix"`,
    );
  }
  const objects = bundles.flatMap(({ json }) => listAt(json, "objects"));
  expect(objects.map((object) => JSON.stringify(object))).toEqual(week(feed).map(({ raw }) => raw));
  expect(new Set(objects.map((object) => readText(object, "id"))).size).toBe(objects.length);
  expect(tenant.served("2.0")[feed]).toBe(objects.length);
  const end = replies[replies.length - 1];
  expect([end?.status, readObject(end?.json, "meta"), end && codeOf(end)]).toEqual([
    200,
    { status: 200 },
    "err_threat_intel_feed_no_result_found",
  ]);
  const asked = { fileType: "stix", feedType, compress: false };
  expect(listAt(end?.json, "fail")[0]).toMatchObject({
    key: { start: formatUtc(noon - 7 * dayMs), end: formatUtc(noon), ...asked },
  });
});

test("API 1.0 hands out the same", async () => {
  const item = { feedType: "malware_customer", fileType: "stix" };
  const replies = await follow(item, (asked) => callV1(tenant, path, { data: [asked] }));
  const objects = replies.flatMap(({ json }) => listAt(json, "objects"));
  expect(objects.map((object) => JSON.stringify(object))).toEqual(
    week("threat-intel-customer").map(({ raw }) => raw),
  );
  expect(tenant.served("1.0")["threat-intel-customer"]).toBe(objects.length);
});

test("objects come in threes, and the hashes are those of malicious files in the account's other feeds", () => {
  const records = week("threat-intel-customer");
  expect(records.length).toBeGreaterThan(0);
  const others = [
    ...[...tenant.truth("siem-2.0")].filter(({ type }) => type === "av").map(({ raw }) => [raw, "sha256"]),
    ...week("ttp-attachment")
      .filter(({ raw }) => readText(parseJson(raw), "result") === "malicious")
      .map(({ raw }) => [raw, "fileHash"]),
  ];
  const known = new Set(others.map(([raw = "", key = ""]) => readText(parseJson(raw), key)));
  for (let index = 0; index < records.length; index += 3) {
    const time = records[index]?.time ?? 0;
    const [malware, indicator, relationship] = records
      .slice(index, index + 3)
      .map(({ raw }) => parseJson(raw));
    expect([malware, indicator, relationship].map((object) => readText(object, "type"))).toEqual([
      "malware",
      "indicator",
      "relationship",
    ]);
    expect(relationship).toMatchObject({
      relationship_type: "indicates",
      source_ref: readText(indicator, "id"),
      target_ref: readText(malware, "id"),
      created: readText(indicator, "valid_from"),
    });
    const [, hash = ""] = /= '([0-9a-f]{64})'\]$/.exec(readText(indicator, "pattern") ?? "") ?? [];
    // Those of the first hours are older than the mail logs that are kept.
    if (time > noon - 7 * dayMs + hourMs) expect(known).toContain(hash);
  }
});

test("both bounds are inclusive, and what lies outside isn't served", async () => {
  const times = [...new Set(week("threat-intel-grid").map(({ time }) => time))];
  const [from = 0, until = 0] = [times[3], times[6]];
  const span = { start: formatUtc(from), end: formatUtc(until) };
  const { json } = await ask({ feedType: "malware_grid", fileType: "stix", ...span });
  const expected = week("threat-intel-grid").filter(({ time }) => time >= from && time <= until);
  expect(listAt(json, "objects").map((object) => JSON.stringify(object))).toEqual(
    expected.map(({ raw }) => raw),
  );
  const future = { start: formatUtc(noon + hourMs), end: formatUtc(noon + 2 * hourMs) };
  const empty = await ask({ feedType: "malware_grid", fileType: "stix", ...future });
  expect([empty.status, codeOf(empty), empty.headers.has(tokenHeader)]).toEqual([
    200,
    "err_threat_intel_feed_no_result_found",
    false,
  ]);
});

test("CSV is the default, a line for each indicator", async () => {
  const replies = await follow({ feedType: "malware_customer" });
  const [first] = replies;
  expect(first?.headers.get("content-disposition")).toContain("malware_customer_csv_20260311120700000.csv");
  const lines = replies.slice(0, -1).flatMap(({ text }) => text.trimEnd().split("\r\n").slice(1));
  const indicators = week("threat-intel-customer").filter(({ type }) => type === "indicator");
  expect(lines.map((line) => line.split(",")[0])).toEqual(
    indicators.map(({ raw }) => readText(parseJson(raw), "id")),
  );
  expect(first?.text.split("\r\n")[0]).toBe("id,created,modified,name,hash_type,hash");
  expect(lines.some((line) => /,\w+[^,]*\.exe,SHA-256,[0-9a-f]{64}$/.test(line))).toBe(true);
});

test("compressed, the file comes in a zip of its own name", async () => {
  const item = { feedType: "malware_grid", fileType: "stix", compress: true };
  const response = await fetch(tenant.v2.baseUrl + path, {
    method: "POST",
    headers: { authorization: bearer, "content-type": "application/json" },
    body: JSON.stringify({ data: [item] }),
  });
  expect(response.headers.get("content-disposition")).toContain("malware_grid_stix_20260311120700000.zip");
  const entries = Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer())));
  expect(entries.map(([name]) => name)).toEqual(["malware_grid_stix_20260311120700000.stix"]);
  const bundle = parseJson(Buffer.from(entries[0]?.[1] ?? []).toString());
  expect(isObject(bundle) && listAt(bundle, "objects").length).toBeGreaterThan(0);
  // The token knows that it was asked for compressed.
  const token = response.headers.get(tokenHeader);
  const next = await ask({ feedType: "malware_grid", token });
  expect(next.headers.get("content-disposition")).toContain(".zip");
});

test("what can't be asked fails, most of it inside 200", async () => {
  const wrong: [Record<string, unknown>, number, string][] = [
    [{}, 200, "err_validation_null"],
    [{ feedType: "malware" }, 200, "err_validation_value_not_allowed"],
    [{ feedType: "malware_grid", fileType: "xml" }, 200, "err_validation_value_not_allowed"],
    [{ feedType: "malware_grid", start: "2026-03-01" }, 200, "err_validation_invalid_date"],
    [{ feedType: "malware_grid", token: "eNqmadeup" }, 400, "xdk_failure"],
  ];
  for (const [item, status, code] of wrong) {
    const reply = await ask(item);
    expect([item, reply.status, reply.text.includes(code)]).toEqual([item, status, true]);
  }
  const { headers } = await ask({ feedType: "malware_grid" });
  const foreign = await ask({ feedType: "malware_customer", token: headers.get(tokenHeader) });
  expect(foreign.status).toBe(400);
});

test("a bundle can be empty and still have a token, that goes on where it was", async () => {
  tenant.faults.inject({ kind: "empty-page-with-next", feed: "threat-intel-grid" });
  const item = { feedType: "malware_grid", fileType: "stix" };
  const empty = await ask(item);
  expect([empty.json["type"], empty.json["objects"]]).toEqual(["bundle", []]);
  const next = await ask({ ...item, token: empty.headers.get(tokenHeader) });
  expect(listAt(next.json, "objects")).toEqual(listAt((await ask(item)).json, "objects"));
});

test("the regional list is that of the region; the last objects can come without a token", async () => {
  const plan = { messagesPerDay: 20, clock };
  const [same, other] = await Promise.all([
    startTenant({ ...plan, guesses: { threatTokenMissingOnLastPage: true } }),
    startTenant({ ...plan, region: "us" }),
  ]);
  try {
    const here = week("threat-intel-grid").map(({ raw }) => raw);
    expect(week("threat-intel-grid", same).map(({ raw }) => raw)).toEqual(here);
    expect(week("threat-intel-grid", other).some(({ raw }) => here.includes(raw))).toBe(false);
    const replies = await follow({ feedType: "malware_grid", fileType: "stix" }, (item) => ask(item, same));
    expect(listAt(replies[replies.length - 1]?.json, "objects").length).toBeGreaterThan(0);
    expect(replies.flatMap(({ json }) => listAt(json, "objects"))).toHaveLength(here.length);
  } finally {
    await Promise.all([same.close(), other.close()]);
  }
});

test("needs the product on 2.0 and the permission on both", async () => {
  const item = { feedType: "malware_customer" };
  tenant.application.setProducts(["Security Events"]);
  const missing = await ask(item);
  expect([missing.status, codeOf(missing)]).toEqual([403, "app_forbidden"]);
  expect((await callV1(tenant, path, { data: [item] })).status).toBe(200);
  tenant.application.setProducts(["Threat Management"]);
  tenant.application.setPermissions([]);
  expect((await ask(item)).status).toBe(403);
  expect((await callV1(tenant, path, { data: [item] })).status).toBe(403);
});

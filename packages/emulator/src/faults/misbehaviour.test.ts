import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs } from "../clock/spans.js";
import { createClock, type Fault, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  callV1,
  codeOf,
  download,
  listAt,
  listFiles,
  noon,
  postV2,
  readChain,
  readPage,
  urlLogs,
} from "../testing/client.js";
import { readObject, readText } from "../wire/decode.js";

let tenant: Tenant;
let bearer: string;
const clock = createClock({ start: noon, frozen: true });
const managed = "/api/ttp/url/create-managed-url";
const yesterday = { type: "receipt", dateRangeStartsAt: "2026-03-10", pageSize: "5" };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1000 });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());
afterEach(() => tenant.faults.clear());

const call = (fault: Fault, body: unknown = {}) => {
  tenant.faults.inject(fault);
  return postV2(tenant, urlLogs, body, bearer);
};
const block = (url: string) => postV2(tenant, managed, { data: [{ url, action: "block" }] }, bearer);
const said = () => tenant.requests().at(-1)?.explanation;

test("429 tells its wait in any form, or in none", async () => {
  const read = async (reset: NonNullable<Extract<Fault, { kind: "throttle" }>["reset"]>) => {
    const { status, headers } = await call({ kind: "throttle", reset, resetMs: 9000 });
    expect(status).toBe(429);
    return ["x-ratelimit-reset", "x-mimecast-ratelimit-reset", "retry-after"].map((name) =>
      headers.get(name),
    );
  };
  const end = noon + 9000;
  expect(await read("epoch-ms")).toEqual([String(end), null, null]);
  expect(await read("retry-after-date")).toEqual([null, null, new Date(end).toUTCString()]);
  expect(await read("mimecast-reset")).toEqual([null, "9000", null]);
  expect(await read("no-number")).toEqual(["soon", null, null]);
});

test("405 for a right verb, err_developer_key and 418 for good keys, 403 for a product there is", async () => {
  expect([(await call({ kind: "wrong-verb" })).status, said()]).toEqual([
    405,
    "fault injected: method_not_allowed",
  ]);
  expect(codeOf(await call({ kind: "product-missing" }))).toBe("app_forbidden");
  const token = await call({ kind: "token-verification-failed", code: "unauthorized" });
  expect([token.status, codeOf(token)]).toEqual([401, "unauthorized"]);
  tenant.faults.inject({ kind: "unknown-application" });
  expect(codeOf(await callV1(tenant, urlLogs, {}))).toBe("err_developer_key");
  tenant.faults.inject({ kind: "binding-expired" });
  expect((await callV1(tenant, urlLogs, {})).status).toBe(418);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
});

test("a failure in 200 can stand right on the element, or in meta.status alone", async () => {
  const flat = await call({ kind: "fail-in-200", shape: "code" });
  expect([flat.status, listAt(flat.json, "fail")]).toEqual([
    200,
    [{ code: "err_internal", message: "The request could not be completed" }],
  ]);
  const meta = await call({ kind: "fail-in-200", shape: "meta-status" });
  expect([meta.status, meta.json]).toEqual([200, { meta: { status: 400 }, data: [], fail: [] }]);
});

test("a write is done, and its answer is an error, a proxy's page, or never comes", async () => {
  const urls = [
    "https://one.example/",
    "https://two.example/",
    "https://three.example/",
    "https://four.example/",
  ];
  const [one = "", two = "", three = "", four = ""] = urls;
  tenant.faults.inject({ kind: "server-error", status: 504, executed: true, effect: "write" });
  expect((await block(one)).status).toBe(504);
  expect(said()).toBe("fault injected: err_internal; the call was carried out");
  tenant.faults.inject({ kind: "html-error", executed: true });
  expect((await block(two)).status).toBe(502);
  tenant.faults.inject({ kind: "reset" });
  await expect(block(three)).rejects.toThrow();
  tenant.faults.inject({ kind: "server-error", effect: "write" });
  expect((await block(four)).status).toBe(500);
  expect(tenant.managedUrls.map(({ domain }) => domain)).toEqual([
    "one.example",
    "two.example",
    "three.example",
  ]);
});

test("a lost request is not carried out, and nothing comes of it", async () => {
  const before = tenant.managedUrls.length;
  const { port } = new URL(tenant.v2.baseUrl);
  tenant.faults.inject({ kind: "lost-request" });
  const body = JSON.stringify({ data: [{ url: "https://lost.example/", action: "block" }] });
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    `POST ${managed} HTTP/1.1\r\nhost: x\r\nauthorization: ${bearer}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  while (said() !== "fault injected: the request is lost on its way in") {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([tenant.managedUrls.length, socket.bytesRead]).toEqual([before, 0]);
  socket.destroy();
  tenant.faults.inject({ kind: "lost-request", drops: true });
  await expect(block("https://lost.example/")).rejects.toThrow();
  tenant.faults.inject({ kind: "hang", drops: true });
  await expect(block("https://kept.example/")).rejects.toThrow();
  expect(tenant.managedUrls.length).toBe(before + 1);
});

test("drip brings the whole body piece by piece, stall the half of it", async () => {
  const plain = await postV2(tenant, urlLogs, {}, bearer);
  expect((await call({ kind: "drip", pieces: 7, everyMs: 1 })).text).toBe(plain.text);
  tenant.faults.inject({ kind: "stall" });
  const headers = { authorization: bearer, "content-type": "application/json" };
  const response = await fetch(tenant.v2.baseUrl + urlLogs, { method: "POST", headers, body: "{}" });
  const reader = response.body?.getReader();
  let bytes = 0;
  const half = Math.floor(Buffer.byteLength(plain.text) / 2);
  while (bytes < half) bytes += (await reader?.read())?.value?.length ?? half;
  expect(bytes).toBe(half);
  await reader?.cancel();
});

test("a wrong length and a cut-off compression spoil the body, of files too", async () => {
  await expect(call({ kind: "wrong-length" })).rejects.toThrow();
  const short = await postV2(tenant, urlLogs, {}, bearer);
  tenant.faults.inject({ kind: "wrong-length", length: "shorter" });
  const cut = await postV2(tenant, urlLogs, {}, bearer);
  expect([cut.text.length < short.text.length, short.text.startsWith(cut.text)]).toEqual([true, true]);
  tenant.faults.inject({ kind: "truncated-gzip" });
  // Some clients hand on what came before the end was missed.
  const packed = await postV2(tenant, urlLogs, {}, bearer).catch(() => null);
  expect(packed === null || packed.text.length < short.text.length).toBe(true);
  const [file] = (await listFiles(tenant, yesterday)).files;
  tenant.faults.inject({ kind: "server-error", status: 503 });
  tenant.faults.inject({ kind: "server-error", status: 503, path: "download" });
  expect((await download(file?.url ?? "")).status).toBe(503);
  const good = Buffer.from(await (await fetch(file?.url ?? "")).arrayBuffer());
  expect(gunzipSync(good).length).toBeGreaterThan(0);
});

const list = { path: urlLogs, under: "clickLogs" };
const span = { from: formatUtc(noon - dayMs), to: formatUtc(noon) };

test("the last page can have a next one, and any page none at all", async () => {
  const all = await readPage(tenant, list, { item: span, pageSize: 500 });
  expect(all.next).toBeNull();
  tenant.faults.inject({ kind: "trailing-empty-page" });
  const last = await readPage(tenant, list, { item: span, pageSize: 500 });
  expect(last.rows).toEqual(all.rows);
  const behind = await readPage(tenant, list, { pageToken: last.next ?? "", pageSize: 500 });
  expect([behind.rows, behind.next]).toEqual([[], null]);
  tenant.faults.inject({ kind: "pagination-missing" });
  const first = await readPage(tenant, list, { item: span, pageSize: 2 });
  expect([first.rows.length, first.next, readObject(first.reply.json, "meta")]).toEqual([
    2,
    null,
    { status: 200 },
  ]);
});

test("a filtered list leaves rows out, and ids change from one read to the next", async () => {
  await block("https://listed.example/");
  const read = (item: unknown) =>
    postV2(tenant, "/api/ttp/url/get-all-managed-urls", item === null ? {} : { data: [item] }, bearer);
  const filter = { domainOrUrl: "listed.example" };
  tenant.faults.inject({ kind: "omit-rows" });
  expect(listAt((await read(null)).json, "data").length).toBe(tenant.managedUrls.length);
  expect(listAt((await read(filter)).json, "data")).toEqual([]);
  const [known] = listAt((await read(filter)).json, "data");
  tenant.faults.inject({ kind: "changed-ids", feed: "ttp-url" });
  tenant.faults.inject({ kind: "changed-ids", operation: "ttp.url.get-all-managed-urls" });
  const [changed] = listAt((await read(filter)).json, "data");
  expect(readText(changed, "id")).not.toBe(readText(known, "id"));
  const gone = { data: [{ id: readText(changed, "id") }] };
  expect(
    listAt((await postV2(tenant, "/api/ttp/url/delete-managed-url", gone, bearer)).json, "fail"),
  ).toEqual([]);
  expect(listAt((await read(filter)).json, "data")).toEqual([]);
});

test("a cursor of zero offsets leads to nothing but itself, a good chain token is called invalid", async () => {
  tenant.faults.inject({ kind: "zero-offset-cursor" });
  const stuck = await listFiles(tenant, yesterday);
  expect([stuck.files, stuck.nextPage]).toEqual([[], "[receipt=0-0]:3:0"]);
  const again = await listFiles(tenant, { ...yesterday, nextPage: stuck.nextPage });
  expect([again.files, again.nextPage, again.isCaughtUp]).toEqual([[], stuck.nextPage, false]);
  const { token } = await readChain(tenant, { fileFormat: "json" });
  tenant.faults.inject({ kind: "invalid-siem-token" });
  const ask = () =>
    callV1(tenant, "/api/audit/get-siem-logs", { data: [{ type: "MTA", fileFormat: "json", token }] });
  expect(codeOf(await ask())).toBe("err_audit_siem_invalid_token");
  expect(codeOf(await ask())).toBeNull();
});

test("rows of every list that can have them arrive late, into the window that was read", async () => {
  const span = { from: formatUtc(noon - dayMs), to: formatUtc(noon) };
  const lists = [
    { feed: "ttp-attachment", path: "/api/ttp/attachment/get-logs", under: "attachmentLogs", item: span },
    {
      feed: "ttp-impersonation",
      path: "/api/ttp/impersonation/get-logs",
      under: "impersonationLogs",
      item: span,
    },
    { feed: "dlp", path: "/api/dlp/get-logs", under: "dlpLogs", item: span },
    {
      feed: "audit",
      path: "/api/audit/get-audit-events",
      item: { startDateTime: span.from, endDateTime: span.to },
    },
  ] as const;
  for (const { feed, item, ...rest } of lists) {
    const read = async () => (await readPage(tenant, rest, { item, pageSize: 500 })).rows;
    const before = await read();
    const id = tenant.faults.inject({ kind: "late-events", feed, count: 4 });
    const after = await read();
    expect(after.length).toBe(before.length + 4);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(new Set(after.map((row) => JSON.stringify(row))).size).toBeGreaterThan(before.length);
    expect([...tenant.truth(feed, { from: noon - dayMs, until: noon + 1 })].length).toBe(after.length);
    expect(tenant.faults.list().find((armed) => armed.id === id)).toMatchObject({ struck: 1, left: 0 });
  }
});

test("a skewed clock shows in Date and where signatures are checked, for as many calls as asked for", async () => {
  tenant.faults.inject({ kind: "clock-skew", generation: "1.0" });
  const refused = await callV1(tenant, urlLogs, {});
  expect([refused.status, Date.parse(refused.headers.get("date") ?? "") - noon]).toEqual([401, 1_800_000]);
  expect(said()).toMatch(/behind the tenant's clock/);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
});

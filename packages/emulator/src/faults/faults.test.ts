import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  callV1,
  codeOf,
  download,
  listAt,
  listFiles,
  noon,
  postV2,
  readAllClicks,
  readChain,
  readClickPage,
  urlLogs,
} from "../testing/client.js";
import { parseJson, readObject } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const span = { from: formatUtc(noon - dayMs), to: formatUtc(noon) };
const yesterday = { type: "receipt", dateRangeStartsAt: "2026-03-10", pageSize: "5" };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1000 });
});
afterAll(() => tenant.close());
afterEach(() => {
  tenant.faults.clear();
  clock.advance(16 * 60_000);
});

test("throttle tells its wait in the form asked for, as often as asked for, after what was let through", async () => {
  tenant.faults.inject({ kind: "throttle", feed: "ttp-url", after: 1, resetMs: 9000 });
  tenant.faults.inject({ kind: "throttle", reset: "epoch-s", resetMs: 9000 });
  tenant.faults.inject({ kind: "throttle", reset: "retry-after", resetMs: 9000 });
  tenant.faults.inject({ kind: "throttle", reset: "absent" });
  const headers = [];
  for (let call = 0; call < 4; call += 1) {
    const reply = await callV1(tenant, urlLogs, {});
    expect(reply.status).toBe(429);
    headers.push([reply.headers.get("x-ratelimit-reset"), reply.headers.get("retry-after")]);
  }
  // The first is still letting one call through when the second strikes.
  expect(headers).toEqual([
    [String(Math.ceil((clock.now() + 9000) / 1000)), null],
    ["9000", null],
    [null, "9"],
    [null, null],
  ]);
  expect((await callV1(tenant, urlLogs, {})).status).toBe(200);
});

test("errors in place of an answer: 500, HTML, and a failure inside 200", async () => {
  tenant.faults.inject({ kind: "server-error", status: 503 });
  expect((await postV2(tenant, urlLogs, {})).status).toBe(503);
  tenant.faults.inject({ kind: "html-error" });
  const html = await postV2(tenant, urlLogs, {});
  expect([html.status, html.headers.get("content-type"), html.text.startsWith("<html>")]).toEqual([
    502,
    "text/html",
    true,
  ]);
  tenant.faults.inject({ kind: "fail-in-200" });
  const inside = await postV2(tenant, urlLogs, {});
  expect([inside.status, readObject(inside.json, "meta"), codeOf(inside)]).toEqual([
    200,
    { status: 200 },
    "err_internal",
  ]);
  expect((await postV2(tenant, urlLogs, {})).status).toBe(200);
});

test("tokens can expire or fail verification in the middle, rights can be withdrawn", async () => {
  const bearer = await bearerOf(tenant);
  const codes = [];
  for (const kind of ["token-expired", "token-verification-failed", "not-permitted"] as const) {
    tenant.faults.inject({ kind, operation: "ttp.url.get-logs" });
    const reply = await postV2(tenant, urlLogs, {}, bearer);
    codes.push([reply.status, codeOf(reply)]);
  }
  expect(codes).toEqual([
    [401, "token_expired"],
    [401, "token_verification_failed"],
    [403, "forbidden"],
  ]);
  expect((await postV2(tenant, urlLogs, {}, bearer)).status).toBe(200);
});

test("reset breaks off in the body, on calls and on downloads", async () => {
  tenant.faults.inject({ kind: "reset", operation: "siem.batch.cg", path: "download" });
  const [file] = (await listFiles(tenant, yesterday)).files;
  await expect(download(file?.url ?? "")).rejects.toThrow();
  expect((await download(file?.url ?? "")).status).toBe(200);
  tenant.faults.inject({ kind: "reset" });
  await expect(postV2(tenant, urlLogs, {})).rejects.toThrow();
  expect((await postV2(tenant, urlLogs, {})).status).toBe(200);
});

test("hang answers late or never, and never keeps the tenant from closing", async () => {
  const other = await startTenant({ clock, messagesPerDay: 10 });
  const bearer = await bearerOf(other);
  other.faults.inject({ kind: "hang", hangMs: 5 });
  expect((await postV2(other, urlLogs, {}, bearer)).status).toBe(200);
  other.faults.inject({ kind: "hang" });
  const hanging = postV2(other, urlLogs, {}, bearer);
  const outcome = expect(hanging).rejects.toThrow();
  while (other.requests().filter(({ operation }) => operation === "ttp.url.get-logs").length < 2) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await other.close();
  await outcome;
});

test("corrupt-gzip sticks to one file for as many downloads, which count as not served", async () => {
  tenant.faults.inject({ kind: "corrupt-gzip", times: 2 });
  const before = tenant.served("2.0")["siem-2.0"];
  const [first, second] = (await listFiles(tenant, { ...yesterday, type: "delivery" })).files;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const bytes = Buffer.from(await (await fetch(first?.url ?? "")).arrayBuffer());
    expect(() => gunzipSync(bytes)).toThrow();
    expect(tenant.served("2.0")["siem-2.0"]).toBe(before);
  }
  const good = await download(second?.url ?? "");
  const repaired = await download(first?.url ?? "");
  expect(tenant.served("2.0")["siem-2.0"]).toBe(before + good.lines.length + repaired.lines.length);
  tenant.faults.inject({ kind: "corrupt-gzip", damage: "scrambled" });
  const scrambled = Buffer.from(await (await fetch(first?.url ?? "")).arrayBuffer());
  expect(() => gunzipSync(scrambled)).toThrow();
});

test("broken-line adds a line that is no JSON and a blank one to the true ones", async () => {
  const [file] = (await listFiles(tenant, yesterday)).files;
  const plain = await download(file?.url ?? "");
  tenant.faults.inject({ kind: "broken-line", type: "receipt" });
  const response = await fetch(file?.url ?? "");
  const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString();
  const lines = text.split("\n");
  expect(lines.filter((line) => parseJson(line) !== undefined)).toEqual(plain.lines);
  expect(lines.filter((line) => line !== "" && parseJson(line) === undefined)).toHaveLength(1);
  expect(text).toContain("\n\n");
});

test("expired-link refuses one download; the same page lists the file again", async () => {
  tenant.faults.inject({ kind: "expired-link" });
  const [file] = (await listFiles(tenant, yesterday)).files;
  expect((await download(file?.url ?? "")).status).toBe(403);
  const [again] = (await listFiles(tenant, yesterday)).files;
  expect(again?.url.split("?")[0]).toBe(file?.url.split("?")[0]);
  expect((await download(again?.url ?? "")).status).toBe(200);
});

test("duplicate-in-listing repeats a URL; redeliver repeats lines of an earlier file in a later one", async () => {
  tenant.faults.inject({ kind: "duplicate-in-listing" });
  const doubled = await listFiles(tenant, yesterday);
  const urls = doubled.files.map(({ url }) => url);
  expect([urls.length, new Set(urls).size]).toEqual([6, 5]);
  const query = { ...yesterday, type: "process", pageSize: "2" };
  const plain = await Promise.all((await listFiles(tenant, query)).files.map(({ url }) => download(url)));
  tenant.faults.inject({ kind: "redeliver", type: "process" });
  const listed = (await listFiles(tenant, query)).files;
  const repeated = await Promise.all(listed.map(({ url }) => download(url)));
  expect(repeated[1]?.lines).toEqual([...(plain[1]?.lines ?? []), ...(plain[0]?.lines ?? [])]);
  expect(repeated[1]?.bytes.length).toBe(listed[1]?.size);
});

test("an empty page can still have a next one, on clicks and on listings", async () => {
  const plain = await readClickPage(tenant, { item: span, pageSize: 10 });
  tenant.faults.inject({ kind: "empty-page-with-next", feed: "ttp-url" });
  const empty = await readClickPage(tenant, { item: span, pageSize: 10 });
  expect([empty.rows.length, empty.next === null]).toEqual([0, false]);
  expect((await readClickPage(tenant, { pageToken: empty.next ?? "", pageSize: 10 })).rows).toEqual(
    plain.rows,
  );
  tenant.faults.inject({ kind: "empty-page-with-next", feed: "siem-2.0" });
  const page = await listFiles(tenant, yesterday);
  expect([page.files.length, page.isCaughtUp]).toEqual([0, false]);
  const next = await listFiles(tenant, { ...yesterday, nextPage: page.nextPage });
  expect(next.files.length).toBe(5);
});

test("bad-zip is no zip and counts for nothing, yet the token goes on; asked again, the zip is good", async () => {
  const before = tenant.served("1.0")["siem-1.0"];
  tenant.faults.inject({ kind: "bad-zip" });
  const bad = await readChain(tenant, { fileFormat: "json", compress: true });
  expect(() => unzipSync(new Uint8Array(bad.bytes))).toThrow();
  expect([bad.fileName?.endsWith(".zip"), bad.token !== null]).toEqual([true, true]);
  expect(tenant.served("1.0")["siem-1.0"]).toBe(before);
  const good = await readChain(tenant, { fileFormat: "json", compress: true });
  expect(Object.keys(unzipSync(new Uint8Array(good.bytes))).length).toBeGreaterThan(1);
  expect(good.token).toBe(bad.token);
});

test("bad-json-in-zip breaks one file of a good zip", async () => {
  const plain = unzipSync(
    new Uint8Array((await readChain(tenant, { fileFormat: "json", compress: true })).bytes),
  );
  tenant.faults.inject({ kind: "bad-json-in-zip" });
  const broken = unzipSync(
    new Uint8Array((await readChain(tenant, { fileFormat: "json", compress: true })).bytes),
  );
  expect(Object.keys(broken)).toEqual(Object.keys(plain));
  const texts = Object.values(broken).map((content) => Buffer.from(content).toString());
  expect(texts.filter((text) => parseJson(text) === undefined)).toHaveLength(1);
});

test("late-events put rows into the window read last, from now on", async () => {
  const window = { from: formatUtc(clock.now() - hourMs), to: formatUtc(clock.now()) };
  const before = await readAllClicks(tenant, window);
  tenant.faults.inject({ kind: "late-events", count: 4 });
  const after = await readAllClicks(tenant, window);
  expect(after.length).toBe(before.length + 4);
  expect(after).toEqual(expect.arrayContaining(before));
  const truth = [...tenant.truth("ttp-url", { from: clock.now() - hourMs, until: clock.now() })];
  expect(truth.length).toBe(after.length);
});

test("clear disarms what has not struck", async () => {
  tenant.faults.inject({ kind: "server-error", times: Infinity });
  expect((await postV2(tenant, urlLogs, {})).status).toBe(500);
  expect((await postV2(tenant, urlLogs, {})).status).toBe(500);
  tenant.faults.clear();
  expect(listAt((await postV2(tenant, urlLogs, {})).json, "fail")).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  readAllClicks,
  readClickPage,
  truthOf,
  urlLogs,
} from "../testing/client.js";
import { readObject, readText } from "../wire/decode.js";
import { formatUtc } from "./click-row.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const span = { from: formatUtc(noon - dayMs), to: formatUtc(noon) };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 5000 });
});
afterAll(() => tenant.close());

const clicksOf = (from: number, until: number) => truthOf(tenant, "ttp-url", { from, until });

test("pages of any size give the whole window once, in either order", async () => {
  const truth = clicksOf(noon - dayMs, noon);
  expect(truth.length).toBeGreaterThan(200);
  expect(await readAllClicks(tenant, { ...span, oldestFirst: true }, 7)).toEqual(truth);
  expect(await readAllClicks(tenant, { ...span, oldestFirst: true }, truth.length)).toEqual(truth);
  expect(await readAllClicks(tenant, span, 100)).toEqual([...truth].reverse());
  expect(tenant.served("2.0")["ttp-url"]).toBe(truth.length);
  expect(tenant.served("1.0")["ttp-url"]).toBe(0);
});

test("the last page has no next; an empty window has an empty page", async () => {
  const all = await readClickPage(tenant, { item: span });
  expect(all.next).toBeNull();
  const empty = await readClickPage(tenant, {
    item: { from: formatUtc(noon + hourMs), to: formatUtc(noon + dayMs) },
  });
  expect([empty.rows.length, empty.next]).toEqual([0, null]);
  expect(readObject(empty.reply.json, "meta")).toEqual({
    status: 200,
    pagination: { pageSize: 0, totalCount: 0 },
  });
});

test("both ends of the window are inclusive", async () => {
  const [row] = [...tenant.truth("ttp-url", { from: noon - 6 * hourMs, until: noon })];
  const at = formatUtc(row?.time ?? 0);
  const rows = await readAllClicks(tenant, { from: at, to: at });
  expect(rows).toContainEqual(JSON.parse(row?.raw ?? ""));
});

test("later pages answer the first page's question, filters sent again or not", async () => {
  const first = await readClickPage(tenant, { item: { ...span, scanResult: "malicious" }, pageSize: 2 });
  const second = await readClickPage(tenant, { pageSize: 2, pageToken: first.next ?? "" });
  const repeated = await readClickPage(tenant, {
    item: { scanResult: "clean" },
    pageSize: 2,
    pageToken: first.next ?? "",
  });
  expect(second.rows.map((row) => readText(row, "scanResult"))).toEqual(["malicious", "malicious"]);
  expect(repeated.rows).toEqual(second.rows);
});

test("route and scanResult filter; all means no filter", async () => {
  const truth = clicksOf(noon - dayMs, noon);
  const internal = await readAllClicks(tenant, { ...span, route: "internal" });
  expect(internal.length).toBe(truth.filter((row) => readText(row, "route") === "internal").length);
  expect((await readAllClicks(tenant, { ...span, route: "all", scanResult: "all" })).length).toBe(
    truth.length,
  );
});

test("nothing is asked: today so far, 25 rows, newest first", async () => {
  const reply = await postV2(tenant, urlLogs, {});
  const rows = listAt(reply.json, "data", 0, "clickLogs");
  const dates = rows.map((row) => readText(row, "date") ?? "");
  expect(rows.length).toBe(25);
  expect(dates).toEqual([...dates].sort().reverse());
  expect(dates.every((date) => date.startsWith("2026-03-11T"))).toBe(true);
});

test("the request is validated: dates, enumerations, page sizes, tokens", async () => {
  const codes = [];
  for (const item of [
    { from: "2026-03-11" },
    { to: "now" },
    { route: "sideways" },
    { scanResult: "bad" },
    null,
  ]) {
    codes.push(codeOf(await callV1(tenant, urlLogs, { data: [item] })));
  }
  expect(codes).toEqual([
    "err_validation_invalid_date",
    "err_validation_invalid_date",
    "err_validation_value_not_allowed",
    "err_validation_value_not_allowed",
    "err_deserialise",
  ]);
  for (const pageSize of [0, 501, 1.5]) {
    const reply = await postV2(tenant, urlLogs, { meta: { pagination: { pageSize } } });
    expect(reply.status).toBe(400);
  }
  const token = await postV2(tenant, urlLogs, { meta: { pagination: { pageToken: "eNoNotOurs" } } });
  expect([token.status, codeOf(token)]).toEqual([400, "xdk_failure"]);
});

test("a date may end in Z or a zone with a colon", async () => {
  const plain = await readAllClicks(tenant, span);
  const zulu = { from: span.from.replace("+0000", "Z"), to: span.to.replace("+0000", "+00:00") };
  expect(await readAllClicks(tenant, zulu)).toEqual(plain);
});

test("what has not happened yet is not there, and is later", async () => {
  const before = await readAllClicks(tenant, { from: formatUtc(noon), to: formatUtc(noon + hourMs) });
  clock.advance(hourMs);
  const after = await readAllClicks(tenant, { from: formatUtc(noon), to: formatUtc(noon + hourMs) });
  expect(before.length).toBeLessThan(after.length);
});

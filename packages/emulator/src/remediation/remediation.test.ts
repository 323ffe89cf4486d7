import { afterAll, beforeAll, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  callV1,
  codeOf,
  type List,
  listAt,
  noon,
  postV2,
  readPage,
  readPages,
  rowsOf,
  truthOf,
} from "../testing/client.js";
import { type JsonObject, readNumber, readObject, readText } from "../wire/decode.js";

const incidents: List = { path: "/api/ttp/remediation/find-incidents", under: "incidents" };
const getIncident = "/api/ttp/remediation/get-incident";
const searchHash = "/api/ttp/remediation/search-hash";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const month = { start: formatUtc(noon - 30 * dayMs), end: formatUtc(noon) };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1000 });
});
afterAll(() => tenant.close());

const truth = () =>
  truthOf(tenant, "remediation-incidents", { from: noon - 30 * dayMs, until: noon }).reverse();
const timeOf = (row: unknown, field: string) =>
  Date.parse((readText(row, field) ?? "").replace("+0000", "Z"));
const hashOf = (row: unknown) => readText(readObject(row, "searchCriteria"), "fileHash") ?? "";

test("incidents are paged to their end, newest first, alike in both generations", async () => {
  const rows = truth();
  expect(rows.length).toBeGreaterThan(20);
  expect(await readPages(tenant, incidents, { item: month, pageSize: 7 })).toEqual(rows);
  // Without bounds a search goes back as far.
  expect(await readPages(tenant, incidents, { item: { searchBy: { fieldName: "all" } } })).toEqual(rows);
  expect((await readPage(tenant, incidents, { item: month, pageSize: 7 })).totalCount).toBe(rows.length);
  const reply = await callV1(tenant, incidents.path, {
    meta: { pagination: { pageSize: 500 } },
    data: [month],
  });
  expect(rowsOf(reply, incidents)).toEqual(rows);
  expect(tenant.served("2.0")["remediation-incidents"]).toBe(rows.length);
});

test("both ends of the span are inclusive, and mean the creation", async () => {
  const [row] = truth();
  const at = readText(row, "create");
  expect(await readPages(tenant, incidents, { item: { start: at, end: at } })).toEqual([row]);
});

test.each([
  ["code", (row: JsonObject) => readText(row, "code") ?? ""],
  ["file_hash", hashOf],
  ["reason", (row: JsonObject) => readText(row, "reason") ?? ""],
] as const)("incidents are searched by %s", async (fieldName, read) => {
  const rows = truth();
  const value = read(rows[2] ?? {});
  const found = await readPages(tenant, incidents, { item: { ...month, searchBy: { fieldName, value } } });
  expect(found).toEqual(rows.filter((row) => read(row) === value));
});

test("incidents are filtered by type", async () => {
  const filterBy = [{ fieldName: "type", value: "automatic" }];
  const found = await readPages(tenant, incidents, { item: { ...month, filterBy } });
  expect(found).toEqual(truth().filter((row) => readText(row, "type") === "automatic"));
  expect(found.length).toBeLessThan(truth().length);
});

test("every incident is about a file that the attachment log calls malicious, and is made after it", async () => {
  const scans = truthOf(tenant, "ttp-attachment", { from: noon - 32 * dayMs, until: noon });
  for (const row of truth()) {
    const scan = scans.find((candidate) => readText(candidate, "fileHash") === hashOf(row));
    expect(readText(scan, "result")).toBe("malicious");
    expect(timeOf(scan, "date")).toBeLessThan(timeOf(row, "create"));
  }
});

test("the counts and modified go up for a while after create, and get-incident tells the same", async () => {
  const from = clock.now();
  let newest: JsonObject | undefined;
  while (newest === undefined) {
    clock.advance(5 * minuteMs);
    const rows = truthOf(tenant, "remediation-incidents", { from });
    newest = rows.find((row) => readText(row, "type") === "automatic");
  }
  const id = readText(newest, "id");
  const versions: unknown[] = [newest];
  const readNew = () =>
    readPages(tenant, incidents, { item: { start: formatUtc(from), end: formatUtc(clock.now()) } });
  expect(await readNew()).toContainEqual(newest);
  for (let step = 0; step < 12; step += 1) {
    clock.advance(10 * minuteMs);
    versions.push(listAt((await postV2(tenant, getIncident, { data: [{ id }] })).json, "data")[0]);
  }
  const counts = versions.map(
    (row) => (readNumber(row, "successful") ?? 0) + (readNumber(row, "failed") ?? 0),
  );
  const last = versions.at(-1);
  expect(counts).toEqual([...counts].sort((one, other) => one - other));
  expect(counts.at(-1)).toBe(readNumber(last, "identified"));
  expect(counts[0]).toBeLessThan(counts.at(-1) ?? 0);
  expect(timeOf(last, "modified")).toBeGreaterThan(timeOf(last, "create"));
  expect(new Set(versions.map((row) => readText(row, "create"))).size).toBe(1);
  expect(await readNew()).toContainEqual(last);
  // Each version counts as a record of its own.
  expect(tenant.served("2.0")["remediation-incidents"]).toBeGreaterThan(truth().length + 1);
});

test("some incidents are taken back days later", () => {
  const restored = truth().filter((row) => (readNumber(row, "restored") ?? 0) > 0);
  expect(restored.length).toBeGreaterThan(0);
  for (const row of restored) {
    expect(timeOf(row, "modified") - timeOf(row, "create")).toBeGreaterThan(hourMs);
    expect(readText(readObject(row, "searchCriteria"), "restoreCode")).not.toBe("");
  }
});

test("by the last change instead of the creation, where that oddity is on", async () => {
  const other = await startTenant({
    clock: createClock({ start: noon, frozen: true }),
    messagesPerDay: 1000,
    guesses: { incidentsByModified: true },
  });
  const row = truth().find((candidate) => (readNumber(candidate, "restored") ?? 0) > 0);
  const at = readText(row, "modified");
  const codes = async (asked: Tenant) =>
    (await readPages(asked, incidents, { item: { start: at, end: at } })).map((found) =>
      readText(found, "code"),
    );
  expect(await codes(other)).toEqual([readText(row, "code")]);
  expect(await codes(tenant)).toEqual([]);
  await other.close();
});

test("get-incident takes up to 25 ids, and an unknown one fails alone", async () => {
  const [one, two] = truth();
  const ask = (ids: unknown[]) => postV2(tenant, getIncident, { data: ids.map((id) => ({ id })) });
  const reply = await ask([readText(two, "id"), "eNoNothing", readText(one, "id")]);
  expect(listAt(reply.json, "data")).toEqual([two, one]);
  expect([reply.status, codeOf(reply)]).toEqual([200, "err_remediation_incident_not_found"]);
  const many = Array.from({ length: 26 }, () => readText(one, "id"));
  expect(codeOf(await ask(many))).toBe("err_validation_value_not_allowed");
  expect(codeOf(await ask([undefined]))).toBe("err_validation_null");
  expect(codeOf(await postV2(tenant, getIncident, {}))).toBe("err_validation_null");
});

test("search-hash tells what came with the account's mail", async () => {
  const scans = truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon });
  const seen = [scans[0], scans.at(-1)].map((row) => readText(row, "fileHash") ?? "");
  const unseen = "0".repeat(64);
  const reply = await postV2(tenant, searchHash, { data: [{ hashes: [...seen, unseen, "not a hash"] }] });
  expect(reply.json["data"]).toEqual([
    {
      hashStatus: [...seen.map((hash) => ({ hash, detected: true })), { hash: unseen, detected: false }],
      failedHashes: ["not a hash"],
    },
  ]);
  expect(codeOf(await postV2(tenant, searchHash, { data: [{}] }))).toBe("err_validation_null");
  const hashes = Array.from({ length: 101 }, () => unseen);
  expect(codeOf(await postV2(tenant, searchHash, { data: [{ hashes }] }))).toBe(
    "err_validation_value_not_allowed",
  );
});

test("a search wants at least one field, of those there are", async () => {
  const codes = [];
  for (const item of [
    {},
    { searchBy: { fieldName: "colour" } },
    { filterBy: [{ fieldName: "x" }] },
    { start: "x" },
  ])
    codes.push(codeOf(await postV2(tenant, incidents.path, { data: [item] })));
  expect(codes).toEqual([
    "err_validation_at_least_one_not_null",
    "err_validation_value_not_allowed",
    "err_validation_value_not_allowed",
    "err_validation_invalid_date",
  ]);
});

test("without the permission or the product all three are refused", async () => {
  const role = tenant.administration.createApplication2({
    products: ["Threat Management"],
    permissions: ["Monitoring | Held | Read"],
  });
  const product = tenant.administration.createApplication2({ products: ["Connectors"], permissions: null });
  for (const path of [incidents.path, getIncident, searchHash]) {
    const replies = [
      await postV2({ v2: role.credentials }, path, {}),
      await postV2({ v2: product.credentials }, path, {}),
    ];
    expect(replies.map((reply) => [reply.status, codeOf(reply)])).toEqual([
      [403, "forbidden"],
      [403, "app_forbidden"],
    ]);
  }
});

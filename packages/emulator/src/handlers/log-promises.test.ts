import { operations } from "@postern/mimecast/catalogue";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, startOfDay } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { operationOfFeed } from "../tenant/feeds.js";
import {
  callV1,
  codeOf,
  type List,
  noon,
  postV2,
  readPage,
  readPages,
  rowsOf,
  truthOf,
} from "../testing/client.js";
import { type JsonObject, readText } from "../wire/decode.js";

/** What every log read in spans of time promises alike. */
interface Log extends List {
  readonly feed: keyof typeof operationOfFeed;
  readonly from: string;
  readonly until: string;
  /** Where a record has its time. */
  readonly time: string;
  readonly item?: object;
}

const logs: readonly Log[] = [
  {
    feed: "ttp-url",
    path: "/api/ttp/url/get-logs",
    under: "clickLogs",
    from: "from",
    until: "to",
    time: "date",
  },
  {
    feed: "ttp-attachment",
    path: "/api/ttp/attachment/get-logs",
    under: "attachmentLogs",
    from: "from",
    until: "to",
    time: "date",
  },
  {
    feed: "ttp-impersonation",
    path: "/api/ttp/impersonation/get-logs",
    under: "impersonationLogs",
    from: "from",
    until: "to",
    time: "eventTime",
  },
  { feed: "dlp", path: "/api/dlp/get-logs", under: "dlpLogs", from: "from", until: "to", time: "eventTime" },
  {
    feed: "audit",
    path: "/api/audit/get-audit-events",
    from: "startDateTime",
    until: "endDateTime",
    time: "eventTime",
  },
  {
    feed: "rejections",
    path: "/api/gateway/get-rejections",
    under: "rejections",
    from: "start",
    until: "end",
    time: "created",
    item: { admin: true },
  },
  {
    feed: "held-releases",
    path: "/api/gateway/get-held-release-logs",
    under: "heldReleaseLogs",
    from: "start",
    until: "end",
    time: "released",
  },
  {
    feed: "archive-search",
    path: "/api/archive/get-search-logs",
    under: "logs",
    from: "start",
    until: "end",
    time: "createTime",
  },
  { feed: "archive-view", path: "/api/archive/get-view-logs", from: "start", until: "end", time: "viewed" },
];

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const span = { from: noon - 2 * dayMs, until: noon };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 1000 });
});
afterAll(() => tenant.close());
afterEach(() => {
  const { administration } = tenant;
  administration.application2.setPermissions(null);
});

function ask(log: Log, from: number, until: number): object {
  return { ...log.item, [log.from]: formatUtc(from), [log.until]: formatUtc(until) };
}

test.each(logs)("$feed: pages of any size give the whole span once, newest first", async (log) => {
  const truth = truthOf(tenant, log.feed, span).reverse();
  expect(truth.length).toBeGreaterThan(5);
  const item = ask(log, span.from, span.until);
  for (const pageSize of [Math.ceil(truth.length / 3), truth.length, 500]) {
    expect(await readPages(tenant, log, { item, pageSize })).toEqual(truth);
  }
  const first = await readPage(tenant, log, { item, pageSize: 2 });
  expect([first.rows, first.totalCount]).toEqual([truth.slice(0, 2), truth.length]);
  // Filters left out with a page token, or others sent, change nothing.
  const again = { pageSize: 2, pageToken: first.next ?? "" };
  const second = await readPage(tenant, log, again);
  expect(second.rows).toEqual(truth.slice(2, 4));
  // The way back leads over the same pages, to one with nothing before it.
  const third = await readPage(tenant, log, { pageSize: 1, pageToken: second.next ?? "" });
  const back = await readPage(tenant, log, { pageSize: 3, pageToken: third.previous ?? "" });
  expect([back.rows, back.previous === null]).toEqual([truth.slice(1, 4), false]);
  const start = await readPage(tenant, log, { pageSize: 3, pageToken: back.previous ?? "" });
  expect([start.rows, start.previous, first.previous]).toEqual([truth.slice(0, 1), null, null]);
  expect((await readPage(tenant, log, { pageSize: 3, pageToken: start.next ?? "" })).rows).toEqual(
    truth.slice(1, 4),
  );
  expect((await readPage(tenant, log, { ...again, item: ask(log, 0, 1000) })).rows).toEqual(
    truth.slice(2, 4),
  );
  expect(tenant.served("2.0")[log.feed]).toBe(truth.length);
});

test.each(logs)("$feed: both generations answer alike", async (log) => {
  const body = { meta: { pagination: { pageSize: 7 } }, data: [ask(log, span.from, span.until)] };
  const [one, two] = [await callV1(tenant, log.path, body), await postV2(tenant, log.path, body)];
  expect(rowsOf(one, log).length).toBeGreaterThan(0);
  expect(one.json).toEqual(two.json);
});

test.each(logs)("$feed: both ends of the span are inclusive", async (log) => {
  const [row = {}] = truthOf(tenant, log.feed, span);
  const at = Date.parse((readText(row, log.time) ?? "").replace("+0000", "Z"));
  const asked = async (from: number, until: number): Promise<unknown[]> =>
    readPages(tenant, log, { item: ask(log, from, until) });
  expect(await asked(at, at)).toContainEqual(row);
  expect(await asked(at + 1000, at + dayMs)).not.toContainEqual(row);
  expect(await asked(at - dayMs, at - 1000)).not.toContainEqual(row);
});

test.each(logs)("$feed: what has not happened yet isn't there, and is later", async (log) => {
  const start = clock.now();
  const item = ask(log, start + 1000, start + dayMs);
  const before = await readPages(tenant, log, { item });
  clock.advance(dayMs);
  const after = await readPages(tenant, log, { item });
  clock.set(start);
  expect(before).toEqual([]);
  expect(after.length).toBeGreaterThan(0);
});

test.each(logs.filter(({ feed }) => feed !== "held-releases" && feed !== "audit"))(
  "$feed: without a span it is today so far",
  async (log) => {
    const today = truthOf(tenant, log.feed, { from: startOfDay(noon), until: noon }).reverse();
    expect(await readPages(tenant, log, { item: { ...log.item } })).toEqual(today);
  },
);

test.each(logs)("$feed: a malformed date, a null item, a page size and a token are refused", async (log) => {
  const good = ask(log, span.from, span.until);
  for (const field of [log.from, log.until]) {
    const reply = await callV1(tenant, log.path, { data: [{ ...good, [field]: "2026-03-11" }] });
    expect([reply.status, codeOf(reply)]).toEqual([200, "err_validation_invalid_date"]);
  }
  expect(codeOf(await callV1(tenant, log.path, { data: [null] }))).toBe("err_deserialise");
  for (const pagination of [{ pageSize: 0 }, { pageSize: 501 }]) {
    expect((await postV2(tenant, log.path, { meta: { pagination }, data: [good] })).status).toBe(400);
  }
  const token = await readPage(tenant, log, { pageToken: "eNoNotOurs" });
  expect([token.reply.status, codeOf(token.reply)]).toEqual([400, "xdk_failure"]);
});

test.each(logs)("$feed: a role without its permission gets 403, whatever else it has", async (log) => {
  const { permission } = operations[operationOfFeed[log.feed]];
  const { application2 } = tenant.administration;
  const body = { data: [ask(log, span.from, span.until)] };
  application2.setPermissions(["Account | Settings | Read"]);
  const refused = await postV2(tenant, log.path, body);
  expect([refused.status, codeOf(refused)]).toEqual([403, "forbidden"]);
  application2.setPermissions([permission ?? ""]);
  expect((await postV2(tenant, log.path, body)).status).toBe(200);
});

test.each(logs)("$feed: an application without its product gets 403 app_forbidden", async (log) => {
  const other = tenant.administration.createApplication2({
    products: ["Connectors"],
    permissions: null,
  });
  const reply = await postV2({ v2: other.credentials }, log.path, {});
  expect([reply.status, codeOf(reply)]).toEqual([403, "app_forbidden"]);
});

test("audit events want both ends of their span", async () => {
  const [, , , , log] = logs;
  for (const field of ["startDateTime", "endDateTime"]) {
    const item = {
      startDateTime: formatUtc(span.from),
      endDateTime: formatUtc(span.until),
      [field]: undefined,
    };
    expect(codeOf(await postV2(tenant, log?.path ?? "", { data: [item] }))).toBe("err_validation_null");
  }
});

test("a time that is no text is refused like one of another form: it was taken for none", async () => {
  for (const { path, from, until, item } of logs)
    for (const wrong of [42, true, {}, [formatUtc(span.from)], "yesterday"]) {
      const bounds = { [from]: formatUtc(span.from), [until]: wrong };
      const reply = await postV2(tenant, path, { data: [{ ...item, ...bounds }] });
      expect([path, wrong, codeOf(reply)]).toEqual([path, wrong, "err_validation_invalid_date"]);
    }
});

const read = (field: string) => (row: JsonObject) => readText(row, field) ?? "";
const has = (field: string, text: string) => (row: JsonObject) =>
  read(field)(row).toLowerCase().includes(text.toLowerCase());

/** A filter, and which rows of the truth it lets through. Each lets some through and not all. */
const filters: readonly (readonly [feed: Log["feed"], filter: object, lets: (row: JsonObject) => boolean])[] =
  [
    ["ttp-url", { route: "internal" }, (row) => read("route")(row) === "internal"],
    ["ttp-url", { scanResult: "malicious" }, (row) => read("scanResult")(row) === "malicious"],
    ["ttp-attachment", { result: "malicious" }, (row) => read("result")(row) === "malicious"],
    ["ttp-impersonation", { searchField: "recipientAddress", query: "AR" }, has("recipientAddress", "ar")],
    ["ttp-impersonation", { searchField: "all", query: "@c" }, has("senderAddress", "@c")],
    ["dlp", { actions: ["smart_folder"] }, (row) => read("action")(row) === "smart_folder"],
    ["dlp", { routes: ["inbound"] }, (row) => read("route")(row) === "inbound"],
    ["dlp", { searchField: "policy", query: "CARD" }, has("policy", "card")],
    [
      "audit",
      { categories: ["authentication_logs"] },
      (row) => read("category")(row) === "authentication_logs",
    ],
    ["audit", { query: "logged on" }, has("auditType", "logged on")],
    ["rejections", { searchBy: { fieldName: "type", value: "rbl" } }, has("description", "rbl")],
    ["rejections", { searchBy: { field: "from", value: "@c" } }, has("fromAddress", "@c")],
    ["archive-search", { query: "scheduled" }, has("description", "scheduled")],
    [
      "held-releases",
      { filterBy: [{ fieldName: "status", value: "released" }] },
      (row) => read("status")(row) === "released",
    ],
  ];

test.each(filters)("%s: %j lets through what it says", async (feed, filter, lets) => {
  const log = logs.find((candidate) => candidate.feed === feed);
  if (log === undefined) throw new Error(`No log ${feed}`);
  const truth = truthOf(tenant, feed, span).reverse();
  const found = await readPages(tenant, log, { item: { ...ask(log, span.from, span.until), ...filter } });
  expect(found).toEqual(truth.filter(lets));
  expect([found.length > 0, found.length < truth.length]).toEqual([true, true]);
});

test("filters that leave nothing out, and rejections for one mailbox", async () => {
  const item = { from: formatUtc(span.from), to: formatUtc(span.until) };
  const impersonations = { path: "/api/ttp/impersonation/get-logs", under: "impersonationLogs" };
  const all = await readPages(tenant, impersonations, { item });
  const same = { ...item, taggedMalicious: true, actions: ["hold"], identifiers: ["internal_user_name"] };
  expect(await readPages(tenant, impersonations, { item: same })).toEqual(all);
  const none = { ...item, taggedMalicious: false };
  expect(await readPages(tenant, impersonations, { item: none })).toEqual([]);
  const [refused = {}] = truthOf(tenant, "rejections", span);
  const bounds = { start: formatUtc(span.from), end: formatUtc(span.until) };
  const mailbox = readText(refused, "toAddress") ?? "";
  const rejections = { path: "/api/gateway/get-rejections", under: "rejections" };
  const theirs = await readPages(tenant, rejections, { item: { ...bounds, admin: true, mailbox } });
  expect(new Set(theirs.map((row) => readText(row, "toAddress")))).toEqual(new Set([mailbox]));
  expect(await readPages(tenant, rejections, { item: bounds })).toEqual([]);
});

test.each([
  ["/api/ttp/attachment/get-logs", { route: "sideways" }, "err_validation_value_not_allowed"],
  ["/api/ttp/attachment/get-logs", { result: "unwell" }, "err_validation_value_not_allowed"],
  [
    "/api/ttp/impersonation/get-logs",
    { searchField: "colour", query: "x" },
    "err_validation_value_not_allowed",
  ],
  ["/api/ttp/impersonation/get-logs", { searchField: "subject" }, "err_validation_null"],
  ["/api/dlp/get-logs", { searchField: "colour" }, "err_validation_value_not_allowed"],
  [
    "/api/gateway/get-rejections",
    { searchBy: { fieldName: "x", value: "y" } },
    "err_validation_value_not_allowed",
  ],
])("%s refuses %j", async (path, item, code) => {
  expect(codeOf(await postV2(tenant, path, { data: [item] }))).toBe(code);
});

test("the archive's undated list has all searches, those of the audit log among them", async () => {
  const undated = { path: "/api/archive/get-archive-search-logs", under: "logs" };
  const everything = await readPages(tenant, undated, { item: {} });
  expect(everything).toEqual(truthOf(tenant, "archive-search").reverse());
  const audited = truthOf(tenant, "audit", span).filter(has("auditType", "search action"));
  const searches = everything.map((row) => `${readText(row, "emailAddr")} ${readText(row, "createTime")}`);
  expect(searches).toEqual(
    expect.arrayContaining(audited.map((row) => `${readText(row, "user")} ${readText(row, "eventTime")}`)),
  );
  expect(searches.some((search) => search.startsWith("<> "))).toBe(true);
  expect(await readPages(tenant, undated, { item: { query: "nobody searched for this" } })).toEqual([]);
});

test("archived messages are looked at after a search, bounces among them", async () => {
  const month = { from: noon - 30 * dayMs, until: noon };
  const views = truthOf(tenant, "archive-view", month);
  const searchers = new Set(truthOf(tenant, "archive-search", month).map(read("emailAddr")));
  expect(views.every((row) => searchers.has(read("viewer")(row)))).toBe(true);
  expect(views.every((row) => read("messageDate")(row) < read("viewed")(row))).toBe(true);
  expect(views.some((row) => read("from")(row) === "<>")).toBe(true);
  const list = { path: "/api/archive/get-view-logs" };
  const bounds = { start: formatUtc(month.from), end: formatUtc(month.until) };
  const found = await readPages(tenant, list, { item: { ...bounds, query: "<>" } });
  expect(found).toEqual(views.filter((row) => read("from")(row) === "<>").reverse());
});

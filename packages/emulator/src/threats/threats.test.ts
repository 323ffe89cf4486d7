import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { askV2, bearerOf, getV2, listAt, noon, type Reply, truthOf } from "../testing/client.js";
import { readNumber, readObject, readText } from "../wire/decode.js";
import { seriesNames } from "./statistics.js";

let tenant: Tenant;
let bearer: string;
const clock = createClock({ start: noon, frozen: true });
const day = { from: noon - dayMs, until: noon };
const hoursOfDay = { from: noon - dayMs + 53 * 60_000, until: noon };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 2000 });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());

const utc = (time: number) => `${new Date(time).toISOString()}[UTC]`;
const get = (path: string, query: Record<string, string> = {}) =>
  getV2(tenant, `${path}?${new URLSearchParams(query)}`, bearer);
const errorOf = (reply: Reply) => readText(listAt(reply.json, "errors")[0], "field");

async function readList(path: string, query: Record<string, string> = {}): Promise<unknown[]> {
  const rows: unknown[] = [];
  let cursor = {};
  for (;;) {
    const reply = await get(path, { ...query, ...cursor });
    rows.push(...listAt(reply.json, "value"));
    const next = readText(readObject(reply.json, "meta"), "nextPage");
    if (next === null) return rows;
    cursor = { pageToken: next };
  }
}

const lists = [
  { feed: "threat-events", path: "/threats/v1/events" },
  { feed: "reported-emails", path: "/threat-reporting/v1/reported-emails" },
] as const;

test.each(lists)("$feed: pages of any size give the last day once, newest first", async ({ feed, path }) => {
  const truth = truthOf(tenant, feed, day).reverse();
  expect(truth.length).toBeGreaterThan(2);
  for (const pageSize of ["2", "100"]) expect(await readList(path, { pageSize })).toEqual(truth);
  expect(tenant.served("2.0")[feed]).toBe(truth.length);
  const first = await get(path, { pageSize: "2" });
  const nextPage = readText(readObject(first.json, "meta"), "nextPage") ?? "";
  // The other name for the cursor in a query.
  const second = await get(path, { pageSize: "2", nextPage });
  expect(listAt(second.json, "value")).toEqual(truth.slice(2, 4));
});

test.each(lists)("$feed: a span goes further back", async ({ feed, path }) => {
  const span = { from: noon - 3 * dayMs, until: noon - 2 * dayMs };
  const query = { timestampRangeStartsAt: utc(span.from), timestampRangeEndsAt: utc(span.until) };
  const truth = truthOf(tenant, feed, { ...span, until: span.until - 1 }).reverse();
  expect(truth.length).toBeGreaterThan(0);
  expect(await readList(path, query)).toEqual(truth);
});

test("a detection has details, which name the file of the attachment log and the lines of the mail logs", async () => {
  const events = truthOf(tenant, "threat-events", { from: noon - 3 * dayMs, until: noon - hourMs });
  const sandboxed = events.find((row) => row["action"] === "Sandboxed");
  const path = `/threats/v1/events/${readText(sandboxed, "id")}/details`;
  const details = await readList(path, { source: "EMAIL" });
  const file = details.find((row) => readText(row, "type") === "FILE");
  const scans = truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon });
  expect(scans.map((row) => row["fileHash"])).toContain(readText(file, "sha256"));
  const lines = truthOf(tenant, "siem-2.0", { from: noon - 4 * dayMs });
  const ids = new Set(lines.map((row) => row["aggregateId"]));
  expect(events.filter((row) => !ids.has(row["aggregateId"]))).toEqual([]);
  expect(errorOf(await get(path))).toBe("source");
  const unknown = await get("/threats/v1/events/eNoNothing/details", { source: "EMAIL" });
  expect(unknown.status).toBe(404);
});

test("impersonations and held spam of other feeds are all among the detections", () => {
  const idsOf = (type: string) =>
    truthOf(tenant, "threat-events", day)
      .filter((row) => row["threatType"] === type)
      .map((row) => row["messageId"]);
  expect(idsOf("impersonation").sort()).toEqual(
    truthOf(tenant, "ttp-impersonation", day)
      .map((row) => row["messageId"])
      .sort(),
  );
  expect(idsOf("phishing")).toHaveLength(
    tenant
      .campaigns()
      .filter(({ startedAt }) => startedAt >= day.from && startedAt <= day.until)
      .reduce((sum, { recipients }) => sum + recipients.length, 0),
  );
});

test("a reported mail is judged hours later", async () => {
  const [report] = truthOf(tenant, "reported-emails", day).reverse();
  const id = readText(report, "reportedMessageAggregateId");
  const path = `/threat-reporting/v1/reported-emails/${id}`;
  const start = clock.now();
  clock.set(Date.parse(readText(report, "reportedDateTime") ?? ""));
  expect((await get(path)).json).toEqual({
    ...report,
    analysis: { status: "PENDING", verdict: null, dateTime: null },
  });
  clock.advance(4 * hourMs);
  bearer = await bearerOf(tenant);
  expect(readText((await get(path)).json["analysis"], "status")).toBe("COMPLETED");
  clock.set(start);
  bearer = await bearerOf(tenant);
  expect((await get("/threat-reporting/v1/reported-emails/eNoNothing")).status).toBe(404);
});

const stats = "/threats/v1/stats";
const ofDay = { timestampRangeStartsAt: utc(day.from) };

test.each(seriesNames)("%s counts hour by hour what other feeds tell", async (name) => {
  const reply = await get(`${stats}/${name}`, ofDay);
  const truth = [...tenant.truth("threat-statistics", day)].filter(({ type }) => type === name);
  expect(listAt(reply.json, "value")).toEqual(truth.map(({ raw }): unknown => JSON.parse(raw)));
  expect(truth).toHaveLength(24);
  const sum = truth.reduce((all, { raw }) => all + (readNumber(JSON.parse(raw), "detectionCount") ?? 0), 0);
  const events = truthOf(tenant, "threat-events", hoursOfDay);
  const ofType = (type: string) => events.filter((row) => row["threatType"] === type).length;
  const expected = {
    "attachment-scans": truthOf(tenant, "ttp-attachment", hoursOfDay).length,
    "gateway-detections": events.length,
    impersonations: ofType("impersonation"),
    phishing: ofType("phishing"),
    suspicious: ofType("suspicious"),
    unwanted: ofType("unwanted"),
    "url-clicks": truthOf(tenant, "ttp-url", hoursOfDay).length,
  };
  expect(sum).toBe(expected[name]);
  expect(sum).toBeGreaterThan(0);
});

test("all series handed out are counted as served, each hour of each once", async () => {
  for (const name of [...seriesNames, ...seriesNames]) await get(`${stats}/${name}`, ofDay);
  expect(tenant.served("2.0")["threat-statistics"]).toBe(7 * 24);
});

test("detections of one type alone can be counted", async () => {
  const path = `${stats}/gateway-detections`;
  const one = listAt((await get(path, { ...ofDay, type: "phishing" })).json, "value");
  expect(one).toEqual(listAt((await get(`${stats}/phishing`, ofDay)).json, "value"));
  expect(errorOf(await get(path, { ...ofDay, type: "weather" }))).toBe("type");
});

test("a series is told in the zone of its start, half hours and summer time included", async () => {
  const first = async (start: string) => {
    const reply = await get(`${stats}/phishing`, { timestampRangeStartsAt: start });
    return readText(listAt(reply.json, "value")[0], "startTimestamp");
  };
  expect(await first("2026-03-11T09:00:00.000+01:00[Europe/Berlin]")).toBe(
    "2026-03-11T09:00:00.000+01:00[Europe/Berlin]",
  );
  expect(await first("2026-03-11T13:30:00.000+05:30[Asia/Kolkata]")).toBe(
    "2026-03-11T13:30:00.000+05:30[Asia/Kolkata]",
  );
  expect(await first("2026-03-11T08:00:00.000Z[UTC]")).toBe("2026-03-11T08:00:00.000Z[UTC]");
  const start = clock.now();
  clock.set(Date.UTC(2026, 6, 1, 12));
  bearer = await bearerOf(tenant);
  expect(await first("2026-07-01T04:00:00.000-04:00[America/New_York]")).toBe(
    "2026-07-01T04:00:00.000-04:00[America/New_York]",
  );
  clock.set(start);
  bearer = await bearerOf(tenant);
});

test("the end of a series is exclusive, and what is older than a day is left out", async () => {
  const bounded = await get(`${stats}/unwanted`, {
    timestampRangeStartsAt: "2026-03-11T06:00:00.000Z[UTC]",
    timestampRangeEndsAt: "2026-03-11T08:00:00.000Z[UTC]",
  });
  expect(listAt(bounded.json, "value").map((row) => readText(row, "startTimestamp"))).toEqual([
    "2026-03-11T06:00:00.000Z[UTC]",
    "2026-03-11T07:00:00.000Z[UTC]",
  ]);
  const long = await get(`${stats}/unwanted`, { timestampRangeStartsAt: utc(noon - 9 * dayMs) });
  expect(listAt(long.json, "value")).toEqual(listAt((await get(`${stats}/unwanted`, ofDay)).json, "value"));
});

test.each([
  ["threats-by-recipient", (row: object) => String(listAt(row, "recipients")[0])],
  ["threats-by-sender", (row: object) => readText(row, "senderHeader") ?? ""],
])("%s ranks those of the detections", async (name, read) => {
  const ranking = await readList(`${stats}/${name}`, { ...ofDay, pageSize: "3" });
  const counts = ranking.map((row) => readNumber(row, "detectionCount") ?? 0);
  expect(counts).toEqual([...counts].sort((one, other) => other - one));
  const events = truthOf(tenant, "threat-events", day);
  const [top] = ranking;
  expect(counts[0]).toBe(events.filter((row) => read(row) === readText(top, "emailAddress")).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(events.length);
});

test.each([
  ["no start", {}, "timestampRangeStartsAt"],
  [
    "a start without a zone",
    { timestampRangeStartsAt: "2026-03-11T06:00:00.000Z" },
    "timestampRangeStartsAt",
  ],
  [
    "a zone of nowhere",
    { timestampRangeStartsAt: "2026-03-11T06:00:00Z[No/Where]" },
    "timestampRangeStartsAt",
  ],
  [
    "an end before the start",
    { ...ofDay, timestampRangeEndsAt: utc(noon - 2 * dayMs) },
    "timestampRangeEndsAt",
  ],
])("statistics refuse %s", async (_what, query, field) => {
  for (const name of ["phishing", "threats-by-sender"]) {
    const reply = await get(`${stats}/${name}`, query);
    expect([reply.status, errorOf(reply)]).toEqual([400, field]);
  }
});

test.each([
  [{ pageSize: "0" }, "pageSize"],
  [{ pageSize: "101" }, "pageSize"],
  [{ pageToken: "eNoNotOurs" }, null],
])("lists refuse %j", async (query, field) => {
  for (const path of [...lists.map((list) => list.path), `${stats}/threats-by-sender`]) {
    const reply = await get(path, { ...ofDay, ...query });
    expect([reply.status, errorOf(reply)]).toEqual([400, field]);
  }
});

test("without the permission or the product everything here is refused", async () => {
  const { administration } = tenant;
  const role = administration.createApplication2({
    products: ["Threats, Security Events and Data for CG"],
    permissions: ["Monitoring | Held | Read"],
  });
  const product = administration.createApplication2({ products: ["Connectors"], permissions: null });
  const paths = [
    ...lists.map(({ path }) => path),
    ...seriesNames.map((name) => `${stats}/${name}`),
    `${stats}/threats-by-recipient`,
    `${stats}/threats-by-sender`,
    "/threats/v1/events/x/details",
    "/threat-reporting/v1/reported-emails/x",
  ];
  const [one, other] = [
    await bearerOf({ v2: role.credentials }),
    await bearerOf({ v2: product.credentials }),
  ];
  for (const path of paths) {
    const codes = [await getV2(tenant, path, one), await getV2(tenant, path, other)].map((reply) =>
      readText(listAt(reply.json, "fail")[0], "code"),
    );
    expect([path, ...codes]).toEqual([path, "forbidden", "app_forbidden"]);
  }
});

test("webhooks are listed until they expire, without the secret they came with", async () => {
  const path = "/threat-reporting/v1/subscriptions";
  const good = {
    notificationURL: "https://soc.corp.example/hook",
    resourceType: "reportedEmail",
    clientState: "s3cret",
  };
  const create = (change: object) => askV2(tenant, `POST ${path}`, { body: { ...good, ...change } });
  const expirationDateTime = new Date(clock.now() + hourMs).toISOString();
  const made = await create({ expirationDateTime });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ notificationURL: good.notificationURL, expirationDateTime });
  const list = async () => listAt((await getV2(tenant, path)).json, "value");
  expect(await list()).toEqual([made.json]);
  expect(made.text + JSON.stringify(await list())).not.toContain(good.clientState);
  for (const change of [
    { notificationURL: "http://soc.corp.example/" },
    { notificationURL: 7 },
    { resourceType: "" },
    { clientState: null },
    { expirationDateTime: "tomorrow" },
    { expirationDateTime: new Date(clock.now() - 1).toISOString() },
  ])
    expect((await create(change)).status).toBe(400);
  expect((await askV2(tenant, `POST ${path}`)).status).toBe(400);
  const audited = truthOf(tenant, "audit", { from: clock.now() - minuteMs });
  expect(audited.map(({ auditType }) => auditType)).toContain("Webhook Created");
  clock.advance(2 * hourMs);
  expect(await list()).toEqual([]);
});

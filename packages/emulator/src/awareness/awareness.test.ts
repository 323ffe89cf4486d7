import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import {
  callV1,
  codeOf,
  type List,
  listAt,
  noon,
  postV2,
  readPages,
  rowsOf,
  truthOf,
} from "../testing/client.js";
import { type JsonObject, readNumber, readObject, readText } from "../wire/decode.js";

const root = "/api/awareness-training";
const campaigns: List = { path: `${root}/phishing/campaign/get-campaign` };
const userData: List = { path: `${root}/phishing/campaign/get-user-data`, under: "items" };

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 100 });
});
afterAll(() => tenant.close());

const people: readonly (readonly [feed: Feed, name: string])[] = [
  ["awareness-scores", "safe-score"],
  ["awareness-performance", "performance"],
  ["awareness-watchlist", "watchlist"],
];
const details = (name: string): List => ({ path: `${root}/company/get-${name}-details` });
const summary = async (name: string) =>
  listAt((await postV2(tenant, `${root}/company/get-${name}-summary`, {})).json, "data")[0];

test.each(people)(
  "%s is a list of people, paged to its end, alike in both generations",
  async (feed, name) => {
    const truth = truthOf(tenant, feed);
    expect(truth.length).toBeGreaterThan(10);
    expect(await readPages(tenant, details(name), { item: {}, pageSize: 7 })).toEqual(truth);
    const reply = await callV1(tenant, details(name).path, { meta: { pagination: { pageSize: 500 } } });
    expect(rowsOf(reply, details(name))).toEqual(truth);
    expect(tenant.served("2.0")[feed]).toBe(truth.length);
  },
);

test.each(people)("%s can be searched by name, email and department", async (feed, name) => {
  const truth = truthOf(tenant, feed);
  const { department } = truth[0] ?? {};
  const search = (searchBy: object) => readPages(tenant, details(name), { item: { searchBy } });
  expect(await search({ fieldName: "department", value: String(department).toUpperCase() })).toEqual(
    truth.filter((row) => row["department"] === department),
  );
  expect(await search({ fieldName: "name", value: readText(truth[1], "name") })).toEqual([truth[1]]);
  const email = readText(truth[2], "email") ?? readText(truth[2], "emailAddress");
  expect(await search({ fieldName: "email", value: email })).toEqual([truth[2]]);
});

test.each([
  ["safe-score", "B", (row: JsonObject) => row["risk"] === "B"],
  ["performance", "video_count_2", (row: JsonObject) => row["numIncorrect"] === 2],
  ["performance", "video_count_4_or_more", (row: JsonObject) => (readNumber(row, "numIncorrect") ?? 0) >= 4],
  ["performance", "video_count_all", () => true],
  ["watchlist", "video_count_2_or_more", (row: JsonObject) => (readNumber(row, "watchlistCount") ?? 0) >= 2],
] as const)("%s filtered by %s", async (name, value, isOf) => {
  const item = { filterBy: [{ fieldName: "type", value }] };
  const everybody = await readPages(tenant, details(name), { item: {} });
  const found = await readPages(tenant, details(name), { item });
  expect(found).toEqual(everybody.filter((row) => isOf(Object(row))));
  expect(found.length).toBeGreaterThan(0);
});

test("the summaries count what the lists tell", async () => {
  const scores = truthOf(tenant, "awareness-scores");
  const { scoreCounts } = Object(await summary("safe-score"));
  for (const grade of ["a", "b", "c", "d", "f"])
    expect(scoreCounts[grade]).toBe(scores.filter((row) => row["risk"] === grade.toUpperCase()).length);
  const performance = truthOf(tenant, "awareness-performance");
  const total = await summary("performance");
  const sum = (field: string) => performance.reduce((all, row) => all + (readNumber(row, field) ?? 0), 0);
  expect(total).toMatchObject({
    numParticipating: performance.length,
    numVideosNotWatched: sum("numNotWatched"),
    numVideosSent: sum("numCorrect") + sum("numIncorrect") + sum("numNotWatched"),
    numOneIncorrect: performance.filter((row) => row["numIncorrect"] === 1).length,
  });
  const completed = listAt(total, "departmentCompletionStats").map(
    (row) => readNumber(row, "numCompleted") ?? 0,
  );
  expect(completed.reduce((all, one) => all + one, 0)).toBe(sum("numCorrect") + sum("numIncorrect"));
  expect(await summary("watchlist")).toMatchObject({
    numUsers: scores.length,
    numOnWatchlist: truthOf(tenant, "awareness-watchlist").length,
  });
});

test("the watch list, the results and the training details tell of the same answers", async () => {
  const training = await readPages(tenant, { path: `${root}/user/get-training-details` }, { item: {} });
  const counts = (row: unknown, isOne: (result: unknown) => boolean) =>
    listAt(row, "training").filter(isOne).length;
  const performance = truthOf(tenant, "awareness-performance");
  expect(training.map((row) => readText(row, "email"))).toEqual(performance.map((row) => row["email"]));
  expect(training.map((row) => counts(row, (result) => Object(result).myAnswer === "incorrect"))).toEqual(
    performance.map((row) => row["numIncorrect"]),
  );
  const listed = training
    .map((row) => [readText(row, "email"), counts(row, (result) => Object(result).onWatchlist === true)])
    .filter(([, count]) => count !== 0);
  expect(listed).toEqual(
    truthOf(tenant, "awareness-watchlist").map((row) => [row["email"], row["watchlistCount"]]),
  );
  const queue = await readPages(tenant, { path: `${root}/queue/get-queue` }, { item: {} });
  const launched = queue.filter((row) => readText(row, "status") === "launched");
  expect(listAt(training[0], "training").map((row) => readText(row, "titleId"))).toEqual(
    launched.map((row) => readText(row, "id")),
  );
});

test("through a day nothing changes, over days a few grades do, and the same day gives the same again", () => {
  const start = clock.now();
  const grades = () => truthOf(tenant, "awareness-scores").map((row) => JSON.stringify(row));
  const today = grades();
  clock.advance(10 * hourMs);
  expect(grades()).toEqual(today);
  clock.advance(7 * dayMs);
  const later = grades();
  const changed = later.filter((row, index) => row !== today[index]).length;
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(today.length / 2);
  clock.set(start);
  expect(grades()).toEqual(today);
});

test("a phishing exercise is planned, launched, and then opened, clicked and reported", async () => {
  const start = clock.now();
  clock.set(Date.UTC(2026, 2, 11, 20));
  const [planned] = await readPages(tenant, campaigns, { item: {} });
  expect(planned).toMatchObject({ status: "pending", numSent: 0 });
  const id = readText(planned, "id");
  const read = (item: object = {}) => readPages(tenant, userData, { item: { id, ...item }, pageSize: 25 });
  expect(await read()).toEqual([]);
  clock.set(Date.UTC(2026, 2, 12, 10));
  const soon = await read();
  expect(soon.length).toBeGreaterThan(5);
  expect(soon.length).toBeLessThan(truthOf(tenant, "awareness-scores").length);
  clock.advance(4 * dayMs);
  const rows = await read();
  const [campaign] = await readPages(tenant, campaigns, { item: { id } });
  const reached = (field: string) => rows.filter((row) => readText(row, field) !== null).length;
  expect(campaign).toMatchObject({
    id,
    status: "launched",
    numSent: rows.length,
    numOpened: reached("timeOpened"),
    numClicked: reached("timeClicked"),
    numSubmitted: reached("timeSubmitted"),
    numReported: reached("timeReported"),
  });
  expect(reached("timeOpened")).toBeGreaterThan(reached("timeClicked"));
  expect(await read({ filterBy: [{ fieldName: "status", value: "opened" }] })).toEqual(
    rows.filter((row) => readText(row, "status") === "opened"),
  );
  const truth = [...tenant.truth("phishing-campaigns", { from: clock.now() - 5 * dayMs })];
  expect(truth.filter(({ type }) => type === "user-data").map(({ raw }): unknown => JSON.parse(raw))).toEqual(
    rows,
  );
  clock.set(start);
});

test("all exercises of a year are listed, newest first", async () => {
  const rows = await readPages(tenant, campaigns, { item: {}, pageSize: 5 });
  const dates = rows.map((row) => readText(row, "launchDate") ?? "");
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(dates).toEqual([...dates].sort().reverse());
});

test.each([
  [
    "a grade that doesn't exist",
    details("safe-score").path,
    { filterBy: [{ fieldName: "type", value: "Z" }] },
  ],
  ["a search that doesn't exist", details("performance").path, { searchBy: { fieldName: "shoe size" } }],
  ["more than three attributes", details("watchlist").path, { attributeIds: [1, 2, 3, 4] }],
])("%s is refused", async (_what, path, item) => {
  expect(codeOf(await postV2(tenant, path, { data: [item] }))).toBe("err_validation_value_not_allowed");
});

test("user data need the id of an exercise that exists", async () => {
  expect(codeOf(await postV2(tenant, userData.path, { data: [{}] }))).toBe("err_validation_null");
  expect(codeOf(await postV2(tenant, userData.path, { data: [{ id: "eNoNothing" }] }))).toBe(
    "err_awareness_campaign_not_found",
  );
});

test("without the permission all are refused", async () => {
  const other = tenant.administration.createApplication2({
    products: ["Awareness Training"],
    permissions: ["Account | Dashboard | Read"],
  });
  const names = [
    ...people.flatMap(([, name]) => [`company/get-${name}-details`, `company/get-${name}-summary`]),
    "phishing/campaign/get-campaign",
    "phishing/campaign/get-user-data",
    "queue/get-queue",
    "user/get-training-details",
  ];
  for (const name of names) {
    const reply = await postV2({ v2: other.credentials }, `${root}/${name}`, {});
    expect([name, reply.status, codeOf(reply)]).toEqual([name, 403, "forbidden"]);
  }
});

test("training campaigns of API 1.0 count the answers that the other lists tell of the same people", async () => {
  const page = { meta: { pagination: { pageSize: 5 } } };
  const listed = await callV1(tenant, `${root}/campaign/get-campaigns`, page);
  const found = listAt(listed.json, "data", 0, "campaigns") as JsonObject[];
  expect(found).toHaveLength(5);
  const next = readText(readObject(readObject(listed.json, "meta"), "pagination"), "next");
  const rest = await callV1(tenant, `${root}/campaign/get-campaigns`, {
    meta: { pagination: { pageSize: 500, pageToken: next } },
  });
  const campaigns = [...found, ...(listAt(rest.json, "data", 0, "campaigns") as JsonObject[])];
  const performance = truthOf(tenant, "awareness-performance");
  const sum = (rows: readonly JsonObject[], read: (row: JsonObject) => unknown) =>
    rows.reduce((total, row) => total + Number(read(row)), 0);
  expect(sum(campaigns, (row) => readObject(row, "numCorrectAnswers")?.["forQuestion1"])).toBe(
    sum(performance, ({ numCorrect }) => numCorrect),
  );
  expect(sum(campaigns, ({ numSent, numCompleted }) => Number(numSent) - Number(numCompleted))).toBe(
    sum(performance, ({ numNotWatched }) => numNotWatched),
  );
  const [newest = {}] = campaigns;
  const users = async (item: object) =>
    listAt(
      (await callV1(tenant, `${root}/campaign/get-user-data`, { ...page, data: [item] })).json,
      "data",
      0,
      "items",
    ) as JsonObject[];
  const [first] = await users({ id: newest["id"] });
  expect(first).toEqual({
    name: performance[0]?.["name"],
    email: performance[0]?.["email"],
    department: performance[0]?.["department"],
    results: { forQuestion1: expect.toBeOneOf(["correct", "incorrect", null]) },
    acknowledgement: expect.any(Boolean),
    userState: 0,
  });
  const searchBy = { fieldName: "email", value: first?.["email"] };
  expect(await users({ id: newest["id"], searchBy })).toEqual([first]);
  for (const [item, code] of [
    [{}, "err_validation_null"],
    [{ id: "eNoOther" }, "err_awareness_campaign_not_found"],
    [{ id: newest["id"], searchBy: { fieldName: "age", value: "7" } }, "err_validation_value_not_allowed"],
  ] as const)
    expect(codeOf(await callV1(tenant, `${root}/campaign/get-user-data`, { data: [item] }))).toBe(code);
  expect((await postV2(tenant, `${root}/campaign/get-campaigns`, {})).status).toBe(404);
});

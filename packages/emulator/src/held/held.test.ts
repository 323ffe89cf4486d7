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
import { type JsonObject, readObject, readText } from "../wire/decode.js";

const heldList: List = { path: "/api/gateway/get-hold-message-list" };
const heldSummary: List = { path: "/api/gateway/get-hold-summary-list" };
const releaseLog: List = { path: "/api/gateway/get-held-release-logs", under: "heldReleaseLogs" };
const processing: List = { path: "/api/gateway/find-processing-messages", under: "messages" };
const queues = "/api/email/get-email-queues";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const everybody = { admin: true };

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 500 });
});
afterAll(() => tenant.close());

const readHeld = (item: object = everybody) => readPages(tenant, heldList, { item });
const readReleases = (item: object = {}) => readPages(tenant, releaseLog, { item });
const idsOf = (rows: readonly unknown[]) => rows.map((row) => readText(row, "id") ?? "");

test("the list is paged to its end, newest first, and tells the truth in either generation", async () => {
  const truth = truthOf(tenant, "held-messages").reverse();
  expect(truth.length).toBeGreaterThan(100);
  expect(await readPages(tenant, heldList, { item: everybody, pageSize: 30 })).toEqual(truth);
  const first = await readPage(tenant, heldList, { item: everybody, pageSize: 30 });
  expect([first.rows.length, first.totalCount]).toEqual([30, truth.length]);
  expect(tenant.served("2.0")["held-messages"]).toBe(truth.length);
  const body = { meta: { pagination: { pageSize: 500 } }, data: [everybody] };
  for (const path of [heldList.path, "/api/gateway/find-held-messages"]) {
    expect(rowsOf(await callV1(tenant, path, body), heldList)).toEqual(truth);
  }
  expect((await postV2(tenant, "/api/gateway/find-held-messages", body)).status).toBe(404);
});

test("the same seed and time give the same list, whatever was asked before", async () => {
  const start = clock.now();
  const other = await startTenant({ clock: createClock({ start, frozen: true }), messagesPerDay: 500 });
  truthOf(other, "held-releases", { from: start - 5 * dayMs });
  other.clock.advance(dayMs);
  truthOf(other, "held-messages");
  other.clock.set(start);
  expect(truthOf(other, "held-messages")).toEqual(truthOf(tenant, "held-messages"));
  await other.close();
});

test("what a Blocked Senders policy refuses is held no more, and what is held stays", async () => {
  const other = await startTenant({
    clock: createClock({ start: noon, frozen: true }),
    messagesPerDay: 2000,
  });
  const senderOf = (row: JsonObject | undefined) => readText(readObject(row, "from"), "emailAddress");
  // Whoever has sent most goes on.
  const counts = new Map<string, number>();
  for (const row of truthOf(other, "held-messages")) {
    const sender = senderOf(row) ?? "";
    counts.set(sender, (counts.get(sender) ?? 0) + 1);
  }
  const [[emailAddress] = [""]] = [...counts].sort(([, one], [, next]) => next - one);
  const ofSender = () => truthOf(other, "held-messages").filter((row) => senderOf(row) === emailAddress);
  const before = ofSender();
  const from = { type: "individual_email_address", emailAddress };
  const policy = { description: "No more", fromPart: "envelope_from", from, to: { type: "everyone" } };
  const item = { option: "block_sender", policy };
  const created = await postV2(other, "/api/policy/blockedsenders/create-policy", { data: [item] });
  expect(codeOf(created)).toBeNull();
  // As long as a policy takes to reach mail.
  other.clock.advance(5 * minuteMs);
  before.push(...ofSender());
  other.clock.advance(2 * dayMs);
  const after = ofSender();
  expect(after.filter((row) => !idsOf(before).includes(readText(row, "id") ?? ""))).toEqual([]);
  expect(after.length).toBeGreaterThan(0);
  const refused = truthOf(other, "rejections", { from: noon }).map((row) => readText(row, "fromAddress"));
  expect(refused).toContain(emailAddress);
  await other.close();
});

test("without admin only what is held for the caller is listed", async () => {
  expect(await readHeld({})).toEqual([]);
});

test.each([
  ["route", "inbound"],
  ["heldGroup", "admin"],
  ["attachments", "false"],
])("the list is filtered by %s", async (fieldName, value) => {
  const everything = await readHeld();
  expect(await readHeld({ admin: true, filterBy: [{ fieldName, value }] })).toEqual(everything);
  expect(await readHeld({ admin: true, filterBy: [{ fieldName, value: "other" }] })).toEqual([]);
});

test.each([
  ["subject", (row: JsonObject) => readText(row, "subject")],
  ["sender", (row: JsonObject) => readText(readObject(row, "from"), "emailAddress")],
  ["recipient", (row: JsonObject) => readText(readObject(row, "to"), "emailAddress")],
  ["reasonCode", (row: JsonObject) => readText(row, "reasonCode")],
] as const)("the list is searched by %s", async (fieldName, read) => {
  const truth = truthOf(tenant, "held-messages").reverse();
  const value = read(truth[3] ?? {}) ?? "";
  const found = await readHeld({ admin: true, searchBy: { fieldName, value: value.toUpperCase() } });
  const matching = truth.filter(
    (row) => read(row) === value || readText(readObject(row, "fromHeader"), "emailAddress") === value,
  );
  expect(found).toEqual(matching);
  expect(found.length).toBeLessThan(truth.length);
});

test("the list takes a span of the times of receipt, both ends inclusive", async () => {
  const [oldest = {}] = truthOf(tenant, "held-messages");
  const at = readText(oldest, "dateReceived") ?? "";
  expect(await readHeld({ admin: true, start: at, end: at })).toEqual([oldest]);
});

test("the summary counts the list by policy", async () => {
  const counts = new Map<string, number>();
  for (const row of await readHeld()) {
    const policy = readText(row, "policyInfo") ?? "";
    counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  const summary = rowsOf(await postV2(tenant, heldSummary.path, {}), heldSummary);
  expect(summary).toEqual(truthOf(tenant, "held-summary"));
  expect(new Map(summary.map((row) => Object.values(Object(row)).slice(0, 2) as [string, number]))).toEqual(
    counts,
  );
  expect(counts.size).toBe(2);
});

test("what leaves the list shows in the release log, and nothing else does", async () => {
  let before = idsOf(await readHeld());
  const start = formatUtc(clock.now() + 1000);
  const left: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    clock.advance(hourMs);
    const now = idsOf(await readHeld());
    left.push(...before.filter((id) => !now.includes(id)));
    before = now;
  }
  const logged = await readReleases({ start });
  // What came and left between two looks is in the log alone.
  expect(idsOf(logged)).toEqual(expect.arrayContaining(left));
  expect(idsOf(logged).filter((id) => before.includes(id))).toEqual([]);
  expect(new Set(logged.map((row) => readText(row, "status")))).toEqual(new Set(["released", "rejected"]));
  expect(logged.some((row) => /housekeeping/.test(readText(row, "messageInfo") ?? ""))).toBe(true);
  expect([...logged].reverse()).toEqual(
    truthOf(tenant, "held-releases", { from: noon + 1000, until: clock.now() }),
  );
});

test("what is released or rejected by hand leaves at once, is logged once, and never as planned", async () => {
  const [released = "", rejected = "", kept = ""] = idsOf(truthOf(tenant, "held-messages")).slice(-3);
  const start = formatUtc(clock.now());
  // Read before: what is remembered of the days to come must be made anew.
  await readReleases({ start });
  tenant.hold.release(released);
  tenant.hold.reject(rejected, "REVIEWER DISAPPROVES OF CONTENT");
  expect(() => tenant.hold.release(released)).toThrow(/not held any more/);
  // Both logs name the same administrator.
  const by = `admin@${tenant.account.domain}`;
  const decided = truthOf(tenant, "audit", { from: tenant.clock.now() }).slice(-2);
  expect(decided.map((row) => [readText(row, "auditType"), readText(row, "user")])).toEqual([
    ["Held Message Released", by],
    ["Held Message Rejected", by],
  ]);
  const now = idsOf(await readHeld());
  expect([released, rejected, kept].map((id) => now.includes(id))).toEqual([false, false, true]);
  clock.advance(15 * dayMs);
  const logged = await readReleases({ start });
  const found = logged.filter((row) => [released, rejected].includes(readText(row, "id") ?? ""));
  expect(found).toEqual([
    expect.objectContaining({
      id: rejected,
      status: "rejected",
      rejectReason: "Reviewer disapproves of content",
    }),
    expect.objectContaining({ id: released, status: "released" }),
  ]);
  expect(idsOf(logged)).toContain(kept);
});

test("the API releases and rejects as the console does, and what is gone fails", async () => {
  const [one = "", two = "", three = ""] = idsOf(truthOf(tenant, "held-messages"));
  const release = (id: string) => postV2(tenant, "/api/gateway/hold-release", { data: [{ id }] });
  expect((await release(one)).json["data"]).toEqual([{ id: one, release: true }]);
  const again = await release(one);
  expect([again.status, codeOf(again), again.json["data"]]).toEqual([200, "err_held_message_not_found", []]);
  const item = { ids: [two, three, one], reasonType: "INAPPROPRIATE COMMUNICATION", notify: false };
  const rejected = await callV1(tenant, "/api/gateway/hold-reject", { data: [item] });
  expect(rejected.json["data"]).toEqual([
    { id: two, reject: true },
    { id: three, reject: true },
  ]);
  expect(codeOf(rejected)).toBe("err_held_message_not_found");
  clock.advance(minuteMs);
  const logged = (await readReleases({ start: formatUtc(clock.now() - 2 * minuteMs) })).map((row) => [
    readText(row, "id"),
    readText(row, "status"),
    readText(readObject(row, "operator"), "emailAddress"),
  ]);
  const operator = tenant.administration.serviceUser.emailAddress;
  expect(logged).toEqual(
    expect.arrayContaining([
      [one, "released", operator],
      [two, "rejected", operator],
      [three, "rejected", operator],
    ]),
  );
  const audited = truthOf(tenant, "audit", { from: clock.now() - 2 * minuteMs });
  expect(audited.filter((row) => readText(row, "category") === "held_message_logs")).toHaveLength(3);
  const broken = [{ data: [] }, { data: [{}] }, { data: [null] }];
  const codes = await Promise.all(
    broken.map(async (body) => codeOf(await postV2(tenant, "/api/gateway/hold-release", body))),
  );
  expect(codes).toEqual(["err_validation_null", "err_validation_null", "err_deserialise"]);
});

test("one call releases many, each for itself; a rejection is one item with many ids", async () => {
  const ids = idsOf(truthOf(tenant, "held-messages")).slice(0, 3);
  const [first = ""] = ids;
  const release = async (...data: unknown[]) => postV2(tenant, "/api/gateway/hold-release", { data });
  const reply = await release(...[...ids, first, "eNoOther"].map((id) => ({ id })));
  expect(reply.json["data"]).toEqual(ids.map((id) => ({ id, release: true })));
  expect(listAt(reply.json, "fail").map((entry) => readObject(entry, "key"))).toEqual([
    { id: first },
    { id: "eNoOther" },
  ]);
  const many = Array.from({ length: 26 }, () => ({ id: first }));
  expect(codeOf(await release(...many))).toBe("err_validation_value_not_allowed");
  const before = idsOf(truthOf(tenant, "held-messages"));
  for (const [data, code] of [
    [[], "err_validation_null"],
    [[null], "err_deserialise"],
    [[{ ids: [] }], "err_validation_null"],
    [[{ ids: before[0] }], "err_validation_null"],
    [[{ ids: before, reasonType: "I DON'T LIKE IT" }], "err_validation_value_not_allowed"],
    [[{ ids: [before[0]] }, { ids: [before[1]] }], "err_validation_value_not_allowed"],
  ] as const)
    expect(codeOf(await callV1(tenant, "/api/gateway/hold-reject", { data }))).toBe(code);
  expect(idsOf(truthOf(tenant, "held-messages"))).toEqual(before);
});

test("the release log goes a month back by itself, and is searched and filtered", async () => {
  const everything = await readReleases();
  const oldest = readText(everything.at(-1), "released") ?? "";
  expect(oldest < formatUtc(clock.now() - 29 * dayMs)).toBe(true);
  expect(oldest >= formatUtc(clock.now() - 30 * dayMs)).toBe(true);
  const statusOf = (rows: readonly unknown[]) => new Set(rows.map((row) => readText(row, "status")));
  const released = await readReleases({ filterBy: [{ fieldName: "status", value: "released" }] });
  expect(statusOf(released)).toEqual(new Set(["released"]));
  const operator = readText(readObject(released[0], "operator"), "emailAddress") ?? "";
  const searchBy = { fieldName: "operator", value: operator };
  const byOperator = await readReleases({ searchBy });
  expect(byOperator).toEqual(
    everything.filter((row) => readText(readObject(row, "operator"), "emailAddress") === operator),
  );
  expect(await readReleases({ filterBy: [{ searchBy }] })).toEqual(byOperator);
});

test("a sandboxed mail is in the processing queue until the attachment log has it", async () => {
  const scans = truthOf(tenant, "ttp-attachment", { from: clock.now() - dayMs }).filter(
    (row) => readText(row, "actionTriggered") === "user release, none",
  );
  const slow = scans.find((row) => /, (?:[2-9]|\d\d) min/.test(readText(row, "details") ?? ""));
  const gone = Date.parse((readText(slow, "date") ?? "").replace("+0000", "Z"));
  const back = clock.now();
  const has = async (time: number) => {
    clock.set(time);
    const rows = await readPages(tenant, processing, { item: { type: "processing", sortOrder: "asc" } });
    expect(rows).toEqual(truthOf(tenant, "processing-queue"));
    const depth = await postV2(tenant, queues, { data: [{ start: formatUtc(time), end: formatUtc(time) }] });
    expect(depth.status).toBe(200);
    return rows.some((row) => readText(row, "subject") === readText(slow, "subject"));
  };
  expect([await has(gone - minuteMs), await has(gone + 1000)]).toEqual([true, false]);
  expect(await readPages(tenant, processing, { item: { type: "bulk_processing" } })).toEqual([]);
  clock.set(back);
});

test("the depth of a queue is the number of messages that were being processed at that moment", async () => {
  const back = clock.now();
  const span = { start: formatUtc(back - dayMs), end: formatUtc(back) };
  const reply = await postV2(tenant, queues, { data: [span] });
  const inbound = rowsOf(reply, { path: queues, under: "inboundEmailQueue" });
  const outbound = rowsOf(reply, { path: queues, under: "outboundEmailQueue" });
  expect([inbound.length, outbound.length]).toEqual([96, 96]);
  const busy = inbound.find((row) => Number(Object(row).count) > 0);
  const at = Date.parse((readText(busy, "date") ?? "").replace("+0000", "Z"));
  clock.set(at);
  const waiting = truthOf(tenant, "processing-queue").filter(
    (row) => readText(row, "routing") !== "outbound",
  );
  expect(waiting).toHaveLength(Number(Object(busy).count));
  clock.set(back);
});

test.each([
  ["a field that can't be searched", heldList.path, { searchBy: { fieldName: "colour", value: "x" } }],
  ["a filter that doesn't exist", releaseLog.path, { filterBy: [{ fieldName: "colour", value: "x" }] }],
  ["a kind of queue that doesn't exist", processing.path, { type: "sorting" }],
  ["an order that doesn't exist", processing.path, { sortOrder: "up" }],
])("%s is refused", async (_what, path, item) => {
  expect(codeOf(await postV2(tenant, path, { data: [item] }))).toBe("err_validation_value_not_allowed");
});

test("the processing queue wants at least one field, the depth both bounds", async () => {
  expect(codeOf(await postV2(tenant, processing.path, {}))).toBe("err_validation_at_least_one_not_null");
  for (const item of [{}, { start: formatUtc(noon) }, { end: formatUtc(noon) }])
    expect(codeOf(await postV2(tenant, queues, { data: [item] }))).toBe("err_validation_null");
});

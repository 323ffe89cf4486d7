import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, hourMs, minuteMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  callV1,
  codeOf,
  type List,
  listAt,
  noon,
  postV2,
  type Reply,
  readPage,
  readPages,
  truthOf,
} from "../../testing/client.js";
import { isObject, type JsonObject, readObject, readText } from "../../wire/decode.js";

const finder: List = { path: "/api/message-finder/search", under: "trackedEmails" };
const infoPath = "/api/message-finder/get-message-info";
const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 240 });
});
afterAll(() => tenant.close());

const day = () => ({ start: formatUtc(clock.now() - dayMs), end: formatUtc(clock.now()) });
const everything = () => ({ advancedTrackAndTraceOptions: { to: tenant.account.domain } });
const find = async (item: object): Promise<JsonObject[]> =>
  (await readPages(tenant, finder, { item: { ...everything(), ...day(), ...item } })).filter(isObject);
const by = (options: object) => find({ advancedTrackAndTraceOptions: options });
const addressOf = (row: unknown, side: string) => readText(readObject(row, side), "emailAddress");
const eventsOf = (type: string) =>
  truthOf(tenant, "siem-2.0", { from: clock.now() - dayMs, until: clock.now() - hourMs }).filter(
    (event) => event["type"] === type,
  );

test("finds what came in, page by page and newest first, and counts it", async () => {
  const rows = await find({});
  expect(rows.length).toBeGreaterThan(100);
  const paged = await readPages(tenant, finder, { item: { ...everything(), ...day() }, pageSize: 37 });
  expect(paged).toEqual(rows);
  const times = rows.map((row) => readText(row, "received") ?? "");
  expect(times).toEqual([...times].sort().reverse());
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test("finds every message that the mail logs tell of, by its id, with what became of it", async () => {
  const receipts = eventsOf("receipt").filter(({ messageId }) => typeof messageId === "string");
  const sample = receipts.filter((_, index) => index % 16 === 0);
  expect(sample.length).toBeGreaterThan(5);
  for (const event of sample) {
    const messageId = String(event["messageId"]);
    const rows = await find({ advancedTrackAndTraceOptions: {}, messageId });
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(addressOf(row?.["to"] === undefined ? null : { to: listAt(row, "to")[0] }, "to")).toBe(
      event["recipients"],
    );
    expect(readText(row, "status") === "rejected").toBe(event["action"] === "Rej");
  }
});

test("finds by address, by the very domain, subject, address of the sending server and URL", async () => {
  const rows = await find({});
  const some = rows.find((row) => readText(row, "status") === "archived") ?? {};
  const sender = addressOf(some, "fromEnv") ?? "";
  const domain = sender.slice(sender.indexOf("@") + 1);
  const found = await by({ from: sender });
  expect(found).toContainEqual(some);
  expect(found.every((row) => [addressOf(row, "fromEnv"), addressOf(row, "fromHdr")].includes(sender))).toBe(
    true,
  );
  expect((await by({ from: domain })).length).toBeGreaterThanOrEqual(found.length);
  expect(await by({ from: domain.slice(1) })).toEqual([]);
  expect(await by({ subject: String(some["subject"]).toUpperCase(), from: sender })).toContainEqual(some);
  const near = await by({ senderIP: String(some["senderIP"]) });
  expect(near.every((row) => row["senderIP"] === some["senderIP"])).toBe(true);
  expect(near).toContainEqual(some);
});

test("finds the mails of a phishing wave by their URL, rewritten or not", async () => {
  const wave = tenant.campaigns().find(({ startedAt }) => startedAt < clock.now() - 6 * hourMs);
  const span = { start: formatUtc(clock.now() - 3 * dayMs) };
  const search = (url: string) => find({ ...span, advancedTrackAndTraceOptions: { url } });
  const found = await search(wave?.url ?? "");
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((row) => addressOf(row, "fromEnv")))).toEqual(new Set([wave?.sender]));
  expect(await search(tenant.rewrite(wave?.url ?? ""))).toEqual(found);
});

test("filters stand beside the options, and each leaves only what it says", async () => {
  const rows = await find({});
  const withFiles = await find({ attachments: true });
  expect(withFiles).toEqual(rows.filter((row) => row["attachments"] === true));
  const internal = await find({ route: ["internal"] });
  expect(internal).toEqual(rows.filter((row) => row["route"] === "internal"));
  expect([...internal, ...(await find({ route: ["external"] }))].length).toBe(rows.length);
  const refused = await find({ status: ["rejected", "held"] });
  expect(refused).toEqual(rows.filter(({ status }) => status === "rejected" || status === "held"));
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(["rejected", "held"]));
});

test("what is held in the finder is what is held in the queue, and can be released by either id", async () => {
  const held = await find({ start: formatUtc(clock.now() - 29 * dayMs), status: ["held"] });
  const queue = truthOf(tenant, "held-messages");
  expect(held.map(({ subject, received }) => [subject, received]).sort()).toEqual(
    queue.map((row) => [row["subject"], row["dateReceived"]]).sort(),
  );
  const [one] = held;
  const released = await postV2(tenant, "/api/gateway/hold-release", { data: [{ id: one?.["id"] }] });
  expect(released.json["data"]).toEqual([{ id: one?.["id"], release: true }]);
  expect(truthOf(tenant, "held-messages")).toHaveLength(queue.length - 1);
  const info = listAt((await postV2(tenant, infoPath, { data: [{ id: one?.["id"] }] })).json, "data")[0];
  expect(readText(info, "status")).toBe("archived");
});

test("a mail delivered by hand is found at once, and moves on with the clock", async () => {
  const mail = {
    sender: "new@partner.example",
    recipient: `admin@${tenant.account.domain}`,
    subject: "By hand",
  };
  tenant.deliver(mail);
  const search = () => by({ from: "partner.example", subject: "by hand" });
  expect(await search()).toMatchObject([{ status: "delivery", subject: "By hand", route: "inbound" }]);
  clock.advance(5 * minuteMs);
  expect(await search()).toMatchObject([{ status: "archived", info: "Indexed and archived" }]);
});

test.each([
  [{ start: formatUtc(noon - 32 * dayMs) }, "err_track_and_trace_invalid_start_date"],
  [{ start: formatUtc(noon - 30 * dayMs) }, null],
  [{ start: "yesterday" }, "err_validation_invalid_date"],
  [{ advancedTrackAndTraceOptions: {} }, "err_validation_at_least_one_not_null"],
  [{ advancedTrackAndTraceOptions: { from: "" } }, "err_validation_at_least_one_not_null"],
  [{ route: ["sideways"] }, "err_validation_value_not_allowed"],
  [{ route: "inbound" }, "err_validation_value_not_allowed"],
  [{ status: ["lost"] }, "err_validation_value_not_allowed"],
])("a search with %j answers %s", async (change, code) => {
  const item = { ...everything(), ...day(), ...change };
  expect(codeOf(await postV2(tenant, finder.path, { data: [item] }))).toBe(code);
  expect(codeOf(await callV1(tenant, finder.path, { data: [item] }))).toBe(code);
});

describe.each(["1.0", "2.0"] as const)("get-message-info of API %s", (generation) => {
  const ask = (...data: unknown[]): Promise<Reply> =>
    generation === "1.0" ? callV1(tenant, infoPath, { data }) : postV2(tenant, infoPath, { data });
  const infoOf = async (row: JsonObject | undefined) => {
    const reply = await ask({ id: row?.["id"] });
    expect(codeOf(reply)).toBeNull();
    return listAt(reply.json, "data")[0];
  };

  test("tells of a delivered mail how it came, how it went on, and what is in it", async () => {
    const [row] = await find({ status: ["archived"], attachments: true, route: ["inbound"] });
    const info = await infoOf(row);
    const to = String(readObject({ to: listAt(row, "to")[0] }, "to")?.["emailAddress"]);
    expect(readText(info, "status")).toBe("archived");
    const delivered = readObject(readObject(info, "deliveredMessage"), to);
    expect(listAt(delivered, "policyInfo").length).toBeGreaterThan(1);
    const recipientInfo = readObject(info, "recipientInfo");
    const block = generation === "1.0" ? "recipientMetaInfo" : "txInfo";
    const list = generation === "1.0" ? "components" : "transmissionComponents";
    const hashes = listAt(readObject(recipientInfo, block), list).map((part) => readText(part, "hash"));
    const seen = truthOf(tenant, "ttp-attachment", { from: clock.now() - 2 * dayMs }).filter((scan) =>
      hashes.includes(String(scan["fileHash"])),
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(readText(readObject(recipientInfo, "messageInfo"), "transmissionInfo")).toMatch(
      /^<pre>.*&lt;.*<\/pre>$/s,
    );
    expect(readObject(info, "queueInfo")).toBeNull();
  });

  test("tells of a held mail where it is held", async () => {
    const [row] = await find({ start: formatUtc(clock.now() - 29 * dayMs), status: ["held"] });
    const info = await infoOf(row);
    const queue = readObject(info, "queueInfo");
    const held = truthOf(tenant, "held-messages").find(({ id }) => id === queue?.["id"]);
    expect(held).toMatchObject({ subject: row?.["subject"], reason: queue?.["reason"] });
    expect(readObject(info, "deliveredMessage")).toBeNull();
    const spam = readObject(info, "spamInfo");
    expect(spam).toMatchObject({ spamScore: row?.["spamScore"], detectionLevel: row?.["detectionLevel"] });
  });

  test("refuses what is no message of the tenant's", async () => {
    expect(codeOf(await ask({ id: "eNoNothing" }))).toBe("xdk_failure");
    expect(codeOf(await ask({}))).toBe("err_validation_null");
    expect(codeOf(await ask({ id: "a" }, { id: "b" }))).toBe("err_validation_value_not_allowed");
  });
});

test("the way back through the pages is the way there", async () => {
  const item = { ...everything(), ...day() };
  const first = await readPage(tenant, finder, { item, pageSize: 9 });
  const second = await readPage(tenant, finder, { item, pageSize: 9, pageToken: first.next ?? "" });
  const previous = readText(readObject(readObject(second.reply.json, "meta"), "pagination"), "previous");
  const back = await readPage(tenant, finder, { item, pageSize: 9, pageToken: previous ?? "" });
  expect(back.rows).toEqual(first.rows);
});

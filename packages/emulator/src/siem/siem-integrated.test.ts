import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { createClock, type Feed, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  codeOf,
  download,
  getV2,
  listAt,
  listFiles,
  noon,
  readStream,
  readWholeStream,
} from "../testing/client.js";
import { isObject, type JsonObject, parseJson, readNumber, readText } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });
const iso = (time: number) => new Date(time).toISOString();
const today = iso(noon).slice(0, 10);

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 400, retentionDays: 2 });
});
afterAll(() => tenant.close());
// Each test has the quarter's quota for itself.
beforeEach(() => clock.advance(15 * minuteMs + secondMs));

function recordsOf(feed: Feed, range: { from?: number; until?: number } = {}): JsonObject[] {
  return [...tenant.truth(feed, range)].map(({ raw }) => parseJson(raw)).filter(isObject);
}

const ofType = (records: readonly JsonObject[], name: string) => records.filter(({ type }) => type === name);

async function readFiles(type: string, query: Record<string, string>): Promise<string[]> {
  const bearer = await bearerOf(tenant);
  const lines: string[] = [];
  let nextPage = "";
  for (;;) {
    const asked = { type, ...query, ...(nextPage === "" ? {} : { nextPage }) };
    const page = await listFiles(tenant, asked, { bearer, product: "ci" });
    expect(page.reply.status).toBe(200);
    for (const { url } of page.files) {
      expect(new URL(url).pathname).toMatch(new RegExp(`/batch/ci/${type}/.*\\.json\\.gz$`));
      lines.push(...(await download(url)).lines);
    }
    if (page.isCaughtUp) return lines;
    ({ nextPage } = page);
  }
}

test.each(["entities", "mailflow", "urlclick"])(
  "the listing of %s hands out exactly what was published",
  async (type) => {
    const published = [...tenant.truth("siem-ci")].filter((record) => record.type === type);
    const before = tenant.served("2.0");
    const start = iso(clock.now() - 2 * dayMs).slice(0, 10);
    const lines = await readFiles(type, { dateRangeStartsAt: start });
    expect(lines.sort()).toEqual(published.map(({ raw }) => raw).sort());
    expect(lines.length).toBeGreaterThan(0);
    const after = tenant.served("2.0");
    expect(after["siem-ci"] - before["siem-ci"]).toBe(lines.length);
    expect(after["siem-2.0"]).toBe(before["siem-2.0"]);
  },
);

test("entities and mailflow tell of the gateway's mails by the same ids, in types of their own", () => {
  const mails = ofType(recordsOf("siem-2.0"), "receipt");
  const records = recordsOf("siem-ci");
  const entities = ofType(records, "entities");
  const byAggregate = new Map(mails.map((mail) => [mail["aggregateId"], mail]));
  for (const entity of entities) {
    const mail = byAggregate.get(entity["aggregateId"]);
    expect(entity).toMatchObject({ recipients: [mail?.["recipients"]], senderIp: mail?.["senderIp"] });
    expect(readText(entity, "messageId")).toContain(readText(mail, "messageId"));
    expect([typeof entity["historicalMail"], Array.isArray(entity["attachments"])]).toEqual([
      "boolean",
      true,
    ]);
    expect(entity["subtype"]).toBe(entity["threatType"]);
  }
  const flows = ofType(records, "mailflow");
  expect(new Set(flows.map(({ aggregateId }) => aggregateId))).toEqual(
    new Set(entities.map(({ aggregateId }) => aggregateId)),
  );
  expect(flows.every((flow) => listAt(flow, "authResults").length === 3 && !("subject" in flow))).toBe(true);
  const states = new Set(entities.map(({ threatType, threatState }) => `${threatType} ${threatState}`));
  expect(states).toContain("MALWARE BLOCKED");
  expect(states).toContain("NO_DETECTIONS DELIVERY_IN_PROGRESS");
});

test("urlclick tells of the clicks that were blocked, and of no others", () => {
  const blocked = ofType(recordsOf("siem-2.0"), "url protect").filter(({ action }) => action === "Block");
  const clicks = ofType(recordsOf("siem-ci"), "urlclick");
  expect(clicks).toEqual(blocked.map((click) => ({ ...click, type: "urlclick" })));
  expect(clicks.length).toBeGreaterThan(0);
});

test("the stream has the same events before their files come out", async () => {
  const from = clock.now() - 2 * hourMs;
  const filed = recordsOf("siem-ci", { from, until: clock.now() - 30 * minuteMs }).map(
    ({ type, subtype, ...rest }) => JSON.stringify({ ...rest, eventType: type, subType: subtype }),
  );
  const span = { dateRangeStartsAt: iso(from), dateRangeEndsAt: iso(clock.now() - 30 * minuteMs) };
  const events = await readWholeStream(tenant, span, { product: "ci" });
  const spell = (event: JsonObject) => {
    const { eventType, subType, timestamp, ...rest } = event;
    return JSON.stringify(Object.entries({ ...rest, eventType, subType, timestamp }).sort());
  };
  expect(events.map(spell).sort()).toEqual(
    filed
      .flatMap((raw) => [parseJson(raw)].filter(isObject))
      .map(spell)
      .sort(),
  );
  const start = clock.now() - secondMs;
  tenant.deliver({ sender: "early@partner.example", recipient: "ada.abel@fernhill.example" });
  clock.advance(minuteMs);
  const page = await readStream(
    tenant,
    { dateRangeStartsAt: iso(start), types: "entities" },
    { product: "ci" },
  );
  expect(page.events.map((event) => readText(event, "senderHeader"))).toContain("early@partner.example");
  expect(page.nextLink).toContain("/siem/v1/events/ci?");
  const before = recordsOf("siem-ci", { from: start });
  expect(before.every((event) => (readNumber(event, "timestamp") ?? 0) >= start)).toBe(true);
  expect(tenant.served("2.0")["siem-ci-stream"]).toBe(events.length + page.events.length);
});

test("the types of the one product are refused by the other, and so are its cursors", async () => {
  const bearer = await bearerOf(tenant);
  const ask = (query: Record<string, string>, product: "cg" | "ci") =>
    listFiles(tenant, { dateRangeStartsAt: today, ...query }, { bearer, product });
  for (const [type, product] of [
    ["receipt", "ci"],
    ["entities", "cg"],
  ] as const) {
    const { reply } = await ask({ type }, product);
    expect([reply.status, codeOf(reply)]).toEqual([400, "bad_request"]);
    const streamed = await readStream(tenant, { types: type }, { bearer, product });
    expect(streamed.reply.status).toBe(400);
  }
  const { nextPage } = await ask({ type: "entities" }, "ci");
  expect((await ask({ type: "mailflow", nextPage }, "ci")).reply.status).toBe(400);
  const held = await ask({ type: "entities:MALWARE" }, "ci");
  const lines = (await Promise.all(held.files.map(({ url }) => download(url)))).flatMap((file) => file.lines);
  expect(lines.every((line) => readText(parseJson(line), "subtype") === "MALWARE")).toBe(true);
});

test("faults of files strike where they are aimed", async () => {
  const bearer = await bearerOf(tenant);
  const query = { type: "mailflow", dateRangeStartsAt: today };
  tenant.faults.inject({ kind: "duplicate-in-listing", feed: "siem-ci" });
  tenant.faults.inject({ kind: "corrupt-gzip", operation: "siem.batch.ci" });
  tenant.faults.inject({ kind: "expired-link", operation: "siem.batch.cg" });
  const { files } = await listFiles(tenant, query, { bearer, product: "ci" });
  expect(files[files.length - 1]?.url).toBe(files[0]?.url);
  const url = files[0]?.url ?? "";
  await expect(download(url)).rejects.toThrow();
  expect((await download(url)).status).toBe(200);
  tenant.faults.clear();
});

test("an empty day is a page without files and with a cursor", async () => {
  const quiet = { type: "urlclick:Allow", dateRangeStartsAt: today };
  const page = await listFiles(tenant, quiet, { product: "ci" });
  expect([page.files, page.isCaughtUp, page.nextPage === ""]).toEqual([[], true, false]);
});

test("fifty listings in a quarter of an hour, and no more", async () => {
  const bearer = await bearerOf(tenant);
  const ask = () => getV2(tenant, `/siem/v1/batch/events/ci?type=urlclick`, bearer);
  for (let call = 0; call < 50; call += 1) expect((await ask()).status).toBe(200);
  expect((await ask()).status).toBe(429);
});

test("needs its own product, and an account that has bought it", async () => {
  const both = async (who: Tenant) => {
    const { reply } = await listFiles(who, { type: "entities" }, { product: "ci" });
    const streamed = await readStream(who, {}, { product: "ci" });
    return [reply, streamed.reply].map((answer) => [answer.status, codeOf(answer)]);
  };
  tenant.application.setProducts(["Threats, Security Events and Data for CG"]);
  const forbidden = [403, "app_forbidden"];
  expect(await both(tenant)).toEqual([forbidden, forbidden]);
  tenant.application.setProducts(["Threats, Security Events and Data for CI"]);
  // No permission is stated for it.
  tenant.application.setPermissions([]);
  expect(await both(tenant)).toEqual([
    [200, null],
    [200, null],
  ]);
  const without = await startTenant({ clock, messagesPerDay: 10, cloudIntegrated: false });
  try {
    expect(await both(without)).toEqual([forbidden, forbidden]);
    expect(without.requests().at(-1)?.explanation).toContain("the account hasn't bought it");
    expect((await readStream(without, {})).reply.status).toBe(200);
  } finally {
    await without.close();
  }
});

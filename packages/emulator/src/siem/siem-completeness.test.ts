import { gatewayEventTypeByFilePrefix, gatewayEventTypes } from "@postern/mimecast/catalogue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, hourMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  codeOf,
  download,
  listAt,
  listFiles,
  noon,
  readChain,
  readWholeChain,
} from "../testing/client.js";
import { parseJson, readNumber, readText } from "../wire/decode.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 300, retentionDays: 2 });
});
afterAll(() => tenant.close());

function linesOf(type: string): string[] {
  return [...tenant.truth("siem-2.0")].filter((record) => record.type === type).map((record) => record.raw);
}

async function readListing(type: string, query: Record<string, string>): Promise<string[]> {
  const bearer = await bearerOf(tenant);
  const lines: string[] = [];
  let nextPage = "";
  for (;;) {
    const page = await listFiles(
      tenant,
      { type, pageSize: "100", ...query, ...(nextPage === "" ? {} : { nextPage }) },
      { bearer },
    );
    expect(page.reply.status).toBe(200);
    for (const file of page.files) {
      const content = await download(file.url);
      expect(content.bytes.length).toBe(file.size);
      lines.push(...content.lines);
    }
    nextPage = page.nextPage;
    if (page.isCaughtUp) return lines;
    clock.advance(20_000);
  }
}

test("the chain of API 1.0 hands out exactly what was published, in files named after their type", async () => {
  const files = await readWholeChain(tenant);
  const truth = [...tenant.truth("siem-1.0")];
  const read: { type: string; raw: string }[] = [];
  for (const [name, content] of files) {
    expect(name).toMatch(/^[a-z_]+_\d{17}\.json$/);
    const type = gatewayEventTypeByFilePrefix[name.replace(/_\d{17}\.json$/, "")];
    expect(type).toBeDefined();
    const parsed = parseJson(content);
    expect(readText(parsed, "type")).toBe("MTA");
    for (const record of listAt(parsed, "data")) read.push({ type: type ?? "", raw: JSON.stringify(record) });
  }
  const key = (record: { type: string; raw: string }) => `${record.type} ${record.raw}`;
  expect(read.map(key).sort()).toEqual(truth.map(key).sort());
  expect(tenant.served("1.0")["siem-1.0"]).toBe(truth.length);
  expect(new Set(truth.map((record) => record.type))).toEqual(new Set(gatewayEventTypes));
});

test("file by file, tokens of the chain stay good and repeat the same file", async () => {
  const first = await readChain(tenant, { fileFormat: "json" });
  expect(first.fileName).toMatch(/^receipt_\d{17}\.json$/);
  const second = await readChain(tenant, { fileFormat: "JSON", token: first.token });
  const again = await readChain(tenant, { fileFormat: "json", token: first.token });
  expect([again.fileName, again.token]).toEqual([second.fileName, second.token]);
  expect(again.bytes.equals(second.bytes)).toBe(true);
  expect(second.fileName).not.toBe(first.fileName);
});

test("key_value is the default form: pairs between bars, one record a line", async () => {
  const link = await readChain(tenant, {});
  const [line = ""] = link.bytes.toString().split("\n");
  expect(line).toMatch(/^datetime=\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+0100\|acc=CUK/);
});

test("the end of the chain is said in JSON, and its token goes on when something new is published", async () => {
  let token: string | null = null;
  for (;;) {
    const link = await readChain(tenant, {
      fileFormat: "json",
      compress: true,
      ...(token === null ? {} : { token }),
    });
    if (link.fileName === null) {
      expect(parseJson(link.bytes.toString())).toEqual({
        meta: { isLastToken: true, status: 200 },
        data: [],
        fail: [],
      });
      break;
    }
    token = link.token;
  }
  clock.advance(hourMs);
  const later = await readChain(tenant, { fileFormat: "json", compress: true, token });
  expect(later.fileName).toMatch(/\.zip$/);
});

test("a token that is made up, or older than what is kept, is refused", async () => {
  const old = await readChain(tenant, { fileFormat: "json" });
  const madeUp = await readChain(tenant, { fileFormat: "json", token: "eNqmadeup" });
  const codes = [readText(listAt(parseJson(madeUp.bytes.toString()), "fail", 0, "errors")[0], "code")];
  clock.advance(dayMs);
  const tooOld = await readChain(tenant, { fileFormat: "json", token: old.token });
  codes.push(readText(listAt(parseJson(tooOld.bytes.toString()), "fail", 0, "errors")[0], "code"));
  expect(codes).toEqual(["err_audit_siem_invalid_token", "err_audit_siem_invalid_token"]);
});

test.each(["receipt", "delivery", "url protect", "av"])(
  "the listing of %s hands out exactly what was published",
  async (type) => {
    const start = new Date(clock.now() - 2 * dayMs).toISOString().slice(0, 10);
    expect((await readListing(type, { dateRangeStartsAt: start })).sort()).toEqual(linesOf(type).sort());
  },
);

test("day by day, the listing gives the same as from a start on", async () => {
  const days = [2, 1, 0].map((back) => new Date(clock.now() - back * dayMs).toISOString().slice(0, 10));
  const lines: string[] = [];
  for (const day of days)
    lines.push(...(await readListing("process", { dateRangeStartsAt: day, dateRangeEndsAt: day })));
  expect(lines.sort()).toEqual(linesOf("process").sort());
});

test("the cursor of an empty page is good for what comes next", async () => {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const before = await listFiles(tenant, { type: "receipt", dateRangeStartsAt: day });
  expect(before.isCaughtUp).toBe(true);
  const idle = await listFiles(tenant, { type: "receipt", nextPage: before.nextPage });
  expect([idle.files.length, idle.isCaughtUp, idle.nextPage !== ""]).toEqual([0, true, true]);
  clock.advance(2 * hourMs);
  const after = await listFiles(tenant, { type: "receipt", nextPage: idle.nextPage });
  expect(after.files.length).toBeGreaterThan(0);
});

test("subtypes and lists of types are understood; what is not is refused with `error`", async () => {
  const day = new Date(clock.now() - dayMs).toISOString().slice(0, 10);
  const held = await listFiles(tenant, { type: "process:Hld", dateRangeStartsAt: day });
  const lines = (await Promise.all(held.files.map((file) => download(file.url)))).flatMap(
    (file) => file.lines,
  );
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.every((line) => readText(parseJson(line), "subtype") === "Hld")).toBe(true);
  const both = await listFiles(tenant, { type: "receipt,av", dateRangeStartsAt: day });
  expect(both.reply.status).toBe(200);
  const wrong = [
    { type: "nothing" },
    { type: "" },
    { type: "receipt", pageSize: "101" },
    { type: "receipt", dateRangeStartsAt: "yesterday" },
    { type: "receipt", dateRangeStartsAt: "2026-02-01" },
    { type: "receipt", dateRangeStartsAt: day, dateRangeEndsAt: "2026-03-01" },
    { type: "receipt", nextPage: "NDU1NA==" },
  ];
  for (const query of wrong) {
    const { reply } = await listFiles(tenant, query);
    expect([reply.status, codeOf(reply)]).toEqual([400, "bad_request"]);
  }
});

test("links need their signature, no authorization, and a quarter of an hour at most", async () => {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const query = { type: "receipt", dateRangeStartsAt: day };
  const [first] = (await listFiles(tenant, query)).files;
  const [again] = (await listFiles(tenant, query)).files;
  const url = first?.url ?? "";
  expect(again?.url).not.toBe(url);
  expect(again?.url.split("?")[0]).toBe(url.split("?")[0]);
  expect(url.split("?")[0]).toMatch(/\.json\.gz$/);
  expect(first?.expiry).toBe(new Date(Math.floor(clock.now() / 1000) * 1000 + 900_000).toISOString());
  expect((await fetch(url, { headers: { authorization: await bearerOf(tenant) } })).status).toBe(400);
  expect((await fetch(url.replace(/Signature=../, "Signature=00"))).status).toBe(403);
  clock.advance(899_000);
  expect((await download(url)).status).toBe(200);
  clock.advance(1000);
  const expired = await fetch(url);
  expect([expired.status, (await expired.text()).includes("<Code>AccessDenied</Code>")]).toEqual([403, true]);
});

test("lines of one mail share their ids across types and generations", () => {
  const records = [...tenant.truth("siem-2.0")].map((record) => ({ ...record, json: parseJson(record.raw) }));
  const delivery = records.find((record) => record.type === "delivery");
  const aggregate = readText(delivery?.json, "aggregateId");
  const mates = records
    .filter((record) => readText(record.json, "aggregateId") === aggregate)
    .map(({ type }) => type);
  expect(mates).toEqual(expect.arrayContaining(["receipt", "process", "delivery"]));
  const code = (aggregate ?? "").replace(/_\d+$/, "");
  const old = [...tenant.truth("siem-1.0")].filter(
    (record) => readText(parseJson(record.raw), "aCode") === code,
  );
  expect(old.map(({ type }) => type)).toEqual(expect.arrayContaining(["receipt", "process", "delivery"]));
});

test("no line is later than the publication of its file", () => {
  for (const { raw } of tenant.truth("siem-2.0")) {
    expect(readNumber(parseJson(raw), "timestamp")).toBeLessThan(clock.now());
  }
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs, hourMs, minuteMs } from "../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../index.js";
import { callV1, codeOf, listAt, noon, postV2, type Reply, truthOf } from "../testing/client.js";
import { type JsonObject, readNumber, readObject, readText } from "../wire/decode.js";

const path = "/api/ttp/remediation/create";
const second = "/api/ttp/remediation/v2/create";
const clock = createClock({ start: noon, frozen: true });
const unseen = "0".repeat(64);
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 400, historyDays: 45 });
});
afterAll(() => tenant.close());

const rowOf = (reply: Reply) => {
  expect(codeOf(reply)).toBeNull();
  return (listAt(reply.json, "data")[0] ?? {}) as JsonObject;
};
const readAgain = async (row: JsonObject) =>
  rowOf(await postV2(tenant, "/api/ttp/remediation/get-incident", { data: [{ id: row["id"] }] }));
const codeIn = (row: JsonObject) => readText(readObject(row, "searchCriteria"), "unremediateCode") ?? "";
const counts = ({ identified, successful, failed, restored }: JsonObject) => ({
  identified,
  successful,
  failed,
  restored,
});

describe.each(["1.0", "2.0"] as const)("an incident made through API %s", (generation) => {
  const create = (item: object): Promise<Reply> =>
    generation === "1.0" ? callV1(tenant, path, { data: [item] }) : postV2(tenant, path, { data: [item] });

  test("finds nothing at first, then removes the copies of a file within minutes", async () => {
    const scans = truthOf(tenant, "ttp-attachment", { from: noon - 20 * dayMs, until: noon - hourMs }).filter(
      ({ result, fileType }) => result === "safe" && !String(fileType).startsWith("image/"),
    );
    const scan = scans[generation === "1.0" ? 0 : 1];
    const reason = `case ${generation}`;
    const row = rowOf(await create({ hashOrMessageId: scan?.["fileHash"], reason }));
    expect(row).toMatchObject({ type: "manual", reason, identified: 0, successful: 0, failed: 0 });
    expect(row["remediatedBy"]).toBe(`svc-api@${tenant.account.domain}`);
    expect(row["searchCriteria"]).toMatchObject({ fileHash: scan?.["fileHash"], messageId: "", url: "" });
    expect(row["code"]).toMatch(/^TR-\w+-\d{5}-M$/);
    const versions: JsonObject[] = [row];
    for (let minutes = 0; minutes < 20; minutes += 2) {
      clock.advance(2 * minuteMs);
      versions.push(await readAgain(row));
    }
    const done = versions.map((version) => readNumber(version, "successful") ?? 0);
    expect(done).toEqual([...done].sort((one, other) => one - other));
    const last = versions.at(-1) ?? {};
    expect(last["identified"]).toBe(1);
    expect((readNumber(last, "successful") ?? 0) + (readNumber(last, "failed") ?? 0)).toBe(1);
    const found = truthOf(tenant, "remediation-incidents", { from: clock.now() - hourMs });
    expect(found).toContainEqual(last);
  });

  test("finds a message by its id with the brackets, and nothing without", async () => {
    const events = truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon - hourMs });
    const event = events[generation === "1.0" ? 0 : 1];
    const messageId = String(event?.["messageId"]);
    const make = async (hashOrMessageId: string) =>
      rowOf(await create({ searchBy: "messageId", hashOrMessageId, reason: "case 2" }));
    const [found, missed] = [await make(messageId), await make(messageId.slice(1, -1))];
    clock.advance(10 * minuteMs);
    expect((await readAgain(found))["identified"]).toBe(1);
    expect(counts(await readAgain(missed))).toEqual({ identified: 0, successful: 0, failed: 0, restored: 0 });
  });

  test("looks no further than its span", async () => {
    const event = truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon - 2 * dayMs })[0];
    const item = { searchBy: "messageId", hashOrMessageId: event?.["messageId"], reason: "case 3" };
    const row = rowOf(await create({ ...item, start: formatUtc(noon - dayMs) }));
    clock.advance(10 * minuteMs);
    expect((await readAgain(row))["identified"]).toBe(0);
  });

  test.each([
    [{ reason: "r" }, "err_validation_at_least_one_not_null"],
    [{ reason: "r", searchBy: "url" }, "err_validation_at_least_one_not_null"],
    [
      { reason: "r", searchBy: "messageId", url: "https://a.example/" },
      "err_validation_at_least_one_not_null",
    ],
    [{ reason: "r", searchBy: "message_ids", hashOrMessageId: unseen }, "err_validation_value_not_allowed"],
    [{ reason: "r", hashOrMessageId: "abc" }, "err_validation_invalid_hash"],
    [{ hashOrMessageId: unseen }, "err_validation_null"],
    [{ hashOrMessageId: unseen, reason: " " }, "err_validation_blank"],
    [{ hashOrMessageId: unseen, reason: "r", start: "yesterday" }, "err_validation_invalid_date"],
  ])("isn't made of %j", async (item, code) => {
    expect(codeOf(await create(item))).toBe(code);
  });
});

test("the second version takes several message ids, in API 2.0 alone", async () => {
  const events = truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon - hourMs });
  const messageIds = events.slice(8, 12).map(({ messageId }) => String(messageId));
  const item = { searchBy: "message_ids", messageIds, reason: "case 4" };
  const row = rowOf(await postV2(tenant, second, { data: [item] }));
  clock.advance(30 * minuteMs);
  expect((await readAgain(row))["identified"]).toBe(4);
  expect((await callV1(tenant, second, { data: [item] })).status).toBe(404);
  const make = async (change: object) =>
    codeOf(await postV2(tenant, second, { data: [{ ...item, ...change }] }));
  expect(await make({ messageIds: [] })).toBe("err_validation_at_least_one_not_null");
  expect(await make({ searchBy: "messageId" })).toBe("err_validation_value_not_allowed");
  expect(await make({ searchBy: "hash", hash: unseen })).toBeNull();
});

test("nobody clicks in mails that were removed, until the console puts them back", async () => {
  const wave = () => tenant.campaigns().findLast(({ startedAt }) => startedAt <= clock.now());
  const toCome = () => (wave()?.clicks ?? []).filter(({ time }) => time > clock.now() + 20 * minuteMs);
  for (let step = 0; step < 200 && toCome().length < 3; step += 1) clock.advance(15 * minuteMs);
  const url = wave()?.url ?? "";
  const expected = toCome();
  expect(expected.length).toBeGreaterThanOrEqual(3);
  const before = (wave()?.clicks ?? []).filter(({ time }) => time <= clock.now());
  const row = rowOf(
    await postV2(tenant, path, { data: [{ searchBy: "url", url: tenant.rewrite(url), reason: "wave" }] }),
  );
  expect(readText(readObject(row, "searchCriteria"), "url")).toBe(url);
  const left = toCome();
  expect(left.length).toBeLessThan(expected.length);
  expect((wave()?.clicks ?? []).slice(0, before.length)).toEqual(before);
  clock.advance(20 * minuteMs);
  const worked = await readAgain(row);
  expect(readNumber(worked, "identified")).toBeGreaterThan(1);
  expect(readNumber(worked, "successful")).toBeGreaterThan(0);
  tenant.restoreRemediation(codeIn(row));
  const restored = await readAgain(row);
  expect(restored["restored"]).toBe(worked["successful"]);
  expect(readText(readObject(restored, "searchCriteria"), "restoreCode")).not.toBe("");
  expect(toCome().length).toBeGreaterThan(left.length);
  expect(() => tenant.restoreRemediation("nonsense")).toThrow("No incident");
});

test("a mail that was removed is not found again by the next incident, unless it was put back", async () => {
  const events = truthOf(tenant, "ttp-attachment", { from: noon - 12 * dayMs, until: noon - 10 * dayMs });
  const messageIds = events.slice(0, 6).map(({ messageId }) => String(messageId));
  const create = async () => {
    const item = { searchBy: "message_ids", messageIds, reason: "case 5" };
    const row = rowOf(await postV2(tenant, second, { data: [item] }));
    clock.advance(30 * minuteMs);
    return readAgain(row);
  };
  const first = await create();
  const again = await create();
  expect(readNumber(first, "successful")).toBeGreaterThan(0);
  expect(again["identified"]).toBe(first["failed"]);
  tenant.restoreRemediation(codeIn(first));
  expect(readNumber(await create(), "identified")).toBe(
    (readNumber(first, "identified") ?? 0) - (readNumber(again, "successful") ?? 0),
  );
});

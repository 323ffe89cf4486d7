import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  bearerOf,
  download,
  listFiles,
  noon,
  postV2,
  readAllClicks,
  readStream,
  readWholeChain,
  urlLogs,
} from "../testing/client.js";

// Odd spacing, key order and escapes on purpose: what is recorded has to come out as it went in.
const clicks = [
  '{"userEmailAddress": "a@corp.example", "url":"https:\\/\\/old.example\\/x", "scanResult":"clean","date":"2021-10-16T14:45:34+0000","route":"inbound"}',
  '{"userEmailAddress":"b@corp.example","url":"https://new.example/","scanResult":"malicious","date":"2024-01-02T03:04:05+0000","route":"internal"}',
  '{"userEmailAddress":"c@corp.example","url":"https://timeless.example/","scanResult":"clean","route":"inbound"}',
];
const old = {
  process:
    '{"acc":"C1","aCode":"q1","Act":"Hld","Hld":"Spm","MsgSize":12,"datetime":"2017-05-26T19:36:48+0100"}',
  journal:
    '{"Content-Disposition":"attachment; filename=\\"jrnl_20211018093329655.json\\"","acc":"C1","aCode":"q2","Dir":"Internal","datetime":"2021-11-12T12:15:46+0000"}',
  receipt:
    '{"Content-Disposition":"attachment; filename=\\"1f2e.zip\\"","acc":"C1","aCode":"q3","Act":"Acc","SpamScore":1,"datetime":"2023-02-14T18:18:51+0500"}',
  delivery: '{"acc":"C1","aCode":"q4","Delivered":true,"Attempt":1}',
};
const received =
  '{"_offset": 7,"accountId":"C1","aggregateId":"x1","timestamp":1731499059314,"type":"receipt","subject":"Grüße"}';
const spam = '{"accountId":"C1","aggregateId":"x2","timestamp":1731499059314,"eventType":"spam"}';

const integrated = {
  entities:
    '{"_offset":1,"accountId":"C1","aggregateId":"i1","timestamp":1731499059314,"type":"entities", "recipients":["a@corp.example"]}',
  mailflow: '{"accountId":"C1","aggregateId":"i1","timestamp":1731499059000,"type":"mailflow"}',
  urlclick:
    '{"aggregateId":"i2","timestamp":1731499060000,"eventType":"urlclick","url":"https:\\/\\/a.example"}',
};

const audit = '{"auditType": "Logon","eventTime":"2024-03-01T10:00:00+0000","id":"eNq1"}';
const rejection =
  '{"id":"eNq2","created":"2024-03-02T10:00:00+0000","type":1,"toAddressPreCheck":"a@corp.example","toAddress":"a@corp.example"}';
// The second has no time at all; both spell the operator as a text, which the filters must bear.
const releases = [
  '{"id": "eNq3","status":"released","heldReason":"Card numbers","released":"2024-03-03T10:00:00+00:00","operator":"admin@corp.example","to":[{"emailAddress":"a@corp.example"}]}',
  '{"id":"eNq4","status":"rejected","heldReason":"Spam","operator":"eve@corp.example"}',
];

const searched =
  '{"createTime": "2024-03-04T10:00:00+0000","emailAddr":"<>","source":"archive","searchText":"","searchPath":"/a/b"}';
const viewed =
  '{"viewer": "admin@corp.example","viewed":"2024-03-05T10:00:00+0000","from":"<>","to":"a@corp.example","contentViewed":false}';

// Newest first, as recorders leave them; only the file of the second tells which list it is from.
const stix = {
  customer: [
    '{"type": "indicator","id":"indicator--7a", "modified":"2024-03-03T10:00:00.250Z","pattern":"[file:hashes.\'SHA-256\' = \'aa00\']"}',
    '{"Content-Disposition":"attachment; filename=\\"malware_customer_stix_1.stix\\"","type":"malware","id":"malware--7b","created":"2024-03-02T10:00:00.250Z","name":"a.exe"}',
  ],
  grid: ['{"id":"indicator--7c","type":"indicator","modified":"2024-03-03T10:00:00.250Z"}'],
};

let directory: string;
let tenant: Tenant;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "records-"));
  await mkdir(join(directory, "deep", "er"), { recursive: true });
  await writeFile(
    join(directory, "clicks.log"),
    `${clicks.join("\n")}\n\nnot json\n{"meta":{"status":200},"data":[]}\n`,
  );
  await writeFile(join(directory, "deep", "er", "old.ndjson"), Object.values(old).join("\r\n"));
  await writeFile(join(directory, "malware.ndjson"), stix.customer.join("\n"));
  await writeFile(join(directory, "malware-grid.ndjson"), stix.grid.join("\n"));
  await writeFile(join(directory, "integrated.ndjson"), Object.values(integrated).join("\n"));
  const strangers = [
    audit,
    rejection,
    ...releases,
    searched,
    viewed,
    '{"accountId":"C1","aggregateId":"x3","type":"cloud"}',
    '"text"',
  ];
  await writeFile(join(directory, "deep", "new.jsonl"), [received, spam, ...strangers].join("\n"));
  await writeFile(join(directory, "deep", "expected.json"), "{}");
  tenant = await startTenant({ recordsDir: directory, clock: createClock({ start: noon, frozen: true }) });
});
afterAll(async () => {
  await tenant.close();
  await rm(directory, { recursive: true });
});

test("counts what it serves and says what it skips", () => {
  const { served, ...report } = tenant.records ?? { served: {} };
  expect(Object.fromEntries(Object.entries(served).filter(([, count]) => count > 0))).toEqual({
    "ttp-url": 3,
    audit: 1,
    rejections: 1,
    "held-releases": 2,
    "archive-search": 1,
    "archive-view": 1,
    "threat-intel-customer": 2,
    "threat-intel-grid": 1,
    "siem-1.0": 4,
    "siem-2.0": 2,
    "siem-2.0-stream": 2,
    "siem-ci": 3,
    "siem-ci-stream": 3,
  });
  expect(report).toEqual({
    files: 6,
    oldest: Date.parse("2017-05-26T18:36:48Z"),
    skipped: expect.arrayContaining([
      { reason: "not JSON", count: 1 },
      { reason: "a whole API answer, not a record", count: 1 },
      { reason: "SIEM 2.0 event of an unknown type", count: 1 },
      { reason: "not a JSON object", count: 1 },
      { reason: "file of another kind", count: 1 },
    ]),
  });
});

test("clicks come by their own dates, word for word, one without a date with the oldest", async () => {
  const item = { from: "2021-01-01T00:00:00+0000", oldestFirst: true };
  const reply = await postV2(tenant, urlLogs, { data: [item] });
  expect(reply.text).toContain(`[${[clicks[0], clicks[2], clicks[1]].join(",")}]`);
  expect(await readAllClicks(tenant, { ...item, from: "2022-01-01T00:00:00+0000" }, 1)).toHaveLength(1);
  expect(await readAllClicks(tenant, { ...item, scanResult: "malicious" })).toHaveLength(1);
  expect(tenant.served("2.0")["ttp-url"]).toBe(3);
});

test("the chain serves every 1.0 record in a file of its type", async () => {
  const files = await readWholeChain(tenant);
  const byType = new Map([...files].map(([name, content]) => [name.replace(/_\d{17}\.json$/, ""), content]));
  expect(byType.get("process")).toBe(`{"type":"MTA","data":[${old.process}]}`);
  expect(byType.get("jrnl")).toContain(old.journal);
  expect(byType.get("receipt")).toContain(old.receipt);
  expect(byType.get("delivery")).toContain(old.delivery);
  expect([...files.keys()].find((name) => name.startsWith("process_"))).toMatch(/^process_20170526/);
  expect(tenant.served("1.0")["siem-1.0"]).toBe(4);
});

test("listings reach back to any day", async () => {
  const bearer = await bearerOf(tenant);
  for (const dateRangeStartsAt of ["2017-01-01", "2024-11-13"]) {
    const page = await listFiles(tenant, { type: "receipt", dateRangeStartsAt }, { bearer });
    expect([page.files.length, page.isCaughtUp]).toEqual([1, true]);
    expect((await download(page.files[0]?.url ?? "")).lines).toEqual([received]);
  }
  const spamPage = await listFiles(
    tenant,
    { type: "spam", dateRangeStartsAt: "2024-11-13", dateRangeEndsAt: "2024-11-13" },
    { bearer },
  );
  expect((await download(spamPage.files[0]?.url ?? "")).lines).toEqual([spam]);
  expect(
    (await listFiles(tenant, { type: "receipt", dateRangeStartsAt: "2024-11-14" }, { bearer })).files,
  ).toEqual([]);
});

test("the stream reaches back to any day, word for word", async () => {
  const { reply, isCaughtUp } = await readStream(tenant, { dateRangeStartsAt: "2024-01-01T00:00:00.000Z" });
  expect(reply.text).toContain(`{"value":[${received},${spam}],`);
  expect(isCaughtUp).toBe(true);
  const spamOnly = await readStream(tenant, { types: "spam" });
  expect(spamOnly.reply.text).toContain(`{"value":[${spam}],`);
});

test("Cloud Integrated's events come in files and in the stream, word for word", async () => {
  const bearer = await bearerOf(tenant);
  for (const [type, raw] of Object.entries(integrated)) {
    const query = { type, dateRangeStartsAt: "2024-11-13" };
    const { files } = await listFiles(tenant, query, { bearer, product: "ci" });
    expect((await download(files[0]?.url ?? "")).lines).toEqual([raw]);
    const { reply } = await readStream(tenant, { types: type }, { bearer, product: "ci" });
    expect(reply.text).toContain(`{"value":[${raw}],`);
  }
  expect(tenant.served("2.0")).toMatchObject({ "siem-ci": 3, "siem-ci-stream": 3 });
});

test("logs come by their own dates, word for word", async () => {
  const span = { startDateTime: "2024-01-01T00:00:00+0000", endDateTime: "2025-01-01T00:00:00+0000" };
  const reply = await postV2(tenant, "/api/audit/get-audit-events", { data: [span] });
  expect(reply.text).toContain(`"data":[${audit}]`);
  const asked = { admin: true, start: span.startDateTime, end: span.endDateTime };
  const refused = await postV2(tenant, "/api/gateway/get-rejections", { data: [asked] });
  expect(refused.text).toContain(`{"rejections":[${rejection}]}`);
  expect(tenant.served("2.0")).toMatchObject({ audit: 1, rejections: 1 });
});

test("threat feeds come object by object, word for word, each from its own list", async () => {
  const ask = (feedType: string, fileType: string) =>
    postV2(tenant, "/api/ttp/threat-intel/get-feed", {
      data: [{ feedType, fileType, start: "2024-01-01T00:00:00+0000" }],
    });
  const customer = await ask("malware_customer", "stix");
  expect(customer.text).toContain(`"objects":[${[...stix.customer].reverse().join(",")}]`);
  expect((await ask("malware_grid", "stix")).text).toContain(`"objects":[${stix.grid.join(",")}]`);
  expect(tenant.served("2.0")).toMatchObject({ "threat-intel-customer": 2, "threat-intel-grid": 1 });
  const table = (await ask("malware_customer", "csv")).text.split("\r\n");
  expect(table.slice(1)).toEqual(["indicator--7a,,2024-03-03T10:00:00.250Z,,SHA-256,aa00", ""]);
});

test("held releases come word for word, one without a date with the oldest, and can be searched", async () => {
  const item = { start: "2024-01-01T00:00:00+0000" };
  const read = (more: object) =>
    postV2(tenant, "/api/gateway/get-held-release-logs", { data: [{ ...item, ...more }] });
  expect((await read({})).text).toContain(`{"heldReleaseLogs":[${releases[1]},${releases[0]}]}`);
  const found = await read({ searchBy: { fieldName: "operator", value: "admin@" } });
  expect(found.text).toContain(`{"heldReleaseLogs":[${releases[0]}]}`);
});

test("archive searches and views come word for word, searches with and without dates", async () => {
  const span = { start: "2024-01-01T00:00:00+0000", end: "2025-01-01T00:00:00+0000" };
  const texts = await Promise.all([
    postV2(tenant, "/api/archive/get-search-logs", { data: [span] }),
    postV2(tenant, "/api/archive/get-archive-search-logs", {}),
    postV2(tenant, "/api/archive/get-view-logs", { data: [{ ...span, query: "ADMIN@corp" }] }),
  ]);
  expect(texts.map(({ text }) => /"data":\[(.*)\],"fail"/.exec(text)?.[1])).toEqual([
    `{"logs":[${searched}]}`,
    `{"logs":[${searched}]}`,
    viewed,
  ]);
});

test("what would follow from generated mail is empty beside recorded mail", async () => {
  const list = await postV2(tenant, "/api/gateway/get-hold-message-list", { data: [{ admin: true }] });
  expect(list.json["data"]).toEqual([]);
});

test("truth is the recorded text", () => {
  expect([...tenant.truth("siem-2.0")].map(({ raw }) => raw).sort()).toEqual([received, spam].sort());
  expect([...tenant.truth("siem-1.0")].map(({ raw }) => raw).sort()).toEqual(Object.values(old).sort());
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, hourMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  type Reply,
  readPages,
  truthOf,
} from "../../testing/client.js";
import { isObject, type JsonObject, readObject, readText } from "../../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 200, historyDays: 40 });
});
afterAll(() => tenant.close());

interface Query {
  readonly muse?: string;
  readonly size?: number;
  readonly start?: number;
  readonly fields?: string;
}

const writeQuery = ({
  muse = '<text/><date select="yesterday"/>',
  size = 25,
  start = 0,
  fields = "",
}: Query) =>
  `<?xml version="1.0"?>\n<xmlquery trace="iql,muse"><metadata query-type="emailarchive" archive="true" active="false" page-size="${size}" startrow="${start}"><smartfolders/><return-fields>${fields}</return-fields></metadata><muse>${muse}</muse></xmlquery>`;

describe.each(["1.0", "2.0"] as const)("the archive of API %s", (generation) => {
  const ask = (name: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/archive/${name}`, { data })
      : postV2(tenant, `/api/archive/${name}`, { data });
  const search = async (query: Query, admin = true): Promise<JsonObject[]> => {
    const reply = await ask("search", { admin, query: writeQuery(query) });
    expect(codeOf(reply)).toBeNull();
    return listAt(reply.json, "data", 0, "items").filter(isObject);
  };

  test("is searched newest first, page by page inside the query", async () => {
    const all = await search({ size: 500 });
    const times = all.map((row) => readText(row, "receiveddate") ?? "");
    expect(times).toEqual([...times].sort().reverse());
    expect(await search({})).toEqual(all.slice(0, 25));
    expect(await search({ size: 10, start: 20 })).toEqual(all.slice(20, 30));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(["ARCHIVED"]));
  });

  test("is searched by word, by sender, by recipient and for attachments", async () => {
    const all = await search({ size: 500 });
    const [some = {}] = all;
    const from = String(some["displayfromaddress"]);
    const word = String(some["subject"]).split(" ").at(-1)?.replace("&", "&amp;").toUpperCase();
    const date = '<date select="yesterday"/>';
    expect(await search({ muse: `<text>${word}</text>${date}` })).toContainEqual(some);
    const sent = await search({ size: 500, muse: `${date}<sent select="from">${from}</sent>` });
    expect(sent).toContainEqual(some);
    expect(sent.length).toBeLessThan(all.length);
    const to = readText(listAt(some, "displaytoaddresslist")[0], "emailAddress");
    expect(await search({ muse: `${date}<sent select="to">${to}</sent>` })).toContainEqual(some);
    const files = await search({ size: 500, muse: `${date}<docs select="any"/>` });
    expect(files).toEqual(all.filter(({ attachmentcount }) => attachmentcount === 1));
  });

  test("answers only the fields that were asked for, with the id", async () => {
    const [row] = await search({ fields: "<return-field>subject</return-field>" });
    expect(Object.keys(row ?? {})).toEqual(["id", "subject"]);
  });

  test("quietly finds nothing for a search that isn't an administrator's", async () => {
    expect(await search({}, false)).toEqual([]);
  });

  test.each([
    ["no XML at all"],
    ["<xmlquery>"],
    ["<xmlquery><metadata></xmlquery></metadata>"],
    ["<other/>"],
    [writeQuery({ size: 0 })],
    [writeQuery({ start: -1 })],
    [`${"<a>".repeat(40)}${"</a>".repeat(40)}`],
  ])("refuses the query %j", async (query) => {
    expect(codeOf(await ask("search", { admin: true, query }))).toBe("err_invalid_search_xml");
  });

  test("tells of a message what is in it, as the attachment log has it", async () => {
    const inbound = await search({ size: 500, muse: '<date select="last_week"/><docs select="any"/>' });
    const scans = truthOf(tenant, "ttp-attachment", { from: noon - 7 * dayMs });
    const row = inbound.find(({ subject }) => scans.some((scan) => scan["subject"] === subject));
    const detail = listAt((await ask("get-message-detail", { id: row?.["id"] })).json, "data")[0];
    const [file] = listAt(detail, "attachments");
    const scan = scans.find(({ fileHash }) => fileHash === readText(file, "sha256"));
    expect(scan).toMatchObject({
      messageId: readText(detail, "mimeMessageId"),
      fileName: readText(file, "filename"),
      recipientAddress: readText(listAt(detail, "to")[0], "emailAddress"),
    });
    expect(readText(detail, "smash")).toBe(row?.["smash"]);
    expect(codeOf(await ask("get-message-detail", { id: "eNoOther" }))).toBe("xdk_failure");
    expect(codeOf(await ask("get-message-detail", {}))).toBe("err_validation_null");
  });

  test("gives a message's parts, with the link as it was received or delivered", async () => {
    const wave = tenant.campaigns().find(({ startedAt }) => startedAt < clock.now() - 6 * hourMs);
    const muse = `<date select="last_week"/><sent select="from">${wave?.sender}</sent>`;
    const [row] = await search({ muse });
    const part = (change: object) =>
      ask("get-message-part", { id: row?.["id"], context: "DELIVERED", type: "PLAIN", ...change });
    const delivered = await part({});
    expect(delivered.headers.get("content-type")).toContain("text/plain");
    expect(delivered.text).toContain(tenant.rewrite(wave?.url ?? ""));
    expect((await part({ context: "RECEIVED" })).text).toContain(`${wave?.url}\r\n`);
    expect((await part({ type: "HTML" })).text).toContain("<a href=");
    expect((await part({ type: "RFC822" })).text).toContain(`Subject: ${wave?.subject}`);
    expect(codeOf(await part({ context: "SENT" }))).toBe("err_validation_value_not_allowed");
    expect(codeOf(await part({ type: "PDF" }))).toBe("err_validation_value_not_allowed");
    expect(codeOf(await part({ id: "eNoOther" }))).toBe("xdk_failure");
  });

  test("writes down who searched it, by what, and which mail they read", async () => {
    clock.advance(dayMs);
    const start = formatUtc(clock.now());
    const muse = '<text>in</text><date select="last_week"/>';
    const [row = {}] = await search({ muse });
    await ask("get-message-detail", { id: row["id"] });
    await ask("get-message-part", { id: row["id"] });
    await ask("get-file", { id: row["id"] });
    clock.advance(1000);
    const user = `svc-api@${tenant.account.domain}`;
    const logs = async (name: string) => listAt((await ask(name, { start })).json, "data");
    expect(listAt((await logs("get-search-logs"))[0], "logs")).toEqual([
      {
        createTime: start,
        emailAddr: user,
        source: "archive",
        searchText: "in",
        searchReason: "",
        description: "Audit [Page 1] - Depth 25",
        isAdmin: true,
        museQuery: writeQuery({ muse }),
      },
    ]);
    const views = await logs("get-view-logs");
    expect(views).toHaveLength(3);
    expect(views[0]).toMatchObject({
      viewer: user,
      viewed: start,
      subject: row["subject"],
      contentViewed: true,
    });
  });

  test("lists a mailbox, what came in and what was sent", async () => {
    const [row = {}] = await search({
      muse: `<date select="last_week"/><sent select="to">${tenant.account.domain}</sent>`,
    });
    const mailbox = readText(listAt(row, "displaytoaddresslist")[0], "emailAddress") ?? "";
    const list = (view: string) =>
      readPages(tenant, { path: "/api/archive/get-message-list" }, { item: { mailbox, view }, pageSize: 7 });
    const inbox = await list("INBOX");
    expect(inbox.length).toBeGreaterThan(7);
    expect(inbox[0]).toEqual({
      id: expect.stringMatching(/^eN/),
      subject: expect.any(String),
      size: expect.any(Number),
      received: expect.any(String),
      from: { emailAddress: expect.any(String) },
      attachmentCount: expect.any(Number),
    });
    expect(inbox.map((listed) => readText(listed, "id"))).toContain(row["id"]);
    const sent = await list("SENT");
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map((listed) => readText(readObject(listed, "from"), "emailAddress")))).toEqual(
      new Set([mailbox]),
    );
    const refuse = async (change: object) => codeOf(await ask("get-message-list", { mailbox, ...change }));
    expect(await refuse({ mailbox: "ana@elsewhere.example" })).toBe(
      "err_xdk_operation_forbidden_for_address",
    );
    expect(await refuse({ view: "OUTBOX" })).toBe("err_validation_value_not_allowed");
  });
});

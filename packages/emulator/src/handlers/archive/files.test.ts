import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../clock/spans.js";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  type Reply,
  signHeaders,
  truthOf,
} from "../../testing/client.js";
import { readNumber, readText } from "../../wire/decode.js";

const clock = createClock({ start: noon, frozen: true });
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 200, historyDays: 10 });
});
afterAll(() => tenant.close());

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The parts of a mail, taken apart by the rules of RFC 5322 and 2046 alone. */
function takeApart(mail: string): { headers: Map<string, string>; body: string; parts: string[] } {
  const [head = "", ...rest] = mail.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]/g, " ").split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const [, name = "", value = ""] = /^([!-9;-~]+): (.*)$/.exec(line) ?? [];
      return [name.toLowerCase(), value] as const;
    }),
  );
  const body = rest.join("\r\n\r\n");
  const boundary = /boundary="([^"]+)"/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary === undefined ? [] : `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return { headers, body, parts: parts.map((part) => part.replace(/^\r\n/, "")) };
}

describe.each(["1.0", "2.0"] as const)("files of mail in API %s", (generation) => {
  const ask = (path: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0" ? callV1(tenant, path, { data }) : postV2(tenant, path, { data });
  const linkTo = async (path: string, id: string) =>
    String(listAt((await ask(path, { id })).json, "data", 0, "urls")[0]);
  /** The file, from the answer itself or from behind the link. */
  const fetchFile = async (path: string, id: string): Promise<{ bytes: Buffer; headers: Headers }> => {
    const response =
      generation === "1.0"
        ? await fetch(tenant.v1.baseUrl + path, {
            method: "POST",
            headers: signHeaders(tenant, path),
            body: JSON.stringify({ data: [{ id }] }),
          })
        : await fetch(await linkTo(path, id));
    return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  };
  const findMail = async (options: object) =>
    listAt(
      (await ask("/api/message-finder/search", { advancedTrackAndTraceOptions: options })).json,
      "data",
      0,
      "trackedEmails",
    );

  test("are what every feed says they are: the bytes have the hash of the attachment log", async () => {
    const scan =
      truthOf(tenant, "ttp-attachment", { from: noon - 3 * dayMs, until: noon - hourMs }).at(-1) ?? {};
    const { json } = await ask("/api/message-finder/search", { messageId: scan["messageId"] });
    const messageId = readText(listAt(json, "data", 0, "trackedEmails")[0], "id") ?? "";
    const detail = (await ask("/api/archive/get-message-detail", { id: messageId })).json;
    const file = listAt(detail, "data", 0, "attachments")[0];
    const attachment = await fetchFile("/api/archive/get-file", readText(file, "id") ?? "");
    expect(sha256(attachment.bytes)).toBe(scan["fileHash"]);
    expect(attachment.headers.get("content-disposition")).toContain(`filename="${scan["fileName"]}"`);
    for (const path of ["/api/archive/get-file", "/api/gateway/message/get-file"]) {
      const { bytes, headers } = await fetchFile(path, messageId);
      expect(headers.get("content-type")).toBe("message/rfc822");
      // The log's size is that of the mail, whose words are fewer here than it says.
      expect(bytes.length).toBeLessThan(readNumber(listAt(detail, "data")[0], "size") ?? 0);
      expect(bytes.length).toBeGreaterThan(attachment.bytes.length);
      const mail = takeApart(bytes.toString());
      expect(mail.headers.get("message-id")).toBe(scan["messageId"]);
      expect(mail.headers.get("subject")).toBe(scan["subject"]);
      const [texts = "", attached = ""] = mail.parts;
      const kinds = takeApart(texts).parts.map((part) => takeApart(part).headers.get("content-type"));
      expect(kinds).toEqual(["text/plain; charset=utf-8", "text/html; charset=utf-8"]);
      expect(sha256(Buffer.from(takeApart(attached).body, "base64"))).toBe(scan["fileHash"]);
      expect(
        bytes
          .toString()
          .split("\r\n")
          .every((line) => line.length <= 998),
      ).toBe(true);
    }
  });

  test("are kept of held mail at the gateway, and nowhere of refused mail", async () => {
    const held = truthOf(tenant, "held-messages").at(-1) ?? {};
    const from = readText(held["from"], "emailAddress") ?? "";
    const subject = String(held["subject"]);
    const listed = await findMail({ from, subject });
    const idOf = (status: string) =>
      readText(
        listed.find((row) => readText(row, "status") === status),
        "id",
      ) ?? "";
    const { bytes } = await fetchFile("/api/gateway/message/get-file", idOf("held"));
    expect(takeApart(bytes.toString()).headers.get("subject")).toBe(subject);
    const refusals = await findMail({ from });
    const refused = refusals.find((row) => readText(row, "status") === "rejected");
    for (const id of [readText(refused, "id"), "eNoOther", ""]) {
      expect(codeOf(await ask("/api/gateway/message/get-file", { id }))).toBe("xdk_failure");
    }
    expect(codeOf(await ask("/api/archive/get-file", { id: idOf("held") }))).toBe("xdk_failure");
  });

  test("survive a subject and a name that would break a mail apart", async () => {
    const sender = "o'brian,jr@partner.example";
    const subject = `Grüße\r\nBcc: everybody@corp.example${"ß".repeat(1200)}`;
    tenant.deliver({ sender, recipient: `ana@${tenant.account.domain}`, subject });
    clock.advance(10 * minuteMs);
    const [row] = await findMail({ from: sender });
    const { bytes } = await fetchFile("/api/gateway/message/get-file", readText(row, "id") ?? "");
    const { headers } = takeApart(bytes.toString());
    expect(headers.has("bcc")).toBe(false);
    expect(headers.get("from")).toBe(`"o'brian,jr"@partner.example`);
    const words = [...(headers.get("subject") ?? "").matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)];
    expect(words.map(([, word = ""]) => Buffer.from(word, "base64").toString()).join("")).toBe(subject);
  });

  test.each([[[]], [[{}]], [[null]], [[{ id: 7 }]], [[{ id: "a" }, { id: "b" }]]])(
    "refuse %j without a word of JSON too many",
    async (data) => {
      const reply = await ask("/api/archive/get-file", ...data);
      expect(reply.status).toBe(200);
      expect(codeOf(reply)).toMatch(/^err_/);
    },
  );
});

test("links to files need no token, refuse one, and end after a quarter of an hour", async () => {
  const [row] = listAt(
    (
      await postV2(tenant, "/api/message-finder/search", {
        data: [{ advancedTrackAndTraceOptions: { to: tenant.account.domain }, status: ["archived"] }],
      })
    ).json,
    "data",
    0,
    "trackedEmails",
  );
  const reply = await postV2(tenant, "/api/archive/get-file", { data: [{ id: readText(row, "id") }] });
  const url = String(listAt(reply.json, "data", 0, "urls")[0]);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url, { headers: { authorization: "Bearer x" } })).status).toBe(400);
  expect(
    (await fetch(url.replace("/mail/archive.get-file/", "/mail/gateway.message.get-file/"))).status,
  ).toBe(403);
  tenant.faults.inject({ kind: "expired-link", operation: "archive.get-file" });
  expect((await fetch(url)).status).toBe(403);
  clock.advance(16 * minuteMs);
  expect((await fetch(url)).status).toBe(403);
});

test("audit categories are those that audit events have", async () => {
  const reply = await postV2(tenant, "/api/audit/get-categories", { data: [] });
  const codes = listAt(reply.json, "data", 0, "categories").map((row) => readText(row, "code"));
  const used = new Set(truthOf(tenant, "audit", { from: noon - 5 * dayMs }).map(({ category }) => category));
  expect(codes).toEqual(expect.arrayContaining([...used]));
  expect((await callV1(tenant, "/api/audit/get-categories", {})).json["data"]).toEqual(reply.json["data"]);
});

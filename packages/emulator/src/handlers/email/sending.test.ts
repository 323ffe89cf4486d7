import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import {
  bearerOf,
  callV1,
  codeOf,
  listAt,
  noon,
  postV2,
  type Reply,
  readReply,
  signHeaders,
  truthOf,
} from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

let tenant: Tenant;
let bearer: string;
const clock = createClock({ start: noon, frozen: true });
const ada = "ada.abel@fernhill.example";

beforeAll(async () => {
  tenant = await startTenant({ clock, messagesPerDay: 10 });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());

const rowsOf = (reply: Reply) => listAt(reply.json, "data");
const codesOf = (reply: Reply) =>
  listAt(reply.json, "fail").flatMap((failure) =>
    listAt(failure, "errors").map((error) => readText(error, "code")),
  );

describe.each(["1.0", "2.0"] as const)("with API %s", (generation) => {
  const ask = (name: string, ...data: unknown[]): Promise<Reply> =>
    generation === "1.0"
      ? callV1(tenant, `/api/${name}`, { data })
      : postV2(tenant, `/api/${name}`, { data }, bearer);
  const upload = async (name: string, argument: unknown, file: Uint8Array | string): Promise<Reply> => {
    const path = `/api/${name}`;
    const isOne = generation === "1.0";
    const own = isOne ? signHeaders(tenant, path) : { authorization: bearer };
    const headers = {
      ...own,
      "content-type": "application/octet-stream",
      ...(argument === undefined ? {} : { "x-mc-arg": JSON.stringify({ data: [argument] }) }),
    };
    const base = isOne ? tenant.v1.baseUrl : tenant.v2.baseUrl;
    return readReply(await fetch(base + path, { method: "POST", headers, body: file }));
  };
  const mark = generation.replace(".", "-");

  test("mail with an uploaded file is found where it went, and its file keeps its bytes", async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13, 0x7f, generation === "1.0" ? 1 : 2]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const [uploaded] = rowsOf(await upload("file/file-upload", { sha256, fileSize: bytes.length }, bytes));
    const attachment = { id: readText(uploaded, "id"), name: "plan.pdf" };
    const reply = await ask("email/send-email", {
      from: { emailAddress: ada, displayableName: "Ada" },
      to: [{ emailAddress: `svc-api@fernhill.example` }],
      cc: [{ emailAddress: "Someone@outside.example" }],
      subject: `Plan ${mark}`,
      plainBody: "See the file.",
      attachments: [attachment],
    });
    const messageId = readText(rowsOf(reply)[0], "messageId") ?? "";
    expect(messageId).toMatch(/^<.+@.+\.example>$/);
    clock.advance(10 * 60_000);
    const found = listAt(
      (await ask("message-finder/search", { messageId })).json,
      "data",
      0,
      "trackedEmails",
    );
    expect(found).toHaveLength(2);
    const shared = { subject: `Plan ${mark}`, attachments: true };
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...shared, route: "internal" }),
        expect.objectContaining({
          ...shared,
          route: "outbound",
          to: [expect.objectContaining({ emailAddress: "someone@outside.example" })],
        }),
      ]),
    );
    const inbox = await ask("archive/get-message-list", { mailbox: "svc-api@fernhill.example" });
    const mail = rowsOf(inbox).find((row) => readText(row, "subject") === `Plan ${mark}`);
    const detail = await ask("archive/get-message-detail", { id: readText(mail, "id") });
    expect(listAt(rowsOf(detail)[0], "attachments")).toEqual([
      expect.objectContaining({ filename: "plan.pdf", sha256, size: bytes.length }),
    ]);
    const sent = await ask("archive/get-message-list", { mailbox: ada, view: "SENT" });
    expect(rowsOf(sent)).toContainEqual(expect.objectContaining({ subject: `Plan ${mark}` }));
  });

  test("mail is refused one by one, whatever is wrong with it", async () => {
    const good = { from: { emailAddress: ada }, to: [{ emailAddress: "a@outside.example" }] };
    const reply = await ask(
      "email/send-email",
      good,
      {},
      { ...good, from: { emailAddress: "a@outside.example" } },
      { ...good, to: [{ emailAddress: "nobody" }] },
      { ...good, to: "a@outside.example" },
      { from: good.from },
      { ...good, htmlBody: { content: 7 }, subject: 7 },
      { ...good, attachments: [{ id: "eNoNone" }, {}] },
      null,
    );
    expect(rowsOf(reply)).toHaveLength(1);
    expect(codesOf(reply)).toEqual([
      "err_validation_null",
      "err_xdk_operation_forbidden_for_address",
      "err_validation_invalid_email_address",
      "err_validation_null",
      "err_validation_null",
      "err_validation_null",
      "err_validation_null",
      "xdk_failure",
      "err_validation_null",
      "err_deserialise",
    ]);
  });

  test("an upload that isn't what it says is refused", async () => {
    const sha256 = createHash("sha256").update("file").digest("hex");
    const codes = [
      await upload("file/file-upload", undefined, "file"),
      await upload("file/file-upload", null, "file"),
      await upload("file/file-upload", {}, "file"),
      await upload("file/file-upload", { sha256: "abc", fileSize: 4 }, "file"),
      await upload("file/file-upload", { sha256, fileSize: 5 }, "file"),
      await upload("file/file-upload", { sha256, fileSize: 4 }, "life"),
      await upload("file/file-upload", { sha256, fileSize: 0 }, ""),
    ].map(codeOf);
    expect(codes).toEqual([
      "err_validation_null",
      "err_deserialise",
      "err_validation_null",
      "err_validation_invalid_hash",
      "err_file_upload_mismatch",
      "err_file_upload_mismatch",
      "err_validation_null",
    ]);
  });

  test("users come from a file, into a group, and the status tells how many", async () => {
    const { directory, groups } = tenant.administration;
    const group = groups.addFolder(groups.root, `Imported ${mark}`);
    groups.addMembers(group, ["old@fernhill.example"]);
    const lines = [
      "Name,Email Address",
      `"Finch, Zoë",zoe-${mark}@fernhill.example`,
      `"Ada ""The"" Abel",${ada}`,
      "Stranger,stranger@elsewhere.example",
      "",
    ];
    const argument = { groupId: group.id, clearGroup: true, fileType: "csv", notifyEmailAddress: ada };
    const [row] = rowsOf(await upload("user/import-users", argument, lines.join("\r\n")));
    const id = readText(row, "id");
    const status = async () => rowsOf(await ask("user/get-import-status", { id }))[0];
    expect(await status()).toEqual({ id, status: "processing" });
    clock.advance(60_000);
    expect(await status()).toEqual({ id, status: "complete", created: 1, updated: 1, failed: 1 });
    expect(directory.findUser(`zoe-${mark}@fernhill.example`)?.name).toBe("Finch, Zoë");
    expect(directory.findUser(ada)?.name).toBe('Ada "The" Abel');
    expect(group.members.map(({ entry }) => entry)).toEqual([`zoe-${mark}@fernhill.example`, ada]);
    const told = await ask("message-finder/search", {
      advancedTrackAndTraceOptions: { to: ada, subject: "Import of users" },
    });
    expect(listAt(told.json, "data", 0, "trackedEmails")).toHaveLength(generation === "1.0" ? 1 : 2);
    expect(codesOf(await ask("user/get-import-status", { id: "eNoNone" }, {}))).toEqual([
      "xdk_failure",
      "err_validation_null",
    ]);
    const bad: readonly (readonly [object, string, string])[] = [
      [{}, "a@fernhill.example", "err_validation_invalid_file"],
      [{ fileType: "pdf" }, "a@fernhill.example\n", "err_validation_value_not_allowed"],
      [{ groupId: "none" }, "a@fernhill.example\n", "xdk_failure"],
      [{ clearGroup: true }, "a@fernhill.example\n", "err_validation_null"],
      [{ notifyEmailAddress: "x" }, "a@fernhill.example\n", "err_validation_invalid_email_address"],
    ];
    for (const [item, file, code] of bad)
      expect(codeOf(await upload("user/import-users", item, file))).toBe(code);
    expect(directory.findUser("a@fernhill.example")).toBeNull();
  });
});

test("sending and importing are audited", () => {
  expect(truthOf(tenant, "audit").map((event) => event["auditType"])).toEqual(
    expect.arrayContaining(["Email Sent", "Users Imported"]),
  );
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../../index.js";
import { askV2, bearerOf, callV1, listAt, noon, postV2 } from "../../testing/client.js";
import { readText } from "../../wire/decode.js";

let tenant: Tenant;
let bearer: string;
const root = "/journaling/cloud-gateway/v1/services";

beforeAll(async () => {
  tenant = await startTenant({ clock: createClock({ start: noon, frozen: true }), messagesPerDay: 10 });
  bearer = await bearerOf(tenant);
});
afterAll(() => tenant.close());

const ask = (call: Parameters<typeof askV2>[1], body?: unknown) =>
  askV2(tenant, call, { bearer, ...(body === undefined ? {} : { body }) });

test("a connector is made with its defaults, shown by both calls without its password, changed and deleted", async () => {
  const pop3JournalingConnection = {
    emailAddress: "journal@fernhill.example",
    mailbox: "journal",
    password: "not to be told",
    host: "mail.fernhill.example",
  };
  const made = await ask(`POST ${root}`, { description: "Old server", pop3JournalingConnection });
  expect([made.status, made.json]).toEqual([201, { id: expect.stringMatching(/^eN/) }]);
  const here = `${root}/${readText(made.json, "id")}` as const;
  const { password: _, ...shown } = pop3JournalingConnection;
  const expected = {
    ...made.json,
    description: "Old server",
    enabled: true,
    messageFormat: "standard_eml",
    transferProtocol: "pop3",
    pop3JournalingConnection: { ...shown, port: 995, usesPOP3S: true },
    statusInfo: { status: "ok" },
  };
  const { json } = await ask(`GET ${here}`);
  expect(json).toMatchObject(expected);
  const legacy = { data: [] };
  const path = "/api/journaling/get-service";
  for (const reply of [await callV1(tenant, path, legacy), await postV2(tenant, path, legacy, bearer)])
    expect(listAt(reply.json, "data")).toEqual([expect.objectContaining({ transferProtocol: "smtp" }), json]);

  const patched = await ask(`PATCH ${here}`, { enabled: false, pop3JournalingConnection: { port: 110 } });
  expect(patched.json).toMatchObject({
    ...expected,
    enabled: false,
    pop3JournalingConnection: { ...shown, port: 110 },
    statusInfo: { status: "not_active" },
  });
  const listed = await ask(`GET ${root}?pageSize=1`);
  expect(listAt(listed.json, "services")).toHaveLength(1);
  expect((await ask(`DELETE ${here}`)).status).toBe(204);
  expect((await ask(`GET ${here}`)).status).toBe(404);
  expect(listAt((await ask(`GET ${root}`)).json, "services")).toHaveLength(1);
  const all = [json, patched.json, listed.json].map((one) => JSON.stringify(one)).join();
  expect(all).not.toContain("not to be told");
});

const smtp = { emailAddress: "journal@fernhill.example" };
test.each([
  [{}, "err_validation_null"],
  [
    { description: "Both", smtpJournalingConnection: smtp, pop3JournalingConnection: {} },
    "value_not_allowed",
  ],
  [{ description: "Neither" }, "err_validation_at_least_one_not_null"],
  [{ description: " ", smtpJournalingConnection: smtp }, "err_validation_blank"],
  [{ description: "A", messageFormat: "mbox", smtpJournalingConnection: smtp }, "value_not_allowed"],
  [{ description: "A", enabled: "yes", smtpJournalingConnection: smtp }, "value_not_allowed"],
  [{ description: "A", smtpJournalingConnection: { ...smtp, inactivityTimeout: 179 } }, "value_not_allowed"],
  [{ description: "A", smtpJournalingConnection: { ...smtp, ipRanges: ["x"] } }, "value_not_allowed"],
  [{ description: "A", smtpJournalingConnection: { ...smtp, usesAuthentication: true } }, "validation_null"],
  [{ description: "A", smtpJournalingConnection: { emailAddress: "x" } }, "invalid_email_address"],
  [{ description: "A", smtpJournalingConnection: 7 }, "err_validation_null"],
  [{ description: "A", pop3JournalingConnection: { ...smtp, port: 0 } }, "err_validation_null"],
])("no connector is made of %j", async (body, code) => {
  const reply = await ask(`POST ${root}`, body);
  expect(reply.status).toBe(400);
  expect(readText(listAt(reply.json, "errors")[0], "code")).toContain(code);
});

import { operations } from "@postern/mimecast/catalogue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import { bearerOf, noon, readReply, signHeaders } from "../testing/client.js";
import { listCoverage } from "./coverage.js";

let tenant: Tenant;

beforeAll(async () => {
  const clock = createClock({ start: noon, frozen: true });
  tenant = await startTenant({ clock, messagesPerDay: 10, historyDays: 2 });
});
afterAll(() => tenant.close());

const texts = ["", " ", "\u0000", "nobody", "a@b.example", "2026-13-45T99:99:99+0000", "<", "x".repeat(3000)];
const values = [...texts, null, 7, -1, 1e308, true, [], [null], [[]], {}, { type: 1, id: [] }];

/** Whatever a field of any operation is called. */
const fields = [
  ...[
    "accountLocked",
    "action",
    "admin",
    "advancedTrackAndTraceOptions",
    "attachments",
    "context",
    "description",
  ],
  ...[
    "domain",
    "emailAddress",
    "end",
    "filterBy",
    "from",
    "fromPart",
    "groupMembers",
    "hash",
    "hashes",
    "id",
  ],
  ...[
    "hashOrMessageId",
    "ids",
    "inboundType",
    "mailbox",
    "matchType",
    "messageId",
    "messageIds",
    "name",
    "option",
  ],
  ...[
    "parentId",
    "password",
    "policy",
    "query",
    "reason",
    "reasonType",
    "route",
    "searchBy",
    "sender",
    "source",
  ],
  ...["start", "status", "to", "token", "type", "url", "view"],
  ...["accessKey", "alias", "aliasFor", "alternateEmailAddresses", "attributes", "backupType"],
  ...["contactName", "delegateAddress", "domains", "emailAddresses", "enabled", "exportSource"],
  ...["fileSize", "fileType", "groupId", "htmlBody", "ipAddresses", "mode", "notifyEmailAddress"],
  ...["outboundEnabled", "pop3JournalingConnection", "primaryAddress", "protectionMode"],
  ...["restoreSource", "scope", "sha256", "smtpJournalingConnection", "subject"],
  ...["clientState", "expirationDateTime", "hashList", "notificationURL", "operationType", "order"],
  ...["resourceType", "sortBy"],
];
const filled = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));
const bodies = [
  ...values.map((value) => ({
    ...filled(value),
    data: [filled(value)],
    meta: { pagination: filled(value) },
  })),
  ...values.map((value) => ({ data: value, meta: value })),
  ...values,
];

const { handled } = listCoverage();
const calls = Object.entries(operations)
  .filter(([name, { authentication }]) => handled.includes(name) && authentication === "signature-or-token")
  .flatMap(([name, { path, method, generations }]) =>
    generations.map((generation) => ({ name: `${name} of API ${generation}`, path, method, generation })),
  );

test.each(calls)("$name answers to any body and query, and never with a fault of its own", async (call) => {
  const path = call.path.replace(/\{\w+\}/g, "eNoNothing");
  const bearer = await bearerOf(tenant);
  const ask = async (body: unknown, query = "") => {
    const isOne = call.generation === "1.0";
    const own = isOne
      ? signHeaders(tenant, path)
      : { authorization: bearer, "content-type": "application/json" };
    // Where an operation takes a file, its item stands here.
    const headers = { ...own, "x-mc-arg": JSON.stringify(body).slice(0, 8000) };
    const base = isOne ? tenant.v1.baseUrl : tenant.v2.baseUrl;
    const init = call.method === "GET" ? {} : { body: JSON.stringify(body) };
    return readReply(await fetch(`${base}${path}${query}`, { method: call.method, headers, ...init }));
  };
  const queries = texts.map(
    (text) => `?${new URLSearchParams({ pageSize: text, pageToken: text, type: text })}`,
  );
  const replies = await Promise.all([
    ...(call.method === "GET" ? queries.map((query) => ask(null, query)) : bodies.map((body) => ask(body))),
  ]);
  // Refused at the gate, no body would have come to its handler.
  expect(replies.map(({ status }) => status).filter((status) => status === 401 || status === 418)).toEqual(
    [],
  );
  expect(replies.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
});

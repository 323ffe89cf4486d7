import { afterAll, beforeAll, expect, test } from "vitest";
import { createClock, startTenant, type Tenant } from "../index.js";
import {
  askV2,
  bearerOf,
  callV1,
  codeOf,
  download,
  getV2,
  listAt,
  listFiles,
  noon,
  postV2,
  requestToken,
  urlLogs,
} from "../testing/client.js";
import { probes } from "../testing/probes/index.js";
import { isObject, readObject } from "../wire/decode.js";
import { joinGuesses, parseGuess, readGuesses } from "./guesses.js";
import { guessAreas, guessTable } from "./table/index.js";

let tenant: Tenant;
const clock = createClock({ start: noon, frozen: true });

beforeAll(async () => {
  tenant = await startTenant({
    clock,
    messagesPerDay: 300,
    guesses: {
      staleDateCode: "err_xdk_client_unauthorized",
      invalidClientStatus: 400,
      rateLimitHeaders: "always",
      rateLimitReset: "epoch-s",
      downloadLinkMinutes: 5,
      expiredLinkStatus: 404,
      listsOfTypes: "refused",
      datesBesideCursor: "refused",
      auditPageSizeMax: 100,
      reasonCodeNeverFilters: true,
      repeatedSender: "new-id",
      sameGroupName: "refused",
      codes: { err_held_message_not_found: "err_gone", invalid_client: "bad_client" },
      names: { "threats.events.list": { subject: "title" } },
      values: {
        "identity.whoami": { version: { "1": "2.5" }, type: { account: "tenant" } },
        "directory.get-connection": { enabled: { true: "false" }, status: { ok: "all right" } },
      },
    },
  });
});
afterAll(() => tenant.close());

test("who is refused, and with which status and code, goes by the guesses", async () => {
  const late = new Date(noon - 3_600_000).toUTCString().replace("GMT", "UTC");
  expect(codeOf(await callV1(tenant, urlLogs, {}, { date: late }))).toBe("err_xdk_client_unauthorized");
  const token = await requestToken(tenant, "wrong");
  expect([token.status, codeOf(token), tenant.requests().at(-1)?.refused]).toEqual([
    400,
    "bad_client",
    "bad_client",
  ]);
  const held = await postV2(tenant, "/api/gateway/get-hold-message-list", {
    data: [{ admin: true, searchBy: { fieldName: "reasonCode", value: "no such reason" } }],
  });
  expect(listAt(held.json, "data").length).toBeGreaterThan(0);
  const released = await postV2(tenant, "/api/gateway/hold-release", { data: [{ id: "gone" }] });
  expect(codeOf(released)).toBe("err_gone");
  const page = { meta: { pagination: { pageSize: 101 } } };
  expect((await postV2(tenant, "/api/audit/get-audit-events", page)).status).toBe(400);
});

test("quotas are told on every answer, in the form asked for", async () => {
  const { headers } = await getV2(tenant, "/siem/v1/batch/events/cg?type=receipt");
  expect(["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`))).toEqual([
    "50",
    "49",
    String(Math.ceil((noon + 900_000) / 1000)),
  ]);
});

test("listings and their links go by the guesses", async () => {
  const day = { type: "receipt", dateRangeStartsAt: "2026-03-10", pageSize: "2" };
  const bearer = await bearerOf(tenant);
  const ask = (query: Record<string, string>) =>
    getV2(tenant, `/siem/v1/batch/events/cg?${new URLSearchParams(query)}`, bearer);
  expect((await ask({ ...day, type: "receipt,process" })).status).toBe(400);
  const { files, nextPage } = await listFiles(tenant, day);
  expect((await ask({ ...day, nextPage })).status).toBe(400);
  expect((await ask({ type: "receipt", nextPage })).status).toBe(200);
  clock.advance(5 * 60_000);
  expect((await download(files[0]?.url ?? "")).status).toBe(404);
});

test("what is repeated is made anew or refused, and fields go by other names", async () => {
  const sender = { sender: "a@b.example", to: "ada.abel@fernhill.example", action: "block" };
  const put = async () =>
    listAt(
      (await postV2(tenant, "/api/managedsender/permit-or-block-sender", { data: [sender] })).json,
      "data",
    )[0];
  const [first, second] = [await put(), await put()];
  expect(isObject(first) && isObject(second) && first["id"] !== second["id"]).toBe(true);
  const group = () => postV2(tenant, "/api/directory/create-group", { data: [{ description: "Twice" }] });
  expect(codeOf(await group())).toBeNull();
  expect(codeOf(await group())).toBe("err_folder_group_already_exists");
  const { json } = await askV2(tenant, "GET /threats/v1/events?pageSize=1");
  const [row] = listAt(json, "value");
  expect([isObject(row) && "title" in row, readObject(row, "subject")]).toEqual([true, null]);
  expect((await askV2(tenant, "GET /identity/whoami")).json).toMatchObject({
    version: "2.5",
    type: "tenant",
  });
  const [connection] = listAt((await postV2(tenant, "/api/directory/get-connection", {})).json, "data");
  expect(connection).toMatchObject({ enabled: false, status: "all right" });
});

test("every guess has a story that tells it from its other values, and no area has one of another", () => {
  const names = Object.keys(guessTable);
  expect(Object.keys(probes).sort()).toEqual(names.toSorted());
  expect(Object.values(guessAreas).flatMap((area) => Object.keys(area))).toEqual(names);
});

test("a guess is one of the table, set to one of its values", () => {
  expect(readGuesses()).toEqual({
    ...Object.fromEntries(Object.entries(guessTable).map(([name, { usual }]) => [name, usual])),
    codes: {},
    names: {},
    values: {},
  });
  const typed = [
    "ipRefusedStatus=401",
    "codes.forbidden=denied",
    "codes.rate_limited=Rate limit exceeded (429)",
    "names.threats.events.list.subject=title",
    "values.audit.get-audit-events.auditType=New Policy:Policy: made",
  ];
  expect(typed.map(parseGuess).reduce(joinGuesses, {})).toEqual({
    ipRefusedStatus: 401,
    codes: { forbidden: "denied", rate_limited: "Rate limit exceeded (429)" },
    names: { "threats.events.list": { subject: "title" } },
    values: { "audit.get-audit-events": { auditType: { "New Policy": "Policy: made" } } },
  });
  for (const [text, words] of [
    ["ipRefusedStatus", /should be the name of a guess/],
    ["ipRefusedStatus=402", /ipRefusedStatus must be one of 401, 403, not 402/],
    ["luck=good", /There is no guess luck/],
    ["codes.err_made_up=x", /err_made_up is none of the guessed ones/],
    ["codes.forbidden=", /must be one to a hundred letters/],
    ["codes.forbidden= denied", /single blanks between words at most/],
    ["names.threats.events.list.subject=two words", /must be a word of letters/],
    ["names.audit.get-audit-events.id=x", /names of audit.get-audit-events are not guessed/],
    ["values.oauth.token.scope=a:b", /values of oauth.token are not guessed/],
    ["values.identity.whoami.type=a", /must be a text/],
    ["__proto__=1", /There is no guess/],
  ] as const)
    expect(() => parseGuess(text)).toThrow(words);
});

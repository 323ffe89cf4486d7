import { formatUtc } from "../../clicks/click-row.js";
import { hourMs } from "../../clock/spans.js";
import type { answerGuesses } from "../../guesses/table/answers.js";
import type { Tenant } from "../../index.js";
import { readObject, readText } from "../../wire/decode.js";
import {
  bearerOf,
  getV2,
  listAt,
  postV2,
  readClickPage,
  readPage,
  requestToken,
  truthOf,
} from "../client.js";
import { outcome, type Probe } from "./probe.js";

const audit = { path: "/api/audit/get-audit-events" };
const lastWeek = (now: number) => ({
  startDateTime: formatUtc(now - 7 * 24 * hourMs),
  endDateTime: formatUtc(now),
});

const quotaHeaders = ["limit", "remaining", "reset"].map((name) => `x-ratelimit-${name}`);

/** The quota's headers on the first answer, and on the first that is refused. */
const untilRefused = async (tenant: Tenant) => {
  const bearer = await bearerOf(tenant);
  const told: unknown[] = [];
  for (;;) {
    const { status, headers } = await getV2(tenant, "/siem/v1/batch/events/cg?type=receipt", bearer);
    if (told.length === 0 || status === 429)
      told.push(
        [...quotaHeaders, "retry-after", "x-mimecast-ratelimit-reset"].map((name) => headers.get(name)),
      );
    if (status === 429) return told;
  }
};

export const answerProbes: Record<keyof typeof answerGuesses, Probe> = {
  unpublishedQuotaPerMinute: {
    other: 1,
    look: async (tenant) => {
      const bearer = await bearerOf(tenant);
      const ask = async () => outcome(await postV2(tenant, "/api/account/get-account", {}, bearer));
      return [await ask(), await ask()];
    },
  },
  validationStatus: {
    look: async (tenant) => {
      const { status, json } = await postV2(tenant, audit.path, { data: [{}] });
      return [status, json];
    },
  },
  unknownIdAnswer: {
    look: async (tenant) => {
      const reply = await postV2(tenant, "/api/directory/get-group-members", {
        data: [{ id: "eNoNothing" }],
      });
      return [reply.status, reply.text];
    },
  },
  disputedPermission: {
    look: async (tenant) => {
      const ask = (permissions: readonly string[]) => {
        tenant.administration.application2.setPermissions(permissions);
        return postV2(tenant, "/api/directory/find-groups", { data: [{ query: "Blocked" }] });
      };
      return [
        outcome(await ask(["Directories | Groups | Edit"])),
        outcome(await ask(["Directories | Groups | Read"])),
      ];
    },
  },
  unknownResourceStatus: {
    look: async (tenant) => (await getV2(tenant, "/threat-reporting/v1/reported-emails/eNoNothing")).status,
  },
  resourceErrorShape: {
    look: async (tenant) => (await getV2(tenant, "/threats/v1/events?pageSize=1000")).text,
  },
  tokenErrorShape: { look: async (tenant) => (await requestToken(tenant, "wrong")).text },
  nextPageName: {
    look: async (tenant) => {
      const { json } = await getV2(tenant, "/threats/v1/events?pageSize=1");
      return Object.entries(readObject(json, "meta") ?? {}).map(([name, value]) => [name, typeof value]);
    },
  },
  pageSizeOutOfBounds: {
    look: async (tenant) => [
      (await postV2(tenant, audit.path, { meta: { pagination: { pageSize: 1000 } } })).status,
      (await getV2(tenant, "/siem/v1/batch/events/cg?type=receipt&pageSize=1000")).status,
      (await getV2(tenant, "/threats/v1/events?pageSize=1000")).status,
    ],
  },
  listPageSizeMax: { look: async (tenant) => (await readClickPage(tenant, { pageSize: 101 })).reply.status },
  logPageSizeTells: {
    look: async (tenant) => {
      const { reply } = await readClickPage(tenant, { pageSize: 500 });
      return readObject(readObject(reply.json, "meta"), "pagination")?.["pageSize"];
    },
  },
  unpagedRows: {
    other: 7,
    look: async (tenant, clock) => {
      const reply = await postV2(tenant, audit.path, { data: [lastWeek(clock.now())] });
      return listAt(reply.json, "data").length;
    },
  },
  listEndInclusive: {
    look: async (tenant) => {
      const [first] = truthOf(tenant, "audit");
      const time = readText(first, "eventTime");
      const item = { startDateTime: time, endDateTime: time };
      return (await readPage(tenant, audit, { item })).rows.length;
    },
  },
  sameSecondOrder: {
    look: async (tenant, clock) => {
      for (const { address: recipient } of tenant.people.slice(0, 3))
        tenant.click({ url: "https://www.fieldnote.example/", recipient });
      const item = { from: formatUtc(clock.now() - 4 * hourMs), to: formatUtc(clock.now()) };
      return (await readClickPage(tenant, { item })).rows;
    },
  },
  rotationEndsCursors: {
    look: async (tenant, clock) => {
      const item = lastWeek(clock.now());
      const { next } = await readPage(tenant, audit, { item, pageSize: 1 });
      tenant.administration.application2.regenerateSecret();
      const { status } = (await readPage(tenant, audit, { item, pageSize: 1, pageToken: next ?? "" })).reply;
      return status;
    },
  },
  rateLimitHeaders: { look: untilRefused },
  rateLimitReset: { look: untilRefused },
  auditPageSizeMax: {
    look: async (tenant) => {
      const page = { meta: { pagination: { pageSize: 101 } } };
      return outcome(await postV2(tenant, "/api/audit/get-audit-events", page));
    },
  },
};

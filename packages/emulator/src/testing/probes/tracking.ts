import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, hourMs } from "../../clock/spans.js";
import type { trackingGuesses } from "../../guesses/table/tracking.js";
import type { Tenant } from "../../index.js";
import { readNumber, readText } from "../../wire/decode.js";
import { callV1, listAt, postV2, readAllClicks, readPages } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const options = { messagesPerDay: 300, historyDays: 70 };

const search = (tenant: Tenant, item: object = {}) =>
  postV2(tenant, "/api/message-finder/search", {
    data: [{ advancedTrackAndTraceOptions: { to: tenant.account.domain }, ...item }],
  });

/** The id of a mail that has come, with something attached. */
const findOne = async (tenant: Tenant) => {
  const { json } = await search(tenant, { status: ["archived"], attachments: true, route: ["inbound"] });
  return readText(listAt(json, "data", 0, "trackedEmails")[0], "id");
};

const infoOf = async (tenant: Tenant) =>
  (await postV2(tenant, "/api/message-finder/get-message-info", { data: [{ id: await findOne(tenant) }] }))
    .text;

const query = ({ text = "", span = "last_week" } = {}) =>
  `<xmlquery trace="iql,muse"><metadata query-type="emailarchive" archive="true" active="false" page-size="100" startrow="0"><smartfolders/><return-fields><return-field>attachmentcount</return-field></return-fields></metadata><muse><text>${text}</text><date select="${span}"/></muse></xmlquery>`;

const searchArchive = async (tenant: Tenant, asked: object = {}) => {
  const body = { data: [{ admin: true, query: query(asked) }] };
  return listAt((await postV2(tenant, "/api/archive/search", body)).json, "data", 0, "items");
};

export const trackingProbes: Record<keyof typeof trackingGuesses, Probe> = {
  trackingInfoNames: {
    options,
    look: async (tenant) => {
      const id = await findOne(tenant);
      const path = "/api/message-finder/get-message-info";
      const replies = [
        await postV2(tenant, path, { data: [{ id }] }),
        await callV1(tenant, path, { data: [{ id }] }),
      ];
      return replies.map(({ text }) => /txInfo|recipientMetaInfo/.exec(text)?.[0]);
    },
  },
  policyInfoMissing: { options, look: async (tenant) => (await infoOf(tenant)).includes("policyInfo") },
  finderDays: {
    other: 7,
    look: async (tenant, clock) =>
      outcome(await search(tenant, { start: formatUtc(clock.now() - 9 * dayMs) })),
  },
  attachmentCountsShort: {
    options,
    look: async (tenant) => (await searchArchive(tenant)).map((row) => readNumber(row, "attachmentcount")),
  },
  archiveSearchLooksInto: {
    options,
    look: async (tenant) => (await searchArchive(tenant, { text: tenant.account.domain })).length,
  },
  archiveDaysOf: {
    options,
    look: async (tenant, clock) => {
      clock.advance(11.5 * hourMs);
      return (await searchArchive(tenant, { span: "today" })).length;
    },
  },
  fileOfMessageId: {
    options,
    look: async (tenant) =>
      outcome(await postV2(tenant, "/api/archive/get-file", { data: [{ id: await findOne(tenant) }] })),
  },
  logDays: {
    other: 2,
    look: async (tenant, clock) => {
      const item = { from: formatUtc(clock.now() - 5 * dayMs), to: formatUtc(clock.now()) };
      return (await readAllClicks(tenant, item)).length;
    },
  },
  auditDays: {
    other: 60,
    options,
    look: async (tenant, clock) => {
      const [from, to] = [clock.now() - 65 * dayMs, clock.now() - 61 * dayMs];
      const item = { startDateTime: formatUtc(from), endDateTime: formatUtc(to) };
      return (await readPages(tenant, { path: "/api/audit/get-audit-events" }, { item })).length;
    },
  },
  auditUserOfTokens: {
    look: async (tenant, clock) => {
      const item = { url: "https://www.bad.example/", action: "block" };
      await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [item] });
      const span = { startDateTime: formatUtc(clock.now() - 1000), endDateTime: formatUtc(clock.now()) };
      const rows = await readPages(tenant, { path: "/api/audit/get-audit-events" }, { item: span });
      return rows.map((row) => readText(row, "user"));
    },
  },
  rejectionsNeedField: {
    look: async (tenant) => outcome(await postV2(tenant, "/api/gateway/get-rejections", {})),
  },
  searchByPlace: {
    options,
    look: async (tenant) => {
      const searchBy = { fieldName: "subject", value: "no such subject" };
      const count = async (item: object) => {
        const body = { data: [{ admin: true, ...item }] };
        return listAt((await postV2(tenant, "/api/gateway/get-hold-message-list", body)).json, "data").length;
      };
      return [await count({ searchBy }), await count({ filterBy: [{ searchBy }] })];
    },
  },
  queueDepthMinutes: {
    look: async (tenant, clock) => {
      const item = { start: formatUtc(clock.now() - 2 * hourMs), end: formatUtc(clock.now()) };
      const { json } = await postV2(tenant, "/api/email/get-email-queues", { data: [item] });
      return listAt(json, "data", 0, "inboundEmailQueue").length;
    },
  },
};

import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, hourMs } from "../../clock/spans.js";
import type { threatGuesses } from "../../guesses/table/threats.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { askV2, getV2, listAt, postV2 } from "../client.js";
import type { Probe } from "./probe.js";

const feed = (tenant: Tenant, item: object) =>
  postV2(tenant, "/api/ttp/threat-intel/get-feed", {
    data: [{ feedType: "malware_grid", fileType: "stix", ...item }],
  });

/** How many objects each answer holds, and whether a token came with it. */
const followFeed = async (tenant: Tenant) => {
  const pages: unknown[] = [];
  let item: object = { start: formatUtc(tenant.clock.now() - 7 * dayMs) };
  for (;;) {
    const reply = await feed(tenant, item);
    const token = reply.headers.get("x-mc-threat-feed-next-token");
    pages.push([listAt(reply.json, "objects").length, token !== null]);
    if (token === null) return pages;
    item = { token };
  }
};

const subscribe = (tenant: Tenant) =>
  askV2(tenant, "POST /threat-reporting/v1/subscriptions", {
    body: {
      notificationURL: "https://hooks.fernhill.example/x",
      resourceType: "reported-email",
      clientState: "known to both",
    },
  });

const readTable = async (tenant: Tenant) => {
  const reply = await feed(tenant, { fileType: "csv" });
  return [reply.headers.get("content-type"), reply.text.slice(0, 300)];
};

const readCursors = async (tenant: Tenant, path: string) =>
  listAt((await getV2(tenant, `${path}?pageSize=100`)).json, "value").map((row) => readText(row, "id"));

const countHours = async (tenant: Tenant, hours: number) => {
  const from = new Date(tenant.clock.now() - hours * hourMs).toISOString().replace("Z", "+00:00[UTC]");
  const query = new URLSearchParams({ timestampRangeStartsAt: from });
  const reply = await getV2(tenant, `/threats/v1/stats/phishing?${query}`);
  return [reply.status, listAt(reply.json, "value").length];
};

export const threatProbes: Record<keyof typeof threatGuesses, Probe> = {
  threatCsvSeparator: { look: readTable },
  threatCsvColumns: { look: readTable },
  threatFileType: { look: readTable },
  threatTokenMissingOnLastPage: { look: followFeed },
  threatObjectsPerAnswer: { other: 6, look: followFeed },
  threatEventHours: {
    options: { messagesPerDay: 1000, historyDays: 4 },
    other: 1,
    look: async (tenant) => readCursors(tenant, "/threats/v1/events"),
  },
  threatEventOrder: {
    options: { messagesPerDay: 1000, historyDays: 4 },
    look: async (tenant) => readCursors(tenant, "/threats/v1/events"),
  },
  statisticsMinutes: { look: (tenant) => countHours(tenant, 5) },
  oldStatistics: { look: (tenant) => countHours(tenant, 30) },
  subscriptionDays: {
    look: async (tenant) => {
      const made = readText((await subscribe(tenant)).json, "expirationDateTime") ?? "";
      return Date.parse(made) - tenant.clock.now();
    },
  },
  bareSubscriptionList: {
    look: async (tenant) => {
      await subscribe(tenant);
      return (await askV2(tenant, "GET /threat-reporting/v1/subscriptions")).text.slice(0, 2);
    },
  },
};

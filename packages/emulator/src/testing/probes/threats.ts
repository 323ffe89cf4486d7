import { formatUtc } from "../../clicks/click-row.js";
import { dayMs } from "../../clock/spans.js";
import type { threatGuesses } from "../../guesses/table/threats.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { askV2, listAt, postV2 } from "../client.js";
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

export const threatProbes: Record<keyof typeof threatGuesses, Probe> = {
  threatCsvSeparator: { look: readTable },
  threatCsvColumns: { look: readTable },
  threatFileType: { look: readTable },
  threatTokenMissingOnLastPage: { look: followFeed },
  threatObjectsPerAnswer: { other: 6, look: followFeed },
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

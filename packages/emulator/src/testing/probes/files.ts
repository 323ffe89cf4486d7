import type { fileGuesses } from "../../guesses/table/files.js";
import type { Tenant } from "../../index.js";
import { download, getV2, listFiles, readChain } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const day = { type: "receipt", dateRangeStartsAt: "2026-03-10", pageSize: "2" };

const ask = async (tenant: Tenant, query: Record<string, string>) =>
  outcome(await getV2(tenant, `/siem/v1/batch/events/cg?${new URLSearchParams(query)}`));

const firstLink = async (tenant: Tenant) => (await listFiles(tenant, day)).files[0];

export const fileProbes: Record<keyof typeof fileGuesses, Probe> = {
  downloadLinkMinutes: { look: async (tenant) => (await firstLink(tenant))?.expiry },
  expiredLinkStatus: {
    look: async (tenant, clock) => {
      const link = await firstLink(tenant);
      clock.advance(3_600_000);
      return (await download(link?.url ?? "")).status;
    },
  },
  listsOfTypes: { look: (tenant) => ask(tenant, { ...day, type: "receipt,process" }) },
  datesBesideCursor: {
    look: async (tenant) => {
      const { nextPage } = await listFiles(tenant, day);
      const range = { dateRangeStartsAt: "2026-03-10", dateRangeEndsAt: "2026-03-10" };
      const page = await listFiles(tenant, { type: "receipt", pageSize: "100", ...range, nextPage });
      return [page.reply.status, page.files.length, page.isCaughtUp];
    },
  },
  oldStartStatus: { look: (tenant) => ask(tenant, { type: "receipt", dateRangeStartsAt: "2026-01-01" }) },
  siemErrorShape: {
    look: async (tenant) => (await getV2(tenant, "/siem/v1/batch/events/cg?type=gossip")).text,
  },
  siemPageSize: {
    options: { messagesPerDay: 300 },
    look: async (tenant) =>
      (await listFiles(tenant, { type: "receipt", dateRangeStartsAt: "2026-03-10" })).files.length,
  },
  listingBegins: {
    options: { messagesPerDay: 300 },
    look: async (tenant) => (await listFiles(tenant, { type: "receipt" })).files.length,
  },
  forgottenCursor: {
    look: async (tenant, clock) => {
      const { nextPage } = await listFiles(tenant, day);
      clock.advance(20 * 24 * 3_600_000);
      return ask(tenant, { type: "receipt", nextPage });
    },
  },
  filesPerZip: {
    look: async (tenant) => (await readChain(tenant, { fileFormat: "json", compress: true })).bytes.length,
  },
  keyValueExtension: {
    look: async (tenant) => (await readChain(tenant, { fileFormat: "key_value" })).fileName,
  },
  siemTokenMissingAtEnd: {
    options: { retentionDays: 1 },
    look: async (tenant) => {
      let token: string | null = null;
      for (;;) {
        const item: Record<string, unknown> = token === null ? {} : { token };
        const link = await readChain(tenant, { fileFormat: "json", compress: true, ...item });
        if (link.fileName === null) return link.token !== null;
        token = link.token;
      }
    },
  },
};

import { formatUtc } from "../../clicks/click-row.js";
import { dayMs } from "../../clock/spans.js";
import type { clickGuesses } from "../../guesses/table/clicks.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { download, listFiles, postV2, readAllClicks, readPages } from "../client.js";
import type { Probe } from "./probe.js";

const options = { messagesPerDay: 1000, historyDays: 3 };

const ofLastDay = (now: number) => ({ from: formatUtc(now - dayMs), to: formatUtc(now) });

/** What the click log says of the click on a URL that the account blocks. */
const clickOnBlocked = async (tenant: Tenant, now: number) => {
  const url = "https://www.bad.example/";
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [{ url, action: "block" }] });
  tenant.click({ url, recipient: tenant.people[0]?.address ?? "" });
  const rows = await readAllClicks(tenant, ofLastDay(now));
  return rows.filter((row) => readText(row, "url") === url);
};

export const clickProbes: Record<keyof typeof clickGuesses, Probe> = {
  clickSendingIp: {
    options,
    look: async (tenant, clock) =>
      (await readAllClicks(tenant, ofLastDay(clock.now()))).map((row) => readText(row, "sendingIp")),
  },
  warnedInMailLogs: {
    options,
    look: async (tenant) => {
      const query = { type: "url protect", dateRangeStartsAt: "2026-03-10" };
      const { files } = await listFiles(tenant, query);
      const lines = (await Promise.all(files.map(({ url }) => download(url)))).flatMap((file) => file.lines);
      return lines.map((line) => /"action":"(\w+)"/.exec(line)?.[1]).join(" ");
    },
  },
  overrideOfManagedUrls: { look: (tenant, clock) => clickOnBlocked(tenant, clock.now()) },
  blockedUrlCategory: { look: (tenant, clock) => clickOnBlocked(tenant, clock.now()) },
  attachmentResults: {
    options,
    look: async (tenant, clock) => {
      const list = { path: "/api/ttp/attachment/get-logs", under: "attachmentLogs" };
      const rows = await readPages(tenant, list, { item: { ...ofLastDay(clock.now()), result: "safe" } });
      return [...new Set(rows.map((row) => readText(row, "result")))];
    },
  },
};

import { formatUtc } from "../../clicks/click-row.js";
import { dayMs, minuteMs } from "../../clock/spans.js";
import type { urlGuesses } from "../../guesses/table/urls.js";
import type { Tenant } from "../../index.js";
import { readText } from "../../wire/decode.js";
import { listAt, postV2, readAllClicks, truthOf } from "../client.js";
import type { Probe } from "./probe.js";

const manage = (tenant: Tenant, item: object) =>
  postV2(tenant, "/api/ttp/url/create-managed-url", { data: [item] });

const recipientOf = (tenant: Tenant) => tenant.people[0]?.address ?? "";

const clickOn = (tenant: Tenant, url: string) => tenant.click({ url, recipient: recipientOf(tenant) });

const url = "https://www.bad.example/login?a=1";

export const urlProbes: Record<keyof typeof urlGuesses, Probe> = {
  managedUrlDelayMinutes: {
    other: 5,
    look: async (tenant, clock) => {
      await manage(tenant, { url: "https://www.bad.example/", action: "block" });
      clock.advance(minuteMs);
      return clickOn(tenant, "https://www.bad.example/");
    },
  },
  domainEntriesCoverSubdomains: {
    look: async (tenant) => {
      await manage(tenant, { url: "https://bad.example/", action: "block", matchType: "domain" });
      return clickOn(tenant, url);
    },
  },
  explicitEntriesCompare: {
    look: async (tenant) => {
      await manage(tenant, { url: "https://www.bad.example/login", action: "block" });
      return clickOn(tenant, url);
    },
  },
  permittedUrlsWarn: {
    options: { messagesPerDay: 1000, historyDays: 2 },
    look: async (tenant, clock) => {
      const warned = truthOf(tenant, "ttp-url").filter(
        (row) => readText(row, "userAwarenessAction") === "Continue",
      );
      const hosts = new Set(warned.map((row) => new URL(readText(row, "url") ?? "").hostname));
      for (const host of hosts)
        await manage(tenant, { url: `https://${host}/`, action: "permit", matchType: "domain" });
      clock.advance(dayMs);
      const item = { from: formatUtc(clock.now() - dayMs), to: formatUtc(clock.now()) };
      return (await readAllClicks(tenant, item)).map((row) => readText(row, "userAwarenessAction")).join(" ");
    },
  },
  blockedUrlsWarn: {
    look: async (tenant) => {
      await manage(tenant, { url: "https://www.bad.example/", action: "block" });
      return clickOn(tenant, "https://www.bad.example/");
    },
  },
  unrewrittenClicksLogged: {
    look: async (tenant) => {
      await manage(tenant, { url, action: "permit", disableRewrite: true });
      return clickOn(tenant, url);
    },
  },
  deletedUrlAnswer: {
    look: async (tenant) => {
      const id = readText(listAt((await manage(tenant, { url, action: "block" })).json, "data")[0], "id");
      return (await postV2(tenant, "/api/ttp/url/delete-managed-url", { data: [{ id }] })).json;
    },
  },
  undecodableLink: {
    look: async (tenant) =>
      (
        await postV2(tenant, "/api/ttp/url/decode-url", {
          data: [{ url: "https://protect-eu.mimecast.com/s/x" }],
        })
      ).json,
  },
  queryBlocksNeverFire: {
    look: async (tenant) => {
      await manage(tenant, { url, action: "block" });
      return clickOn(tenant, url);
    },
  },
};

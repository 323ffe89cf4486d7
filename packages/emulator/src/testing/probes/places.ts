import type { placeGuesses } from "../../guesses/table/places.js";
import type { Tenant, VirtualClock } from "../../index.js";
import { readObject } from "../../wire/decode.js";
import { bearerOf, callV1, download, listAt, listFiles, postV2, requestToken, urlLogs } from "../client.js";
import { discover } from "../login.js";
import { outcome, type Probe } from "./probe.js";

const shutOut = (tenant: Tenant) => {
  tenant.administration.ipRanges = ["198.51.100.0/24"];
};

const staffOf = (tenant: Tenant) => tenant.people[0]?.address ?? "";

/** What discovery tells of an address. */
const discovered = async (tenant: Tenant, address: string, changes = {}) => {
  const reply = await discover(tenant, address, changes);
  const [row] = listAt(reply.json, "data");
  const { authenticate } = { authenticate: listAt(row, "authenticate") };
  return [outcome(reply), authenticate, readObject(row, "region")?.["code"]];
};

const signAt = async (
  tenant: Tenant,
  clock: VirtualClock,
  host: { baseUrl: string; signedPath?: string },
) => {
  const { baseUrl, ...changes } = host;
  return outcome(await callV1({ v1: { ...tenant.v1, baseUrl }, clock }, urlLogs, {}, changes));
};

const tokenAt = async (tenant: Tenant, { from, to }: { from: string; to: string }) => {
  const bearer = await bearerOf({ v2: { ...tenant.v2, baseUrl: from } });
  return outcome(await postV2({ v2: { ...tenant.v2, baseUrl: to } }, urlLogs, {}, bearer));
};

export const placeProbes: Record<keyof typeof placeGuesses, Probe> = {
  ipRefusedStatus: {
    look: async (tenant) => {
      shutOut(tenant);
      return outcome(await callV1(tenant, urlLogs, {}));
    },
  },
  ipRefusedFirst: {
    look: async (tenant) => {
      shutOut(tenant);
      return outcome(await callV1(tenant, urlLogs, {}, { signedPath: "/" }));
    },
  },
  ipRangesHoldForBearers: {
    look: async (tenant) => {
      const bearer = await bearerOf(tenant);
      shutOut(tenant);
      return outcome(await postV2(tenant, urlLogs, {}, bearer));
    },
  },
  ipRangesHoldForTokens: {
    look: async (tenant) => {
      shutOut(tenant);
      return outcome(await requestToken(tenant));
    },
  },
  ipRangesHoldForDiscovery: {
    look: (tenant) => {
      shutOut(tenant);
      return discovered(tenant, staffOf(tenant));
    },
  },
  ipRangesHoldForDownloads: {
    options: { messagesPerDay: 300 },
    look: async (tenant) => {
      const { files } = await listFiles(tenant, { type: "receipt", dateRangeStartsAt: "2026-03-10" });
      shutOut(tenant);
      return (await download(files[0]?.url ?? "")).status;
    },
  },
  wrongRegionCode: {
    look: async (tenant, clock) => {
      const { v1 } = await tenant.openRegions();
      return signAt(tenant, clock, { baseUrl: v1.us });
    },
  },
  wrongRegionFirst: {
    look: async (tenant, clock) => {
      const { v1 } = await tenant.openRegions();
      return signAt(tenant, clock, { baseUrl: v1.us, signedPath: "/" });
    },
  },
  discoveryHostElsewhere: {
    look: async (tenant, clock) => {
      const { discovery } = await tenant.openRegions();
      return signAt(tenant, clock, { baseUrl: discovery });
    },
  },
  discoveryHosts: { look: (tenant) => discovered(tenant, staffOf(tenant)) },
  discoveryOfUnknown: { look: (tenant) => discovered(tenant, "nobody@elsewhere.example") },
  discoveryOfStaff: { look: (tenant) => discovered(tenant, staffOf(tenant)) },
  discoveryChecksApplication: {
    look: (tenant) => discovered(tenant, staffOf(tenant), { applicationId: "none" }),
  },
  regionCode: { look: (tenant) => discovered(tenant, staffOf(tenant)) },
  offshoreLabel: { options: { region: "je" }, look: (tenant) => discovered(tenant, staffOf(tenant)) },
  foreignGateway: {
    look: async (tenant) => {
      const { v2 } = await tenant.openRegions();
      return tokenAt(tenant, { from: v2.us, to: v2.us });
    },
  },
  tokensOfOtherGateways: {
    look: async (tenant) => {
      const { v2 } = await tenant.openRegions();
      return tokenAt(tenant, { from: v2.global, to: v2.uk });
    },
  },
};

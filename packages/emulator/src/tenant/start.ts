import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { GeneratedClicks } from "../clicks/generated-clicks.js";
import { createClock } from "../clock/clock.js";
import { Application } from "../console/application.js";
import { BlockedSenders } from "../console/blocked-senders.js";
import { ManagedUrls } from "../console/managed-urls.js";
import { addControlApi } from "../control/control-api.js";
import { FaultInjector } from "../faults/fault-injector.js";
import { RequestLog } from "../ledger/request-log.js";
import { ServedLedger } from "../ledger/served.js";
import { loadRecords } from "../records/load-records.js";
import { RecordedArchive } from "../records/recorded-archive.js";
import { RecordedClicks } from "../records/recorded-clicks.js";
import { GeneratedArchive } from "../siem/generated-archive.js";
import { SiemFiles } from "../siem/siem-files.js";
import { ObjectStore } from "../store/object-store.js";
import { createCompany } from "../traffic/company.js";
import { LiveEvents } from "../traffic/live-events.js";
import { Traffic } from "../traffic/traffic.js";
import { QuotaMeter } from "../wire/quota-meter.js";
import { buildServer } from "../wire/server.js";
import { TokenMint } from "../wire/tokens.js";
import type { Emulation } from "./emulation.js";
import { arriveLate, clickNow, deliverNow, listCampaigns } from "./live-acts.js";
import { readSettings, type Settings } from "./settings.js";
import { tellTruth } from "./truth.js";
import type { RecordsReport, StartTenantOptions, Tenant } from "./types.js";
import { warmFiles } from "./warm.js";

const loopback = "127.0.0.1";

interface World {
  readonly emulation: Emulation;
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly records: RecordsReport | null;
}

/** Starts an emulated tenant on two loopback ports, one for each generation of the API. */
export async function startTenant(options: StartTenantOptions = {}): Promise<Tenant> {
  const settings = readSettings(options);
  const world = await buildWorld(options, settings);
  const { emulation } = world;
  const servers = { v1: buildServer("1.0", emulation), v2: buildServer("2.0", emulation) };
  const urls = { v1: "", v2: "" };
  const tenant = presentTenant(world, { servers, urls });
  addControlApi(servers.v2, tenant);
  urls.v1 = await listen(servers.v1, settings.ports.v1);
  try {
    urls.v2 = await listen(servers.v2, settings.ports.v2);
  } catch (error) {
    await servers.v1.close();
    throw error;
  }
  emulation.store.openAt(urls.v2);
  return tenant;
}

async function listen(server: FastifyInstance, port: number): Promise<string> {
  await server.listen({ host: loopback, port });
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The tenant has no port");
  return `http://${loopback}:${address.port}`;
}

async function buildWorld(options: StartTenantOptions, settings: Settings): Promise<World> {
  const { seed, messagesPerDay, companyDomain, retentionMs, cacheBytes } = settings;
  const clock = options.clock ?? createClock();
  const recorded = options.recordsDir === undefined ? null : await loadRecords(options.recordsDir);
  const company = createCompany({ seed, messagesPerDay, domain: companyDomain });
  const managedUrls = new ManagedUrls();
  const blockedSenders = new BlockedSenders(companyDomain);
  const traffic = new Traffic({ company, seed, messagesPerDay, managedUrls, blockedSenders });
  const live = new LiveEvents();
  const historyStart = clock.now() - settings.historyMs;
  const generated = new GeneratedClicks({
    traffic,
    live,
    historyStart,
    cacheBytes: Math.ceil(cacheBytes / 4),
  });
  const archive =
    recorded === null
      ? new GeneratedArchive({
          traffic,
          live,
          batchMs: settings.publishMs,
          retentionMs: retentionMs ?? Infinity,
          historyStart,
        })
      : new RecordedArchive(recorded.siem);
  const siemFiles = new SiemFiles(archive, { cacheBytes });
  const mint = new TokenMint(`postern-emulator/${seed}/${company.accountCode}`);
  const faults = new FaultInjector();
  const served = new ServedLedger();
  const emulation: Emulation = {
    clock,
    accountCode: company.accountCode,
    application: new Application({
      seed,
      products: options.application?.products,
      permissions: options.application?.permissions,
    }),
    managedUrls,
    blockedSenders,
    clickLog: recorded === null ? generated : new RecordedClicks(recorded.clicks, live),
    siemFiles,
    store: new ObjectStore({ files: siemFiles, mint, faults, served }),
    mint,
    faults,
    served,
    quotas: new QuotaMeter(),
    requests: new RequestLog(),
    retentionMs,
    maxSkewMs: settings.maxSkewMs,
    oddities: settings.oddities,
    lastClickWindow: null,
    forgetFuture: () => generated.forgetFrom(clock.now()),
  };
  return { emulation, traffic, live, records: recorded?.report ?? null };
}

function presentTenant(
  world: World,
  wiring: {
    readonly servers: { readonly v1: FastifyInstance; readonly v2: FastifyInstance };
    readonly urls: { readonly v1: string; readonly v2: string };
  },
): Tenant {
  const { emulation, traffic, records } = world;
  const { application, faults } = emulation;
  const { company } = traffic;
  const { servers, urls } = wiring;
  return {
    get v1() {
      const { applicationId, applicationKey, accessKey, secretKey } = application.keys;
      return { baseUrl: urls.v1, applicationId, applicationKey, accessKey, secretKey };
    },
    get v2() {
      const { clientId, clientSecret } = application.keys;
      return { baseUrl: urls.v2, clientId, clientSecret };
    },
    clock: emulation.clock,
    account: { code: company.accountCode, name: company.name, domain: company.domain },
    records,
    application,
    faults: {
      inject: (fault) => (fault.kind === "late-events" ? arriveLate(world, fault) : faults.inject(fault)),
      clear: () => faults.clear(),
    },
    get managedUrls() {
      return emulation.managedUrls.list();
    },
    get blockedSenders() {
      return emulation.blockedSenders.list();
    },
    served: (generation) => emulation.served.count(generation),
    servedTwins: (generation) => emulation.served.countTwins(generation),
    truth: (feed, range = {}) => tellTruth(emulation, { ...range, feed }),
    click: (event) => clickNow(world, event),
    deliver: (message) => deliverNow(world, message),
    campaigns: () => (records === null ? listCampaigns(world) : []),
    requests: () => emulation.requests.list(),
    warm: (range) => warmFiles(emulation.siemFiles, { ...range, now: emulation.clock.now() }),
    close: async () => {
      await Promise.all([servers.v1.close(), servers.v2.close()]);
    },
  };
}

import { Account } from "../account/account.js";
import { addConsole } from "../admin-console/add-console.js";
import { AccountAdministration } from "../administration/administration.js";
import { blockedSendersGroup } from "../administration/groups.js";
import { createClock } from "../clock/clock.js";
import { Application } from "../console/application.js";
import { BlockedSenders } from "../console/blocked-senders.js";
import { ManagedSenders } from "../console/managed-senders.js";
import { ManagedUrls } from "../console/managed-urls.js";
import { addControlApi } from "../control/control-api.js";
import { addResourceApi } from "../control/resource-api.js";
import type { Fault } from "../faults/fault.js";
import { FaultInjector } from "../faults/fault-injector.js";
import { HeldMail } from "../held/held-mail.js";
import { rejectReasons } from "../held/leaving.js";
import { RequestLog } from "../ledger/request-log.js";
import { ServedLedger } from "../ledger/served.js";
import { RewrittenLinks } from "../links/rewritten-links.js";
import { AuditTrail } from "../logs/audit-trail.js";
import { openLogs } from "../logs/open-logs.js";
import { loadRecords } from "../records/load-records.js";
import { RecordedArchive } from "../records/recorded-archive.js";
import { HostRow } from "../regions/host-row.js";
import { IncidentLog } from "../remediation/incident-log.js";
import { Remediator } from "../remediation/remediator.js";
import { Removals } from "../remediation/removals.js";
import { SeenFiles } from "../remediation/seen-files.js";
import { Drift } from "../siem/drift.js";
import { DriftingArchive } from "../siem/drifting-archive.js";
import { GeneratedArchive } from "../siem/generated-archive.js";
import { SiemFiles } from "../siem/siem-files.js";
import { streamReachMs } from "../siem/stream-rows.js";
import { ObjectStore } from "../store/object-store.js";
import { createIdentity, type ServerIdentity } from "../tls/identity.js";
import { MessageBook } from "../tracking/message-book.js";
import { createCompany } from "../traffic/company.js";
import { LiveEvents } from "../traffic/live-events.js";
import { Traffic } from "../traffic/traffic.js";
import { Listeners } from "../wire/listeners.js";
import { QuotaMeter } from "../wire/quota-meter.js";
import { buildServer } from "../wire/server.js";
import { TokenMint } from "../wire/tokens.js";
import type { Emulation } from "./emulation.js";
import { arriveLate, clickNow, decideByHand, deliverNow, listCampaigns, restoreByHand } from "./live-acts.js";
import { readSettings, type Settings } from "./settings.js";
import { tellTruth } from "./truth.js";
import type { RecordsReport, StartTenantOptions, Tenant } from "./types.js";
import { warmFiles } from "./warm.js";

interface World {
  readonly emulation: Emulation;
  readonly application: Application;
  readonly traffic: Traffic;
  readonly live: LiveEvents;
  readonly drift: Drift;
  readonly records: RecordsReport | null;
}

/** Starts an emulated tenant on two loopback ports, one for each generation of the API. */
export async function startTenant(options: StartTenantOptions = {}): Promise<Tenant> {
  const settings = readSettings(options);
  const urls = { v1: "", v2: "" };
  const world = await buildWorld(options, { settings, urls });
  const { emulation } = world;
  const identity = settings.tls === null ? null : createIdentity(settings.tls);
  const listeners = new Listeners(identity);
  const apps = {
    v1: buildServer({ generation: "1.0", emulation, listeners }),
    v2: buildServer({ generation: "2.0", emulation, listeners }),
  };
  const hosts = new HostRow({ apps, listeners, urls, region: settings.region });
  const close = async () => {
    await listeners.close();
    await Promise.all([apps.v1.close(), apps.v2.close()]);
  };
  const tenant = presentTenant(world, { hosts, identity, close });
  addControlApi(apps.v2, tenant);
  const { administration, clock } = emulation;
  addResourceApi(apps.v2, administration);
  addConsole(apps.v2, { administration, clock, account: tenant.account, requests: tenant.requests });
  try {
    await hosts.openOwn(settings.ports);
    if (options.regions === true) await hosts.openOthers();
  } catch (error) {
    await close();
    throw error;
  }
  emulation.store.openAt(urls.v2);
  return tenant;
}

async function buildWorld(
  options: StartTenantOptions,
  context: { readonly settings: Settings; readonly urls: { readonly v1: string; readonly v2: string } },
): Promise<World> {
  const { settings, urls } = context;
  const { seed, messagesPerDay, companyDomain, retentionMs, cacheBytes } = settings;
  const clock = options.clock ?? createClock();
  const recorded = options.recordsDir === undefined ? null : await loadRecords(options.recordsDir);
  const company = createCompany({ seed, messagesPerDay, domain: companyDomain });
  const managedUrls = new ManagedUrls();
  const administration = new AccountAdministration({
    seed,
    urls,
    domain: companyDomain,
    now: () => clock.now(),
    products: options.application?.products ?? null,
    permissions: options.application?.permissions ?? null,
    // Mail to come is judged by the groups as they are now.
    groupsChanged: () => forgetFrom(clock.now()),
  });
  const { groups } = administration;
  const blockedSenders = new BlockedSenders({ companyDomain, groups });
  blockedSenders.addOld(groups.find(blockedSendersGroup).id);
  const managedSenders = new ManagedSenders();
  const removals = new Removals();
  const senderRules = { blockedSenders, managedSenders };
  const traffic = new Traffic({ company, seed, messagesPerDay, managedUrls, senderRules, removals });
  const live = new LiveEvents();
  const historyStart = clock.now() - settings.historyMs;
  const auditTrail = new AuditTrail();
  const mint = new TokenMint(`postern-emulator/${seed}/${company.accountCode}`);
  const account = new Account({ company, region: settings.region, administration, seed });
  const incidents = new IncidentLog({
    traffic,
    mint,
    historyStart,
    isByModified: settings.oddities.incidentsByModified,
    cacheBytes: Math.ceil(cacheBytes / 32),
  });
  const heldMail = new HeldMail({ traffic, historyStart, cacheBytes: Math.ceil(cacheBytes / 8) });
  const messages = new MessageBook({
    // Recorded records have no mail behind them.
    regular: (...span) => (recorded === null ? traffic.messagesBetween(...span) : []),
    live,
    historyStart,
    mint,
  });
  const drift = new Drift({ always: settings.drift });
  const { logs, forgetFrom } = openLogs({
    traffic,
    live,
    auditTrail,
    heldMail,
    incidents,
    account,
    mint,
    recorded: recorded?.logs ?? null,
    seed,
    drift,
    region: settings.region,
    batchMs: settings.publishMs,
    historyStart,
    cacheBytes,
  });
  const archive =
    recorded === null
      ? new DriftingArchive(
          new GeneratedArchive({
            traffic,
            live,
            batchMs: settings.publishMs,
            retentionMs: retentionMs ?? Infinity,
            historyStart,
          }),
          drift,
        )
      : new RecordedArchive(recorded.siem);
  const siemFiles = new SiemFiles(archive, { cacheBytes });
  const faults = new FaultInjector();
  const served = new ServedLedger();
  const staff = new Set(company.people.map(({ address }) => address));
  const emulation: Emulation = {
    clock,
    accountCode: company.accountCode,
    administration,
    region: settings.region,
    urls,
    egressAddress: settings.egressAddress,
    managedUrls,
    blockedSenders,
    managedSenders,
    links: new RewrittenLinks({ mint, region: settings.region, managedUrls }),
    logs,
    auditTrail,
    heldMail,
    messages,
    incidents,
    remediator: new Remediator({ messages, heldMail, incidents, removals, company }),
    traffic,
    training: { company, seed },
    account,
    seenFiles: new SeenFiles(traffic, historyStart),
    siemFiles,
    store: new ObjectStore({ files: siemFiles, mint, faults, served }),
    mint,
    faults,
    served,
    quotas: new QuotaMeter(),
    requests: new RequestLog(options.onRequest),
    retentionMs,
    streamReachMs: recorded === null ? streamReachMs : null,
    maxSkewMs: settings.maxSkewMs,
    oddities: settings.oddities,
    absentProducts: settings.absentProducts,
    wireNow: () => clock.now() + settings.clockSkewMs,
    isInternalAddress: (address) => staff.has(address) || administration.directory.findUser(address) !== null,
    lastWindows: new Map(),
    forgetFuture() {
      forgetFrom(clock.now());
    },
  };
  const application = new Application(administration);
  return { emulation, application, traffic, live, drift, records: recorded?.report ?? null };
}

function injectFault(world: World, fault: Fault): void {
  if (fault.kind === "late-events") arriveLate(world, fault);
  else if (fault.kind === "drift") switchDrift(world, true);
  else world.emulation.faults.inject(fault);
}

function switchDrift({ emulation, drift }: World, isOn: boolean): void {
  // The stream has made some of what is still to come.
  if (drift.switchTo(isOn, emulation.clock.now())) emulation.forgetFuture();
}

function presentTenant(
  world: World,
  wiring: {
    readonly hosts: HostRow;
    readonly identity: ServerIdentity | null;
    readonly close: () => Promise<void>;
  },
): Tenant {
  const { emulation, application, traffic, records } = world;
  const { administration, faults } = emulation;
  const { company } = traffic;
  const { hosts, identity, close } = wiring;
  return {
    get v1() {
      return administration.application1.credentials;
    },
    get v2() {
      return administration.application2.credentials;
    },
    clock: emulation.clock,
    accountSecrets: [emulation.account.passphrase, emulation.account.supportCode],
    account: { code: company.accountCode, name: company.name, domain: company.domain },
    records,
    application,
    administration,
    region: emulation.region,
    get regions() {
      return hosts.opened;
    },
    tls: identity === null ? null : { ca: identity.ca, mode: identity.mode },
    faults: {
      inject: (fault) => injectFault(world, fault),
      clear() {
        faults.clear();
        switchDrift(world, false);
      },
    },
    get managedUrls() {
      return emulation.managedUrls.list();
    },
    get blockedSenders() {
      return emulation.blockedSenders.listMade();
    },
    get managedSenders() {
      return emulation.managedSenders.list();
    },
    served: (generation) => emulation.served.count(generation),
    servedTwins: (generation) => emulation.served.countTwins(generation),
    truth: (feed, range = {}) => tellTruth(emulation, { ...range, feed }),
    rewrite: (url) => emulation.links.rewrite(url),
    click: (event) => clickNow(world, event),
    deliver: (message) => deliverNow(world, message),
    hold: {
      release: (id) => decideByHand(world, { id }),
      reject: (id, reason = rejectReasons[0]) => decideByHand(world, { id, reason }),
    },
    restoreRemediation: (code) => restoreByHand(world, code),
    campaigns: () => (records === null ? listCampaigns(world) : []),
    requests: () => emulation.requests.list(),
    warm: (range) => warmFiles(emulation.siemFiles, { ...range, now: emulation.clock.now() }),
    openRegions: () => hosts.openOthers(),
    close,
  };
}

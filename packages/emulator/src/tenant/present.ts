import { decideHeld, restoreRemoved } from "../console/administer-held.js";
import { byAdministrator } from "../console/deed.js";
import { openFaultDesk } from "../faults/fault-desk.js";
import { rejectReasons } from "../held/leaving.js";
import type { HostRow } from "../regions/host-row.js";
import type { Listeners } from "../wire/listeners.js";
import { arriveLate } from "./late-acts.js";
import { clickNow, deliverNow, listCampaigns } from "./live-acts.js";
import { tellTruth } from "./truth.js";
import type { Tenant } from "./types.js";
import { warmFiles } from "./warm.js";
import type { World } from "./world/world.js";

/** The tenant as code sees it. */
export function presentTenant(
  world: World,
  wiring: {
    readonly hosts: HostRow;
    readonly listeners: Listeners;
    readonly guesses: Tenant["guesses"];
    readonly accounts: readonly Tenant[];
    readonly close: () => Promise<void>;
  },
): Tenant {
  const { emulation, application, traffic, records } = world;
  const { administration } = emulation;
  const { company } = traffic;
  const { hosts, listeners, guesses, accounts, close } = wiring;
  return {
    get v1() {
      return administration.application1.credentials;
    },
    get v2() {
      return administration.application2.credentials;
    },
    clock: emulation.clock,
    get controlUrl() {
      return listeners.nearUrl(emulation.urls.v2);
    },
    accountSecrets: [emulation.account.passphrase, emulation.account.supportCode],
    account: { code: company.accountCode, name: company.name, domain: company.domain },
    records,
    application,
    administration,
    region: emulation.region,
    get regions() {
      return hosts.opened;
    },
    get tls() {
      const { identity } = listeners;
      if (identity === null) return null;
      const { ca, certificate, mode } = identity;
      return { ca, certificate, mode };
    },
    faults: openFaultDesk({
      injector: emulation.faults,
      drift: world.drift,
      arriveLate: (fault) => arriveLate(world, fault),
      now: () => emulation.clock.now(),
      // The stream has made some of what is still to come.
      forgetFuture: () => emulation.forgetFuture(),
    }),
    get managedUrls() {
      return emulation.managedUrls.list();
    },
    policies: emulation.policies,
    get fileHashes() {
      return emulation.hashList.entries();
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
      release: (id) => decideHeld({ id }, byAdministrator(emulation)),
      reject: (id, reason = rejectReasons[0]) => decideHeld({ id, reason }, byAdministrator(emulation)),
    },
    restoreRemediation: (code) => restoreRemoved(code, byAdministrator(emulation)),
    people: company.people.map(({ site, ...person }) => ({ ...person, site: site.name })),
    campaigns: () => (records === null ? listCampaigns(world) : []),
    requests: () => emulation.requests.list(),
    warm: (range) => warmFiles(emulation.siemFiles, { ...range, now: emulation.clock.now() }),
    openRegions: () => hosts.openOthers(),
    guesses,
    accounts,
    close,
  };
}

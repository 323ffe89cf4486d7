import { addConsole } from "../admin-console/add-console.js";
import { createOwnClock } from "../clock/clock.js";
import { addControlApi } from "../control/control-api.js";
import { guardPages } from "../control/guard-pages.js";
import { addResourceApi } from "../control/resource-api.js";
import { keepCode } from "../journal/code-acts.js";
import { Journal } from "../journal/journal.js";
import { keepPages } from "../journal/keep-pages.js";
import { settleIdentity } from "../journal/kept-hosts.js";
import { joinOptions, keptOptions } from "../journal/kept-options.js";
import { replay } from "../journal/replay.js";
import { HostRow } from "../regions/host-row.js";
import { optionsOfAccounts, type SettledOptions, settleScenario } from "../scenarios/settle.js";
import { Listeners } from "../wire/listeners.js";
import { buildServer } from "../wire/server.js";
import type { Emulation } from "./emulation.js";
import { presentTenant } from "./present.js";
import { readSettings } from "./settings.js";
import type { StartTenantOptions, Tenant } from "./types.js";
import { buildWorld } from "./world/world.js";

/** Starts an emulated tenant on two ports, one for each generation of the API. */
export async function startTenant(options: StartTenantOptions = {}): Promise<Tenant> {
  const settled = await settleScenario(options);
  if (settled.persist === undefined) return (await start(settled, null)).tenant;
  const journal = new Journal(settled.persist);
  try {
    return (await start(joinOptions(journal, settled), journal)).tenant;
  } catch (error) {
    journal.close();
    throw error;
  }
}

interface Started {
  readonly tenant: Tenant;
  readonly emulation: Emulation;
}

async function start(options: SettledOptions, journal: Journal | null): Promise<Started> {
  const others = optionsOfAccounts(options);
  const settings = readSettings({ ...options, ...shareOfCache(options, others.length + 1) });
  const { clock = createOwnClock() } = options;
  journal?.begin(clock, keptOptions(options));
  const urls = { v1: "", v2: "" };
  const world = await buildWorld(options, { settings, urls, clock, journal });
  const { emulation } = world;
  const listeners = new Listeners(settings.addresses);
  const apps = {
    v1: buildServer({ generation: "1.0", emulation, listeners }),
    v2: buildServer({ generation: "2.0", emulation, listeners }),
  };
  const hosts = new HostRow({ apps, listeners, urls, region: settings.region, journal });
  const accounts: Tenant[] = [];
  const close = async () => {
    await Promise.all(accounts.map((account) => account.close()));
    await listeners.close();
    await Promise.all([apps.v1.close(), apps.v2.close()]);
    journal?.close();
  };
  const tenant = presentTenant(world, { hosts, listeners, accounts, close });
  for (const fault of [...world.faults, ...(options.faults ?? [])]) tenant.faults.inject(fault);
  guardPages(apps.v2, listeners);
  if (journal !== null) keepPages(apps.v2, journal);
  addControlApi(apps.v2, tenant);
  addResourceApi(apps.v2, { emulation, tenant });
  addConsole(apps.v2, { emulation, tenant });
  try {
    if (journal !== null) {
      await replay(journal, { emulation, pages: apps.v2, tenant });
      journal.goLive();
    }
    if (settings.tls !== null)
      listeners.secure(settleIdentity(journal, { mode: settings.tls, name: settings.addresses.publicHost }));
    await hosts.openOwn(settings.ports);
    for (const other of others) {
      const account = await start({ ...other, clock, cacheBytes: settings.cacheBytes }, null);
      accounts.push(account.tenant);
      emulation.accounts.set(account.emulation.accountCode, account.emulation);
    }
    if (options.regions === true || hosts.hadOthers) await hosts.openOthers();
  } catch (error) {
    await close();
    throw error;
  }
  emulation.store.openAt(urls.v2);
  return { tenant: journal === null ? tenant : keepCode(tenant, journal), emulation };
}

/** The accounts of one process share the memory of one. */
function shareOfCache(options: SettledOptions, accounts: number): { readonly cacheBytes?: number } {
  return accounts === 1 ? {} : { cacheBytes: Math.floor(readSettings(options).cacheBytes / accounts) };
}

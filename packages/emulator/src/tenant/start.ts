import { addConsole } from "../admin-console/add-console.js";
import { createClock } from "../clock/clock.js";
import { addControlApi } from "../control/control-api.js";
import { addResourceApi } from "../control/resource-api.js";
import { keepCode } from "../journal/code-acts.js";
import { Journal } from "../journal/journal.js";
import { keepPages } from "../journal/keep-pages.js";
import { settleIdentity } from "../journal/kept-hosts.js";
import { joinOptions, keptOptions } from "../journal/kept-options.js";
import { replay } from "../journal/replay.js";
import { HostRow } from "../regions/host-row.js";
import { Listeners } from "../wire/listeners.js";
import { buildServer } from "../wire/server.js";
import { presentTenant } from "./present.js";
import { readSettings } from "./settings.js";
import type { StartTenantOptions, Tenant } from "./types.js";
import { buildWorld } from "./world/world.js";

/** Starts an emulated tenant on two loopback ports, one for each generation of the API. */
export async function startTenant(options: StartTenantOptions = {}): Promise<Tenant> {
  if (options.persist === undefined) return start(options, null);
  const journal = new Journal(options.persist);
  try {
    return await start(joinOptions(journal, options), journal);
  } catch (error) {
    journal.close();
    throw error;
  }
}

async function start(options: StartTenantOptions, journal: Journal | null): Promise<Tenant> {
  const settings = readSettings(options);
  const { clock = createClock() } = options;
  journal?.begin(clock, keptOptions(options));
  const urls = { v1: "", v2: "" };
  const world = await buildWorld(options, { settings, urls, clock, journal });
  const { emulation } = world;
  const listeners = new Listeners();
  const apps = {
    v1: buildServer({ generation: "1.0", emulation, listeners }),
    v2: buildServer({ generation: "2.0", emulation, listeners }),
  };
  const hosts = new HostRow({ apps, listeners, urls, region: settings.region, journal });
  const close = async () => {
    await listeners.close();
    await Promise.all([apps.v1.close(), apps.v2.close()]);
    journal?.close();
  };
  const tenant = presentTenant(world, { hosts, listeners, close });
  if (journal !== null) keepPages(apps.v2, journal);
  addControlApi(apps.v2, tenant);
  addResourceApi(apps.v2, emulation.administration);
  addConsole(apps.v2, { emulation, tenant });
  try {
    if (journal !== null) {
      await replay(journal, { emulation, pages: apps.v2, tenant });
      journal.goLive();
    }
    if (settings.tls !== null) listeners.secure(settleIdentity(journal, settings.tls));
    await hosts.openOwn(settings.ports);
    if (options.regions === true || hosts.hadOthers) await hosts.openOthers();
  } catch (error) {
    await close();
    throw error;
  }
  emulation.store.openAt(urls.v2);
  return journal === null ? tenant : keepCode(tenant, journal);
}

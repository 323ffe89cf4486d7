import { addConsole } from "../admin-console/add-console.js";
import { addControlApi } from "../control/control-api.js";
import { addResourceApi } from "../control/resource-api.js";
import { HostRow } from "../regions/host-row.js";
import { createIdentity } from "../tls/identity.js";
import { Listeners } from "../wire/listeners.js";
import { buildServer } from "../wire/server.js";
import { presentTenant } from "./present.js";
import { readSettings } from "./settings.js";
import type { StartTenantOptions, Tenant } from "./types.js";
import { buildWorld } from "./world/world.js";

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

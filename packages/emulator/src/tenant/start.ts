import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance } from "fastify";
import { addConsole } from "../admin-console/add-console.js";
import { createOwnClock } from "../clock/clock.js";
import { addControlApi } from "../control/control-api.js";
import { guardPages } from "../control/guard-pages.js";
import { addResourceApi } from "../control/resource-api.js";
import { watchCode } from "../control/watch-administration.js";
import type { AccountJournal } from "../journal/account-journal.js";
import { openCode } from "../journal/code-acts.js";
import { Journal } from "../journal/journal.js";
import { keepPages } from "../journal/keep-pages.js";
import { type GuessInForce, type SettledGuesses, settleGuesses } from "../journal/kept-guesses.js";
import { settleIdentity } from "../journal/kept-hosts.js";
import { joinOptions, keptOptions } from "../journal/kept-options.js";
import { openOutset } from "../journal/picture/kept-state.js";
import { replay } from "../journal/replay.js";
import { HostRow } from "../regions/host-row.js";
import { optionsOfAccounts, type SettledOptions, settleScenario } from "../scenarios/settle.js";
import { Listeners } from "../wire/listeners.js";
import { buildServer } from "../wire/server.js";
import { presentTenant } from "./present.js";
import { readSettings, type Settings } from "./settings.js";
import type { StartTenantOptions, Tenant } from "./types.js";
import { buildWorld, type World } from "./world/world.js";

/** Starts an emulated tenant on two ports, one for each generation of the API. */
export async function startTenant(options: StartTenantOptions = {}): Promise<Tenant> {
  const settled = await settleScenario(options);
  if (settled.persist === undefined) return start(settled, null);
  const journal = new Journal(settled.persist, { limit: settled.persistLimitBytes });
  try {
    return await start(joinOptions(journal, settled), journal);
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** An account as it is made, before it is reached by anybody. */
interface Account {
  readonly options: SettledOptions;
  readonly settings: Settings;
  readonly world: World;
  readonly pages: FastifyInstance;
  readonly listeners: Listeners;
  readonly hosts: HostRow;
  readonly urls: { readonly v1: string; readonly v2: string };
  readonly journal: AccountJournal | null;
  /** Nothing that is done through it is written down. */
  readonly plain: Tenant;
  /** The same for whoever started it. */
  readonly tenant: Tenant;
}

async function start(given: SettledOptions, journal: Journal | null): Promise<Tenant> {
  const guesses = settleGuesses(journal, given.guesses);
  const options = { ...given, guesses: guesses.guesses };
  const others = optionsOfAccounts(options);
  const { cacheBytes: whole } = readSettings(options);
  // The accounts of one process share the clock and the memory of one.
  const shared = {
    clock: options.clock ?? createOwnClock(),
    cacheBytes: Math.floor(whole / (others.length + 1)),
  };
  journal?.begin(shared.clock, keptOptions(options));
  const accounts: Tenant[] = [];
  const close = async () => {
    await Promise.all(accounts.map((account) => account.close()));
    journal?.close();
  };
  const first = await make(
    { ...options, ...shared },
    {
      journal: journal?.of(0) ?? null,
      guesses: guesses.inForce,
      accounts,
      close,
    },
  );
  const rest: Account[] = [];
  for (const [index, other] of others.entries()) {
    const account = await make(
      { ...other, ...shared },
      {
        journal: journal?.of(index + 1) ?? null,
        guesses: guesses.inForce,
      },
    );
    const { emulation } = account.world;
    emulation.provider = first.world.emulation.administration;
    first.world.emulation.accounts.set(emulation.accountCode, emulation);
    accounts.push(account.tenant);
    rest.push(account);
  }
  const all = [first, ...rest];
  try {
    if (journal !== null) await goOn(journal, { accounts: all, guesses });
    for (const account of all) {
      armFaults(account);
      await open(account);
    }
    if (options.regions === true || first.hosts.hadOthers) await first.hosts.openOthers();
  } catch (error) {
    await first.tenant.close();
    throw error;
  }
  return first.tenant;
}

/** Gets the accounts to where they were before this start. */
async function goOn(
  journal: Journal,
  { accounts, guesses }: { readonly accounts: readonly Account[]; readonly guesses: SettledGuesses },
): Promise<void> {
  const stages = accounts.map(({ world, pages, plain }) => ({
    emulation: world.emulation,
    outset: openOutset(world),
    pages,
    tenant: plain,
    watch: watchCode(world.emulation),
  }));
  await replay(journal, stages);
  journal.goLive(() => stages.map(({ outset }) => outset.capture()));
  if (guesses.note !== null) journal.note(0, guesses.note);
}

async function make(
  options: SettledOptions & Required<Pick<SettledOptions, "clock">>,
  surroundings: {
    readonly journal: AccountJournal | null;
    readonly guesses: readonly GuessInForce[];
    readonly accounts?: readonly Tenant[];
    /** What is closed with it. */
    readonly close?: () => Promise<void>;
  },
): Promise<Account> {
  const { journal, guesses, accounts = [] } = surroundings;
  const settings = readSettings(options);
  const urls = { v1: "", v2: "" };
  const world = await buildWorld(options, { settings, urls, clock: options.clock, journal });
  const { emulation } = world;
  const listeners = new Listeners(settings.addresses);
  const apps = {
    v1: buildServer({ generation: "1.0", emulation, listeners }),
    v2: buildServer({ generation: "2.0", emulation, listeners }),
  };
  const hosts = new HostRow({ apps, listeners, urls, region: settings.region, journal });
  const close = async () => {
    await listeners.close();
    await Promise.all([apps.v1.close(), apps.v2.close()]);
    await surroundings.close?.();
  };
  const plain = presentTenant(world, { hosts, listeners, guesses, accounts, close });
  for (const fault of world.faults) plain.faults.inject(fault);
  guardPages(apps.v2, listeners);
  if (journal !== null) keepPages(apps.v2, journal);
  addControlApi(apps.v2, { emulation, tenant: plain });
  addResourceApi(apps.v2, { emulation, tenant: plain });
  addConsole(apps.v2, { emulation, tenant: plain });
  const tenant = openCode(plain, { journal, watch: watchCode(emulation) });
  return { options, settings, world, pages: apps.v2, listeners, hosts, urls, journal, plain, tenant };
}

/** Those given at the start are kept like all others; what was kept of the same one isn't armed again. */
function armFaults({ options, plain, tenant }: Account): void {
  for (const fault of options.faults ?? []) {
    const isArmed = plain.faults.list().some((armed) => isDeepStrictEqual(armed.fault, fault));
    if (!isArmed) tenant.faults.inject(fault);
  }
}

async function open({ settings, world, listeners, hosts, urls, journal }: Account): Promise<void> {
  if (settings.tls !== null)
    listeners.secure(settleIdentity(journal, { mode: settings.tls, name: settings.addresses.publicHost }));
  await hosts.openOwn(settings.ports);
  world.emulation.store.openAt(urls.v2);
}

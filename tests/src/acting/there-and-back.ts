import { expect } from "vitest";
import type { Setting } from "../setting/setting.js";

/** What the tenant holds by its own account, without the ids and times that differ between two of the same meaning. */
export function stateOf({ tenant }: Setting): unknown {
  const { policies, administration } = tenant;
  const { groups } = administration;
  const families = ["blocked-senders", "anti-spoofing-bypass", "address-alteration"] as const;
  return withoutIds({
    urls: tenant.managedUrls,
    managed: tenant.managedSenders,
    groups: groups
      .list()
      .map(({ name, members, parentId }) => ({ name, members, parent: groups.get(parentId ?? "")?.name })),
    policies: families.map((family) => policies.of(family).list()),
    web: policies.webPolicies.list(),
    alterations: policies.alterations.list(),
    sets: policies.alterations.sets.list(),
    files: tenant.fileHashes,
    users: tenant.people.map(({ address }) => userOf(tenant, address)),
  });
}

/** What of a user an action can change, as the tenant itself has it; null while nobody has done anything to them. */
export function userOf({ administration }: Setting["tenant"], address: string) {
  const user = administration.directory.findUser(address);
  if (user === null || user === undefined) return null;
  const { name, isLocked, isEnabled, allowPop, allowSmtp, forceChangeAtLogon, passwordNeverExpires } = user;
  return { name, isLocked, isEnabled, allowPop, allowSmtp, forceChangeAtLogon, passwordNeverExpires };
}

const passing = /^(?:id|createTime|lastUpdated|createdAt|addedAt)$/;

/** What was made again stands at another place. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (passing.test(key)) return undefined;
      if (!Array.isArray(inner)) return inner;
      return inner.map((row) => JSON.stringify(withoutIds(row))).sort();
    }),
  );
}

/** Lets both connections do whatever their generation has. */
export async function allowAll({ engine }: Setting): Promise<void> {
  const actions = engine.actions.list.filter(({ kind }) => kind === "writing").map(({ name }) => name);
  for (const name of ["v1", "v2"]) await engine.connections.update(name, { settings: { actions } });
}

export const reason = { actor: "tester", reason: "case 42" };

export interface Deed {
  readonly action: string;
  readonly connection: string;
  readonly input: Record<string, unknown>;
}

/** Runs, looks at the tenant, undoes, and holds the tenant to what it was before. */
export async function thereAndBack(setting: Setting, deed: Deed, look: () => void): Promise<void> {
  const { actions } = setting.engine;
  const before = stateOf(setting);
  const run = await actions.run({ ...deed, ...reason });
  expect([run.outcome, run.detail]).toEqual(["done", expect.any(String)]);
  look();
  const undo = await actions.undo(run.id, reason);
  expect([undo.outcome, undo.detail]).toEqual(["done", expect.any(String)]);
  expect(stateOf(setting)).toEqual(before);
}

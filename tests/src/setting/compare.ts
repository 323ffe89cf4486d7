import type { Feed, Tenant } from "@postern/emulator";
import type { Engine } from "@postern/engine";
import { expect } from "vitest";

/** What the tenant published of a feed in a span, and what the store holds of it, as sets of canonical records. */
export async function expectSameRecords(request: {
  engine: Engine;
  tenant: Pick<Tenant, "truth">;
  connection: string;
  feed: Feed;
  from: number;
  until: number;
}): Promise<number> {
  const { engine, tenant, connection, feed } = request;
  // The tenant's truth goes by whole seconds, records may tell more.
  const [from, until] = [wholeSeconds(request.from), wholeSeconds(request.until)];
  const published = new Set<string>();
  // The tenant takes the end as inside, the store does not.
  for (const record of tenant.truth(feed, { from, until: until - 1 })) published.add(canonical(record.raw));
  const stored = new Set<string>();
  let count = 0;
  for await (const event of engine.events.query({ connection, feed, since: from, until })) {
    stored.add(canonical(event.raw));
    count += 1;
  }
  const lost = [...published].filter((record) => !stored.has(record));
  const foreign = [...stored].filter((record) => !published.has(record));
  expect({ lost: lost.slice(0, 3), lostCount: lost.length }).toEqual({ lost: [], lostCount: 0 });
  expect({ foreign: foreign.slice(0, 3), foreignCount: foreign.length }).toEqual({
    foreign: [],
    foreignCount: 0,
  });
  // One row an event: nothing is stored twice.
  expect(count).toBe(stored.size);
  return count;
}

function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** What a list in the tenant holds at the moment, and what the events tell that it holds: arrivals less departures. */
export async function expectSameState(request: {
  engine: Engine;
  tenant: Tenant;
  connection: string;
  feed: Feed;
  /** The fields that name an item. */
  keys: readonly string[];
  /** Fields that are not kept. */
  leftOut?: readonly string[];
}): Promise<number> {
  const { engine, tenant, connection, feed, keys, leftOut = [] } = request;
  const told = new Map<string, string>();
  for await (const { type, raw } of engine.events.since(0, { connection, feed })) {
    const record = JSON.parse(raw);
    const name = JSON.stringify(keys.map((key) => record[key]));
    if (type === "arrived" || type === "changed") told.set(name, canonical(raw));
    else expect(told.delete(name)).toBe(true);
  }
  const held = [...tenant.truth(feed)].map(({ raw }) => {
    const record = JSON.parse(raw);
    for (const field of leftOut) delete record[field];
    return canonical(JSON.stringify(record));
  });
  expect([...told.values()].sort()).toEqual(held.sort());
  return held.length;
}

/** Keys sorted, and what the vendor's queue adds left out. */
function canonical(raw: string): string {
  return JSON.stringify(sorted(JSON.parse(raw)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "_offset" && key !== "_partition")
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

import { join } from "node:path";
import { dayMs, firstMs, lastMs, streamCount } from "./events.js";
import type { Layout, Span } from "./layouts.js";
import { insertInterleaved } from "./rounds.js";
import { defaultSettings, hashOf, openStore, type Settings, type Store } from "./store.js";
import { kilo, type Table } from "./table.js";

export function measureLayouts(directory: string, events: number, layouts: readonly Layout[]): Table {
  const stores = layouts.map((layout, at) =>
    openStore(join(directory, `layout-${at}.db`), layout, defaultSettings),
  );
  const fresh = insertInterleaved(stores, events);
  const repeated = insertInterleaved(stores, events);
  const first = stores[0] === undefined ? undefined : fresh.get(stores[0]);
  const rows = stores.map((store) => {
    const pace = fresh.get(store);
    const again = repeated.get(store);
    const bytes = store.fileBytes() / events;
    const row = [
      `${store.layout.name}: ${store.layout.about}`,
      kilo(pace?.eventsPerSecond),
      ((pace?.eventsPerSecond ?? 0) / (first?.eventsPerSecond ?? 1)).toFixed(2),
      kilo(pace?.lastEventsPerSecond),
      kilo(again?.eventsPerSecond),
      bytes.toFixed(0),
      (pace?.longestMs ?? 0).toFixed(0),
      ...queriesOf(store).map((query) => medianMs(query).toFixed(2)),
    ];
    store.database.close();
    return row;
  });
  return {
    title: `Layouts, ${events} events, commits of ${defaultSettings.batchSize}, pages of ${defaultSettings.pageSize}`,
    head: [
      "layout",
      "fresh/s",
      "ratio",
      "last 100 k/s",
      "duplicates/s",
      "bytes/event",
      "longest commit ms",
      "24 h per stream ms",
      "clicks on a host ms",
      "newest 100 ms",
      "1,000 to forward ms",
    ],
    rows,
  };
}

/** Pages, commits, checkpoints, vacuum: each alone against the defaults, on one layout. */
export function measureSettings(directory: string, events: number, layout: Layout): Table {
  const variants: [string, Partial<Settings>][] = [
    ["commits of 2,000, pages of 4,096, checkpoint at 1,000 pages", {}],
    ["commits of 5,000", { batchSize: 5_000 }],
    ["pages of 8,192", { pageSize: 8_192, autocheckpointPages: 500 }],
    ["pages of 16,384", { pageSize: 16_384, autocheckpointPages: 250 }],
    ["checkpoint at 4,000 pages (16 MB)", { autocheckpointPages: 4_000 }],
    ["checkpoint at 16,000 pages (64 MB)", { autocheckpointPages: 16_000 }],
    ["checkpoint at 16,000 pages, commits of 5,000", { autocheckpointPages: 16_000, batchSize: 5_000 }],
    ["pages of 8,192, checkpoint at 8,000 pages (64 MB)", { pageSize: 8_192, autocheckpointPages: 8_000 }],
    ["auto_vacuum INCREMENTAL", { autoVacuum: "INCREMENTAL" }],
    [
      "auto_vacuum INCREMENTAL, checkpoint at 16,000",
      { autoVacuum: "INCREMENTAL", autocheckpointPages: 16_000 },
    ],
  ];
  const stores = variants.map(([, changed], at) =>
    openStore(join(directory, `settings-${at}.db`), layout, { ...defaultSettings, ...changed }),
  );
  const paces = insertInterleaved(stores, events);
  const base = stores[0] === undefined ? 1 : (paces.get(stores[0])?.eventsPerSecond ?? 1);
  const rows = stores.map((store, at) => {
    const pace = paces.get(store);
    const row = [
      variants[at]?.[0] ?? "",
      kilo(pace?.eventsPerSecond),
      ((pace?.eventsPerSecond ?? 0) / base).toFixed(2),
      kilo(pace?.lastEventsPerSecond),
      (pace?.longestMs ?? 0).toFixed(0),
      (store.fileBytes() / events).toFixed(0),
    ];
    store.database.close();
    return row;
  });
  return {
    title: `Settings on ${layout.name}, ${events} events`,
    head: ["what differs", "fresh/s", "ratio", "last 100 k/s", "longest commit ms", "bytes/event"],
    rows,
  };
}

function queriesOf(store: Store): (() => unknown)[] {
  const { layout, database } = store;
  const sinceMs = lastMs - dayMs;
  const all = [...store.partitions.values()];
  const recent = all.filter((span) => span.untilMs > sinceMs);
  const union = (spans: readonly Span[], names: string, where: string) =>
    spans.map(({ table }) => `SELECT ${names} FROM ${table} WHERE ${where}`).join(" UNION ALL ");
  const times = <Value>(value: Value, spans: readonly Span[]) => spans.map(() => value);

  const perStream = database.prepare(
    layout.dedupeKey === "id"
      ? "SELECT stream, count(*) FROM events WHERE time_ms >= ? GROUP BY stream"
      : `SELECT value, (SELECT sum(number) FROM (${union(recent, "count(*) AS number", "stream = value AND time_ms >= ?")}))
         FROM json_each('[${Array.from({ length: streamCount }, (_, stream) => stream).join()}]')`,
  );
  const host = "www.site-40.example";
  const byHost = database.prepare(
    union(all, "time_ms, sender, recipient, url, action", hostCondition(layout)),
  );
  const hostKeys = layout.hashedLookups ? [hashOf(host), host] : [host];
  const newest = database.prepare(
    `${union(recent, "time_ms, type, sender, recipient, subject, raw", "stream = ?")} ORDER BY time_ms DESC LIMIT 100`,
  );
  const forward = database.prepare(
    `${union(all, "commit_number, id, raw", "commit_number > ?")} ORDER BY commit_number LIMIT 1000`,
  );
  const middle = 200_000;
  return [
    () => perStream.all(...times(sinceMs, recent)),
    () => byHost.all(...all.flatMap(() => hostKeys)),
    () => newest.all(...times(3, recent)),
    () => forward.all(...times(middle, all)),
  ];
}

function hostCondition({ hashedLookups, bucketMs }: Layout): string {
  if (hashedLookups) return "host_hash = ? AND host = ?";
  if (bucketMs === undefined) return "host = ?";
  const first = Math.floor(firstMs / bucketMs);
  const count = Math.floor(lastMs / bucketMs) - first + 1;
  return `bucket IN (${Array.from({ length: count }, (_, at) => first + at).join()}) AND host = ?`;
}

function medianMs(act: () => unknown): number {
  const rounds = Array.from({ length: 15 }, () => {
    const startedMs = performance.now();
    act();
    return performance.now() - startedMs;
  });
  return rounds.sort((left, right) => left - right)[7] ?? 0;
}

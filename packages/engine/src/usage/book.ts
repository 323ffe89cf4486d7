import { type Generation, type OperationName, operation, operations } from "@postern/mimecast";
import type { EngineListener } from "../engine/events.js";

const minuteMs = 60_000;
/** Where the vendor publishes no quota, the calls of this time are told. */
const usualWindowMs = 60 * minuteMs;

/** The two ends of a connection, as far as the machine knows: behind a NAT the tenant sees another local one. */
export interface Addresses {
  readonly remote: string;
  readonly local: string;
  /** The remote end is the proxy; where the tenant is, only that one knows. */
  readonly isProxy: boolean;
  readonly at: number;
}

export interface Spending {
  /** Empty: an action, or a probe before anything was read. */
  readonly feed: string;
  readonly calls: number;
}

/** Calls of one minute, counted since the epoch. */
export interface SpentMinute extends Spending {
  readonly minute: number;
}

/** Notes from the engine's events who spends the quota of each operation. */
export interface UsageBook {
  readonly listener: EngineListener;
  /** Calls in the window that the vendor counts, by operation, minute by minute. */
  spending(
    connection: string,
    request: { generation: Generation; now: number },
  ): Map<OperationName, SpentMinute[]>;
  addresses(connection: string): Addresses | null;
}

interface Bucket extends SpentMinute {
  readonly operation: OperationName;
  calls: number;
}

interface Page {
  feed: string;
  buckets: Bucket[];
  addresses: Addresses | null;
}

export function createUsageBook(): UsageBook {
  const pages = new Map<string, Page>();
  const open = (connection: string): Page => {
    const known = pages.get(connection);
    if (known !== undefined) return known;
    const page: Page = { feed: "", buckets: [], addresses: null };
    pages.set(connection, page);
    return page;
  };
  return {
    listener(_name, event) {
      if ("feed" in event) {
        open(event.connection).feed = event.feed;
        return;
      }
      if (!("event" in event)) return;
      const { connection, event: seen } = event;
      const page = open(connection);
      if (seen.type === "connection.opened") {
        const { remoteAddress: remote, localAddress: local, isProxy, at } = seen;
        page.addresses = { remote, local, isProxy, at };
      }
      if (seen.type !== "request.started" || seen.operation === null) return;
      const minute = Math.floor(seen.at / minuteMs);
      const { feed, buckets } = page;
      const last = buckets.findLast((bucket) => bucket.operation === seen.operation && bucket.feed === feed);
      if (last?.minute === minute) last.calls += 1;
      else buckets.push({ operation: seen.operation, feed, minute, calls: 1 });
    },
    spending(connection, { generation, now }) {
      const page = open(connection);
      page.buckets = page.buckets.filter(
        (bucket) => endOfMinute(bucket) > now - windowMsOf(bucket.operation, generation),
      );
      const spent = new Map<OperationName, SpentMinute[]>();
      for (const { operation: name, ...bucket } of page.buckets)
        spent.set(name, [...(spent.get(name) ?? []), bucket]);
      return spent;
    },
    addresses: (connection) => open(connection).addresses,
  };
}

/** Calls count as made at its end. Milliseconds since the epoch. */
export function endOfMinute({ minute }: SpentMinute): number {
  return (minute + 1) * minuteMs;
}

/** How long the vendor counts a call of an operation; of one it has no quota for, how long we tell it. */
export function windowMsOf(name: string, generation: Generation): number {
  const quota = quotaOf(name, generation);
  return quota === null ? usualWindowMs : quota.perSeconds * 1000;
}

/** Null: the vendor publishes none. */
export function quotaOf(name: string, generation: Generation) {
  return name in operations ? (operation(name as OperationName).quota[generation] ?? null) : null;
}

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

/** Notes from the engine's events who spends the quota of each operation. */
export interface UsageBook {
  readonly listener: EngineListener;
  /** Calls in the window that the vendor counts, by operation, the greatest spender first. */
  spending(
    connection: string,
    request: { generation: Generation; now: number },
  ): Map<OperationName, Spending[]>;
  addresses(connection: string): Addresses | null;
}

/** Calls of one minute. */
interface Bucket {
  readonly operation: OperationName;
  readonly feed: string;
  readonly minute: number;
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
        (bucket) => bucket.minute * minuteMs > now - windowMsOf(bucket.operation, generation),
      );
      const spent = new Map<OperationName, Spending[]>();
      for (const { operation: name, feed, calls } of page.buckets) {
        const known = spent.get(name) ?? [];
        const own = known.find((one) => one.feed === feed);
        const others = known.filter((one) => one !== own);
        const sum = [...others, { feed, calls: calls + (own?.calls ?? 0) }];
        spent.set(
          name,
          sum.sort((one, other) => other.calls - one.calls),
        );
      }
      return spent;
    },
    addresses: (connection) => open(connection).addresses,
  };
}

/** How long the vendor counts a call of an operation; of one it has no quota for, how long we tell it. */
export function windowMsOf(name: string, generation: Generation): number {
  const quota = name in operations ? operation(name as OperationName).quota[generation] : undefined;
  return quota === undefined ? usualWindowMs : quota.perSeconds * 1000;
}

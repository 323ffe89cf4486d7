import { PosternError } from "../errors/index.js";
import type { Heartbeat } from "../service/heartbeat.js";
import type { LeaseToken, Store } from "../store/index.js";

/** Long enough for a slow commit, short enough that a machine that died is soon replaced. */
const leaseMs = 60_000;
const renewEveryMs = 15_000;

export interface HeldLease {
  current(): LeaseToken;
  /** Whether it is still ours: after a long pause or a jump of the clock, another process may have it. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/** The rights to work for principals that this process has. One timer keeps them all. */
export interface LeaseKeeper {
  /** Null while somebody else works for the principal, in this process or in another. */
  take(principal: string): Promise<HeldLease | null>;
}

export function createLeaseKeeper(request: {
  readonly store: Store;
  /** Names this process. */
  readonly holder: string;
  readonly isDead: (holder: string) => boolean;
  readonly now: () => number;
  readonly heartbeat: Heartbeat;
}): LeaseKeeper {
  const { store, holder, now, isDead, heartbeat } = request;
  const held = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const keep = (): void => {
    // A renewal that fails shows at the next commit, which checks the token; one that hangs, by the heartbeat: it waits
    // for the same thread as every commit.
    timer ??= setInterval(() => {
      heartbeat.watch(store.renewLeases({ holder, now: now(), leaseMs })).catch(() => {});
    }, renewEveryMs).unref();
  };
  const forget = (principal: string): void => {
    held.delete(principal);
    if (held.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  return {
    async take(principal) {
      if (held.has(principal)) return null;
      held.add(principal);
      try {
        const token = await store.takeLease({ principal, holder, now: now(), leaseMs, isDead });
        if (token === null) {
          forget(principal);
          return null;
        }
        keep();
        return {
          current: () => token,
          async isOurs() {
            const row = await store.read
              .selectFrom("leases")
              .select("token")
              .where("principal", "=", principal)
              .executeTakeFirst();
            return row?.token === token.token;
          },
          async release() {
            forget(principal);
            await store.releaseLease(token);
          },
        };
      } catch (error) {
        forget(principal);
        throw error;
      }
    },
  };
}

/** The same for a single piece of work. Throws `lease-held`. */
export async function takeLeaseNow(keeper: LeaseKeeper, principal: string): Promise<HeldLease> {
  const lease = await keeper.take(principal);
  if (lease !== null) return lease;
  throw new PosternError("lease-held", "A collector is running with this connection's credential.");
}

import { PosternError } from "../errors/index.js";
import type { LeaseToken, Store } from "../store/index.js";

/** Long enough for a slow commit, short enough that a machine that died is soon replaced. */
const leaseMs = 60_000;
const renewEveryMs = 15_000;

export interface HeldLease {
  current(): LeaseToken;
  release(): Promise<void>;
}

/** Takes the right to work for a principal and keeps it until released. Throws `lease-held`. */
export async function holdLease(request: {
  store: Store;
  principal: string;
  holder: string;
  isDead: (holder: string) => boolean;
  now: () => number;
}): Promise<HeldLease> {
  const { store, principal, holder, now, isDead } = request;
  const take = () => store.takeLease({ principal, holder, now: now(), leaseMs, isDead });
  const first = await take();
  if (first === null) {
    throw new PosternError("lease-held", "Another process is collecting for this connection.");
  }
  const timer = setInterval(() => {
    // A renewal that fails shows at the next commit, which checks the token.
    take().catch(() => {});
  }, renewEveryMs);
  timer.unref();
  return {
    current: () => first,
    async release() {
      clearInterval(timer);
      await store.releaseLease(first);
    },
  };
}

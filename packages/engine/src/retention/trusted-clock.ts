import type { Store } from "../store/index.js";

/** How far behind its last answer the vendor's clock vouches for ours: a weekend without collecting holds nothing up. */
const vouchedForMs = 3 * 86_400_000;

/**
 * Our clock, as far as a vendor's vouches for it: one that jumps ahead by years must not take everything away. Before a
 * vendor has told its time, ours is all there is.
 */
export async function readTrustedNow(store: Store, now: number): Promise<number> {
  const { at } = await store.read
    .selectFrom("streams")
    .select((select) => select.fn.max("vendor_at").as("at"))
    .executeTakeFirstOrThrow();
  return at === null ? now : Math.min(now, at + vouchedForMs);
}

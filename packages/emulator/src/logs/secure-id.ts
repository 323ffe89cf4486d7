import { opaqueId, type Random } from "../traffic/random.js";

/** An opaque id in the shape of the vendor's secure ids. */
export function secureId(random: Random): string {
  return `eNq${opaqueId(random)}${opaqueId(random)}${opaqueId(random)}`;
}

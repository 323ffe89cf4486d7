import { ByteCache } from "../../ledger/byte-cache.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { World } from "../../tenant/world/world.js";
import { SpanIndex } from "../../traffic/span-index.js";
import { Outset } from "./state-image.js";

/**
 * Of everything a tenant has, what acts change and a picture has to show (`kept`), and what is made from it or from the
 * options, or is gone after a start (`made`).
 */
const parts: Readonly<Record<keyof Emulation, "kept" | "made">> = {
  clock: "made",
  accountCode: "made",
  administration: "kept",
  region: "made",
  urls: "made",
  egressAddress: "made",
  managedUrls: "kept",
  policies: "kept",
  managedSenders: "kept",
  hashList: "kept",
  subscriptions: "kept",
  links: "made",
  logs: "made",
  auditTrail: "kept",
  archiveTrail: "kept",
  heldMail: "kept",
  messages: "made",
  live: "kept",
  uploads: "kept",
  incidents: "kept",
  remediator: "kept",
  seenFiles: "made",
  traffic: "made",
  training: "made",
  account: "made",
  siemFiles: "made",
  store: "made",
  mint: "kept",
  faults: "kept",
  journal: "made",
  otherIds: "kept",
  seenRequestIds: "made",
  served: "made",
  quotas: "made",
  requests: "made",
  retentionMs: "made",
  streamReachMs: "made",
  maxSkewMs: "made",
  leniency: "made",
  guesses: "made",
  wording: "made",
  absentProducts: "made",
  wireNow: "made",
  isInternalAddress: "made",
  lastWindows: "kept",
  accounts: "made",
  provider: "made",
  forgetFuture: "made",
};

/** What can be taken a picture of, as it stands before anything was done. */
export function openOutset({ emulation, drift, late }: World): Outset {
  const { company } = emulation.training;
  const roots: Record<string, object> = { drift, late, redeliveries: emulation.store.redeliveries };
  const opaque = new Set<object>([company]);
  for (const [name, kind] of Object.entries(parts)) {
    const part: unknown = Reflect.get(emulation, name);
    if (typeof part !== "object" || part === null) continue;
    if (kind === "kept") roots[name] = part;
    else opaque.add(part);
  }
  return new Outset(
    roots,
    (thing) => opaque.has(thing) || thing instanceof SpanIndex || thing instanceof ByteCache,
  );
}

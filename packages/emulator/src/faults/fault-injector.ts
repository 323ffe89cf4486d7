import type { SiemEventType } from "../siem/siem-archive.js";
import { operationOfFeed } from "../tenant/feeds.js";
import type { EmulatedOperationName } from "../wire/routes.js";
import type { Fault, FaultCase, FaultKind } from "./fault.js";

interface Armed {
  readonly fault: Fault;
  skip: number;
  left: number;
  /** A fault of a file sticks to the first file it meets. */
  object: string | null;
}

/** Where the emulator stands when it asks for a fault. */
export interface FaultSite {
  readonly operation: EmulatedOperationName | null;
  readonly type?: SiemEventType;
  /** The file about to be served, for faults that stick to one. */
  readonly object?: string;
  /** For faults of the connection. */
  readonly on?: "call" | "download";
}

/** The faults waiting to strike. */
export class FaultInjector {
  private armed: Armed[] = [];

  inject(fault: Fault): void {
    this.armed.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1, object: null });
  }

  clear(): void {
    this.armed = [];
  }

  /** The fault of this kind that strikes here and now, if any; each strike uses it up by one. */
  take<Kind extends FaultKind>(kind: Kind, site: FaultSite): Extract<FaultCase, { kind: Kind }> | null {
    for (const armed of this.armed) {
      const { fault } = armed;
      if (!isKind(fault, kind) || armed.left <= 0 || !isAimedAt(fault, site)) continue;
      if (armed.object !== null && armed.object !== site.object) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      if (site.object !== undefined) armed.object = site.object;
      return fault;
    }
    return null;
  }
}

function isKind<Kind extends FaultKind>(
  fault: Fault,
  kind: Kind,
): fault is Fault & Extract<FaultCase, { kind: Kind }> {
  return fault.kind === kind;
}

function isAimedAt(fault: Fault, site: FaultSite): boolean {
  // A portal doesn't know the vendor's operations.
  if (fault.kind === "captive-portal") return true;
  if (fault.operation !== undefined && fault.operation !== site.operation) return false;
  if (fault.feed !== undefined && operationOfFeed[fault.feed] !== site.operation) return false;
  if (fault.type !== undefined && site.type !== undefined && fault.type !== site.type) return false;
  if (site.on !== undefined && (fault.on ?? "call") !== site.on) return false;
  // A client that can't even get its token is a fault of its own: it has to be asked for.
  return site.operation !== "oauth.token" || fault.operation === "oauth.token";
}

import type { StartTenantOptions, Tenant, VirtualClock } from "../../index.js";
import { codeOf, type Reply } from "../client.js";

/** A story in which a guess decides: what comes of it has to be another under another guess. */
export interface Probe {
  /** Of the tenant it happens in; the guess is added. */
  readonly options?: Omit<StartTenantOptions, "clock" | "guesses">;
  /** Of a number: another than the usual one. Default: the least. */
  readonly other?: number;
  /** What a client, or somebody at the console, saw of it. */
  look(tenant: Tenant, clock: VirtualClock): unknown;
}

/** Status and error code of an answer. */
export function outcome(reply: Reply): string {
  return `${reply.status} ${codeOf(reply)}`;
}

/** Whether something throws. */
export function throwsAt(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

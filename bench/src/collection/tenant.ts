import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { V2Credentials } from "@postern/emulator";

export type TenantCommand = "tell" | "advance" | "stop";

export interface TenantState {
  readonly credentials: V2Credentials;
  readonly messagesPerDay: number;
  /** The tenant's time. */
  readonly now: number;
  /** Distinct records handed out so far, as the tenant counts them. */
  readonly served: number;
}

export interface BenchTenant {
  tell(): Promise<TenantState>;
  /** Moves the tenant's clock past its listing quota, and makes the files this publishes. */
  advance(): Promise<TenantState>;
  stop(): Promise<void>;
}

/** Starts a tenant whose backlog of so many days is about so many events. */
export async function openTenant({ events, days }: { events: number; days: number }): Promise<BenchTenant> {
  const entry = fileURLToPath(new URL("./tenant-process.js", import.meta.url));
  const child = fork(entry, [String(events), String(days)], { execArgv: [] });
  const exited = once(child, "exit");
  const failed = exited.then(([code]): never => {
    throw new Error(`The tenant's process ended with code ${code}.`);
  });
  failed.catch(() => {});
  const ask = async (command: TenantCommand): Promise<TenantState> => {
    const answered = once(child, "message").then(([state]: TenantState[]) => state);
    child.send(command);
    const state = await Promise.race([answered, failed]);
    if (state === undefined) throw new Error("The tenant's process answered nothing.");
    return state;
  };
  return {
    tell: () => ask("tell"),
    advance: () => ask("advance"),
    async stop() {
      child.send("stop");
      await exited;
    },
  };
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Fault, Feed, TruthRecord, V1Credentials, V2Credentials } from "@postern/emulator";

/** What is asked of the accounts' process. */
export type TenantCommand =
  | { readonly kind: "keys" }
  | { readonly kind: "advance"; readonly ms: number }
  | { readonly kind: "fault"; readonly account: number; readonly fault: Fault }
  | {
      readonly kind: "application";
      readonly account: number;
      readonly does: "disable" | "enable" | "regenerateKeys";
    }
  | {
      readonly kind: "truth";
      readonly account: number;
      readonly feed: Feed;
      readonly span: { readonly from: number; readonly until: number };
    };

export interface TenantAnswer {
  readonly value: unknown;
}

export interface AccountKeys {
  readonly v1: V1Credentials;
  readonly v2: V2Credentials;
}

/** Emulated accounts in another process, on a clock that stands still. */
export interface Tenants {
  keys(): Promise<AccountKeys[]>;
  advance(ms: number): Promise<void>;
  inject(account: number, fault: Fault): Promise<void>;
  application(account: number, does: "disable" | "enable" | "regenerateKeys"): Promise<void>;
  truth(account: number, feed: Feed, span: { from: number; until: number }): Promise<TruthRecord[]>;
  stop(): Promise<void>;
}

export async function startTenants(request: { count: number; start: number }): Promise<Tenants> {
  const entry = fileURLToPath(new URL("./tenants-process.js", import.meta.url));
  const child = fork(entry, [String(request.count), String(request.start)], { execArgv: [] });
  const failed = once(child, "exit").then(([code]): never => {
    throw new Error(`The tenants' process ended with code ${code}.`);
  });
  failed.catch(() => {});
  let turn: Promise<unknown> = Promise.resolve();
  const ask = <Value>(command: TenantCommand): Promise<Value> => {
    const answered = turn.then(async () => {
      const answer = once(child, "message").then(([message]: TenantAnswer[]) => message?.value as Value);
      child.send(command);
      return await Promise.race([answer, failed]);
    });
    turn = answered.catch(() => {});
    return answered;
  };
  return {
    keys: () => ask({ kind: "keys" }),
    advance: (ms) => ask({ kind: "advance", ms }),
    inject: (account, fault) => ask({ kind: "fault", account, fault }),
    application: (account, does) => ask({ kind: "application", account, does }),
    truth: (account, feed, span) => ask({ kind: "truth", account, feed, span }),
    async stop() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

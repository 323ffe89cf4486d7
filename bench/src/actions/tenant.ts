import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { V2Credentials } from "@postern/emulator";

export interface TenantReport {
  readonly credentials: V2Credentials;
  /** Answered since its start. */
  readonly requests: number;
}

export interface TenantProcess {
  readonly credentials: V2Credentials;
  report(): Promise<TenantReport>;
  stop(): Promise<void>;
}

export async function startTenantProcess(): Promise<TenantProcess> {
  const child = fork(fileURLToPath(new URL("./tenant-process.js", import.meta.url)));
  const next = async (): Promise<TenantReport> => {
    const [report] = (await once(child, "message")) as [TenantReport];
    return report;
  };
  const { credentials } = await next();
  return {
    credentials,
    report() {
      const answer = next();
      child.send("report");
      return answer;
    },
    async stop() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { V2Credentials } from "@postern/emulator";
import type { Moving, TenantCommand } from "./setting.js";

export interface ServiceTenant {
  /** Makes so many applications. */
  open(applications: number): Promise<readonly V2Credentials[]>;
  setClock(clock: Moving): Promise<void>;
  stop(): Promise<void>;
}

export async function startServiceTenant(): Promise<ServiceTenant> {
  const entry = fileURLToPath(new URL("./tenant-process.js", import.meta.url));
  const child = fork(entry, [], { execArgv: [] });
  await once(child, "message");
  const failed = once(child, "exit").then(([code]): never => {
    throw new Error(`The tenant's process ended with code ${code}.`);
  });
  failed.catch(() => {});
  const ask = async (command: TenantCommand): Promise<readonly V2Credentials[]> => {
    const answered = once(child, "message");
    child.send(command);
    const [credentials]: (readonly V2Credentials[])[] = await Promise.race([answered, failed]);
    return credentials ?? [];
  };
  return {
    open: (applications) => ask({ kind: "open", applications }),
    async setClock(clock) {
      await ask({ kind: "clock", clock });
    },
    async stop() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

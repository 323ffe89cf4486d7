import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, startTenant, type Tenant } from "@postern/emulator";
import { openContext } from "./capture.suite.js";
import { placeFiles } from "./docs.suite.js";
import { runCommand } from "./run-command.js";

/** An emulated tenant, a directory of its own, and a terminal in which the commands of a page are typed. */
export interface Lab {
  readonly tenant: Tenant;
  readonly directory: string;
  type(line: string, inputText?: string): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
  const directory = await mkdtemp(join(tmpdir(), "postern-lab-"));
  const tenant = await startTenant({ messagesPerDay: 200, clock: createClock({ start: Date.now() }) });
  return {
    tenant,
    directory,
    async type(line, inputText) {
      const { context, stdout, stderr } = openContext({
        environment: { POSTERN_HOME: join(directory, "home") },
        now: Date.now,
        ...(inputText === undefined ? {} : { inputText }),
      });
      const exitCode = await runCommand(context, placeFiles(line, directory).words);
      return { exitCode, stdout: stdout(), stderr: stderr() };
    },
    async close() {
      await tenant.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TroubleStage } from "./stage.js";
import { connection } from "./stage.js";

const script = fileURLToPath(new URL("../../../bin/postern.js", import.meta.url));

/**
 * Collects in a process of its own and kills that without a word once the tenant has answered this many calls. Gives how
 * many it had answered when it died.
 */
export async function killCollector(stage: TroubleStage, calls: number): Promise<number> {
  const { tenant, home, context, signal } = stage;
  const before = tenant.requests().length;
  const answered = () => tenant.requests().length - before;
  const child = spawn(process.execPath, [script, "collect", connection, "--home", home], {
    stdio: "ignore",
    env: context.environment,
    signal,
    killSignal: "SIGKILL",
  });
  const exited = once(child, "exit");
  const watch = setInterval(() => {
    if (answered() >= calls) child.kill("SIGKILL");
  }, 5);
  try {
    await exited;
  } finally {
    clearInterval(watch);
  }
  return answered();
}

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** Of this process: after a crash another one may have its number, in a container it always has. */
const own = new Set<string>();

/** Names this process in leases and runs, so that another can tell whether it still lives. */
export function createHolder(): string {
  const holder = `${hostname()}|${process.pid}|${randomBytes(6).toString("hex")}`;
  own.add(holder);
  return holder;
}

/** True only when it is sure: the process ran on this machine and is no more. */
export function isDeadHolder(holder: string): boolean {
  const [host, pid, mark] = holder.split("|");
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return !own.has(`${host}|${pid}|${mark}`);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

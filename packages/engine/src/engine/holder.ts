import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** Names this process in leases and runs, so that another can tell whether it still lives. */
export function createHolder(): string {
  return `${hostname()}|${process.pid}|${randomBytes(6).toString("hex")}`;
}

/** True only when it is sure: the process ran on this machine and is no more. */
export function isDeadHolder(holder: string): boolean {
  const [host, pid] = holder.split("|");
  if (host !== hostname() || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { TenantFileError } from "./file-error.js";

/** Files this process has open: after a restart in a container the process may have the number of the one before. */
const ours = new Set<string>();

/** Takes a file for this process alone; the lock of a process that is gone is taken over. */
export function lockFile(path: string): () => void {
  const lock = `${path}.lock`;
  if (ours.has(lock)) throw inUse(path, process.pid);
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    const holder = Number(readFileSync(lock, "utf8"));
    if (holder !== process.pid && isAlive(holder)) throw inUse(path, holder);
    writeFileSync(lock, String(process.pid), { mode: 0o600 });
  }
  ours.add(lock);
  return () => {
    ours.delete(lock);
    rmSync(lock, { force: true });
  };
}

function inUse(path: string, holder: number): TenantFileError {
  return new TenantFileError(
    "in-use",
    `${path} belongs to a tenant that runs (process ${holder}): stop it, or give another file. If that process is something else, delete ${path}.lock.`,
  );
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and belongs to somebody else.
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PosternError } from "@postern/engine/errors";

/** A tenant that runs on this machine, as its process noted it for the commands that ask it something. */
export interface RunningTenant {
  readonly pid: number;
  readonly controlUrl: string;
  readonly account: string;
}

/** Notes a tenant in the data directory, for its owner alone. Returns how to take that back. */
export function noteRunning(home: string, tenant: RunningTenant): () => void {
  const directory = directoryOf(home);
  const path = join(directory, `${tenant.pid}-${new URL(tenant.controlUrl).port}.json`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(tenant), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The only tenant that runs here; throws where there is none, or a choice. */
export function findRunning(home: string): RunningTenant {
  const running = listRunning(home);
  const [only] = running;
  if (only === undefined) {
    throw new PosternError(
      "not-found",
      "No emulated tenant of this data directory runs: start one with `postern emulator`, or name one with --url.",
    );
  }
  if (running.length === 1) return only;
  const choices = running.map(({ controlUrl, account }) => `--url ${controlUrl} (${account})`).join(", ");
  throw new PosternError("bad-usage", `Several emulated tenants run: choose one with ${choices}.`);
}

function listRunning(home: string): RunningTenant[] {
  const directory = directoryOf(home);
  return namesIn(directory).flatMap((name) => {
    const path = join(directory, name);
    const tenant = readNote(path);
    if (tenant !== null && isAlive(tenant.pid)) return [tenant];
    rmSync(path, { force: true });
    return [];
  });
}

function directoryOf(home: string): string {
  return join(home, "emulator");
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

/** Null for what is no note: a crash may have left half of one. */
function readNote(path: string): RunningTenant | null {
  try {
    const note: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isNote(note) ? note : null;
  } catch {
    return null;
  }
}

function isNote(value: unknown): value is RunningTenant {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "controlUrl" in value &&
    typeof value.controlUrl === "string" &&
    "account" in value &&
    typeof value.account === "string"
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

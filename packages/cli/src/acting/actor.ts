import { hostname, userInfo } from "node:os";

/** Who stands in the log of runs: the user of this machine. */
export function nameActor(environment: Readonly<Record<string, string | undefined>>): string {
  return `${readUser() ?? environment["USER"] ?? environment["USERNAME"] ?? "unknown"}@${hostname()}`;
}

/** Throws within containers whose user has no entry: then the environment must do. */
function readUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

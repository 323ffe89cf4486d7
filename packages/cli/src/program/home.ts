import { isAbsolute, join, resolve } from "node:path";

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly userDirectory: string;
}

/** The data directory: `--home`, else POSTERN_HOME, else where this system keeps a user's data. */
export function resolveHome(flag: string | undefined, surroundings: Surroundings): string {
  if (flag !== undefined && flag !== "") return resolve(flag);
  const named = surroundings.environment["POSTERN_HOME"] ?? "";
  return named === "" ? defaultHome(surroundings) : resolve(named);
}

function defaultHome({ environment, platform, userDirectory }: Surroundings): string {
  if (platform === "darwin") return join(userDirectory, "Library", "Application Support", "Postern");
  if (platform === "win32") {
    const local = environment["LOCALAPPDATA"] ?? "";
    return join(local === "" ? join(userDirectory, "AppData", "Local") : local, "Postern");
  }
  const data = environment["XDG_DATA_HOME"] ?? "";
  // The XDG specification: a relative path there is to be ignored.
  return join(isAbsolute(data) ? data : join(userDirectory, ".local", "share"), "postern");
}

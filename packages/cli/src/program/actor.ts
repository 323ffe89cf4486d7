import { hostname, userInfo } from "node:os";
import type { Actor } from "@postern/engine";
import type { Context } from "./context.js";

/** Who stands in the audit log: the user of this machine, and why, where the command was told. */
export function readActor({ environment, reason }: Context): Actor {
  const user = readUser() ?? environment["USER"] ?? environment["USERNAME"] ?? "unknown";
  const why = reason === undefined ? {} : { reason };
  return { actor: `${user}@${hostname()}`, origin: hostname(), ...why };
}

/** Throws within containers whose user has no entry: then the environment must do. */
function readUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

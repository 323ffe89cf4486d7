import type { Emulation } from "../tenant/emulation.js";

/** Something is done at the console, or as if it were. */
export interface Deed {
  readonly emulation: Emulation;
  /** The address of whoever does it. */
  readonly actor: string;
}

/** What nobody signed in for is done by the administrator that every account has. */
export function byAdministrator(emulation: Emulation): Deed {
  return { emulation, actor: emulation.administration.administrator.emailAddress };
}

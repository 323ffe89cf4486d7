/** What a process of its own is to do. */
export type Deed =
  | {
      readonly action: string;
      readonly connection: string;
      readonly inputs: readonly object[];
      readonly forMs?: number;
    }
  | { readonly undo: string }
  | { readonly resume: string }
  | { readonly expire: true }
  /** A containment of this target by these steps. */
  | { readonly contain: string; readonly connection: string; readonly steps: readonly string[] }
  /** Takes a containment back. */
  | { readonly release: string };

/** The exit code of a process that was told no in words. */
export const refused = 3;

export const why = { actor: "tester", reason: "case 42" };

import type { Reply, Wire } from "./wire.js";

/**
 * An answer of the real service somebody published, and the calls that bring the emulated tenant into the same state
 * and ask the same.
 */
export interface FidelityCase {
  /** Its name in `recorded.json`. */
  readonly name: string;
  /** Where the answer stands among the samples: a file, and which document of it. */
  readonly sample: { readonly file: string; readonly pick: (content: unknown) => readonly unknown[] };
  /** Several answers where one can't show all that records may carry. */
  readonly ask: (wire: Wire) => Promise<readonly Reply[]>;
  /** Places where the two differ, each with the reason; a key that is below one of these differs with it. */
  readonly known?: Readonly<Record<string, string>>;
}

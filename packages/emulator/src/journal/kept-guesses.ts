import { isDeepStrictEqual } from "node:util";
import { type Guesses, joinGuesses, readGuesses, writeGuesses } from "../guesses/guesses.js";
import type { Note } from "./entry.js";
import { TenantFileError } from "./file-error.js";
import type { Journal } from "./journal.js";

/** A guess that was made for this tenant. */
export interface GuessInForce {
  /** As `--guess` takes it. */
  readonly guess: string;
  /** What the tenant's file kept of it, where this start gave another one. */
  readonly insteadOf: string | null;
}

/** What goes on being guessed: what the tenant's file keeps, and over it what is given now. */
export interface SettledGuesses {
  readonly guesses: Partial<Guesses>;
  readonly inForce: readonly GuessInForce[];
  /** What is to be written down; null where the file says so already. */
  readonly note: Note | null;
}

/** Throws a TypeError for what is no guess, and TenantFileError for what this version takes for none any more. */
export function settleGuesses(journal: Journal | null, given: Partial<Guesses> = {}): SettledGuesses {
  readGuesses(given);
  const kept = journal === null ? {} : keptIn(journal);
  const guesses = joinGuesses(kept, given);
  const before = writeGuesses(kept);
  return {
    guesses,
    inForce: [...writeGuesses(guesses)].map(([subject, guess]) => {
      const old = before.get(subject) ?? null;
      return { guess, insteadOf: old === guess ? null : old };
    }),
    note: isDeepStrictEqual(before, writeGuesses(guesses)) ? null : { guesses },
  };
}

function keptIn(journal: Journal): Partial<Guesses> {
  const entry = journal.entriesOf(0).findLast((each) => "guesses" in each);
  const kept = entry !== undefined && "guesses" in entry ? entry.guesses : {};
  try {
    readGuesses(kept);
    return kept;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TenantFileError(
      "not-repeatable",
      `${journal.path} keeps a guess this version doesn't know: ${why}. Start the version that wrote it, or give another file.`,
      { cause: error },
    );
  }
}

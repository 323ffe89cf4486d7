import { AsyncLocalStorage } from "node:async_hooks";
import { Refusal } from "../wire/answer.js";
import { type Check, checkNames, isCheck } from "./checks.js";

/** A check that a call failed and was let through all the same. */
export interface Forgiven {
  readonly check: Check;
  /** Why a strict tenant would have refused it. */
  readonly because: string;
}

/** Which checks a tenant leaves out, and what it overlooked in a call. */
export class Leniency {
  private readonly leftOut: ReadonlySet<Check>;
  private readonly calls = new AsyncLocalStorage<Forgiven[]>();

  constructor(leftOut: readonly Check[]) {
    this.leftOut = new Set(leftOut);
  }

  /** Answers a call; what is overlooked meanwhile ends up in the list. */
  attend<Result>(forgiven: Forgiven[], answer: () => Result): Result {
    return this.leftOut.size === 0 ? answer() : this.calls.run(forgiven, answer);
  }

  /** What `perform` gives; where the check is left out and fails, what `otherwise` gives. */
  tolerate<Result>(check: Check, perform: () => Result, otherwise: () => Result): Result {
    if (!this.leftOut.has(check)) return perform();
    try {
      return perform();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { explanation, refused } = error.answer;
      const because = explanation ?? refused ?? "refused";
      if (because.startsWith("fault injected")) throw error;
      this.calls.getStore()?.push({ check, because });
      return otherwise();
    }
  }
}

/** Reads `identity,page-size`. Throws a TypeError for a name that is none. */
export function parseLoose(text: string): readonly Check[] {
  return readLoose(text.split(",").map((name) => name.trim()));
}

/** `true`: all checks are left out. Throws a TypeError for a name that is none. */
export function readLoose(loose: boolean | readonly string[] | undefined): readonly Check[] {
  if (loose === undefined || loose === false) return [];
  if (loose === true) return checkNames;
  return loose.map((name) => {
    if (isCheck(name)) return name;
    throw new TypeError(`There is no check ${name}: there are ${checkNames.join(", ")}`);
  });
}

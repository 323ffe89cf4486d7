import { AsyncLocalStorage } from "node:async_hooks";

/** Who acts, from where, and why. */
export interface Actor {
  readonly actor: string;
  /** The host of a command, the address of a browser. */
  readonly origin: string;
  readonly reason?: string;
}

/** Told once, so that no call has to carry it along. */
export interface Acting {
  /** Whoever acts now; what is given in a call counts before it. */
  by<Given extends Partial<Actor>>(given: Given): Given & Actor;
  /** Does a piece of work, with all that follows from it, as somebody else than who opened the engine. */
  as<Result>(actor: Actor, work: () => Result): Result;
}

const nobodyNamed: Actor = { actor: "unknown", origin: "" };

export function createActing(opener: Actor = nobodyNamed): Acting {
  const others = new AsyncLocalStorage<Actor>();
  return {
    by: (given) => ({ ...(others.getStore() ?? opener), ...given }),
    as: (actor, work) => others.run(actor, work),
  };
}

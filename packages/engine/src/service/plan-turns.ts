/** A principal's work: all connections that one quota counts for are served by one turn at a time. */
export interface Queue {
  readonly principal: string;
  /** When its next piece of work is due; null while there is none. */
  readonly dueAt: number | null;
  /** Rises with every turn given to anybody: the lowest has waited longest. */
  readonly lastTurn: number;
  /** When the turn under way was last seen to get on; null while none is. */
  readonly gotOnAt: number | null;
}

export interface TurnLimits {
  /** Turns that get on at the same time: what bounds memory and work. */
  readonly atOnce: number;
  /** A turn that has not got on for so long waits for its tenant, and takes nobody's place. */
  readonly stalledAfterMs: number;
}

/**
 * Whose turn it is. Pure. Turns are short and the one that waited longest comes first, so one that always has work
 * takes no more than its share; one that hangs holds a socket and no place.
 */
export function planTurns(queues: readonly Queue[], now: number, limits: TurnLimits): string[] {
  const busy = queues.filter(({ gotOnAt }) => gotOnAt !== null && now - gotOnAt < limits.stalledAfterMs);
  const free = Math.max(0, limits.atOnce - busy.length);
  return queues
    .filter(({ dueAt, gotOnAt }) => gotOnAt === null && dueAt !== null && dueAt <= now)
    .sort((one, other) => one.lastTurn - other.lastTurn)
    .slice(0, free)
    .map(({ principal }) => principal);
}

import type { Connection } from "../connections/index.js";
import type { EngineListener } from "../engine/events.js";
import { isOfStore, toPosternError } from "../errors/index.js";
import { createAlarm } from "./alarm.js";
import type { Heartbeat } from "./heartbeat.js";
import { type FeedFacts, planFeeds } from "./plan-feeds.js";
import { planTurns, type TurnLimits } from "./plan-turns.js";
import type { StoreWatch } from "./store-watch.js";

/** A connection to be collected, and what counts for when. */
export interface Assignment {
  readonly connection: Connection;
  readonly principal: string;
  readonly feeds: readonly FeedFacts[];
}

/** The right to work for a principal, and how it is given back. */
export interface Right {
  /** Asked before every turn: one that has nothing to commit would not notice otherwise. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

export interface TurnRequest<Lease extends Right> {
  readonly connection: Connection;
  /** The feeds that are due, the longest due first. */
  readonly feeds: readonly string[];
  readonly lease: Lease;
  readonly isSpent: () => boolean;
  readonly signal: AbortSignal;
}

export interface ServiceDependencies<Lease extends Right> {
  /** A number that changes with whatever an operator changes. */
  readonly readChanges: () => Promise<number>;
  /** Everything there is to collect. */
  readonly readAssignments: () => Promise<readonly Assignment[]>;
  /** What became of one of them. */
  readonly readFeeds: (connection: Connection) => Promise<readonly FeedFacts[]>;
  /** Null while somebody else works for the principal. */
  readonly takeLease: (principal: string) => Promise<Lease | null>;
  /** Reads the feeds one after the other, until done or spent. */
  readonly takeTurn: (request: TurnRequest<Lease>) => Promise<void>;
  readonly storeWatch: StoreWatch;
  readonly heartbeat: Heartbeat;
  readonly now: () => number;
  /** Default: real time. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly listener: EngineListener;
  readonly limits?: Partial<ServiceLimits>;
  readonly signal: AbortSignal;
}

export interface ServiceLimits extends TurnLimits {
  /** How long a turn goes on while others may be waiting. */
  readonly sliceMs: number;
  /** How often the lease of a principal is asked for that somebody else works for. */
  readonly askAgainMs: number;
}

/** Four files of a listing are read at once in a turn: about 20 MB a turn at the most (docs/performance.md). */
const usualLimits: ServiceLimits = {
  atOnce: 8,
  stalledAfterMs: 5_000,
  sliceMs: 15_000,
  askAgainMs: 5_000,
};
/** The clock may be a virtual one that runs faster than the timers: look at it every now and then. */
const longestSleepMs = 1_000;

interface Turn {
  readonly stop: AbortController;
  readonly connection: string;
  gotOnAt: number;
  readonly ended: Promise<void>;
}

/** All connections that one quota counts for. */
interface Group<Lease> {
  readonly principal: string;
  assignments: Assignment[];
  /** When its next piece of work is due, as it was found at that time; null: to be found. */
  planned: { readonly at: number; readonly dueAt: number | null } | null;
  lease: Lease | null;
  /** What it was taken for. */
  held: readonly string[];
  /** Not before this time is the lease asked for again. */
  askAt: number;
  isWaiting: boolean;
  turn: Turn | null;
  lastTurn: number;
  /** Connections in the order they are served. */
  served: Map<string, number>;
}

export interface Service {
  /** Collects until the signal. Throws `store-failed`. */
  run(): Promise<void>;
  /** Tells that the connection's turn gets on. */
  getOn(connection: string): void;
}

/** Collects for all connections, each principal by itself, in short turns that are given out fairly. */
export function createService<Lease extends Right>(dependencies: ServiceDependencies<Lease>): Service {
  const { now, listener, signal, storeWatch, heartbeat, takeLease, takeTurn } = dependencies;
  const limits = { ...usualLimits, ...dependencies.limits };
  const groups = new Map<string, Group<Lease>>();
  /** Those under way, by connection. */
  const turns = new Map<string, Turn>();
  const alarm = createAlarm(dependencies.sleep);
  let changes: number | null = null;
  let turnCount = 0;
  let isStarted = false;
  let failure: unknown = null;

  /** A disk that takes no more is waited for; anything else ends the work. */
  const note = (thrown: unknown): void => {
    const error = toPosternError(thrown);
    if (!storeWatch.failed(error)) failure ??= error;
  };
  const abortTurns = (): void => {
    for (const { stop } of turns.values()) stop.abort();
  };
  const stopTurns = async (): Promise<void> => {
    abortTurns();
    await Promise.all([...turns.values()].map(({ ended }) => ended));
  };
  const reload = async (): Promise<void> => {
    const assignments = await dependencies.readAssignments();
    if (!isStarted) listener("service.started", { connections: assignments.length });
    isStarted = true;
    for (const group of groups.values()) {
      group.assignments = [];
      group.planned = null;
    }
    for (const assignment of assignments) {
      const { principal } = assignment;
      const group = groups.get(principal) ?? openGroup(principal);
      groups.set(principal, group);
      group.assignments.push(assignment);
    }
    for (const group of groups.values()) {
      const { turn } = group;
      // Paused or removed meanwhile: what is committed stays.
      if (turn !== null && !group.assignments.some(({ connection }) => connection.name === turn.connection))
        turn.stop.abort();
      if (group.assignments.length === 0 && turn === null) await dismiss(group);
    }
  };
  const release = async (group: Group<Lease>): Promise<void> => {
    const { lease, held } = group;
    group.lease = null;
    group.held = [];
    if (lease === null) return;
    listener("lease.released", { connections: held });
    await lease.release();
  };
  const dismiss = async (group: Group<Lease>): Promise<void> => {
    groups.delete(group.principal);
    await release(group);
  };
  const nextOf = (group: Group<Lease>) => {
    const at = now();
    const next = group.assignments
      .map((assignment) => ({ assignment, due: planAssignment(assignment, at) }))
      .filter(({ due }) => due.length > 0)
      .sort((one, other) => {
        const [first, second] = [one.due[0]?.dueAt ?? 0, other.due[0]?.dueAt ?? 0];
        // Of those that are due, the one served longest ago; else the one that is due first.
        if (first > at || second > at) return first - second;
        return servedAt(group, one.assignment) - servedAt(group, other.assignment);
      })
      .at(0);
    return next ?? null;
  };
  const dueAtOf = (group: Group<Lease>): number | null => {
    const at = now();
    const { planned } = group;
    // Planned anew when the time has come, when something is known that was not, and when the clock was set back.
    const isGood = planned !== null && planned.at <= at && (planned.dueAt === null || planned.dueAt > at);
    const { dueAt } = isGood ? planned : { dueAt: nextOf(group)?.due[0]?.dueAt ?? null };
    if (!isGood) group.planned = { at, dueAt };
    return dueAt === null ? null : Math.max(dueAt, group.lease === null ? group.askAt : dueAt);
  };
  const begin = (group: Group<Lease>): void => {
    const next = nextOf(group);
    if (next === null) return;
    const { connection } = next.assignment;
    const stop = new AbortController();
    turnCount += 1;
    group.lastTurn = turnCount;
    group.served.set(connection.name, turnCount);
    const endsAt = now() + limits.sliceMs;
    const at = now();
    const feeds = next.due.filter(({ dueAt }) => dueAt <= at).map(({ feed }) => feed);
    const ended = serve(group, { connection, feeds, isSpent: () => now() >= endsAt, signal: stop.signal })
      .catch(note)
      .finally(() => {
        group.turn = null;
        turns.delete(connection.name);
        alarm.ring();
      });
    const turn = { stop, connection: connection.name, gotOnAt: at, ended };
    group.turn = turn;
    turns.set(connection.name, turn);
  };
  const serve = async (group: Group<Lease>, request: Omit<TurnRequest<Lease>, "lease">): Promise<void> => {
    const { connection } = request;
    if (group.lease !== null && !(await group.lease.isOurs())) await release(group);
    if (group.lease === null) {
      group.lease = await takeLease(group.principal);
      group.held = group.assignments.map((assignment) => assignment.connection.name);
      if (group.lease !== null) listener("lease.taken", { connections: group.held });
    }
    const { lease } = group;
    if (lease === null) {
      group.askAt = now() + limits.askAgainMs;
      if (!group.isWaiting) listener("lease.waiting", { connection: connection.name });
      group.isWaiting = true;
      return;
    }
    group.isWaiting = false;
    try {
      await takeTurn({ ...request, lease });
    } catch (thrown) {
      const error = toPosternError(thrown);
      if (isOfStore(error.code)) throw error;
      if (error.code === "interrupted") return;
      listener("poll.failed", { connection: connection.name, code: error.code, detail: error.message });
      group.askAt = now() + limits.askAgainMs;
      // Whatever it was, somebody else may work for this principal now.
      await release(group);
    } finally {
      await refresh(group, connection);
    }
  };
  const refresh = async (group: Group<Lease>, connection: Connection): Promise<void> => {
    const feeds = await dependencies.readFeeds(connection);
    group.planned = null;
    group.assignments = group.assignments.map((assignment) =>
      assignment.connection.id === connection.id ? { ...assignment, feeds } : assignment,
    );
    if (signal.aborted) return;
    const due = planAssignment({ connection, feeds }, now()).map(({ dueAt }) => dueAt);
    listener("poll.finished", {
      connection: connection.name,
      nextPollAt: due.length === 0 ? null : Math.min(...due),
    });
  };
  const round = async (): Promise<void> => {
    if (!(await storeWatch.isReady())) {
      await stopTurns();
      await alarm.wait(longestSleepMs, signal);
      return;
    }
    const seen = await dependencies.readChanges();
    if (seen !== changes) {
      changes = seen;
      await reload();
    }
    const queues = [...groups.values()].map((group) => ({
      principal: group.principal,
      dueAt: dueAtOf(group),
      lastTurn: group.lastTurn,
      gotOnAt: group.turn?.gotOnAt ?? null,
    }));
    for (const principal of planTurns(queues, now(), limits)) {
      const group = groups.get(principal);
      if (group !== undefined) begin(group);
    }
    const nextDueAt = Math.min(...queues.map(({ dueAt }) => dueAt ?? Number.POSITIVE_INFINITY));
    const untilDue = nextDueAt - now();
    await alarm.wait(untilDue > 0 ? Math.min(untilDue, longestSleepMs) : longestSleepMs, signal);
  };

  return {
    getOn(connection) {
      const turn = turns.get(connection);
      if (turn !== undefined) turn.gotOnAt = now();
    },
    async run() {
      // One for all: a listener a turn would be as many as there are tenants that hang.
      signal.addEventListener("abort", abortTurns, { once: true });
      try {
        while (!signal.aborted && failure === null) {
          heartbeat.beat();
          await round().catch(note);
        }
      } finally {
        signal.removeEventListener("abort", abortTurns);
        await stopTurns();
        // What can't be given back runs out by itself.
        for (const group of [...groups.values()]) await dismiss(group).catch(note);
        heartbeat.rest();
        listener("service.stopped", {});
      }
      if (failure !== null) throw failure;
    },
  };
}

function openGroup<Lease>(principal: string): Group<Lease> {
  return {
    principal,
    assignments: [],
    planned: null,
    lease: null,
    held: [],
    askAt: 0,
    isWaiting: false,
    turn: null,
    lastTurn: 0,
    served: new Map(),
  };
}

function servedAt<Lease>({ served }: Group<Lease>, { connection }: Assignment): number {
  return served.get(connection.name) ?? 0;
}

function planAssignment({ connection, feeds }: Omit<Assignment, "principal">, now: number) {
  return planFeeds(feeds, { now, credentialChangedAt: connection.credential.updatedAt });
}

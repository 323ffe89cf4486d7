import type { Generation, OperationName, Quota } from "../catalogue/index.js";
import { operation, operations } from "../catalogue/index.js";
import type { BudgetState } from "./state.js";
import { readCount, readReset } from "./waits.js";

type Headers = Readonly<Record<string, string>>;

/** A call that was counted. `giveBack` uncounts it: for a request the vendor certainly never saw. */
export interface Reservation {
  readonly giveBack: () => void;
}

/** The quotas of one principal, whom the vendor counts calls of, per operation: what the catalogue knows, and what the answers say. */
export interface Budget {
  /** Counts a call if it may go out now; else the milliseconds to wait. */
  readonly reserve: (name: OperationName) => Reservation | number;
  /** Counts a call that goes out whatever the count says, and lifts a block. */
  readonly force: (name: OperationName) => Reservation;
  /** Learns from the rate headers of any answer. */
  readonly learn: (name: OperationName, headers: Headers) => void;
  /**
   * What others have spent of the quota, in place of what was told of them before: their calls count as made at `at`,
   * and nothing goes out before `blockedUntil`. Epoch milliseconds.
   */
  readonly hear: (name: OperationName, others: OthersSpending) => void;
  /** A 429 came: nothing goes out for so long. */
  readonly block: (name: OperationName, waitMs: number) => void;
  readonly states: () => readonly BudgetState[];
}

export interface OthersSpending {
  readonly calls: readonly { readonly at: number; readonly count: number }[];
  readonly blockedUntil: number | null;
}

interface Account {
  readonly quota: Quota | null;
  /** Times of the calls still inside the window, oldest first. */
  calls: number[];
  /** Those of others who spend of the same quota. */
  others: number[];
  /** Kept as start and length, so that a clock set back can't stretch it. */
  blocked: { readonly since: number; readonly waitMs: number } | null;
  vendor: {
    readonly limit: number | null;
    readonly remaining: number | null;
    readonly resetsAt: number | null;
  } | null;
}

/** A sliding window per operation: the vendor doesn't say where its fixed ones begin, and sliding fits inside any. */
export function createBudget(options: { generation: Generation; now: () => number }): Budget {
  const accounts = new Map<OperationName, Account>();

  const open = (name: OperationName): Account => {
    const known = accounts.get(name);
    if (known !== undefined) return known;
    const quota = operation(name).quota[options.generation] ?? null;
    const account: Account = { quota, calls: [], others: [], blocked: null, vendor: null };
    accounts.set(name, account);
    return account;
  };

  for (const { name, quota } of Object.values(operations).map(({ name }) => operation(name))) {
    if (isOperationName(name) && quota[options.generation] !== undefined) open(name);
  }

  return {
    reserve: (name) => {
      const now = options.now();
      const account = open(name);
      const waitMs = measureWait(account, now);
      if (waitMs > 0) return waitMs;
      return countCall(account, now);
    },
    force: (name) => {
      const account = open(name);
      account.blocked = null;
      return countCall(account, options.now());
    },
    learn: (name, headers) => {
      const now = options.now();
      const limit = readCount(headers["x-ratelimit-limit"]);
      const remaining = readCount(headers["x-ratelimit-remaining"]);
      const resetMs = readReset(headers, now);
      if (limit === null && remaining === null && resetMs === null) return;
      const account = open(name);
      account.vendor = { limit, remaining, resetsAt: resetMs === null ? null : now + resetMs };
      if (remaining === 0 && resetMs !== null) account.blocked = { since: now, waitMs: resetMs };
    },
    hear: (name, { calls, blockedUntil }) => {
      const now = options.now();
      const account = open(name);
      // More than the quota is no more than all of it.
      const most = account.quota?.calls ?? 0;
      account.others = calls.flatMap(({ at, count }) =>
        Array.from({ length: Math.min(count, most) }, () => at),
      );
      if (blockedUntil !== null && blockedUntil - now > measureBlock(account, now))
        account.blocked = { since: now, waitMs: blockedUntil - now };
    },
    block: (name, waitMs) => {
      open(name).blocked = { since: options.now(), waitMs };
    },
    states: () => {
      const now = options.now();
      return [...accounts].map(([name, account]) => describe(name, { account, now }));
    },
  };
}

function countCall(account: Account, now: number): Reservation {
  account.calls.push(now);
  return {
    giveBack: () => {
      const index = account.calls.lastIndexOf(now);
      if (index >= 0) account.calls.splice(index, 1);
    },
  };
}

/** Milliseconds until a call may go out; 0 for now. Forgets calls that have left the window. */
function measureWait(account: Account, now: number): number {
  return Math.max(measureBlock(account, now), measureWindow(account, now));
}

function measureBlock(account: Account, now: number): number {
  if (account.blocked === null) return 0;
  // A start in the future means that the clock was set back.
  const since = Math.min(account.blocked.since, now);
  const leftMs = since + account.blocked.waitMs - now;
  account.blocked = leftMs > 0 ? { since, waitMs: account.blocked.waitMs } : null;
  return Math.max(leftMs, 0);
}

function measureWindow(account: Account, now: number): number {
  if (account.quota === null) {
    account.calls = [];
    return 0;
  }
  const windowMs = account.quota.perSeconds * 1000;
  // Calls of the future mean that the clock was set back: they count as made now, not as hours away.
  const keep = (times: readonly number[]): number[] =>
    times.map((at) => Math.min(at, now)).filter((at) => at > now - windowMs);
  account.calls = keep(account.calls);
  account.others = keep(account.others);
  const all = allCalls(account);
  const due = all[all.length - account.quota.calls];
  return due === undefined ? 0 : due + windowMs - now;
}

/** Oldest first. */
function allCalls({ calls, others }: Account): readonly number[] {
  return others.length === 0 ? calls : [...calls, ...others].sort((one, other) => one - other);
}

function describe(name: OperationName, known: { account: Account; now: number }): BudgetState {
  const { account, now } = known;
  const waitingMs = measureWait(account, now);
  const vendorIsCurrent = account.vendor?.resetsAt == null || account.vendor.resetsAt > now;
  const calls = allCalls(account);
  const counted = account.quota === null ? null : account.quota.calls - calls.length;
  const told = vendorIsCurrent ? (account.vendor?.remaining ?? null) : null;
  const remaining = [counted, told].filter((value) => value !== null);
  const [oldest] = calls;
  const windowEnd =
    account.quota === null || oldest === undefined ? null : oldest + account.quota.perSeconds * 1000;
  const vendorEnd = vendorIsCurrent ? (account.vendor?.resetsAt ?? null) : null;
  return {
    operation: name,
    limit: account.vendor?.limit ?? account.quota?.calls ?? null,
    remaining: waitingMs > 0 ? 0 : remaining.length === 0 ? null : Math.max(0, Math.min(...remaining)),
    resetsAt: waitingMs > 0 ? now + waitingMs : (vendorEnd ?? windowEnd),
    waitingMs,
  };
}

function isOperationName(name: string): name is OperationName {
  return name in operations;
}

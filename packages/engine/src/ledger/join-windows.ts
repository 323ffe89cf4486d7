import type { WindowEntry } from "../store/index.js";
import { openSweeps } from "./plan-windows.js";

/** What was read in the last hour tells how fast the feed catches up, see `forecastLevel`. */
const restMs = 3_600_000;
/** A commit is worth while from so many entries less. */
const leastGain = 4;
/** Entries taken in one step: what a first step after years costs is bounded. */
const atOnce = 500;

export interface JoinRequest {
  readonly now: number;
  readonly sweepAfterMs: readonly number[];
  /** What is older the vendor keeps no more; null: no figure is known. */
  readonly keptSince: number | null;
}

/**
 * Neighbours of which the same is said for good, as one entry that takes their place; none while there are few. Pure.
 * Windows are joined when no sweep will read them any more. Whatever is planned, shown or verified from the ledger is
 * the same before and after.
 */
export function joinWindows(entries: readonly WindowEntry[], request: JoinRequest): WindowEntry[] {
  const runs: WindowEntry[][] = [];
  for (const entry of entries.filter((candidate) => isDone(candidate, request)).sort(byTime)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && last.until === entry.from && isAlike(last, entry, request);
    if (isNext) run?.push(entry);
    else runs.push([entry]);
  }
  const joined: WindowEntry[] = [];
  let left = atOnce;
  let gain = 0;
  for (const run of runs) {
    const taken = run.slice(0, left);
    if (taken.length < 2) continue;
    left -= taken.length;
    gain += taken.length - 1;
    joined.push(taken.reduce(joinTwo));
  }
  return gain < leastGain ? [] : joined;
}

function isDone(entry: WindowEntry, { now, sweepAfterMs, keptSince }: JoinRequest): boolean {
  if (entry.asOf > now - restMs || entry.state === "incomplete") return false;
  if (entry.state !== "complete") return true;
  const open = openSweeps(entry, sweepAfterMs);
  // What left the vendor's retention before its last sweep is read no more either.
  return open.length === 0 || (keptSince !== null && entry.until <= keptSince && Math.max(...open) <= now);
}

function isAlike(one: WindowEntry, other: WindowEntry, { sweepAfterMs }: JoinRequest): boolean {
  const isSwept = (entry: WindowEntry): boolean => openSweeps(entry, sweepAfterMs).length === 0;
  return one.state === other.state && one.reason === other.reason && isSwept(one) === isSwept(other);
}

function joinTwo(one: WindowEntry, other: WindowEntry): WindowEntry {
  return {
    ...one,
    until: other.until,
    asOf: Math.min(one.asOf, other.asOf),
    readAfterMs: Math.min(readAfterMsOf(one), readAfterMsOf(other)),
  };
}

function readAfterMsOf({ asOf, until, readAfterMs = asOf - until }: WindowEntry): number {
  return readAfterMs;
}

function byTime(one: WindowEntry, other: WindowEntry): number {
  return one.from - other.from;
}

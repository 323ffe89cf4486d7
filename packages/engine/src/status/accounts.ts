import type { WindowReading } from "../feeds/index.js";
import { isSweepDue } from "../ledger/index.js";
import type { WindowEntry } from "../store/index.js";
import type { LedgerAccount, LedgerGap, LedgerVerdict } from "./status.js";

/** Windows prove spans of event time, each part its own; the account is that of all. Pure. */
export function accountOfWindows(
  entries: readonly WindowEntry[],
  request: { reading: WindowReading; since: number; sweepAfterMs: readonly number[]; now: number },
): LedgerAccount {
  const { reading, since, sweepAfterMs, now } = request;
  if (entries.length === 0) return emptyAccount("not-read");
  const parts = (reading.parts ?? [{ name: "" }]).map(({ name }) => ({
    name,
    entries: entries.filter(({ part }) => part === name),
  }));
  const gaps = parts.flatMap(({ name, entries }) => gapsOfPart(entries, { name, since }));
  const complete = entries.filter(({ state }) => state === "complete");
  return {
    verdict: worst(gaps),
    from: since,
    until: Math.min(...parts.map(({ entries }) => entries.at(-1)?.until ?? since)),
    proves: "spans",
    asOf: complete.length === 0 ? null : Math.min(...complete.map(({ asOf }) => asOf)),
    sweepsPending: complete.filter((entry) =>
      sweepAfterMs.some(
        (after) => entry.asOf < entry.until + after && !isSweepDue(entry, { now, sweepAfterMs: [after] }),
      ),
    ).length,
    gaps,
  };
}

function gapsOfPart(
  entries: readonly WindowEntry[],
  { name, since }: { name: string; since: number },
): LedgerGap[] {
  const of = name === "" ? "" : `${name}: `;
  if (entries.length === 0) {
    const what = `${of}from ${new Date(since).toISOString()}`;
    return [{ what, state: "incomplete", reason: "not read yet" }];
  }
  const gaps: LedgerGap[] = [];
  let reached = since;
  for (const entry of entries) {
    if (entry.from > reached) {
      const what = of + spanText({ from: reached, until: entry.from });
      gaps.push({ what, state: "incomplete", reason: "not read yet" });
    }
    reached = Math.max(reached, entry.until);
    gaps.push(...toGaps(entry, of));
  }
  return gaps;
}

/** Polls of lists prove what these held at the time; of a span without a poll nothing is known. Pure. */
export function accountOfStates(entries: readonly WindowEntry[]): LedgerAccount {
  const first = entries.at(0);
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return emptyAccount("not-read");
  const gaps = entries.flatMap((entry) => toGaps(entry));
  return {
    verdict: worst(gaps),
    proves: "states",
    from: first.from,
    until: last.asOf,
    asOf: last.asOf,
    sweepsPending: 0,
    gaps,
  };
}

function toGaps(entry: WindowEntry, of = ""): LedgerGap[] {
  const { state, reason } = entry;
  if (state === "complete") return [];
  return [{ what: of + spanText(entry), state, reason: reason ?? "no reason recorded" }];
}

export function spanText({ from, until }: { from: number; until: number }): string {
  return `${new Date(from).toISOString()} to ${new Date(until).toISOString()}`;
}

export function worst(gaps: readonly LedgerGap[]): LedgerVerdict {
  for (const state of ["incomplete", "lost", "unprovable"] as const) {
    if (gaps.some((gap) => gap.state === state)) return state;
  }
  return "complete";
}

export function emptyAccount(verdict: LedgerVerdict): LedgerAccount {
  return { verdict, proves: "spans", from: null, until: null, asOf: null, sweepsPending: 0, gaps: [] };
}

import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { administratorsOf } from "../logs/administrators.js";
import { accountOffset } from "../traffic/calendar.js";
import type { Company } from "../traffic/company.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Message } from "../traffic/message.js";
import { mix, Random } from "../traffic/random.js";

/** How a message leaves the hold queue. */
export interface Leaving {
  readonly time: number;
  readonly status: "released" | "rejected";
  readonly operator: string;
  /** Nobody decided in time. */
  readonly isExpired: boolean;
  readonly rejectReason: string | null;
}

/** So many hours of mail wait for a decision at the most, the nights left out. */
const longestWaitMs = 41 * hourMs;
/** The held mail of an hour waits in so many lines, each for as long as its own: few, so that what is decided at a moment can be looked up. */
const lines = 16;
/** What falls into the queue between these is decided in the first part of the morning. */
const evening = 20 * hourMs;
const morning = 7 * hourMs;
const nightMs = dayMs - evening + morning;
const morningMs = 90 * minuteMs;

/** The reasons the console offers. */
export const rejectReasons = [
  "MESSAGE CONTAINS UNDESIRABLE CONTENT",
  "MESSAGE CONTAINS CONFIDENTIAL INFORMATION",
  "REVIEWER DISAPPROVES OF CONTENT",
  "INAPPROPRIATE COMMUNICATION",
  "MESSAGE GOES AGAINST EMAIL POLICIES",
] as const;

/** What becomes of a held message when nothing is done by hand: a pure function of it. After `holdMs` housekeeping rejects it. */
export function planLeaving(
  message: Sketch & Pick<Message, "recipient">,
  { company, holdMs }: { readonly company: Company; readonly holdMs: number },
): Leaving {
  const random = new Random(message.variant ^ 0x4e1d);
  const draw = random.fraction();
  const time = leavingTime(message, holdMs);
  if (time === message.time + holdMs) return expired(time);
  const administrator = random.pick(administratorsOf(company)).address;
  const isImpersonation = message.kind === "impersonation";
  if (draw >= (isImpersonation ? 0.1 : 0.2)) return rejectedBy(administrator, { time });
  // Spam is mostly let through by the one it was meant for.
  const operator = isImpersonation || random.chance(0.3) ? administrator : message.recipient;
  return releasedBy(operator, time);
}

/** When a held message leaves, without the rest of its plan. */
export function leavingTime({ kind, time, variant }: Sketch, holdMs: number): number {
  const end = time + holdMs;
  const draw = new Random(variant ^ 0x4e1d).fraction();
  if (draw >= (kind === "impersonation" ? 0.7 : 0.3)) return end;
  const wait = waitOf(Math.floor(time / hourMs), lineOf({ variant }));
  return Math.min(end, nextWorkingMoment(time + wait));
}

/** A span of held mail, and the line in it that is meant; null for all. */
export interface LineSpan {
  readonly from: number;
  readonly until: number;
  readonly line: number | null;
}

/** Where the mail lies that may be decided with `from <= time < until`: no mail is in two of these. */
export function* linesDecided(from: number, until: number): Iterable<LineSpan> {
  if (until - from > hourMs) {
    yield { from: from - longestWaitMs - nightMs - morningMs, until, line: null };
    return;
  }
  for (const [start, end] of waitsEnding(from, until)) {
    const first = Math.floor((start - longestWaitMs) / hourMs);
    for (let hour = first; hour * hourMs < end; hour += 1) {
      for (let line = 0; line < lines; line += 1) {
        const wait = waitOf(hour, line);
        const span = {
          from: Math.max(hour * hourMs, start - wait),
          until: Math.min((hour + 1) * hourMs, end - wait),
          line,
        };
        if (span.from < span.until) yield span;
      }
    }
  }
}

export function lineOf({ variant }: Pick<Sketch, "variant">): number {
  return (variant >>> 24) % lines;
}

function waitOf(hour: number, line: number): number {
  return 20 * minuteMs + new Random(mix(0x4e1f, hour, line)).below((40 * hourMs) / secondMs) * secondMs;
}

function expired(time: number): Leaving {
  return { time, status: "rejected", operator: "", isExpired: true, rejectReason: null };
}

export function releasedBy(operator: string, time: number): Leaving {
  return { time, status: "released", operator, isExpired: false, rejectReason: null };
}

export function rejectedBy(
  operator: string,
  { time, reason = rejectReasons[0] }: { readonly time: number; readonly reason?: string },
): Leaving {
  // The console offers its reasons in capitals and logs them as a sentence.
  const rejectReason = reason.charAt(0) + reason.slice(1).toLowerCase();
  return { time, status: "rejected", operator, isExpired: false, rejectReason };
}

/** Nobody looks at the queue by night: what falls into it is worked off in the morning, in its order. */
function nextWorkingMoment(time: number): number {
  const since = sinceEvening(time);
  const moment = since < nightMs ? time - since + nightMs + since * (morningMs / nightMs) : time;
  return Math.floor(moment / secondMs) * secondMs;
}

function sinceEvening(time: number): number {
  return (time + accountOffset.ms + dayMs - evening) % dayMs;
}

/** When waits may end that are decided with `from <= time < until`: by day at that very moment, or in the night before. */
function* waitsEnding(from: number, until: number): Iterable<readonly [number, number]> {
  for (let night = from - sinceEvening(from); night < until; night += dayMs) {
    const day = night + nightMs;
    const start = Math.max(from, day);
    const end = Math.min(until, night + dayMs);
    if (start < end) yield [start, end];
    const last = Math.min(until, day + morningMs);
    const slept = (time: number) => night + (time - day) * (nightMs / morningMs);
    if (start < last) yield [Math.floor(slept(start)), Math.ceil(slept(last))];
  }
}

import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import { administratorsOf } from "../logs/administrators.js";
import { accountOffset } from "../traffic/calendar.js";
import type { Company } from "../traffic/company.js";
import type { Sketch } from "../traffic/kinds.js";
import type { Message } from "../traffic/message.js";
import { Random } from "../traffic/random.js";

/** How a message leaves the hold queue. */
export interface Leaving {
  readonly time: number;
  readonly status: "released" | "rejected";
  readonly operator: string;
  /** Nobody decided in time. */
  readonly isExpired: boolean;
  readonly rejectReason: string | null;
}

/** Who decides does so within this time. */
export const decisionMs = 3 * dayMs;

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
  const isImpersonation = message.kind === "impersonation";
  if (draw >= (isImpersonation ? 0.7 : 0.3)) return expired(message.time + holdMs);
  const administrator = random.pick(administratorsOf(company)).address;
  const time = nextWorkingMoment(message.time + 20 * minuteMs + random.below(40 * hourMs), random);
  if (draw >= (isImpersonation ? 0.1 : 0.2)) return rejectedBy(administrator, { time });
  // Spam is mostly let through by the one it was meant for.
  const operator = isImpersonation || random.chance(0.3) ? administrator : message.recipient;
  return releasedBy(operator, time);
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

/** Nobody looks at the queue by night: what falls into it waits for the morning. */
function nextWorkingMoment(time: number, random: Random): number {
  const local = (time + accountOffset.ms) % dayMs;
  const wait =
    local < 7 * hourMs ? 7 * hourMs - local : local >= 20 * hourMs ? dayMs + 7 * hourMs - local : null;
  const moment = wait === null ? time : time + wait + random.below(90 * 60) * secondMs;
  return Math.floor(moment / secondMs) * secondMs;
}

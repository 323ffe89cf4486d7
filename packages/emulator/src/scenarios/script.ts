import { dayMs } from "../clock/spans.js";
import type { Fault } from "../faults/fault.js";
import type { AuditNote } from "../logs/audit-note.js";
import { arrange, type DayPlan } from "../traffic/day-plan.js";

/** A scenario's timeline, written out for a company and a start: what happens beside the background. */
export interface Script extends DayPlan {
  readonly isCalm: boolean;
  readonly notes: readonly AuditNote[];
  readonly faults: readonly Fault[];
}

export const emptyScript: Script = {
  isCalm: false,
  waves: [],
  messages: [],
  clicks: [],
  notes: [],
  faults: [],
};

/** A day's plan with what the script has for it. */
export function addScript(plan: DayPlan, { script, day }: { script: Script; day: number }): DayPlan {
  const isToday = (time: number) => Math.floor(time / dayMs) === day;
  const waves = script.waves.filter(({ startedAt }) => isToday(startedAt));
  const messages = script.messages.filter(({ time }) => isToday(time));
  const clicks = script.clicks.filter(({ time }) => isToday(time));
  if (waves.length + messages.length + clicks.length === 0) return plan;
  return arrange({
    waves: [...plan.waves, ...waves],
    messages: [...plan.messages, ...messages],
    clicks: [...plan.clicks, ...clicks],
  });
}

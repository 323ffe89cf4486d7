import { type PollPosition, parsePollPosition, planPoll } from "../ledger/index.js";
import type { ReadContext } from "./context.js";

const part = "";

/** The poll of a list that is due now; null while it is too early for one. */
export async function duePoll(context: ReadContext): Promise<PollPosition | null> {
  const checkpoint = await context.ledger.checkpoint(part);
  const last = checkpoint === null ? null : parsePollPosition(checkpoint.position);
  return planPoll(last, { now: context.now(), everyMs: context.wasRefused ? 0 : context.everyMs });
}

/** Names a poll in what is shown. */
export function pollPlace({ at }: PollPosition): string {
  return `as of ${new Date(at).toISOString()}`;
}

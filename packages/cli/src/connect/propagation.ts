import type { Context } from "../program/context.js";
import { countDown } from "../prompts/count-down.js";
import { dim, warn } from "../screen/text.js";
import { formatTime } from "../screen/times.js";

/** The vendor's own guides: keys of a new API 1.0 application work half an hour after it was made. */
const propagationMinutes = 30;
const minuteMs = 60_000;

export function readyAt(applicationCreatedAt: number): number {
  return applicationCreatedAt + propagationMinutes * minuteMs;
}

/**
 * Before the keys of a new application are tried: a countdown where somebody looks. False where probing would be too
 * early; the connection is kept and remembers the time.
 */
export async function awaitPropagation(
  context: Context,
  { name, applicationCreatedAt }: { name: string; applicationCreatedAt: number | null },
): Promise<boolean> {
  if (applicationCreatedAt === null) return true;
  const until = readyAt(applicationCreatedAt);
  if (until <= context.now()) return true;
  const test = context.propose(["test", name]);
  if (context.isInteractive) {
    context.err.line(dim(`Enter tries now. Ctrl-C leaves; then go on with  ${test}`));
    return (await countDown(context, { until, what: "until the new application's keys work" })) !== "leave";
  }
  context.err.line(
    warn("not probed  "),
    `keys of a new application work half an hour after it was made. From ${formatTime(until, context.now())} on:  `,
    test,
  );
  return false;
}

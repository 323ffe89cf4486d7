import type { Context } from "../program/context.js";
import { accent } from "../screen/text.js";
import { pad, truncate } from "../screen/width.js";
import { awaitEnter, type Enter } from "./enter.js";

const secondMs = 1000;

/** Counts down on one line of a terminal. Enter goes on at once; Ctrl-C or q leaves. */
export async function countDown(
  context: Context,
  { until, what }: { readonly until: number; readonly what: string },
): Promise<Enter | "time-is-up"> {
  const { err, now } = context;
  const draw = () => {
    const line = truncate(`${formatCountDown(until - now())}  ${what}`, err.columns - 1);
    err.write(`\r${err.paint(accent(pad(line, err.columns - 1)))}`);
  };
  draw();
  const answer = await awaitEnter(context, { until, tick: draw });
  // Enter has begun a new line by itself.
  if (answer !== "go-on") err.write("\n");
  return answer;
}

/** `29:59`, as clocks count down. */
export function formatCountDown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / secondMs));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

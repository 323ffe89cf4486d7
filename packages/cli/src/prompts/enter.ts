import { createInterface } from "node:readline";
import type { Context } from "../program/context.js";

/** `leave`: q, the end of the input, or Ctrl-C. */
export type Enter = "go-on" | "leave";

/**
 * Waits for Enter. Given a time, it stops waiting then; `tick` is called every second until it ends. What was typed
 * before anybody asked is not taken for an answer.
 */
export async function awaitEnter(
  { input, stop, now }: Pick<Context, "input" | "stop" | "now">,
  { until = Number.POSITIVE_INFINITY, tick = () => {} }: { until?: number; tick?: () => void } = {},
): Promise<Enter | "time-is-up"> {
  const signal = stop.listen();
  if (signal.aborted) return "leave";
  const lines = createInterface({ input, terminal: false });
  return new Promise((resolve) => {
    const end = (answer: Enter | "time-is-up") => {
      clearInterval(timer);
      signal.removeEventListener("abort", leave);
      lines.off("close", leave);
      lines.close();
      resolve(answer);
    };
    const leave = () => end("leave");
    const timer = setInterval(() => {
      if (now() >= until) end("time-is-up");
      else tick();
    }, 1000);
    signal.addEventListener("abort", leave);
    lines.once("line", (line) => end(/^\s*q(?:uit)?\s*$/i.test(line) ? "leave" : "go-on"));
    lines.once("close", leave);
  });
}

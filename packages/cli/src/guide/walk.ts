import type { Guide, Step } from "@postern/engine";
import type { Context } from "../program/context.js";
import { countDown, formatCountDown } from "../prompts/count-down.js";
import { awaitEnter } from "../prompts/enter.js";
import { accent, bold, dim } from "../screen/text.js";
import { formatTime } from "../screen/times.js";
import { printAfterwards, printBeginning, printStep } from "./print.js";

const minuteMs = 60_000;

/** Where somebody stands in a guide. */
export interface Place {
  /** Index of the step. */
  readonly step: number;
  /** When the step was done that others must wait for: the making of an API 1.0 application. */
  readonly madeAt: number | null;
}

/** Ended, or left at a place from which it can be gone on with. */
export interface WalkEnd extends Place {
  readonly isDone: boolean;
}

/** Shows the steps one by one: Enter goes on. Waits where the vendor makes one wait, and can be left anywhere. */
export async function walkGuide(
  context: Context,
  { guide, from }: { readonly guide: Guide; readonly from: Place },
): Promise<WalkEnd> {
  const { out } = context;
  let { step: index, madeAt } = from;
  if (index === 0) {
    printBeginning(out, guide);
    if ((await ask(context, "Enter begins")) === "leave") return { isDone: false, step: 0, madeAt };
  }
  for (; index < guide.steps.length; index += 1) {
    const step = guide.steps[index];
    if (step === undefined) break;
    const readyAt = findReadyAt(guide, { step, madeAt });
    if (readyAt !== null && (await wait(context, readyAt)) === "leave") {
      return { isDone: false, step: index, madeAt };
    }
    out.line();
    printStep(out, guide, index);
    if ((await ask(context, describeProgress(context, guide, { step: index, madeAt }))) === "leave") {
      return { isDone: false, step: index, madeAt };
    }
    if (step.wait !== undefined) madeAt ??= context.now();
  }
  out.line();
  printAfterwards(out, guide);
  return { isDone: true, step: index, madeAt };
}

/** When this step may begin, where an earlier one makes it wait. */
function findReadyAt(guide: Guide, { step, madeAt }: { step: Step; madeAt: number | null }): number | null {
  const wait = guide.steps.find((earlier) => earlier.wait?.before === step.id)?.wait;
  return wait === undefined || madeAt === null ? null : madeAt + wait.minutes * minuteMs;
}

async function wait(context: Context, until: number): Promise<"go-on" | "leave"> {
  const left = until - context.now();
  if (left <= 0) return "go-on";
  const { err, now } = context;
  err.line();
  err.line(bold("The next step needs the half hour to be over."), ` It is at ${formatTime(until, now())}.`);
  err.line(dim("Enter goes on at once; q or Ctrl-C leaves, and you come back when you like."));
  const answer = await countDown(context, { until, what: "until the keys can be made" });
  return answer === "leave" ? "leave" : "go-on";
}

/** `step 2 of 13 · keys in 27:10 · Enter goes on, q leaves`. */
function describeProgress({ now }: Context, guide: Guide, { step, madeAt }: Place): string {
  const waiting = guide.steps.find((one) => one.wait !== undefined)?.wait;
  const before = guide.steps.findIndex(({ id }) => id === waiting?.before);
  const left = waiting === undefined || madeAt === null ? 0 : madeAt + waiting.minutes * minuteMs - now();
  const clock = left > 0 && step < before ? ` · step ${before + 1} in ${formatCountDown(left)}` : "";
  return `step ${step + 1} of ${guide.steps.length}${clock} · done? Enter goes on, q leaves`;
}

async function ask(context: Context, question: string): Promise<"go-on" | "leave"> {
  context.err.line();
  context.err.line(accent("▌ "), dim(question));
  return (await awaitEnter(context)) === "leave" ? "leave" : "go-on";
}

import { PosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { parseDuration } from "../values/durations.js";
import { parseTime } from "../values/times.js";
import { addTarget, aimAt, isRecord, type TargetOptions } from "./ask-tenant.js";
import { showFields } from "./show.js";

interface ClockVerb {
  readonly name: string;
  readonly takes?: string;
  readonly summary: string;
  /** What the control API is sent. */
  readonly move: (typed: string) => Readonly<Record<string, unknown>>;
  readonly example: readonly [string, string];
}

/** The tenant's time: tokens, links, quotas, files and waiting periods age by it. */
export function declareClock(emulator: Command, context: Context): void {
  const clock = emulator
    .command("clock")
    .summary("the tenant's time: stop it, move it, let it run faster")
    .description(
      "Show or move the tenant's time, by which tokens, links, quotas, files and waiting periods age.",
    );
  const verbs: readonly ClockVerb[] = [
    {
      name: "freeze",
      summary: "stop it where it is",
      move: () => ({ frozen: true }),
      example: ["postern emulator clock freeze", "the same answer twice"],
    },
    {
      name: "resume",
      summary: "let it run on",
      move: () => ({ frozen: false }),
      example: ["postern emulator clock resume", "and on"],
    },
    {
      name: "advance",
      takes: "<duration>",
      summary: "move it on by 90s, 30m, 24h or 7d",
      move: (typed) => ({ advanceSeconds: parseDuration(typed, "advance") / 1000 }),
      example: ["postern emulator clock advance 30m", "a new application's keys work"],
    },
    {
      name: "set",
      takes: "<time>",
      summary: "put it to a time",
      move: (typed) => ({
        set: new Date(parseTime(typed, { option: "set", now: context.now() })).toISOString(),
      }),
      example: ["postern emulator clock set 2026-03-11T12:00:00Z", "any day you like"],
    },
    {
      name: "rate",
      takes: "<times>",
      summary: "let it run at so many times the machine's speed",
      move: (typed) => ({ rate: readRate(typed) }),
      example: ["postern emulator clock rate 60", "a minute is an hour"],
    },
  ];
  const show = addTarget(clock.command("show", { isDefault: true }))
    .summary("what time it is there")
    .description("Show what time it is for the tenant, and how fast it passes.")
    .action((options: TargetOptions) => tell(context, options, null));
  addExamples(show, [["postern emulator clock", "now"]]);
  for (const { name, takes, summary, move, example } of verbs) {
    const command = clock.command(name).summary(summary).description(`The tenant's time: ${summary}.`);
    if (takes === undefined) {
      addTarget(command).action((options: TargetOptions) => tell(context, options, move("")));
    } else {
      command.argument(takes);
      addTarget(command).action((typed: string, options: TargetOptions) =>
        tell(context, options, move(typed)),
      );
    }
    addExamples(command, [example]);
  }
  addExamples(clock, [["postern emulator clock", "now"], ...verbs.map(({ example }) => example)]);
}

async function tell(
  context: Context,
  options: TargetOptions,
  move: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  const ask = aimAt(context, options);
  const answer = await (move === null ? ask("GET", "clock") : ask("POST", "clock", move));
  if (options.json || !isRecord(answer)) await context.out.json(answer);
  else showFields(context.out, answer);
}

function readRate(text: string): number {
  const rate = Number(text);
  if (text.trim() !== "" && Number.isFinite(rate)) return rate;
  throw new PosternError("bad-usage", `rate: "${text}" is no number.`);
}

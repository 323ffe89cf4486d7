import type { Fault, StartTenantOptions } from "@postern/emulator";
import { PosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { printTable } from "../screen/table.js";
import { bold, dim } from "../screen/text.js";
import { addTarget, aimAt, isRecord, type TargetOptions } from "./ask-tenant.js";

/** What the tenant shall do wrong. */
export function declareFaults(emulator: Command, context: Context): void {
  const command = addTarget(
    emulator
      .command("faults")
      .alias("fault")
      .summary("what the tenant does wrong on demand")
      .description("Show the faults of a running tenant, how often each struck, and how often it still may."),
  ).action((options: TargetOptions) => list(context, options));
  const add = addTarget(
    command
      .command("add")
      .summary("another one, from now on")
      .description("Let a running tenant do something wrong: a kind, and behind a colon where, when and how.")
      .argument("<spec>", "KIND or KIND:NAME=VALUE,NAME=VALUE; postern emulator faults kinds lists them"),
  ).action((spec: string, _: object, self: Command) => inject(context, spec, self.optsWithGlobals()));
  const remove = addTarget(
    command
      .command("remove")
      .summary("one of them, by its id")
      .description("End a fault. What it did stays done.")
      .argument("<id>"),
  ).action((id: string, _: object, self: Command) => end(context, `/${encodeURIComponent(id)}`, self));
  const clear = addTarget(
    command.command("clear").summary("all of them").description("End all faults. What they did stays done."),
  ).action((_: object, self: Command) => end(context, "", self));
  const kinds = command
    .command("kinds")
    .summary("what there is")
    .description("List the kinds of faults, and the settings of each.")
    .action(() => listKinds(context));
  addExamples(command, [["postern emulator faults", "what is armed, and what has struck"]]);
  addExamples(add, [
    ["postern emulator faults add throttle:operation=ttp.url.get-logs,times=3,reset=retry-after", "429"],
    ["postern emulator faults add server-error:probability=0.1,times=forever", "one call in ten"],
    ["postern emulator faults add hang:everyMinutes=60,forMinutes=5", "five minutes of every hour"],
  ]);
  addExamples(remove, [["postern emulator faults remove 2", "the second that was added"]]);
  addExamples(clear, [["postern emulator faults clear", "everything as it should be"]]);
  addExamples(kinds, [["postern emulator faults kinds", "all that can go wrong"]]);
}

/** What was typed behind `--fault`, `--guess` and `--loose`, as options of the tenant. Throws wrong use. */
export async function readMisbehaviour(typed: {
  readonly fault: readonly string[];
  readonly guess: readonly string[];
  readonly loose?: string | true;
}): Promise<StartTenantOptions> {
  const { loose } = typed;
  if (typed.fault.length + typed.guess.length === 0 && loose === undefined) return {};
  const { parseFault, parseGuess, joinGuesses, parseLoose } = await import("@postern/emulator");
  const leftOut = typeof loose === "string" ? told("--loose", () => parseLoose(loose)) : loose === true;
  const faults = typed.fault.map((spec) => told("--fault", () => parseFault(spec)));
  const guesses = typed.guess.map((text) => told("--guess", () => parseGuess(text))).reduce(joinGuesses, {});
  return { faults, guesses, loose: leftOut };
}

function told<Result>(option: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new PosternError("bad-usage", `${option}: ${error.message}.`, { cause: error });
  }
}

async function list(context: Context, options: TargetOptions): Promise<void> {
  const answer = await aimAt(context, options)("GET", "faults");
  if (options.json) {
    await context.out.json(answer);
    return;
  }
  const faults = isRecord(answer) && Array.isArray(answer["faults"]) ? answer["faults"].filter(isRecord) : [];
  if (faults.length === 0) context.out.line(dim("None: postern emulator faults add KIND injects one."));
  else printFaults(context, faults);
}

function printFaults(context: Context, faults: readonly Readonly<Record<string, unknown>>[]): void {
  printTable(context.out, {
    columns: [
      { title: "id" },
      { title: "fault", gives: true },
      { title: "struck", align: "right" },
      { title: "left", align: "right" },
    ],
    rows: faults.map(({ id, fault, struck, left }) => [
      bold(String(id)),
      writeSpec(fault),
      String(struck),
      left === null ? "for ever" : String(left),
    ]),
  });
}

/** The fault as it would be typed. */
function writeSpec(fault: unknown): string {
  if (!isRecord(fault)) return "";
  const { kind, ...settings } = fault;
  const words = Object.entries(settings).map(
    ([name, value]) => `${name}=${value === null ? "forever" : value}`,
  );
  return words.length === 0 ? String(kind) : `${String(kind)}:${words.join(",")}`;
}

async function inject(context: Context, spec: string, options: TargetOptions): Promise<void> {
  const ask = aimAt(context, options);
  const { parseFault } = await import("@postern/emulator");
  const fault: Fault = told("<spec>", () => parseFault(spec));
  const armed = await ask("POST", "faults", fault);
  if (options.json) await context.out.json(armed);
  else if (isRecord(armed)) context.out.line(`Fault ${String(armed["id"])} is armed: ${spec}`);
}

async function end(context: Context, path: string, self: Command): Promise<void> {
  const options = self.optsWithGlobals<TargetOptions>();
  const answer = await aimAt(context, options)("DELETE", `faults${path}`);
  if (options.json) await context.out.json(answer);
  else if (isRecord(answer)) context.out.line(`Removed: ${String(answer["removed"])}`);
}

async function listKinds(context: Context): Promise<void> {
  const { listFaults } = await import("@postern/emulator");
  printTable(context.out, {
    columns: [
      { title: "kind" },
      { title: "what a client meets", gives: true },
      { title: "settings", gives: true },
    ],
    rows: listFaults().map(({ kind, says, settings }) => [
      bold(kind),
      says,
      dim(settings === "" ? "–" : settings),
    ]),
  });
}

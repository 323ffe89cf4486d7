import { PosternError } from "@postern/engine/errors";
import { Command, Option } from "commander";
import type { Context } from "../../program/context.js";
import { addExamples } from "../../program/examples.js";
import { bold, dim, good, warn } from "../../screen/text.js";
import { parseWhole } from "../../values/numbers.js";
import { addTarget, aimAt, isRecord, type TargetOptions } from "../ask-tenant.js";
import { showFields, showTable } from "../show.js";
import type { Field, Noun, Verb } from "./noun.js";

type Typed = TargetOptions & Readonly<Record<string, unknown>>;

/** The commands of one kind of object: `list`, which is also what the kind alone does, and its verbs. */
export function declareNoun(emulator: Command, context: Context, noun: Noun): void {
  const group = emulator
    .command(noun.name)
    .summary(noun.summary)
    .description(`${titled(noun.summary)}.`);
  const listing = addTarget(group.command("list", { isDefault: true }))
    .summary("all of them")
    .description(`List all: ${noun.summary}.`)
    .action((options: TargetOptions) => list(context, noun, options));
  addExamples(listing, [[`postern emulator ${noun.name} list`, "as a table"]]);
  for (const verb of noun.verbs) {
    const command = group
      .command(verb.name)
      .summary(verb.summary)
      .description(`${titled(verb.summary)}.`);
    for (const taken of verb.takes) command.argument(taken);
    for (const field of verb.fields ?? []) addField(command, field);
    addTarget(command).action((...typed: unknown[]) => act(context, { noun, verb, typed }));
    addExamples(command, [verb.example]);
  }
  addExamples(group, [
    [`postern emulator ${noun.name}`, "as a table"],
    ...noun.verbs.map(({ example }) => example),
  ]);
}

function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function addField(command: Command, { flags, description, kind, required = false }: Field): void {
  const option = new Option(flags, description).makeOptionMandatory(required);
  command.addOption(kind === "list" ? option.argParser(collect) : option);
  if (kind === "switch") command.option(flags.replace("--", "--no-"), "not so");
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

async function list(context: Context, noun: Noun, options: TargetOptions): Promise<void> {
  const answer = await aimAt(context, options)("GET", noun.name);
  const rows = isRecord(answer) ? answer[noun.name] : undefined;
  if (!Array.isArray(rows)) throw new PosternError("unreadable-answer", `The tenant listed no ${noun.name}.`);
  if (options.json) await context.out.json(rows);
  else if (rows.length === 0) context.out.line(dim("None."));
  else showTable(context.out, noun.columns, rows.filter(isRecord));
}

async function act(
  context: Context,
  { noun, verb, typed }: { readonly noun: Noun; readonly verb: Verb; readonly typed: readonly unknown[] },
): Promise<void> {
  const command = typed.at(-1);
  if (!(command instanceof Command)) throw new TypeError("commander hands its command over last");
  const options: Typed = command.opts();
  const [first = verb.on ?? "", ...others] = typed
    .slice(0, verb.takes.length)
    .flat()
    .filter((word) => typeof word === "string");
  const body = { ...verb.body?.(first, others), ...readFields(verb.fields ?? [], { command, options }) };
  if (verb.method === "PATCH" && Object.keys(body).length === 0) {
    throw new PosternError("bad-usage", `Nothing to change was given: see \`${verb.name} --help\`.`);
  }
  const path = verb.method === "POST" ? noun.name : `${noun.name}/${encodeURIComponent(first)}`;
  const answer = await aimAt(context, options)(
    verb.method,
    path,
    verb.method === "DELETE" ? undefined : body,
  );
  if (options.json) {
    await context.out.json(answer);
    return;
  }
  context.out.line(good("Done  "), bold(first), dim(`  ${verb.summary}`));
  if (isRecord(answer)) tell(context, verb, answer);
}

function tell(
  context: Context,
  { method, secrets = [] }: Verb,
  answer: Readonly<Record<string, unknown>>,
): void {
  if (method === "DELETE") return;
  const shown = secrets.filter((name) => name in answer);
  showFields(
    context.out,
    Object.fromEntries(Object.entries(answer).filter(([name]) => !shown.includes(name))),
  );
  if (shown.length === 0) return;
  context.out.line(warn("Shown this once:"));
  showFields(context.out, Object.fromEntries(shown.map((name) => [name, answer[name]])));
}

function readFields(
  fields: readonly Field[],
  { command, options }: { readonly command: Command; readonly options: Typed },
): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const { flags, field, kind } of fields) {
    const option = command.options.find((candidate) => candidate.flags === flags);
    const value = option === undefined ? undefined : options[option.attributeName()];
    if (value !== undefined) body[field] = kind === "limit" ? readLimit(flags, String(value)) : value;
  }
  return body;
}

function readLimit(flags: string, text: string): number | null {
  return text === "never" ? null : parseWhole(text, { option: flags.split(" ")[0] ?? flags, least: 1 });
}

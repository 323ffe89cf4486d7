import { type ActionDescription, type ActionField, PosternError, toPosternError } from "@postern/engine";
import { type Command, Option } from "commander";
import { openInput } from "../files/open-input.js";
import type { Context } from "../program/context.js";
import { pickConnection } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { offerToAllow } from "./allow.js";
import { type ActionOptions, carryOut } from "./carry-out.js";
import { addFieldOptions, optionOf, primaryField, readValue } from "./fields.js";
import { type LookOptions, look } from "./look.js";
import { readList } from "./read-list.js";

type Item = Readonly<Record<string, unknown>>;

interface TypedOptions extends ActionOptions, LookOptions {
  readonly on?: string;
  readonly file?: string;
}

/** Several actions behind one word: an option asks for one, and without it the targets decide. */
export interface Ways {
  readonly flags: string;
  readonly choices: readonly string[];
  readonly meaning: string;
  /** Throws `bad-usage` for a way that can't be gone. */
  choose(
    inputs: readonly Item[],
    way: string | null,
  ): { readonly action: string; readonly inputs: readonly Item[]; readonly why: string };
}

/** How an action is called where a person types it. */
export interface ActionCommand {
  readonly word: string;
  /** Another word that people type for it. */
  readonly alias?: string;
  readonly summary?: string;
  /** Fields that the word itself says. */
  readonly presets?: Item;
  /** Other actions that do the same another way. */
  readonly ways?: Ways;
  /** Values of the example in its help. */
  readonly example?: string;
}

/** Declares the command of an action below another: its fields are the options, the first needed one stands bare. */
export function declareAction(
  parent: Command,
  context: Context,
  { action, as }: { readonly action: ActionDescription; readonly as: ActionCommand },
): void {
  const presets = as.presets ?? {};
  const primary = primaryField(action);
  const bare = primary !== null && !(primary.name in presets) ? primary : null;
  const asked = action.fields.filter(({ name }) => name !== bare?.name && !(name in presets));
  const command = parent
    .command(as.word)
    .summary(as.summary ?? action.sentence)
    .description(describe(action));
  if (as.alias !== undefined) command.alias(as.alias);
  if (bare !== null) {
    const isMany = action.kind === "writing" || bare.kind === "list";
    const meaning = bare.meaning ?? "defanged is fine too: as copied from the screen";
    const name = optionOf(bare);
    command.argument(isMany ? `[${name}...]` : `[${name}]`, meaning);
  }
  command.option("--on <connection>", "where; may be left out where there is only one connection");
  const options = addFieldOptions(command, asked);
  const { ways } = as;
  const wayOption =
    ways === undefined ? null : new Option(ways.flags, ways.meaning).choices([...ways.choices]);
  if (wayOption !== null) command.addOption(wayOption);
  if (action.kind === "writing") addWritingOptions(command, action);
  else addReadingOptions(command, action);
  command.action(async (...parts: unknown[]) => {
    const given = parts[0];
    const bareValues = bare === null ? [] : Array.isArray(given) ? given : given === undefined ? [] : [given];
    const typed: TypedOptions & Item = command.opts();
    const isGiven = bareValues.length > 0 || (typed.file !== undefined && action.kind === "writing");
    if (bare !== null && !isGiven) throw nothingGiven(action, bare);
    const common: Item = { ...presets };
    const fields = Object.fromEntries(
      options
        .filter(([, attribute]) => typed[attribute] !== undefined)
        .map(([field, attribute]) => [field.name, readValue(field, typed[attribute])]),
    );
    const targets = spread(bare, bareValues.map(String));
    const inputs = targets.map((target) => ({ ...common, ...fields, ...target }));
    if (action.kind === "reading")
      return await look(context, { action, input: inputs[0] ?? {}, options: typed });
    await act(context, {
      action,
      inputs,
      common: { ...common, ...fields },
      hasBare: bareValues.length > 0,
      typed,
      choose: (targeted) => {
        const way = wayOption === null ? null : (typed[wayOption.attributeName()] ?? null);
        return ways?.choose(targeted, way === null ? null : String(way)) ?? null;
      },
    });
  });
  addExamples(command, examplesOf(action, parent, as));
}

function nothingGiven({ kind }: ActionDescription, { name }: ActionField): PosternError {
  const or = kind === "writing" ? ", or a list of them with --file" : "";
  return new PosternError("bad-usage", `missing required argument '${name}': give it bare${or}.`);
}

/** Bare values: one target each, or together the one list that is asked for. */
function spread(bare: ReturnType<typeof primaryField>, values: readonly string[]): readonly Item[] {
  if (bare === null || values.length === 0) return [{}];
  if (bare.kind === "list") return [{ [bare.name]: readValue(bare, values) }];
  return values.map((value) => ({ [bare.name]: readValue(bare, value) }));
}

async function act(
  context: Context,
  wanted: {
    readonly action: ActionDescription;
    readonly inputs: readonly Item[];
    readonly common: Item;
    readonly hasBare: boolean;
    readonly typed: TypedOptions;
    readonly choose: (inputs: readonly Item[]) => ReturnType<Ways["choose"]> | null;
  },
): Promise<void> {
  const { action, common, hasBare, typed } = wanted;
  const listed =
    typed.file === undefined ? [] : await readFile(context, { file: typed.file, action, common });
  const alone = hasBare || typed.file === undefined ? wanted.inputs : [];
  const given = [...alone, ...listed];
  const chosen = wanted.choose(given) ?? { action: action.name, inputs: given, why: "" };
  const { inputs, why } = chosen;
  if (why !== "") context.err.line(dim(why));
  await carryOut(context, typed, async (engine) => {
    const connection = await pickConnection(engine, typed.on);
    const request = {
      action: chosen.action,
      connection: connection.name,
      inputs,
      ...(typed.reason === undefined ? {} : { reason: typed.reason }),
    };
    const plan = await engine.actions.plan(request).catch(async (thrown: unknown) => {
      const wanted = { connection: connection.name, actions: [chosen.action] };
      const isAsked = toPosternError(thrown).code === "action-not-allowed" && !typed.yes;
      if (isAsked && (await offerToAllow(context, engine, wanted))) return await engine.actions.plan(request);
      throw thrown;
    });
    const repeats = inputs.length - plan.items.length;
    if (repeats > 0) context.err.line(dim(`${countOf(repeats, "repeat")} of a target left out.`));
    return plan;
  });
}

async function readFile(
  context: Context,
  { file, action, common }: { file: string; action: ActionDescription; common: Item },
): Promise<readonly Item[]> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of openInput(context, file).bytes) pieces.push(bytes);
  try {
    return readList(Buffer.concat(pieces).toString("utf8"), { action, common });
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    throw new PosternError(error.code, `${file}: ${error.message}`, { cause: error });
  }
}

function describe({ sentence, kind, isPrivate, generations }: ActionDescription): string {
  if (kind === "reading") {
    return isPrivate ? `${sentence} Each look is kept in the audit log.` : `${sentence} Nothing is changed.`;
  }
  const undo = [...new Set(generations.flatMap((each) => each.undo ?? []))];
  const told =
    undo.length === 1
      ? undo.join()
      : generations.map((each) => `API ${each.generation}: ${each.undo ?? ""}`).join(" ");
  return `${sentence} ${told} The plan is shown first: the calls, what is there already, and whom it would have hit.`;
}

function addWritingOptions(command: Command, { canUndo, followedBy }: ActionDescription): void {
  command
    .option("--file <list>", "more targets: one a line, a CSV table, or JSON; - is standard input")
    .option("--plan", "show the plan and stop")
    .option("--reason <text>", "why; kept with the run, and in the tenant where it has room for it")
    .option("--yes", "don't ask")
    .option("--json", "the run (with --plan: the plan) as one JSON object");
  if (followedBy !== null) {
    command
      .option("--follow", "follow what it begins to its end; so by default on a terminal")
      .option("--no-follow", "tell that it began, and leave");
  }
  if (canUndo === true) command.option("--for <duration>", "take it back by itself after so long: 12h, 7d");
}

function addReadingOptions(command: Command, { isPrivate }: ActionDescription): void {
  if (isPrivate) command.option("--reason <text>", "why; kept in the audit log");
  command.option("--json", "one JSON object a line, with all that the tenant tells");
}

function examplesOf(
  action: ActionDescription,
  parent: Command,
  { word, example }: ActionCommand,
): readonly (readonly [string, string])[] {
  const path = parent.parent === null ? [word] : [parent.name(), word];
  const primary = primaryField(action);
  const value = example ?? (primary === null ? "" : primary.name.toUpperCase());
  const line = ["postern", ...path, value].filter((part) => part !== "").join(" ");
  if (action.kind === "reading") return [[`${line} --json`, "all that the tenant tells"]];
  return [
    [`${line} --plan`, "see what it would do"],
    [`${line} --yes --reason INC-42`, "for a script"],
    [`postern ${path.join(" ")} --file list.txt`, "many: progress, stops and goes on"],
  ];
}

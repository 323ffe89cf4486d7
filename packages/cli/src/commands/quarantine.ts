import { PosternError, type QuarantineEntry, type QuarantineFilter } from "@postern/engine";
import type { Command } from "commander";
import { writePrivateFile } from "../files/write-file.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { askYesOrNo } from "../prompts/ask.js";
import { countOf, formatCount } from "../screen/numbers.js";
import { printTable } from "../screen/table.js";
import { bold, dim, good, type Text, warn } from "../screen/text.js";
import { describeZone, formatTime, toIso } from "../screen/times.js";
import { describeBytes } from "../show/bytes.js";

/** Of bytes that are shown: enough to see what is wrong with a record. */
const shownBytes = 4096;

interface ListOptions {
  readonly feed?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export function declareQuarantine(program: Command, context: Context): void {
  const command = program
    .command("quarantine")
    .summary("what could not be decoded, kept with its bytes")
    .description("What could not be decoded is kept with its bytes, the reason and where it comes from.");
  const listing = command
    .command("list")
    .summary("what is there, the newest first")
    .description("List what is in quarantine, the newest first.")
    .argument("[name]", "only of this connection")
    .option("--feed <feed>", "only of this feed")
    .option("--all", "what could be decoded after all, too")
    .option("--json", "one JSON object")
    .action((name: string | undefined, options: ListOptions) => list(context, name, options));
  const showing = command
    .command("show")
    .summary("one entry with its bytes")
    .description("Show one entry and the beginning of its bytes, with control characters made visible.")
    .argument("<id>", "its id")
    .option("--json", "one JSON object, the bytes in base64")
    .action((id: string, options: ListOptions) => show(context, id, options));
  const retrying = command
    .command("retry")
    .summary("decode again")
    .description("Decode again. What succeeds is stored and leaves quarantine. Makes no call to the tenant.")
    .argument("[ids...]", "the entries")
    .option("--all", "everything that is not settled")
    .option("--json", "one JSON object")
    .action((ids: string[], options: ListOptions) => retry(context, ids, options));
  const exporting = command
    .command("export")
    .summary("the bytes as they came, into a file")
    .description(
      "Write the bytes of an entry into a new file, as they came. They come from outside: open them with care.",
    )
    .argument("<id>", "its id")
    .requiredOption("--to <file>", "the file; one that exists is not overwritten")
    .action((id: string, options: { to: string }) => exportBytes(context, id, options.to));
  const discarding = command
    .command("discard")
    .summary("take entries away for good")
    .description("Take entries away for good, bytes included. What they held is then nowhere.")
    .argument("<ids...>", "the entries")
    .option(...reasonOption)
    .option("--yes", "don't ask")
    .action((ids: string[], options: { yes?: boolean }) => discard(context, ids, options));
  addExamples(command, [
    ["postern quarantine list eu-prod", "what is there"],
    ["postern quarantine show 12", "one entry"],
    ["postern quarantine retry --all", "after an update that knows more"],
  ]);
  addExamples(listing, [["postern quarantine list --feed siem-2.0 --json", "for a program"]]);
  addExamples(showing, [["postern quarantine show 12", "reason, source and bytes"]]);
  addExamples(retrying, [["postern quarantine retry 12 13", "two of them"]]);
  addExamples(exporting, [["postern quarantine export 12 --to broken.gz", "to look at it elsewhere"]]);
  addExamples(discarding, [["postern quarantine discard 12 --yes", "without asking"]]);
}

function readId(text: string): number {
  const id = Number(text);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new PosternError("bad-usage", `"${text}" is no id. \`postern quarantine list\` shows them.`);
}

async function list(context: Context, name: string | undefined, options: ListOptions): Promise<void> {
  const entries = await withEngine(context, async (engine) => {
    if (name !== undefined) await engine.connections.get(name);
    const filter: QuarantineFilter = {
      ...(name === undefined ? {} : { connection: name }),
      ...(options.feed === undefined ? {} : { feed: options.feed }),
      ...(options.all ? { all: true } : {}),
    };
    return await engine.quarantine.list(filter);
  });
  const { out } = context;
  if (options.json) {
    await out.json({ entries: entries.map(encode) });
    return;
  }
  if (entries.length === 0) {
    out.line("Nothing is in quarantine.", options.all ? "" : dim(" --all shows what was, and is settled."));
    return;
  }
  printTable(out, {
    columns: [
      { title: "id", align: "right" },
      { title: "connection" },
      { title: "feed" },
      { title: "reason" },
      { title: "detail", gives: true },
      { title: "source", gives: true },
      { title: "bytes", align: "right" },
      { title: "since" },
      ...(options.all ? [{ title: "settled" }] : []),
    ],
    rows: entries.map((entry) => [
      bold(String(entry.id)),
      entry.connection,
      entry.feed,
      warn(entry.reason),
      entry.detail,
      sourceOf(entry),
      `${formatCount(entry.sizeBytes)}${entry.truncated ? "+" : ""}`,
      formatTime(entry.at, context.now()),
      ...(options.all ? [describeSettled(entry, context.now())] : []),
    ]),
  });
  out.line(dim(describeZone(context.now())));
}

function sourceOf({ source, line }: QuarantineEntry): string {
  const name = source.slice(source.lastIndexOf("/") + 1);
  return line === null ? name : `${name}, line ${line}`;
}

const settledBy: Readonly<Record<NonNullable<QuarantineEntry["settled"]>["by"], string>> = {
  reading: "read whole later",
  replay: "by a replay",
  retry: "decoded by a retry",
};

function describeSettled({ settled }: QuarantineEntry, now: number): Text {
  return settled === null ? warn("no") : good(`${formatTime(settled.at, now)}, ${settledBy[settled.by]}`);
}

function encode({ at, settled, ...entry }: QuarantineEntry): object {
  return {
    ...entry,
    at: toIso(at),
    settled: settled === null ? null : { ...settled, at: toIso(settled.at) },
  };
}

async function show(context: Context, text: string, options: ListOptions): Promise<void> {
  const { entry, bytes } = await withEngine(context, (engine) => engine.quarantine.read(readId(text)));
  const { out } = context;
  if (options.json) {
    await out.json({ ...encode(entry), bytes: Buffer.from(bytes).toString("base64") });
    return;
  }
  out.line(bold(`${entry.connection} ${entry.feed}  `), warn(entry.reason), `  ${entry.detail}`);
  out.line(dim("  source  "), entry.source, entry.line === null ? "" : `, line ${entry.line}`);
  out.line(dim("  since   "), formatTime(entry.at, context.now()));
  if (entry.settled !== null) {
    out.line(
      dim("  settled "),
      describeSettled(entry, context.now()),
      dim("; its events are stored, its bytes are gone"),
    );
    return;
  }
  const kept = entry.truncated ? ", only the beginning was kept" : "";
  out.line(dim("  bytes   "), `${formatCount(entry.sizeBytes)}${kept}`);
  for (const line of describeBytes(bytes, shownBytes)) out.line("  ", line);
  if (bytes.length > shownBytes) out.line(dim(`  … export it to see all ${formatCount(bytes.length)} bytes`));
}

async function retry(context: Context, ids: readonly string[], options: ListOptions): Promise<void> {
  if (ids.length === 0 && options.all !== true)
    throw new PosternError("bad-usage", "Which? Give ids, or --all.");
  const filter = ids.length === 0 ? {} : { ids: ids.map(readId) };
  const result = await withEngine(context, (engine) => engine.quarantine.retry(filter));
  if (options.json) await context.out.json(result);
  else {
    const { out } = context;
    if (result.tried > 0 || result.asked === 0)
      out.line(
        good(formatCount(result.mended)),
        ` of ${countOf(result.tried, "entry", "entries")} could be decoded and stored`,
      );
    if (result.left > 0)
      out.line(dim(`  ${formatCount(result.left)} as broken as before: they stay, with their bytes`));
    if (result.asked > 0)
      out.line(
        `${countOf(result.asked, "entry", "entries")} left to the collector that is running: it decodes at once. `,
        dim(`See what came of it: ${context.propose(["quarantine", "list", "--all"])}`),
      );
  }
}

async function exportBytes(context: Context, text: string, file: string): Promise<void> {
  const { bytes, entry } = await withEngine(context, (engine) => engine.quarantine.read(readId(text)));
  if (entry.settled !== null)
    throw new PosternError(
      "bad-usage",
      `What was ${text} is settled: its events are stored, its bytes are gone.`,
    );
  await writePrivateFile(bytes, { path: file, option: "--to" });
  context.out.line(
    "Wrote ",
    bold(file),
    dim(`  ${countOf(bytes.length, "byte")}, as they came: open them with care`),
  );
}

async function discard(
  context: Context,
  texts: readonly string[],
  { yes }: { readonly yes?: boolean },
): Promise<void> {
  const ids = texts.map(readId);
  if (yes !== true) {
    if (!context.isInteractive)
      throw new PosternError("bad-usage", "Discarding needs --yes where nobody can be asked.");
    const question = `Discard ${countOf(ids.length, "entry", "entries")}? This can't be taken back.`;
    if (!(await askYesOrNo(question))) throw new PosternError("interrupted", "Nothing was discarded.");
  }
  const count = await withEngine(context, (engine) => engine.quarantine.discard(ids));
  context.out.line("Discarded ", countOf(count, "entry", "entries"));
}

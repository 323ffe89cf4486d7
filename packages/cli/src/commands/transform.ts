import {
  type Form,
  findFeed,
  openOcsfCheck,
  PosternError,
  type Problem,
  transform,
  type WrittenDocument,
} from "@postern/engine";
import type { Command } from "commander";
import { openInput } from "../files/open-input.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { worstExitCode } from "../program/exit-codes.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { formOption } from "../values/forms.js";
import { parseTime } from "../values/times.js";

interface TransformOptions {
  readonly feed: string;
  readonly as: Form;
  readonly original: boolean;
  readonly check?: boolean;
  readonly time?: string;
}

const anyFeed = "auto";

export function declareTransform(program: Command, context: Context): void {
  const command = program
    .command("transform")
    .summary("write raw records as ECS or OCSF")
    .description(
      "Write the vendor's records as documents of another vocabulary, one a line, in their order. Reads records " +
        "one a line, whole API answers, files of SIEM logs and STIX bundles, gzipped or not; from standard input " +
        "without FILE. Needs no connection and no data directory. What can't be read is a JSON line on standard error.",
    )
    .argument("[file]", "what to read; - is standard input")
    .requiredOption(
      "--feed <feed>",
      `the feed the records are of, or ${anyFeed} to tell it from their fields`,
    )
    .addOption(formOption().makeOptionMandatory())
    .option("--no-original", "leave the record's own text out of the documents")
    .option("--check", "hold OCSF documents against the schema of their class")
    .option("--time <when>", "time of records that have none (default: that in the file's name, else now)")
    .action((file: string | undefined, options: TransformOptions) => transformFile(context, file, options));
  addExamples(command, [
    ["postern transform --feed ttp-url --as ecs clicks.ndjson", "clicks as ECS documents"],
    [
      "postern transform --feed siem-2.0 --as ocsf --check part-0001.json.gz",
      "as OCSF, held against its schemas",
    ],
    ["postern transform --feed auto --as ecs < answer.json", "whatever an answer of the API holds"],
    ["zcat part-*.json.gz | postern transform --feed siem-2.0 --as raw | wc -l", "how many can be read"],
  ]);
}

async function transformFile(
  context: Context,
  file: string | undefined,
  options: TransformOptions,
): Promise<void> {
  const { out, err } = context;
  const now = context.now();
  const feed = options.feed === anyFeed ? null : findFeed(options.feed);
  const fallbackTime = options.time === undefined ? now : parseTime(options.time, { option: "--time", now });
  const check = options.check === true ? await openCheck(options.as) : null;
  const input = openInput(context, file);
  const codes = new Set<Problem["code"]>();
  const counts = { documents: 0, problems: 0 };
  const batches = transform(input.bytes, {
    feed,
    form: options.as,
    original: options.original,
    fallbackTime,
    ...(input.name === null ? {} : { fileName: input.name }),
  });
  for await (const { documents, problems } of batches) {
    const told = [...problems, ...(check === null ? [] : await check(documents))];
    counts.documents += documents.length;
    counts.problems += told.length;
    for (const { code } of told) codes.add(code);
    await err.jsonTexts(told.map(encodeProblem));
    await out.jsonTexts(documents.map(({ text }) => text));
  }
  if (err.isTerminal) {
    const unread = counts.problems === 0 ? "" : `, ${countOf(counts.problems, "problem")}`;
    err.line(dim(`${countOf(counts.documents, "document")}${unread}.`));
  }
  context.exitCode = worstExitCode([...codes]);
}

type DocumentsCheck = (documents: readonly WrittenDocument[]) => Promise<readonly Problem[]>;

async function openCheck(form: Form): Promise<DocumentsCheck> {
  if (form !== "ocsf")
    throw new PosternError("bad-usage", "--check: only OCSF has schemas to check against: --as ocsf.");
  const check = await openOcsfCheck();
  return async (documents) => {
    const problems: Problem[] = [];
    for (const { text, line } of documents) {
      const faults = await check(JSON.parse(text));
      if (faults.length > 0) problems.push({ code: "invalid-document", message: faults.join("; "), line });
    }
    return problems;
  };
}

function encodeProblem({ code, message, line }: Problem): string {
  return JSON.stringify({ error: { code, message }, line });
}

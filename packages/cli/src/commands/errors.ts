import { type ErrorCode, type ErrorEntry, errorCodes, errorTable, PosternError } from "@postern/engine";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim } from "../screen/text.js";

interface ErrorsOptions {
  readonly json?: boolean;
}

export function declareErrors(program: Command, context: Context): void {
  const command = program
    .command("errors")
    .summary("explain an error code")
    .description("Explain an error code: what it means, what Postern does about it, and what you do.")
    .argument("[code]", "the code; without one all are listed")
    .option("--json", "one JSON object")
    .action((code: string | undefined, options: ErrorsOptions) => errors(context, code, options));
  addExamples(command, [
    ["postern errors", "all codes, with their exit codes"],
    ["postern errors not-permitted", "what to do about one"],
  ]);
}

async function errors(context: Context, code: string | undefined, options: ErrorsOptions): Promise<void> {
  const codes = code === undefined ? errorCodes : [findCode(code)];
  const { out } = context;
  if (options.json) {
    await out.json({ errors: codes.map((each) => ({ code: each, ...errorTable[each] })) });
  } else if (code === undefined) {
    printTable(out, {
      columns: [{ title: "code" }, { title: "exit", align: "right" }, { title: "means", gives: true }],
      rows: codes.map((each) => [bold(each), String(errorTable[each].exitCode), errorTable[each].means]),
    });
  } else {
    for (const each of codes) explain(out, each, errorTable[each]);
  }
}

function findCode(text: string): ErrorCode {
  const code = errorCodes.find((candidate) => candidate === text);
  if (code !== undefined) return code;
  throw new PosternError("bad-usage", `There is no error code "${text}"; \`postern errors\` lists them.`);
}

function explain(out: Screen, code: ErrorCode, entry: ErrorEntry): void {
  out.line(bold(code));
  out.line(dim("  means    "), entry.means);
  out.line(dim("  postern  "), entry.posternDoes);
  out.line(dim("  you      "), entry.youDo);
  out.line(dim("  retried  "), entry.retried ? "yes, by itself" : "no");
  out.line(dim("  exit     "), String(entry.exitCode), dim(`, HTTP ${entry.httpStatus}`));
}

// The pages about the emulated tenant's options and commands, made from what the code says of them.
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { createContext } from "../packages/cli/dist/program/context.js";
import { createProgram } from "../packages/cli/dist/program/program.js";

const types = new URL("../packages/emulator/dist/tenant/types.d.ts", import.meta.url);

async function readCommand() {
  const context = createContext({
    output: process.stdout,
    errors: process.stderr,
    input: process.stdin,
    environment: {},
    platform: "linux",
    userDirectory: homedir(),
    workingDirectory: process.cwd(),
    script: undefined,
    now: Date.now,
  });
  const program = await createProgram(context, ["emulator"]);
  return program.commands.find((command) => command.name() === "emulator");
}

/** Every option of `postern emulator` and of `startTenant`. */
export async function renderOptions() {
  const command = await readCommand();
  return [
    "# The options of the emulated tenant",
    "",
    "Made from the command and from `packages/emulator/src/tenant/types.ts` by `npm run docs`.",
    "",
    "## Of the command",
    "",
    "`postern emulator [options]` serves a tenant until Ctrl-C. What can be asked of it meanwhile: [commands](commands.md).",
    "",
    ...tableOf(command.options),
    "## Of `startTenant`",
    "",
    "`startTenant(options)` of `@postern/emulator` starts one in your own process; its [README](../../packages/emulator/README.md) shows how.",
    "",
    "| Option | Type | |",
    "|---|---|---|",
    ...listMembers().map(({ name, type, words }) => `| \`${name}\` | \`${cell(type)}\` | ${cell(words)} |`),
    "",
  ].join("\n");
}

/** Every command that asks something of a running tenant. */
export async function renderCommands() {
  const command = await readCommand();
  return [
    "# The commands of the emulated tenant",
    "",
    "Made from the command line's own help by `npm run docs`. They ask a tenant that `postern emulator` serves on this machine, found by a note in the data directory (`emulator/`, for its owner alone), or the one that `--url` names. `--json` prints the answer as one line; exit codes are those of [every command](../errors.md).",
    "",
    ...command.commands.filter((child) => child.name() !== "help").flatMap((child) => renderOne(child, "##")),
  ].join("\n");
}

function renderOne(command, level) {
  const isGroup = command.commands.length > 0;
  const words = [];
  for (let at = command; at !== null; at = at.parent) words.unshift(at.name());
  const takes = command.registeredArguments.map(({ required, variadic, _name }) => {
    const name = variadic ? `${_name}...` : _name;
    return required ? `<${name}>` : `[${name}]`;
  });
  return [
    `${level} \`${[...words, ...takes].join(" ")}\``,
    "",
    command.description(),
    "",
    ...tableOf(command.options.filter(({ long }) => long !== "--json" && long !== "--url")),
    ...(isGroup
      ? command.commands
          .filter((child) => child.name() !== "help")
          .flatMap((child) => renderOne(child, "###"))
      : []),
  ];
}

function tableOf(options) {
  if (options.length === 0) return [];
  const rows = options.map(({ flags, description, mandatory }) => {
    return `| \`${cell(flags)}\` | ${cell(description)}${mandatory ? "; needed" : ""} |`;
  });
  return ["| Option | |", "|---|---|", ...rows, ""];
}

/** The members of the options' interface, with the comment above each. */
function listMembers() {
  const [, body = ""] = /interface StartTenantOptions \{\n(.*?)\n\}/s.exec(readFileSync(types, "utf8")) ?? [];
  const members = body.matchAll(/(?: {4}\/\*\*(.*?)\*\/\n)? {4}readonly (\w+)\?: (.*?);(?=\n {4}[^ }]|$)/gs);
  return [...members].map(([, comment = "", name, type]) => ({
    name,
    type: type.replaceAll(/\s+/g, " "),
    words: comment
      .replaceAll(/\n\s*\*/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  }));
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}

import type { GuardRules } from "@postern/engine";
import { PosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { refang } from "../screen/defang.js";
import { dim } from "../screen/text.js";
import { showGuards } from "../show/guards.js";
import { parseWhole } from "../values/numbers.js";
import { readSwitch } from "../values/switches.js";

interface ChangeOptions {
  readonly reason?: string;
  readonly json?: boolean;
}

type Change = (rules: GuardRules) => Partial<GuardRules>;

export function declareGuards(program: Command, context: Context): void {
  const guards = program
    .command("guards")
    .summary("what keeps an action from hurting: protected names, limits, a second person, dry run")
    .description(
      "Show the rules that hold for every action, of every connection. Each change of them is kept in the audit log. " +
        "To let a connection change nothing: postern connections set NAME --read-only on.",
    )
    .option("--json", "one JSON object")
    .action(async ({ json }: ChangeOptions) => {
      const rules = await withEngine(context, (engine) => engine.guards.read());
      if (json) await context.out.json(rules);
      else showGuards(context.out, rules);
    });
  const declare = (words: string, summary: string, toChange: (...values: string[]) => Change) => {
    const command = guards
      .command(words)
      .summary(summary)
      .description(`${summary[0]?.toUpperCase() ?? ""}${summary.slice(1)}.`)
      .option(...reasonOption)
      .option("--json", "the rules as one JSON object");
    command.action(async (...parts: unknown[]) => {
      const values = parts.slice(0, command.registeredArguments.length).flat().map(String);
      await change(context, command.opts(), toChange(...values));
    });
    return command;
  };
  const examples = (command: Command, line: string, purpose: string) =>
    addExamples(command, [[`postern guards ${line}`, purpose]]);
  examples(
    declare(
      "protect <names...>",
      "let no action block these domains and addresses",
      (...names) =>
        (rules) => ({
          protected: [...new Set([...rules.protected, ...names.map(cleanName)])],
        }),
    ),
    "protect partner.example ceo@corp.example --reason CHG-7",
    "with its sub-domains and addresses",
  );
  examples(
    declare("unprotect <names...>", "take names from the protected ones", (...names) => (rules) => {
      const leaving = new Set(names.map(cleanName));
      const unknown = [...leaving].filter((name) => !rules.protected.includes(name));
      if (unknown.length > 0) throw new PosternError("bad-usage", `${unknown.join(", ")}: not protected.`);
      return { protected: rules.protected.filter((name) => !leaving.has(name)) };
    }),
    "unprotect partner.example",
    "may be blocked again",
  );
  examples(
    declare("limit <count>", "the most targets of one run", (count = "") => () => ({
      maxTargets: parseWhole(count, { option: "limit", least: 1 }),
    })),
    "limit 200",
    "longer lists are refused",
  );
  examples(
    declare("approval <what> [value]", "when a second person has to agree", (...words) => (rules) => ({
      approval: { ...rules.approval, ...readApproval(words[0] ?? "", words[1]) },
    })),
    "approval above 50",
    "or: approval domains on, approval above none",
  );
  examples(
    declare("dry-run <state>", "plan and show everything, change nothing: on or off", (state = "") => () => ({
      isDryRun: readSwitch(state, "dry-run"),
    })),
    "dry-run on",
    "until it is off again",
  );
  addExamples(guards, [
    ["postern guards", "the rules as they are"],
    ["postern guards protect partner.example --reason CHG-7", "never blocked, whoever asks"],
    ["postern guards approval domains on", "blocks of a whole domain need a second person"],
    ["postern guards dry-run on", "for a rehearsal"],
  ]);
}

async function change(context: Context, options: ChangeOptions, toChange: Change): Promise<void> {
  const { before, after } = await withEngine(context, async (engine) => {
    const rules = await engine.guards.read();
    return { before: rules, after: await engine.guards.change(toChange(rules)) };
  });
  if (options.json) return await context.out.json(after);
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  context.out.line(isSame ? "It was so already." : "Changed.", dim("  The rules now:"));
  showGuards(context.out, after);
}

function cleanName(name: string): string {
  const clean = refang(name.trim()).toLowerCase();
  if (/^(?:[^\s@]+@)?[^\s@/:]+\.[^\s@/:]+$/.test(clean)) return clean;
  throw new PosternError("bad-usage", `"${name}" is neither a domain nor an address.`);
}

function readApproval(what: string, value: string | undefined): Partial<GuardRules["approval"]> {
  if (what === "domains") return { domains: readSwitch(value ?? "on", "approval domains") };
  if (what === "above") {
    if (value === "none") return { above: null };
    return { above: parseWhole(value ?? "", { option: "approval above", least: 0 }) };
  }
  throw new PosternError("bad-usage", `approval: "${what}" is neither domains nor above.`);
}

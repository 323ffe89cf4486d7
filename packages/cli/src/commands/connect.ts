import type { Engine } from "@postern/engine";
import type { Command } from "commander";
import { completeByAsking, completeQuietly, isComplete } from "../connect/complete.js";
import { type ConnectOptions, gatherDraft, toNewConnection } from "../connect/gather.js";
import { exitCodeOfChecks, runChecks } from "../connect/run-checks.js";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { bold, dim } from "../screen/text.js";
import { collectList } from "../values/lists.js";

interface ConnectFlags extends ConnectOptions {
  readonly test: boolean;
  readonly json?: boolean;
}

export function declareConnect(program: Command, context: Context): void {
  const command = program
    .command("connect")
    .summary("connect a tenant")
    .description(
      "Connect a tenant. On a terminal what is missing is asked for. Secrets come from the prompt, from the " +
        "environment (POSTERN_MIMECAST_APPLICATION_ID, _APPLICATION_KEY, _ACCESS_KEY, _SECRET_KEY, _CLIENT_ID, " +
        "_CLIENT_SECRET) or from --from; never from arguments. Afterwards every chosen feed and action is probed; " +
        "the exit code is that of the worst answer.",
    )
    .option("--name <name>", "what to call the connection")
    .option("--generation <generation>", "1.0 (HMAC keys) or 2.0 (OAuth client)")
    .option("--base-url <url>", "the tenant's API host; for 2.0 the global one if left out")
    .option("--feeds <feeds>", "feeds to collect: a,b (default: all)", collectList)
    .option("--actions <actions>", "actions that may be run: a,b (default: all)", collectList)
    .option("--lookback <duration>", "how far back the first read reaches (default: 1h)")
    .option("--retention <days>", "how far back the tenant's API reaches, in days; none: however old")
    .option("--from <file>", "JSON as `postern emulator --json` prints it; - reads standard input")
    .option("--no-test", "don't probe feeds and actions afterwards")
    .option("--json", "connection and checks as one JSON object")
    .action((options: ConnectFlags) => connect(context, options));
  addExamples(command, [
    ["postern connect", "asks for everything"],
    ["postern connect --name eu-prod --generation 2.0 --feeds ttp-url", "secrets from the environment"],
    ["postern connect --name lab --generation 1.0 --from tenant.json", "all from a file"],
    ["op read op://soc/mimecast | postern connect --name eu --from -", "from a secret manager"],
  ]);
}

async function connect(context: Context, options: ConnectFlags): Promise<void> {
  const draft = await gatherDraft(context, options);
  await withEngine(context, async (engine) => {
    const values =
      !isComplete(draft) && context.isInteractive
        ? await completeByAsking(draft, engine.actions.list)
        : completeQuietly(draft);
    const connection = await engine.connections.add(toNewConnection(values));
    if (!options.json) {
      const { settings } = connection;
      context.out.line(
        "Added ",
        bold(connection.name),
        dim(`  API ${connection.generation}  ${connection.baseUrl}`),
      );
      context.out.line(dim("  feeds    "), settings.feeds.join(", ") || "none");
      context.out.line(dim("  actions  "), settings.actions.join(", ") || "none");
    }
    const checks = options.test ? await check(context, engine, { name: connection.name, options }) : [];
    if (options.json) await context.out.json({ connection: encodeConnection(connection), checks });
    else {
      // With something amiss the next thing is to mend it and to look again.
      const verb = context.exitCode === 0 ? "collect" : "test";
      context.out.line(dim("  next     "), context.propose([verb, connection.name]));
    }
  });
}

async function check(
  context: Context,
  engine: Engine,
  { name, options }: { name: string; options: ConnectFlags },
) {
  const checks = await runChecks(context, engine, { name, isQuiet: options.json === true });
  context.exitCode = exitCodeOfChecks(checks);
  return checks;
}

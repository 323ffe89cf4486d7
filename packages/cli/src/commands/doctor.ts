import type { Connection, Engine, Finding, SupportBundle } from "@postern/engine";
import type { Command } from "commander";
import { type Examine, examineForBundle, writeBundle } from "../doctor/bundle.js";
import { exitCodeOfFindings } from "../doctor/exit-code.js";
import type { Context } from "../program/context.js";
import { requireConnections, withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { bold, dim } from "../screen/text.js";
import { showFinding, summarizeFindings } from "../show/findings.js";
import { warnOfNoVerification } from "../show/warnings.js";

interface DoctorOptions {
  readonly json?: boolean;
  readonly bundle?: string;
}

export function declareDoctor(program: Command, context: Context): void {
  const command = program
    .command("doctor")
    .summary("find out what is wrong, and how to mend it")
    .description(
      "Look at everything between this machine and the tenant's records: host, DNS, proxy, TLS, clock, credential, " +
        "each feed and action, quota, age of the keys. For what fails the likely causes are listed, the likeliest " +
        "first, each with its evidence and the mend. Nothing in the tenant is changed. The exit code is that of the " +
        "worst finding; 0 if nothing fails.",
    )
    .argument("[connection]", "only this one")
    .option("--json", "one JSON object")
    .option("--bundle <file>", "also write a redacted support file; it holds no secret")
    .action((name: string | undefined, options: DoctorOptions) => doctor(context, name, options));
  addExamples(command, [
    ["postern doctor", "all connections"],
    ["postern doctor eu-prod", "one"],
    ["postern doctor eu-prod --bundle support.json", "with a file for support"],
    ["postern doctor --json | jq '.connections[].findings[] | select(.result == \"fail\")'", "for a program"],
  ]);
}

interface Examined {
  readonly connection: string;
  readonly findings: readonly Finding[];
}

async function doctor(context: Context, name: string | undefined, options: DoctorOptions): Promise<void> {
  const bundles: SupportBundle[] = [];
  const examined: Examined[] = [];
  await withEngine(context, async (engine) => {
    await requireConnections(engine, name);
    const examine: Examine = options.bundle === undefined ? engine.doctor : examineForBundle(engine, bundles);
    for (const connection of await chooseConnections(engine, name)) {
      examined.push(await look(context, { connection, examine, isQuiet: options.json === true }));
    }
  });
  if (options.bundle !== undefined) await writeBundle(context.err, { path: options.bundle, bundles });
  if (options.json) await context.out.json({ connections: examined });
  context.exitCode = exitCodeOfFindings(examined.flatMap(({ findings }) => findings));
}

async function chooseConnections(engine: Engine, name: string | undefined): Promise<Connection[]> {
  return name === undefined ? await engine.connections.list() : [await engine.connections.get(name)];
}

async function look(
  context: Context,
  { connection, examine, isQuiet }: { connection: Connection; examine: Examine; isQuiet: boolean },
): Promise<Examined> {
  const { out } = context;
  const { name, generation, baseUrl } = connection;
  const findings: Finding[] = [];
  if (!isQuiet) {
    out.line(bold(name), dim(`  API ${generation}  ${baseUrl}`));
    warnOfNoVerification(out, connection);
  }
  for await (const finding of examine(name, context.stop.listen())) {
    findings.push(finding);
    if (!isQuiet) showFinding(out, finding);
  }
  if (!isQuiet) {
    out.line("  ", summarizeFindings(findings));
    out.line();
  }
  return { connection: name, findings };
}

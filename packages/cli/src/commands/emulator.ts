import type { RequestEntry } from "@postern/emulator";
import type { Command } from "commander";
import { openTenant, showRecords } from "../demo/tenant.js";
import { quoteWord } from "../program/command-line.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { untilAborted } from "../program/stop.js";
import { cleanText, toSafeJson } from "../screen/clean.js";
import { bold, dim, warn } from "../screen/text.js";
import { parseWhole } from "../values/numbers.js";

interface EmulatorOptions {
  readonly json?: boolean;
  readonly seed?: string;
  readonly messagesPerDay?: string;
  readonly records?: string;
  readonly portV1?: string;
  readonly portV2?: string;
  readonly explain?: boolean;
  readonly drift?: boolean;
}

const highestPort = 65_535;

export function declareEmulator(program: Command, context: Context): void {
  const command = program
    .command("emulator")
    .summary("serve an emulated Mimecast tenant")
    .description("Serve an emulated tenant on this machine, both API generations, until Ctrl-C.")
    .option("--json", "print what a client needs as one line, and nothing else on standard output")
    .option("--seed <number>", "same seed, same company and same traffic")
    .option("--messages-per-day <number>", "how busy it is")
    .option("--records <directory>", "serve the recorded records found there instead of invented traffic")
    .option("--port-v1 <port>", "port of API 1.0; a free one if left out")
    .option("--port-v2 <port>", "port of API 2.0; a free one if left out")
    .option("--explain", "tell each call as it is answered, and why one was refused")
    .option("--drift", "spell records now so, now otherwise, as the real service does")
    .action((options: EmulatorOptions) => emulator(context, options));
  addExamples(command, [
    ["postern emulator", "a tenant to play with"],
    ["postern emulator --json > tenant.json &", "for a script: connect with --from tenant.json"],
    ["postern emulator --records ./recorded", "your own recorded answers"],
    ["postern emulator --explain", "why your own client is refused"],
  ]);
}

async function emulator(context: Context, options: EmulatorOptions): Promise<void> {
  const signal = context.stop.listen();
  const ports = {
    ...readNumber("v1", options.portV1, { option: "--port-v1", least: 0, most: highestPort }),
    ...readNumber("v2", options.portV2, { option: "--port-v2", least: 0, most: highestPort }),
  };
  const { tenant, description } = await openTenant({
    ...readNumber("seed", options.seed, { option: "--seed", least: 0 }),
    ...readNumber("messagesPerDay", options.messagesPerDay, {
      option: "--messages-per-day",
      least: 10,
      most: 5_000_000,
    }),
    ...(options.records === undefined ? {} : { recordsDir: options.records }),
    ...(options.drift === true ? { drift: true } : {}),
    ...(options.explain === true ? { onRequest: (entry) => explain(context, entry) } : {}),
    ports,
  });
  try {
    showRecords(context.err, tenant.records);
    if (options.json) await context.out.json(description);
    else describe(context, tenant.account, description);
    await untilAborted(signal);
  } finally {
    await tenant.close();
  }
  context.err.line(dim("Stopped."));
}

/** One line a call; a refusal with the cause that its answer doesn't tell. */
function explain(context: Context, entry: RequestEntry): void {
  const { generation, operation, method, path, status, explanation } = entry;
  const call = `${generation}  ${String(status)}  ${operation ?? `${method} ${path}`}`;
  if (explanation === null) context.err.line(dim(cleanText(call)));
  else context.err.line(warn(cleanText(call)), cleanText(`  ${explanation}`));
}

type Opened = Awaited<ReturnType<typeof openTenant>>;

function describe(
  context: Context,
  account: Opened["tenant"]["account"],
  { v1, v2 }: Opened["description"],
): void {
  const { out } = context;
  out.line(bold(account.name), dim(`  ${account.code}  ${account.domain}`));
  out.line(dim("  API 1.0  "), v1.baseUrl);
  out.line(dim("  API 2.0  "), v2.baseUrl);
  out.line(dim("  Console  "), `${v2.baseUrl}/console`);
  out.line("Connect to it from another terminal:");
  for (const [name, generation, values] of [
    ["lab-v1", "1.0", v1],
    ["lab-v2", "2.0", v2],
  ] as const) {
    const command = context.propose(["connect", "--name", name, "--generation", generation, "--from", "-"]);
    out.line(`  echo ${quoteWord(toSafeJson(values))} | ${command}`);
  }
  out.line(dim("Ctrl-C stops it."));
}

function readNumber<Key extends string>(
  key: Key,
  text: string | undefined,
  bounds: { readonly option: string; readonly least: number; readonly most?: number },
): { readonly [Each in Key]?: number } {
  const record: { [Each in Key]?: number } = {};
  if (text !== undefined) record[key] = parseWhole(text, bounds);
  return record;
}

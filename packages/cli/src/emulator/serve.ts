import type { RequestEntry, StartTenantOptions } from "@postern/emulator";
import { openTenant, showRecords } from "../demo/tenant.js";
import { writePage } from "../files/write-file.js";
import { quoteWord } from "../program/command-line.js";
import type { Context } from "../program/context.js";
import { untilAborted } from "../program/stop.js";
import { cleanText, toSafeJson } from "../screen/clean.js";
import { bold, dim, warn } from "../screen/text.js";
import { noteRunning } from "./running.js";

/** Serves a tenant until it is told to stop. */
export async function serve(
  context: Context,
  options: {
    readonly json?: boolean;
    readonly explain?: boolean;
    /** Where the authority of a tenant with TLS is written to. */
    readonly tls?: string;
    readonly tenant: StartTenantOptions;
  },
): Promise<void> {
  const signal = context.stop.listen();
  const { tenant, description, accounts } = await openTenant({
    ...options.tenant,
    ...(options.explain === true ? { onRequest: (entry) => explain(context, entry) } : {}),
  });
  const forget = noteRunning(context.home, {
    pid: process.pid,
    controlUrl: tenant.controlUrl,
    account: `${tenant.account.name}, ${tenant.account.code}`,
  });
  try {
    if (options.tls !== undefined && tenant.tls !== null) {
      await writePage(tenant.tls.ca, { path: options.tls, option: "--tls" });
    }
    showRecords(context.err, tenant.records);
    tellGuesses(context, tenant.guesses);
    if (options.json)
      await context.out.json(accounts.length === 0 ? description : { ...description, accounts });
    else describe(context, { tenant, description, accounts, caFile: options.tls });
    await untilAborted(signal);
  } finally {
    forget();
    await tenant.close();
  }
  context.err.line(dim("Stopped."));
}

/** One line a call; a refusal with the cause that its answer doesn't tell. */
function explain(context: Context, entry: RequestEntry): void {
  const { generation, operation, method, path, status, explanation, forgiven } = entry;
  const call = `${generation}  ${String(status)}  ${operation ?? `${method} ${path}`}`;
  if (explanation === null) context.err.line(dim(cleanText(call)));
  else context.err.line(warn(cleanText(call)), cleanText(`  ${explanation}`));
  for (const { check, because } of forgiven)
    context.err.line(warn(cleanText(`  a strict tenant refuses this (${check}): ${because}`)));
}

/** Those that the tenant's file keeps too; what was typed wins over them. */
function tellGuesses(context: Context, guesses: Opened["tenant"]["guesses"]): void {
  if (guesses.length === 0) return;
  const list = guesses.map(({ guess }) => guess).join(", ");
  context.err.line(dim("guesses  "), cleanText(list));
  for (const { guess, insteadOf } of guesses)
    if (insteadOf !== null)
      context.err.line(dim("guesses  "), warn(cleanText(`${guess} from now on: the file kept ${insteadOf}`)));
}

type Opened = Awaited<ReturnType<typeof openTenant>>;

function describe(
  context: Context,
  { tenant, description, accounts, caFile }: Opened & { readonly caFile: string | undefined },
): void {
  const { out } = context;
  const { account, controlUrl } = tenant;
  const { v1, v2 } = description;
  out.line(bold(account.name), dim(`  ${account.code}  ${account.domain}`));
  out.line(dim("  API 1.0  "), v1.baseUrl);
  out.line(dim("  API 2.0  "), v2.baseUrl);
  out.line(dim("  Console  "), `${controlUrl}/console`);
  if (caFile !== undefined) out.line(dim("  Trust    "), caFile);
  out.line("Connect to it from another terminal:");
  const trust = caFile === undefined ? [] : ["--ca", caFile];
  for (const [name, generation, values] of [
    ["lab-v1", "1.0", v1],
    ["lab-v2", "2.0", v2],
  ] as const) {
    const words = ["connect", "--name", name, "--generation", generation, "--from", "-", ...trust];
    out.line(`  echo ${quoteWord(toSafeJson(values))} | ${context.propose(words)}`);
  }
  if (accounts.length > 0) out.line("Beside it, with keys of their own (--json prints them):");
  for (const other of accounts) {
    out.line(`  ${other.name}`, dim(`  ${other.code}  ${other.v1.baseUrl}  ${other.v2.baseUrl}`));
  }
  out.line(dim("Ctrl-C stops it."));
}

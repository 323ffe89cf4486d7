import type { RequestEntry, StartTenantOptions } from "@postern/emulator";
import { openTenant, showRecords } from "../demo/tenant.js";
import { quoteWord } from "../program/command-line.js";
import type { Context } from "../program/context.js";
import { untilAborted } from "../program/stop.js";
import { cleanText, toSafeJson } from "../screen/clean.js";
import { bold, dim, warn } from "../screen/text.js";

/** Serves a tenant until it is told to stop. */
export async function serve(
  context: Context,
  options: { readonly json?: boolean; readonly explain?: boolean; readonly tenant: StartTenantOptions },
): Promise<void> {
  const signal = context.stop.listen();
  const { tenant, description, accounts } = await openTenant({
    ...options.tenant,
    ...(options.explain === true ? { onRequest: (entry) => explain(context, entry) } : {}),
  });
  try {
    showRecords(context.err, tenant.records);
    if (options.json)
      await context.out.json(accounts.length === 0 ? description : { ...description, accounts });
    else describe(context, tenant.account, { ...description, accounts });
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
  { v1, v2, accounts }: Opened["description"] & Pick<Opened, "accounts">,
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
  if (accounts.length > 0) out.line("Beside it, with keys of their own (--json prints them):");
  for (const other of accounts) {
    out.line(`  ${other.name}`, dim(`  ${other.code}  ${other.v1.baseUrl}  ${other.v2.baseUrl}`));
  }
  out.line(dim("Ctrl-C stops it."));
}

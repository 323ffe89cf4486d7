import { stat } from "node:fs/promises";
import type { RecordsReport, StartTenantOptions, Tenant, TenantDescription } from "@postern/emulator";
import { PosternError } from "@postern/engine/errors";
import { formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { dim, warn } from "../screen/text.js";

/** Starts an emulated tenant; what can be wrong with the options is told as wrong use. */
export async function openTenant(options: StartTenantOptions): Promise<{
  readonly tenant: Tenant;
  readonly description: TenantDescription;
  /** The other accounts of a scenario of a service provider. */
  readonly accounts: readonly (Tenant["account"] & TenantDescription)[];
}> {
  if (options.recordsDir !== undefined) await requireDirectory(options.recordsDir);
  const { startTenant, describeTenant, ScenarioError, TenantFileError } = await import("@postern/emulator");
  try {
    const tenant = await startTenant(options);
    const accounts = tenant.accounts.map((account) => ({ ...account.account, ...describeTenant(account) }));
    return { tenant, description: describeTenant(tenant), accounts };
  } catch (error) {
    if (error instanceof TenantFileError) {
      throw new PosternError("bad-usage", `--persist: ${error.message}`, { cause: error });
    }
    if (error instanceof ScenarioError) {
      throw new PosternError("bad-usage", `--scenario: ${error.message}`, { cause: error });
    }
    if (error instanceof RangeError)
      throw new PosternError("bad-usage", `${error.message}.`, { cause: error });
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    throw new PosternError("bad-usage", `The port is taken: ${error.message}.`, { cause: error });
  }
}

async function requireDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return;
  throw new PosternError("bad-usage", `--records: there is no directory ${path}.`);
}

/** What of the recorded records is served, and what was left out. */
export function showRecords(screen: Screen, records: RecordsReport | null): void {
  if (records === null) return;
  const served = Object.entries(records.served)
    .filter(([, count]) => count > 0)
    .map(([feed, count]) => `${feed} ${formatCount(count)}`)
    .join(", ");
  screen.line(
    dim("records  "),
    `${formatCount(records.files)} files; served: ${served === "" ? "nothing" : served}`,
  );
  for (const { reason, count } of records.skipped) {
    screen.line(dim("records  "), warn(`skipped ${formatCount(count)}: `), reason);
  }
}

import type { Product } from "@postern/mimecast/catalogue";
import type { VirtualClock } from "../../clock/clock.js";
import type { Journal } from "../../journal/journal.js";
import { loadRecords } from "../../records/load-records.js";
import { type Company, createCompany } from "../../traffic/company.js";
import { TokenMint } from "../../wire/tokens.js";
import type { Settings } from "../settings.js";
import type { StartTenantOptions } from "../types.js";

/** What stands before anything happens: the options, the time, the company, and what was recorded of another. */
export interface Ground {
  readonly settings: Settings;
  /** Base URLs of the tenant's own hosts, filled in once they listen. */
  readonly urls: { readonly v1: string; readonly v2: string };
  readonly clock: VirtualClock;
  readonly journal: Journal | null;
  readonly company: Company;
  readonly mint: TokenMint;
  /** Nothing generated lies before it. */
  readonly historyStart: number;
  readonly recorded: Awaited<ReturnType<typeof loadRecords>> | null;
  /** What the registered application may do; null: everything. */
  readonly registered: {
    readonly products: readonly Product[] | null;
    readonly permissions: readonly string[] | null;
  };
}

export async function layGround(
  options: StartTenantOptions,
  { settings, urls, clock, journal }: Pick<Ground, "settings" | "urls" | "clock" | "journal">,
): Promise<Ground> {
  const { seed, messagesPerDay, companyDomain } = settings;
  const company = createCompany({ seed, messagesPerDay, domain: companyDomain });
  return {
    settings,
    urls,
    clock,
    journal,
    company,
    mint: new TokenMint(`postern-emulator/${seed}/${company.accountCode}`),
    historyStart: clock.now() - settings.historyMs,
    recorded: options.recordsDir === undefined ? null : await loadRecords(options.recordsDir),
    registered: {
      products: options.application?.products ?? null,
      permissions: options.application?.permissions ?? null,
    },
  };
}

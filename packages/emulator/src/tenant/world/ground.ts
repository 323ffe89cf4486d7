import type { Product } from "@postern/mimecast/catalogue";
import type { VirtualClock } from "../../clock/clock.js";
import type { AccountJournal } from "../../journal/account-journal.js";
import { loadRecords } from "../../records/load-records.js";
import { emptyScript, type Script } from "../../scenarios/script.js";
import type { SettledOptions } from "../../scenarios/settle.js";
import { writeScript } from "../../scenarios/write-script.js";
import { type Company, createCompany } from "../../traffic/company.js";
import { TokenMint } from "../../wire/tokens.js";
import type { Settings } from "../settings.js";

/** What stands before anything happens: the options, the time, the company, and what was recorded of another. */
export interface Ground {
  readonly settings: Settings;
  /** Base URLs of the tenant's own hosts, filled in once they listen. */
  readonly urls: { readonly v1: string; readonly v2: string };
  readonly clock: VirtualClock;
  readonly journal: AccountJournal | null;
  readonly company: Company;
  readonly mint: TokenMint;
  /** What a scenario lets happen. */
  readonly script: Script;
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
  options: SettledOptions,
  { settings, urls, clock, journal }: Pick<Ground, "settings" | "urls" | "clock" | "journal">,
): Promise<Ground> {
  const { seed, messagesPerDay, companyDomain, companyName } = settings;
  const company = createCompany({
    seed,
    messagesPerDay,
    domain: companyDomain,
    name: companyName,
    region: settings.region,
  });
  const start = clock.now();
  return {
    settings,
    urls,
    clock,
    journal,
    company,
    mint: new TokenMint(`postern-emulator/${seed}/${company.accountCode}`),
    script:
      options.scenario === undefined ? emptyScript : writeScript(options.scenario, { company, seed, start }),
    historyStart: start - settings.historyMs,
    recorded:
      options.recordsDir === undefined
        ? null
        : await loadRecords(options.recordsDir, readShift(options, start)),
    registered: {
      products: options.application?.products ?? null,
      permissions: options.application?.permissions ?? null,
    },
  };
}

function readShift({ recordsShift: by }: SettledOptions, now: number) {
  if (by === undefined) return undefined;
  if (by !== "to-now" && !Number.isSafeInteger(by))
    throw new RangeError(
      `recordsShift must be "to-now" or a whole number of milliseconds, not ${String(by)}`,
    );
  return { by, now };
}

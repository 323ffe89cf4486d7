import type { LedgerVerdict } from "@postern/engine";
import { formatCount } from "../../screen/numbers.js";
import { printTable } from "../../screen/table.js";
import { bad, good } from "../../screen/text.js";
import { paintVerdict } from "../../show/status.js";
import { connection, feeds, minuteMs, type TroubleStage } from "./stage.js";

/** A feed after all of it: what the tenant published and what the store holds, of the same span. */
export interface TroubleAccount {
  readonly feed: string;
  readonly published: number;
  readonly stored: number;
  readonly ledger: LedgerVerdict;
}

/** What is younger has not settled, or stands in no file yet. */
export const unsettledMs = 20 * minuteMs;

export async function countBoth(
  { tenant, engine }: Pick<TroubleStage, "tenant" | "engine">,
  { from, until }: { from: number; until: number },
): Promise<TroubleAccount[]> {
  const [status] = await engine.status({ connection });
  const accounts: TroubleAccount[] = [];
  for (const feed of feeds) {
    const published = new Set<string>();
    // The tenant takes the end as inside, the store does not.
    for (const { raw } of tenant.truth(feed, { from, until: until - 1 })) published.add(raw);
    let stored = 0;
    for await (const _event of engine.events.query({ connection, feed, since: from, until })) stored += 1;
    const ledger = status?.feeds.find((candidate) => candidate.feed === feed)?.ledger.verdict ?? "not-read";
    accounts.push({ feed, published: published.size, stored, ledger });
  }
  return accounts;
}

export function isWhole({ published, stored, ledger }: TroubleAccount): boolean {
  return published === stored && ledger === "complete";
}

export function showAccounts(
  { screen }: Pick<TroubleStage, "screen">,
  accounts: readonly TroubleAccount[],
): void {
  printTable(screen, {
    columns: [
      { title: "feed" },
      { title: "published", align: "right" },
      { title: "stored", align: "right" },
      { title: "ledger" },
      { title: "" },
    ],
    rows: accounts.map((account) => [
      account.feed,
      formatCount(account.published),
      formatCount(account.stored),
      paintVerdict(account.ledger),
      isWhole(account) ? good("every record once") : bad("differs, and should not"),
    ]),
  });
}

import type { Tenant } from "@postern/emulator";
import type { ConnectionStatus } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { countOf, formatCount } from "../screen/numbers.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim, good, type Text, warn } from "../screen/text.js";

export interface DemoSummary {
  readonly connections: readonly {
    readonly name: string;
    readonly generation: Generation;
    readonly feeds: readonly FeedSummary[];
  }[];
}

interface FeedSummary {
  readonly feed: string;
  /** Counted by the tenant: distinct records it handed out. */
  readonly served: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly ledger: string;
}

export function summarize(tenant: Tenant, statuses: readonly ConnectionStatus[]): DemoSummary {
  return {
    connections: statuses.map(({ name, generation, feeds }) => {
      const served: Readonly<Record<string, number>> = tenant.served(generation);
      return {
        name,
        generation,
        feeds: feeds.map(({ feed, stored, duplicates, quarantined, ledger }) => ({
          feed,
          served: served[feed] ?? 0,
          stored,
          duplicates,
          quarantined,
          ledger: ledger.verdict,
        })),
      };
    }),
  };
}

/** The tenant's own count beside the store's. */
export function showProof(screen: Screen, tenant: Tenant, summary: DemoSummary): void {
  screen.line(dim("  The tenant's count of what it handed out, beside what the store holds:"));
  printTable(screen, {
    columns: [
      { title: "connection" },
      { title: "feed" },
      { title: "served", align: "right" },
      { title: "stored", align: "right" },
      { title: "" },
    ],
    rows: summary.connections.flatMap(({ name, generation, feeds }) =>
      feeds.map((feed) => [
        bold(name),
        feed.feed,
        formatCount(feed.served),
        formatCount(feed.stored),
        judge(feed, feed.feed === "ttp-url" ? tenant.servedTwins(generation) : 0),
      ]),
    ),
  });
}

/** Records alike to the last letter can't be told apart: they are one event that keeps how often it was seen. */
function judge({ served, stored, quarantined }: FeedSummary, twins: number): Text {
  if (served !== stored + quarantined + twins) return warn("differs: see the ledger above");
  if (twins === 0) return good("every record once");
  return good(`every record once; ${countOf(twins, "twin")} counted on the same event`);
}

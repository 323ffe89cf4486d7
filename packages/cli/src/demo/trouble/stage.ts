import type { Tenant, VirtualClock } from "@postern/emulator";
import type { Engine, FeedResult } from "@postern/engine";
import type { Context } from "../../program/context.js";
import type { Screen } from "../../screen/screen.js";
import { dim, type Text } from "../../screen/text.js";
import { paintState, paintVerdict } from "../../show/status.js";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A second tenant, made to misbehave, with a clock of its own that the story moves. */
export interface TroubleStage {
  readonly context: Context;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly tenant: Tenant;
  readonly clock: VirtualClock;
  readonly engine: Engine;
  /** The data directory of this part of the story. */
  readonly home: string;
  /** What the collector told since it was asked last. */
  readonly troubles: string[];
}

export const connection = "stormy";
/** Files, and two kinds of windows. */
export const feeds = ["siem-2.0", "ttp-url", "audit"] as const;

const widestState = "credentials-refused".length;

/** One pass, as the service makes them; shows what came of it, and what was told meanwhile. */
export async function poll(stage: TroubleStage): Promise<readonly FeedResult[]> {
  const { engine, screen, signal, troubles } = stage;
  troubles.length = 0;
  const { connections } = await engine.collector.collect({ connection, signal });
  signal.throwIfAborted();
  for (const trouble of new Set(troubles)) tell(stage, "told", trouble);
  const results = connections[0]?.feeds ?? [];
  const [status] = await engine.status({ connection });
  for (const { feed, state, stored, duplicates } of results) {
    const ledger = status?.feeds.find((candidate) => candidate.feed === feed)?.ledger;
    screen.line(
      dim("  poll    "),
      feed.padEnd(10),
      paintState(state),
      " ".repeat(Math.max(0, widestState - state.length)),
      `  ${stored} stored, ${duplicates} known already; ledger `,
      ledger === undefined ? "" : paintVerdict(ledger.verdict),
    );
  }
  return results;
}

/** A line of the story: who, and what. */
export function tell({ screen }: Pick<TroubleStage, "screen">, who: string, what: Text): void {
  screen.line(dim(`  ${who.padEnd(8)}`), what);
}

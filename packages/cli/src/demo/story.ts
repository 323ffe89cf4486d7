import type { CollectResult } from "@postern/engine";
import { exitCodeOfResult } from "../collecting/exit-code.js";
import { createLineView } from "../collecting/line-view.js";
import { createLiveView } from "../collecting/live-view.js";
import { dim } from "../screen/text.js";
import { showClicks } from "../show/clicks.js";
import { showStatus } from "../show/status.js";
import { connectBoth } from "./connect.js";
import { contain, pickTarget, type Target } from "./contain.js";
import { actingConnection, beginScene, type Stage } from "./stage.js";
import { type DemoSummary, showProof, summarize } from "./summary.js";

const shownClicks = 12;

/** The demo from the first connection to the last undo. */
export async function tellStory(stage: Stage): Promise<{ summary: DemoSummary; target: Target | null }> {
  const { context, engine, screen, tenant } = stage;
  beginScene(
    stage,
    "Postern connects to it twice: with HMAC keys (API 1.0) and as an OAuth client (API 2.0).",
  );
  await connectBoth(stage);

  beginScene(
    stage,
    tenant.records === null ? "It collects the last 24 hours." : "It collects every record, however old.",
  );
  if (tenant.records === null)
    screen.line(
      dim("  Of API 1.0's mail log all that the tenant keeps: that log is handed out from its beginning."),
    );
  context.exitCode = exitCodeOfResult(await collect(stage));

  beginScene(stage, "This is what arrived, and what Postern can vouch for.");
  const statuses = await engine.status();
  const summary = summarize(tenant, statuses);
  showStatus(screen, statuses, context.now());
  showProof(screen, tenant, summary);

  beginScene(stage, "Who clicked a malicious link?");
  const target = await showMaliciousClicks(stage);
  if (target === null)
    screen.line(dim("  So there is no campaign to contain: that part of the demo is left out."));
  else await contain(stage, target);
  return { summary, target };
}

async function collect({ context, engine, book, signal }: Stage): Promise<CollectResult> {
  const live = context.err.isTerminal ? createLiveView(context.err) : null;
  book.show(live ?? createLineView(context.err, context.now));
  try {
    const result = await engine.collector.collect({ signal });
    signal.throwIfAborted();
    return result;
  } finally {
    live?.end();
  }
}

async function showMaliciousClicks({ engine, screen, context }: Stage): Promise<Target | null> {
  const clicks = await engine.events.clicks({ connection: actingConnection, isMalicious: true });
  if (clicks.length === 0) {
    screen.line("  Nobody: no click on a malicious link was collected.");
    return null;
  }
  showClicks(screen, clicks.slice(0, shownClicks), context.now());
  if (clicks.length > shownClicks) screen.line(dim(`  …and ${clicks.length - shownClicks} more lines.`));
  return pickTarget(clicks);
}

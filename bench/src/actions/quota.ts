import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createClock, startTenant } from "@postern/emulator";
import { openEngine } from "@postern/engine";
import { urlsAtOnce } from "./sides.js";

/** A quota far below what this machine could call: no number is published for managed URLs. */
const callsPerMinute = 20;
const minuteMs = 60_000;

export interface QuotaFinding {
  readonly urls: number;
  readonly callsPerMinute: number;
  /** What the quota alone makes of the calls, however fast the rest. */
  readonly idealMs: number;
  /** What was waited, on the tenant's clock. */
  readonly waitedMs: number;
  /** What the machine spent beside, the tenant's own work in the same process included. */
  readonly workedMs: number;
}

/** Blocks a list of URLs in a tenant that lets few calls through; waiting moves the clock and costs no time. */
export async function measureQuota({
  urls,
  directory,
}: {
  readonly urls: number;
  readonly directory: string;
}): Promise<QuotaFinding> {
  const clock = createClock({ start: Date.UTC(2026, 0, 7, 12), frozen: true });
  const guesses = { unpublishedQuotaPerMinute: callsPerMinute };
  const tenant = await startTenant({ messagesPerDay: 100, clock, guesses });
  const home = await mkdtemp(join(directory, "postern-bench-quota-"));
  const engine = await openEngine({
    home,
    now: () => clock.now(),
    sleep: async (milliseconds) => clock.advance(milliseconds),
  });
  try {
    const { baseUrl, ...oauth } = tenant.v2;
    await engine.connections.add({ name: "bench", generation: "2.0", baseUrl, oauth });
    const inputs = Array.from({ length: urls }, (_, index) => ({
      url: `https://q${String(index)}.example/`,
    }));
    const asked = { action: "block-url", connection: "bench", inputs, actor: "bench", reason: "bench" };
    const before = clock.now();
    const started = performance.now();
    const { outcome } = await engine.actions.run(asked);
    if (outcome !== "done") throw new Error(`The run under a quota came out as ${String(outcome)}.`);
    return {
      urls,
      callsPerMinute,
      // The first calls of each minute go out at once.
      idealMs: Math.floor((Math.ceil(urls / urlsAtOnce) - 1) / callsPerMinute) * minuteMs,
      waitedMs: clock.now() - before,
      workedMs: performance.now() - started,
    };
  } finally {
    await engine.close();
    await tenant.close();
    await rm(home, { recursive: true });
  }
}

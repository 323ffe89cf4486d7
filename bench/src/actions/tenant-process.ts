import { createClock, startTenant } from "@postern/emulator";
import type { TenantReport } from "./tenant.js";

// The emulated tenant, in a process of its own: what it spends is not the engine's.
const startMs = Date.UTC(2026, 0, 7, 12);
const tenant = await startTenant({
  messagesPerDay: 100,
  clock: createClock({ start: startMs, frozen: true }),
  guesses: { policyDelayMinutes: 0 },
});

// A bench that was killed must not leave its tenant behind.
process.on("disconnect", () => process.exit());
process.on("message", () => report());
report();

function report(): void {
  const answer: TenantReport = {
    credentials: tenant.v2,
    requests: tenant.requests().at(-1)?.number ?? 0,
  };
  process.send?.(answer);
}

import { createClock, startTenant } from "@postern/emulator";
import {
  feed,
  firstDayMs,
  publishEveryMinutes,
  quotaSeconds,
  seed,
  startMs,
  tenantCacheBytes,
} from "./setting.js";
import type { TenantCommand, TenantState } from "./tenant.js";

// The emulated tenant, in a process of its own: what it spends is not the collector's.

const generation = "2.0";
const probeMessagesPerDay = 10_000;

/** A small tenant of the same seed and days tells how many events a message leaves behind. */
async function chooseVolume(events: number, days: number): Promise<number> {
  const clock = createClock({ start: startMs, frozen: true });
  const probe = await startTenant({ seed, messagesPerDay: probeMessagesPerDay, clock });
  const { lines } = await probe.warm({ generation, from: firstDayMs(days), until: startMs });
  await probe.close();
  return Math.round((events * probeMessagesPerDay) / lines);
}

const [events = 0, days = 1] = process.argv.slice(2).map(Number);
const messagesPerDay = await chooseVolume(events, days);
// Frozen: the same files whatever the machine's speed, and no link expires in the middle of a slow run.
const clock = createClock({ start: startMs, frozen: true });
const tenant = await startTenant({
  seed,
  messagesPerDay,
  clock,
  cacheBytes: tenantCacheBytes,
  // The clock goes on between passes: what one listed the next one must find.
  retentionDays: days + 1,
  publishEveryMinutes: publishEveryMinutes(days),
});

async function obey(command: TenantCommand): Promise<void> {
  switch (command) {
    case "tell":
      break;
    case "advance": {
      const from = clock.now();
      clock.advance(quotaSeconds * 1000);
      await tenant.warm({ generation, from: from - quotaSeconds * 1000, until: clock.now() });
      break;
    }
    case "stop":
      await tenant.close();
      process.disconnect();
      return;
  }
  const state: TenantState = {
    credentials: tenant.v2,
    messagesPerDay,
    now: clock.now(),
    served: tenant.served(generation)[feed],
  };
  process.send?.(state);
}

// A bench that was killed must not leave its tenant behind.
process.on("disconnect", () => process.exit());
process.on("message", (command: TenantCommand) => void obey(command));

import { createClock, startTenant } from "@postern/emulator";

/** A process of its own with a tenant in the file it is given; it tells where that is, and waits to be killed. */
const [, , persist = "", limit] = process.argv;
const clock = createClock({ start: Date.UTC(2026, 2, 11, 12, 7), frozen: true });
const tenant = await startTenant({
  persist,
  ...(limit === undefined ? {} : { persistLimitBytes: Number(limit) }),
  clock,
  messagesPerDay: 300,
  historyDays: 40,
});
process.stdout.write(`${JSON.stringify({ v1: tenant.v1, v2: tenant.v2 })}\n`);

import { createClock, startTenant } from "@postern/emulator";
import type { AccountKeys, TenantAnswer, TenantCommand } from "./tenants.js";

// Many accounts in a process of their own: what they hold in memory and open is not the collector's. Arguments: the
// accounts, the time.

const [count = "1", start = "0"] = process.argv.slice(2);
const clock = createClock({ start: Number(start), frozen: true });
const others = Array.from({ length: Number(count) - 1 }, (_, index) => ({
  company: { name: `Company ${index + 1}`, domain: `company${index + 1}.example` },
  messagesPerDay: 10,
}));
const first = await startTenant({
  scenario: { name: "month", messagesPerDay: 10, background: "calm", accounts: others },
  clock,
  // Fewer files than a quarter of an hour makes.
  publishEveryMinutes: 60,
  // What was published a month ago is to be compared at the end.
  retentionDays: 40,
});
const tenants = [first, ...first.accounts];

function obey(command: TenantCommand): unknown {
  if (command.kind === "keys") return tenants.map(({ v1, v2 }): AccountKeys => ({ v1, v2 }));
  if (command.kind === "advance") return clock.advance(command.ms);
  const tenant = tenants[command.account];
  if (tenant === undefined) throw new Error(`There is no account ${command.account}.`);
  switch (command.kind) {
    case "fault":
      return void tenant.faults.inject(command.fault);
    case "application":
      return tenant.application[command.does]();
    case "truth":
      return [...tenant.truth(command.feed, command.span)];
  }
}

// A test that was killed must not leave its tenants behind.
process.on("disconnect", () => process.exit());
process.on("message", (command: TenantCommand) => {
  const answer: TenantAnswer = { value: obey(command) ?? null };
  process.send?.(answer);
});

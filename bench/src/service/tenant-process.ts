import { createClock, startTenant, type V2Credentials } from "@postern/emulator";
import { products } from "@postern/mimecast/catalogue";
import { readClock, startMs, type TenantCommand } from "./setting.js";

// One emulated account with an application for each connection: to the vendor's quota each is somebody else. In a
// process of its own: what it spends is not the collector's.

const clock = createClock({ start: startMs, frozen: true });
const tenant = await startTenant({ messagesPerDay: 10, historyDays: 10, clock });

function obey(command: TenantCommand): readonly V2Credentials[] {
  if (command.kind === "clock") {
    clock.set(readClock(command.clock));
    clock.resume();
    return [];
  }
  return Array.from(
    { length: command.applications },
    () => tenant.administration.createApplication2({ products, permissions: null }).credentials,
  );
}

// A bench that was killed must not leave its tenant behind.
process.on("disconnect", () => process.exit());
process.on("message", (command: TenantCommand) => process.send?.(obey(command)));
process.send?.([]);

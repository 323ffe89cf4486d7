import { errorTable } from "@postern/engine/errors";
import { withEngine } from "../../program/engine.js";
import { formatTime } from "../../screen/times.js";
import { beginScene, type Stage } from "../stage.js";
import { withTemporaryHome } from "../temporary-home.js";
import { countBoth, isWhole, showAccounts, type TroubleAccount, unsettledMs } from "./account.js";
import { connection, feeds, hourMs, type TroubleStage } from "./stage.js";
import { tellTroubles } from "./story.js";

const lookbackHours = 4;

/** The second part of the demo, on a tenant, a clock and a data directory of its own. */
export async function playTrouble(
  stage: Pick<Stage, "context" | "screen" | "signal">,
): Promise<TroubleAccount[]> {
  const { context, screen, signal } = stage;
  beginScene(
    stage,
    "And when things go wrong? A second tenant is made to misbehave. Its clock is moved, so that nobody has to wait.",
  );
  const { createClock, startTenant } = await import("@postern/emulator");
  const clock = createClock();
  const tenant = await startTenant({ seed: 2, messagesPerDay: 5000, clock });
  try {
    return await withTemporaryHome(async (home) => {
      const troubles: string[] = [];
      const work: Parameters<typeof withEngine<TroubleAccount[]>>[1] = async (engine) => {
        const { baseUrl, ...oauth } = tenant.v2;
        const settings = { feeds: [...feeds], lookbackHours };
        const start = clock.now() - lookbackHours * hourMs;
        await engine.connections.add({ name: connection, generation: "2.0", baseUrl, oauth, settings });
        const whole: TroubleStage = { context, screen, signal, tenant, clock, engine, home, troubles };
        await tellTroubles(whole);
        const until = clock.now() - unsettledMs;
        const [from, to] = [formatTime(start, until), formatTime(until, until)];
        beginScene(
          stage,
          `After all of it: what the tenant published from ${from} to ${to}, beside what the store holds of that time.`,
        );
        const accounts = await countBoth(whole, { from: start, until });
        showAccounts(whole, accounts);
        if (!accounts.every(isWhole)) context.exitCode = errorTable["action-failed"].exitCode;
        return accounts;
      };
      return await withEngine(context, work, {
        home,
        now: () => clock.now(),
        sleep: async (milliseconds) => clock.advance(milliseconds),
        listener: (name, event) => {
          if (name === "feed.trouble" && "code" in event && "detail" in event)
            troubles.push(`${event.code}: ${event.detail}`);
        },
      });
    });
  } finally {
    await tenant.close();
  }
}

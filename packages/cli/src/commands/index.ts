import type { Command } from "commander";
import type { Context } from "../program/context.js";

type Declare = (program: Command, context: Context) => void;

interface CommandGroup {
  readonly title: string;
  /** Names, and how to load what declares them: the one that is asked for shouldn't wait for the others. */
  readonly commands: readonly (readonly [string, () => Promise<Declare>])[];
}

/** Every command. Adding one is writing its file and naming it here. */
export const commandGroups: readonly CommandGroup[] = [
  {
    title: "Connect a tenant:",
    commands: [
      ["connect", async () => (await import("./connect.js")).declareConnect],
      ["connections", async () => (await import("./connections.js")).declareConnections],
      ["credentials", async () => (await import("./credentials.js")).declareCredentials],
      ["test", async () => (await import("./test.js")).declareTest],
      ["doctor", async () => (await import("./doctor.js")).declareDoctor],
      ["pause", async () => (await import("./pause.js")).declarePause],
      ["resume", async () => (await import("./resume.js")).declareResume],
      ["vault", async () => (await import("./vault.js")).declareVault],
    ],
  },
  {
    title: "Collect:",
    commands: [
      ["collect", async () => (await import("./collect.js")).declareCollect],
      ["run", async () => (await import("./run.js")).declareRun],
      ["status", async () => (await import("./status.js")).declareStatus],
    ],
  },
  {
    title: "Prove:",
    commands: [
      ["ledger", async () => (await import("./ledger.js")).declareLedger],
      ["replay", async () => (await import("./replay.js")).declareReplay],
      ["verify", async () => (await import("./verify.js")).declareVerify],
      ["quarantine", async () => (await import("./quarantine.js")).declareQuarantine],
    ],
  },
  {
    title: "Look:",
    commands: [
      ["events", async () => (await import("./events.js")).declareEvents],
      ["clicks", async () => (await import("./clicks.js")).declareClicks],
      ["transform", async () => (await import("./transform.js")).declareTransform],
    ],
  },
  {
    title: "Act:",
    commands: [
      ["contain", async () => (await import("./contain.js")).declareContain],
      ["block", async () => (await import("./shortcuts.js")).declareBlock],
      ["unblock", async () => (await import("./shortcuts.js")).declareUnblock],
      ["permit", async () => (await import("./shortcuts.js")).declarePermit],
      ["held", async () => (await import("./shortcuts.js")).declareHeld],
      ["remediate", async () => (await import("./shortcuts.js")).declareRemediate],
      ["users", async () => (await import("./shortcuts.js")).declareUsers],
      ["groups", async () => (await import("./shortcuts.js")).declareGroups],
      ["do", async () => (await import("./do.js")).declareDo],
      ["decode", async () => (await import("./shortcuts.js")).declareDecode],
      ["trace", async () => (await import("./shortcuts.js")).declareTrace],
      ["look", async () => (await import("./look.js")).declareLook],
      ["actions", async () => (await import("./actions.js")).declareActions],
      ["plans", async () => (await import("./plans.js")).declarePlans],
      ["approve", async () => (await import("./approve.js")).declareApprove],
      ["undo", async () => (await import("./undo.js")).declareUndo],
      ["runs", async () => (await import("./runs.js")).declareRuns],
      ["audit", async () => (await import("./audit.js")).declareAudit],
      ["guards", async () => (await import("./guards.js")).declareGuards],
    ],
  },
  {
    title: "Keep:",
    commands: [
      ["store", async () => (await import("./store.js")).declareStore],
      ["notify", async () => (await import("./notify.js")).declareNotify],
    ],
  },
  {
    title: "Try and learn:",
    commands: [
      ["demo", async () => (await import("./demo.js")).declareDemo],
      ["emulator", async () => (await import("../emulator/index.js")).declareEmulator],
      ["feeds", async () => (await import("./feeds.js")).declareFeeds],
      ["errors", async () => (await import("./errors.js")).declareErrors],
    ],
  },
];

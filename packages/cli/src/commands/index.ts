import type { Command } from "commander";
import { declareEmulator } from "../emulator/index.js";
import type { Context } from "../program/context.js";
import { declareBlock } from "./block.js";
import { declareClicks } from "./clicks.js";
import { declareCollect } from "./collect.js";
import { declareConnect } from "./connect.js";
import { declareConnections } from "./connections.js";
import { declareCredentials } from "./credentials.js";
import { declareDemo } from "./demo.js";
import { declareDoctor } from "./doctor.js";
import { declareErrors } from "./errors.js";
import { declareEvents } from "./events.js";
import { declareFeeds } from "./feeds.js";
import { declareLedger } from "./ledger.js";
import { declarePause } from "./pause.js";
import { declareReplay } from "./replay.js";
import { declareResume } from "./resume.js";
import { declareRun } from "./run.js";
import { declareRuns } from "./runs.js";
import { declareStatus } from "./status.js";
import { declareTest } from "./test.js";
import { declareTransform } from "./transform.js";
import { declareUndo } from "./undo.js";
import { declareVault } from "./vault.js";
import { declareVerify } from "./verify.js";

type Declare = (program: Command, context: Context) => void;

interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Declare[];
}

/** Every command. Adding one is writing its file and naming it here. */
export const commandGroups: readonly CommandGroup[] = [
  {
    title: "Connect a tenant:",
    commands: [
      declareConnect,
      declareConnections,
      declareCredentials,
      declareTest,
      declareDoctor,
      declarePause,
      declareResume,
      declareVault,
    ],
  },
  { title: "Collect:", commands: [declareCollect, declareRun, declareStatus] },
  { title: "Prove:", commands: [declareLedger, declareReplay, declareVerify] },
  { title: "Look:", commands: [declareEvents, declareClicks, declareTransform] },
  { title: "Act:", commands: [declareBlock, declareUndo, declareRuns] },
  { title: "Try and learn:", commands: [declareDemo, declareEmulator, declareFeeds, declareErrors] },
];

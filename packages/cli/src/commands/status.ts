import type { ConnectionStatus } from "@postern/engine";
import type { Command } from "commander";
import { encodeStatus } from "../json/status.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { pause } from "../program/stop.js";
import { showStatus } from "../show/status.js";
import { parseDuration } from "../values/durations.js";

interface StatusOptions {
  readonly json?: boolean;
  readonly watch?: string | true;
}

const usualWatchMs = 2000;
/** From the top, with what stood there gone. */
const clearScreen = "\u001b[H\u001b[2J";

export function declareStatus(program: Command, context: Context): void {
  const command = program
    .command("status")
    .summary("what arrived, what is missing, and why")
    .description("Show the state of every feed, computed from what arrived and never from configuration.")
    .argument("[name]", "only this connection")
    .option("--watch [duration]", "show it again every two seconds, or this often, until Ctrl-C")
    .option("--json", "one JSON object; with --watch one a line")
    .action((name: string | undefined, options: StatusOptions) => status(context, name, options));
  addExamples(command, [
    ["postern status", "all connections"],
    ["postern status eu-prod --watch", "refreshed while you look"],
    ["postern status eu-prod --json | jq '.connections[].feeds[]'", "for a program"],
  ]);
}

async function status(context: Context, name: string | undefined, options: StatusOptions): Promise<void> {
  const { watch } = options;
  await withEngine(context, async (engine) => {
    if (name !== undefined) await engine.connections.get(name);
    const filter = name === undefined ? {} : { connection: name };
    if (watch === undefined) {
      await show(context, await engine.status(filter), options);
      return;
    }
    const everyMs = watch === true ? usualWatchMs : parseDuration(watch, "--watch");
    const signal = context.stop.listen();
    while (!signal.aborted) {
      const statuses = await engine.status(filter);
      if (context.out.isTerminal && !options.json) context.out.write(clearScreen);
      await show(context, statuses, options);
      await pause(everyMs, signal);
    }
  });
}

async function show(
  context: Context,
  statuses: readonly ConnectionStatus[],
  options: StatusOptions,
): Promise<void> {
  if (options.json) {
    await context.out.json({ connections: statuses.map(encodeStatus) });
  } else if (statuses.length === 0) {
    context.out.line("No connection yet. Make one with `postern connect`, or look at `postern demo`.");
  } else {
    showStatus(context.out, statuses, context.now());
  }
}

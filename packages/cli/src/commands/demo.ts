import type { Tenant } from "@postern/emulator";
import type { Command } from "commander";
import { createPollView } from "../collecting/poll-view.js";
import { createProgressBook, silentView } from "../collecting/progress.js";
import type { Target } from "../demo/contain.js";
import { actingConnection, beginScene, type Stage } from "../demo/stage.js";
import { tellStory } from "../demo/story.js";
import { withTemporaryHome } from "../demo/temporary-home.js";
import { openTenant, showRecords } from "../demo/tenant.js";
import { playTrouble } from "../demo/trouble/play.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { unlessStopped } from "../program/stop.js";
import { defangUrl } from "../screen/defang.js";
import type { Screen } from "../screen/screen.js";
import { accent, bold, dim } from "../screen/text.js";

interface DemoOptions {
  readonly exit?: boolean;
  readonly json?: boolean;
  readonly records?: string;
}

// Each poll lists ten event types, and the vendor allows 50 listings per 15 minutes: three minutes is the least.
const cadenceMinutes = 5;

export function declareDemo(program: Command, context: Context): void {
  const command = program
    .command("demo")
    .summary("see all of it on an emulated tenant")
    .description(
      "Start an emulated tenant, connect to it, collect, find who clicked, block and unblock; then throttle, kill, " +
        "corrupt and revoke, and count what is left: in a minute or two, in a data directory of its own, without a " +
        "Mimecast account. Afterwards all stays up until Ctrl-C.",
    )
    .option("--exit", "end after the story")
    .option(
      "--json",
      "one summary object as the last line of standard output; the story goes to standard error",
    )
    .option("--records <directory>", "serve the recorded records found there instead of invented traffic")
    .action((options: DemoOptions) => demo(context, options));
  addExamples(command, [
    ["postern demo", "the story, then something to play with"],
    ["postern demo --exit --json", "for a script"],
  ]);
}

async function demo(context: Context, options: DemoOptions): Promise<void> {
  const signal = context.stop.listen();
  const screen = options.json ? context.err : context.out;
  const isRecorded = options.records !== undefined;
  beginScene(
    { screen, signal },
    `An emulated Mimecast tenant starts on this machine: ${isRecorded ? "it serves recorded records" : "a company, its mail, and a phishing campaign"}.`,
  );
  const { tenant } = await openTenant({
    ...(options.records === undefined ? {} : { recordsDir: options.records }),
    // The story doesn't wait for what takes the vendor minutes.
    guesses: { policyDelayMinutes: 0 },
  });
  try {
    tellTenant(screen, tenant);
    showRecords(context.err, tenant.records);
    await withTemporaryHome((home) => {
      const book = createProgressBook(silentView);
      return withEngine(
        context,
        (engine) => play({ context, screen, tenant, engine, book, home, signal }, options),
        { listener: book.listener, home },
      );
    });
  } finally {
    await tenant.close();
  }
  if (!options.exit) screen.line(dim("Stopped; the demo's data directory is gone."));
}

function tellTenant(screen: Screen, { account, v1, v2 }: Tenant): void {
  screen.line(`  ${account.name}  `, dim(`${account.code}, ${account.domain}`));
  screen.line(dim(`  API 1.0 at ${v1.baseUrl}, API 2.0 at ${v2.baseUrl}`));
}

async function play(stage: Stage, options: DemoOptions): Promise<void> {
  const { summary, target } = await tellStory(stage);
  // Recorded records come once and never late: there is nothing to disturb.
  const trouble = options.records === undefined ? { trouble: await playTrouble(stage) } : {};
  if (options.json) await stage.context.out.json({ ...summary, ...trouble });
  if (options.exit) {
    beginScene(stage, "That was all of it. Connect your own tenant next:");
    stage.screen.line("  ", accent(stage.context.propose(["connect"])));
    return;
  }
  proposeNext(stage, target);
  stage.book.show(createPollView(stage.screen, stage.context.now));
  await unlessStopped(stage.signal, stage.engine.collector.run({ signal: stage.signal, cadenceMinutes }));
}

/** Commands that work from another terminal while this process goes on collecting. */
function proposeNext({ context, screen, home, signal }: Stage, target: Target | null): void {
  beginScene({ screen, signal }, "All of it stays up. Try these in another terminal:");
  const last =
    target === null
      ? ["events", "--limit", "20"]
      : ["block", "url", defangUrl(target.url), "--on", actingConnection, "--plan"];
  for (const words of [["status"], ["events", "--follow"], last]) {
    screen.line("  ", accent(context.propose(words, home)));
  }
  screen.line(
    dim(`Collecting every ${cadenceMinutes} minutes. `),
    bold("Ctrl-C"),
    dim(" stops everything and removes the directory."),
  );
}

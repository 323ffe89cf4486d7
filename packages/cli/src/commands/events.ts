import { type Engine, type EventFilter, type Form, type StoredEvent, writeEvent } from "@postern/engine";
import type { Command } from "commander";
import { encodeEvent } from "../json/event.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { pause } from "../program/stop.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { describeZone } from "../screen/times.js";
import { showEvent, showEventHead } from "../show/events.js";
import { type EventOptions, readEventFilter } from "../values/event-filter.js";
import { formOption } from "../values/forms.js";

interface EventsOptions extends EventOptions {
  readonly follow?: boolean;
  readonly json?: boolean;
  readonly as?: Form;
}

const defaultLimitOnScreen = 50;
const defaultLimitBeforeFollowing = 10;
const lookEveryMs = 1000;

export function declareEvents(program: Command, context: Context): void {
  const command = program
    .command("events")
    .summary("what was collected")
    .description(
      "Show what was collected, newest first. On screen URLs are defanged; --json gives them as they are.",
    )
    .option("--connection <name>", "only this connection")
    .option("--feed <feed>", "ttp-url, siem-1.0, siem-2.0, …")
    .option("--type <type>", "kind of event: receipt, url-click, …")
    .option("--sender <address>", "who sent it")
    .option("--recipient <address>", "who got it, or clicked")
    .option("--url <url>", "this URL")
    .option("--host <host>", "URLs on this host")
    .option("--message-id <id>", "this message")
    .option("--verdict <verdict>", "what was found: malicious, clean, …")
    .option("--subject <text>", "part of the subject")
    .option("--since <when>", "from this time on: 2h, 7d, 2026-01-05")
    .option("--until <when>", "up to this time")
    .option(
      "--limit <count>",
      `at most so many (default: ${defaultLimitOnScreen} on screen, all with --json and --as)`,
    )
    .option("--follow", "go on with what arrives, until Ctrl-C")
    .option("--json", "one JSON object a line, with the vendor's record in `raw`")
    .addOption(formOption().conflicts("json"))
    .action((options: EventsOptions) => events(context, options));
  addExamples(command, [
    ["postern events --since 1h", "the last hour"],
    ["postern events --feed ttp-url --verdict malicious --follow", "malicious clicks as they come"],
    ["postern events --since 1h --as ecs", "the last hour as ECS documents, one a line"],
    ["postern events --message-id ID --json | jq .raw", "one message's way, as the vendor tells it"],
  ]);
}

async function events(context: Context, options: EventsOptions): Promise<void> {
  const filter = readEventFilter(options, context.now());
  const show = createPrinter(context, options);
  const isForPrograms = options.json === true || options.as !== undefined;
  await withEngine(context, async (engine) => {
    if (options.connection !== undefined) await engine.connections.get(options.connection);
    if (options.follow) await follow(context, engine, { filter, show });
    else await query(context, engine, { filter, show, isForPrograms });
  });
}

type Printer = (event: StoredEvent) => Promise<void>;

function createPrinter(context: Context, { json, as }: EventsOptions): Printer {
  let count = 0;
  return async (event) => {
    if (as !== undefined) return context.out.jsonTexts([writeEvent(event, as)]);
    if (json) return context.out.json(encodeEvent(event));
    if (count === 0) showEventHead(context.out);
    count += 1;
    showEvent(context.out, event);
  };
}

async function query(
  context: Context,
  engine: Engine,
  { filter, show, isForPrograms }: { filter: EventFilter; show: Printer; isForPrograms: boolean },
): Promise<void> {
  const limit = filter.limit ?? (isForPrograms ? undefined : defaultLimitOnScreen);
  let count = 0;
  for await (const event of engine.events.query({ ...filter, ...(limit === undefined ? {} : { limit }) })) {
    await show(event);
    count += 1;
  }
  if (isForPrograms) return;
  if (count === 0) context.out.line("No event matches.");
  else if (count === limit) {
    context.err.line(dim(`The newest ${countOf(count, "event")}; --limit shows more.`));
  }
  if (count > 0) context.err.line(dim(describeZone(context.now())));
}

/** The newest ones in the order they came, then what arrives. */
async function follow(
  context: Context,
  engine: Engine,
  { filter, show }: { filter: EventFilter; show: Printer },
): Promise<void> {
  const signal = context.stop.listen();
  let seq = await engine.events.lastSeq();
  const newest: StoredEvent[] = [];
  const limit = filter.limit ?? defaultLimitBeforeFollowing;
  for await (const event of engine.events.query({ ...filter, limit })) {
    if (event.seq <= seq) newest.unshift(event);
  }
  for (const event of newest) await show(event);
  const { limit: _, ...unlimited } = filter;
  while (!signal.aborted) {
    // Asked for before reading: events that don't match move the position too.
    const end = await engine.events.lastSeq();
    for await (const event of engine.events.since(seq, unlimited)) {
      if (signal.aborted) return;
      await show(event);
      seq = Math.max(seq, event.seq);
    }
    seq = Math.max(seq, end);
    await pause(lookEveryMs, signal);
  }
}

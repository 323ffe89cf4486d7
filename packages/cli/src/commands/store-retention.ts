import {
  type ConnectionSettings,
  type FeedSettings,
  PosternError,
  type StoreInfo,
  type TakenAway,
} from "@postern/engine";
import type { Command } from "commander";
import { encodeInfo } from "../json/store.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { countOf } from "../screen/numbers.js";
import { dim, good, warn } from "../screen/text.js";
import { formatFullTime, toIsoOrNull } from "../screen/times.js";
import { showKept } from "../show/store.js";
import { parseDuration } from "../values/durations.js";
import { collectList } from "../values/lists.js";

const dayMs = 86_400_000;
const leastMs = 3_600_000;

interface RetentionOptions {
  readonly feed?: readonly string[];
  readonly keep?: string;
  readonly now?: boolean;
  readonly json?: boolean;
}

export function declareRetention(store: Command, context: Context): void {
  const command = store
    .command("retention")
    .summary("how long events are kept; for ever, unless told otherwise")
    .description(
      "Show or set how long events are kept, by their own time. A running collector takes away what is older every hour; counts per hour and the ledger stay.",
    )
    .argument("[name]", "only this connection")
    .option("--keep <duration>", "90d, 2w; forever; default takes a feed's own setting away")
    .option("--feed <feed>", "of this feed alone; may be repeated, or a,b", collectList)
    .option("--now", "take away what is older now, not within the hour")
    .option(...reasonOption)
    .option("--json", "one JSON object")
    .action((name: string | undefined, options: RetentionOptions) => retention(context, name, options));
  addExamples(command, [
    ["postern store retention", "how long what is kept"],
    ["postern store retention eu-prod --keep 365d", "a year of every feed that names no other"],
    ["postern store retention eu-prod --feed siem-2.0 --keep 90d --now", "one feed, at once"],
  ]);
}

async function retention(
  context: Context,
  name: string | undefined,
  options: RetentionOptions,
): Promise<void> {
  const { keep } = options;
  const days = keep === undefined ? undefined : readKeep(keep);
  if (keep !== undefined && name === undefined)
    throw new PosternError("bad-usage", "--keep needs the name of a connection.");
  if (keep === undefined && options.feed !== undefined)
    throw new PosternError("bad-usage", "--feed goes with --keep: how long is it to be kept?");
  const { info, taken } = await withEngine(context, async (engine) => {
    if (name !== undefined) {
      const { settings } = await engine.connections.get(name);
      if (keep !== undefined)
        await engine.connections.update(name, {
          settings: change(settings, { name, feeds: options.feed, days }),
        });
    }
    const taken = options.now ? await engine.store.applyRetention(context.stop.listen()) : null;
    return { info: await engine.store.info(), taken };
  });
  const feeds = info.feeds.filter(({ connection }) => (name ?? connection) === connection);
  await tell(context, options, { info: { ...info, feeds }, taken });
}

async function tell(
  { out }: Context,
  options: RetentionOptions,
  { info, taken }: { info: StoreInfo; taken: TakenAway | null },
): Promise<void> {
  if (options.json) {
    await out.json({
      ...encodeInfo(info),
      eventsTakenAway: taken?.events ?? null,
      reckonedFrom: toIsoOrNull(taken?.asOf ?? null),
    });
    return;
  }
  if (options.keep !== undefined)
    out.line(good("Set"), dim("  a running collector takes away what is older every hour"));
  if (taken !== null) out.line(good("Taken away  "), countOf(taken.events, "event"));
  if (taken !== null && taken.asOf !== null)
    out.line(
      warn("Held back"),
      `  no tenant vouches for this machine's clock: what is too old was reckoned from ${formatFullTime(taken.asOf)}. Set the clock, or collect once.`,
    );
  if (info.feeds.length === 0) out.line("Nothing was collected yet.");
  else showKept(out, info);
}

/** Days; null: for ever; undefined: as if nothing had been said. Throws `bad-usage`. */
function readKeep(text: string): number | null | undefined {
  if (text === "default") return undefined;
  if (text === "forever") return null;
  const duration = parseDuration(text, "--keep");
  if (duration >= leastMs) return duration / dayMs;
  throw new PosternError("bad-usage", "--keep: an hour is the least that events can be kept.");
}

function change(
  settings: ConnectionSettings,
  {
    name,
    feeds,
    days,
  }: { name: string; feeds: readonly string[] | undefined; days: number | null | undefined },
): Partial<ConnectionSettings> {
  if (feeds === undefined) return { keepDays: days ?? null };
  const changed = feeds.map((feed): [string, FeedSettings] => {
    if (!settings.feeds.includes(feed)) {
      const known = settings.feeds.join(", ");
      throw new PosternError("bad-usage", `${name} does not collect ${feed}. Feeds collected: ${known}.`);
    }
    const { keepDays: _, ...others } = settings.feedSettings[feed] ?? {};
    return [feed, days === undefined ? others : { ...others, keepDays: days }];
  });
  return { feedSettings: { ...settings.feedSettings, ...Object.fromEntries(changed) } };
}

import {
  type Beginning,
  type Connection,
  type ConnectionSettings,
  type FeedSettings,
  findFeed,
  PosternError,
} from "@postern/engine";
import type { Command } from "commander";
import { encodeConnection } from "../json/connection.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { bold, dim, type Text } from "../screen/text.js";
import { formatFullTime, toIso, toIsoOrNull } from "../screen/times.js";
import { expandActions } from "../values/action-words.js";
import { parseDuration } from "../values/durations.js";
import { collectList } from "../values/lists.js";
import { readSwitch } from "../values/switches.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface SetOptions {
  readonly feed?: readonly string[];
  readonly every?: string;
  readonly settleDelay?: string;
  readonly sweeps?: string;
  readonly lookback?: string;
  readonly retention?: string;
  readonly readOnly?: string;
  readonly actions?: readonly string[];
  readonly allow?: readonly string[];
  readonly json?: boolean;
}

type Timing = Pick<SetOptions, "every" | "settleDelay" | "sweeps" | "lookback" | "retention">;

export function declareSet(connections: Command, context: Context): void {
  const command = connections
    .command("set")
    .summary("when its feeds are read, and whether actions may change its tenant")
    .description(
      "Change when the feeds of a connection are read, or whether actions may change anything through it. A running " +
        "collector notices. The word default takes a time away.",
    )
    .argument("<name>", "the connection")
    .option("--feed <feed>", "of this feed alone; may be repeated, or a,b", collectList)
    .option("--every <duration>", "time between two polls")
    .option(
      "--settle-delay <duration>",
      "how long records may still arrive at the vendor, before a span is read",
    )
    .option("--sweeps <durations>", "when a span is read again for late arrivals: 1h,24h, or none")
    .option(
      "--lookback <duration>",
      "how far back reading reaches, from the making of the connection; a longer one is read at the next poll",
    )
    .option("--retention <duration>", "how far back the vendor keeps records, or unlimited")
    .option(
      "--actions <actions>",
      "actions that may be run: a,b; usual (on senders and URLs; Postern can take them back) or all",
      collectList,
    )
    .option("--allow <actions>", "actions that may be run too: a,b", collectList)
    .option("--read-only <state>", "on: no action changes anything through it; off")
    .option(...reasonOption)
    .option("--json", "the connection as one JSON object")
    .action((name: string, options: SetOptions) => set(context, name, options));
  addExamples(command, [
    ["postern connections set eu-prod --every 5m", "all feeds that name no other time"],
    ["postern connections set eu-prod --feed audit --retention 30d --sweeps 1h,24h,3d", "one feed"],
    ["postern connections set eu-prod --every default", "as it was"],
    ["postern connections set eu-prod --lookback 7d", "the week before it was connected, too"],
    ["postern connections set eu-prod --allow release-held,remediate-url", "what may be run too"],
    ["postern connections set eu-prod --actions block-url,remove-url", "only these may be run"],
    ["postern connections set eu-prod --read-only on", "plans are shown, nothing is run"],
  ]);
}

async function set(context: Context, name: string, options: SetOptions): Promise<void> {
  const { feed, every, settleDelay, sweeps, lookback, retention, readOnly, actions, allow } = options;
  const given = [every, settleDelay, sweeps, lookback, retention, readOnly, actions, allow];
  if (given.every((value) => value === undefined))
    throw new PosternError(
      "bad-usage",
      "Nothing to set: give --every, --settle-delay, --sweeps, --lookback, --retention, --actions, --allow or --read-only.",
    );
  const { connection, beginnings } = await withEngine(context, async (engine) => {
    const { settings, generation } = await engine.connections.get(name);
    for (const chosen of feed ?? []) {
      findFeed(chosen);
      if (settings.feeds.includes(chosen)) continue;
      throw new PosternError(
        "bad-usage",
        `${name} does not collect ${chosen}. Feeds collected: ${settings.feeds.join(", ")}.`,
      );
    }
    const changed = await engine.connections.update(name, {
      settings: {
        ...changeSettings(settings, options),
        ...changeActions(settings, { actions, allow, generation }),
      },
    });
    const all = lookback === undefined ? [] : await engine.connections.beginnings(name);
    return { connection: changed, beginnings: all.filter((one) => feed?.includes(one.feed) ?? true) };
  });
  const { out } = context;
  if (options.json) {
    await out.json({ ...encodeConnection(connection), beginnings: beginnings.map(encodeBeginning) });
    return;
  }
  out.line("Set ", bold(connection.name), dim("  a running collector notices within a second"));
  for (const beginning of beginnings) out.line("  ", ...describeBeginning(beginning));
}

/** What a lookback does to a feed: moved back, it is read; what has begun is never taken away. */
function describeBeginning({ feed, since, next, hasPast }: Beginning): Text[] {
  const name = bold(feed);
  if (since === null) return [name, `  begins with ${formatFullTime(next)}`];
  if (!hasPast) return [name, dim("  what a list held in the past can't be asked: nothing changes")];
  if (next < since)
    return [
      name,
      `  the next poll reads ${formatFullTime(next)} to ${formatFullTime(since)} as well, as far as the tenant still holds it`,
    ];
  return [name, dim(`  has begun with ${formatFullTime(since)}: what was read stays`)];
}

function encodeBeginning({ feed, since, next }: Beginning): object {
  return { feed, since: toIsoOrNull(since), next: toIso(next) };
}

/** Those named, or those there are already, and what is allowed beside them. */
function changeActions(
  before: ConnectionSettings,
  {
    actions = before.actions,
    allow = [],
    generation,
  }: {
    readonly actions: readonly string[] | undefined;
    readonly allow: readonly string[] | undefined;
    readonly generation: Connection["generation"];
  },
): Partial<ConnectionSettings> {
  return { actions: expandActions([...actions, ...allow], generation) };
}

function changeSettings(before: ConnectionSettings, options: SetOptions): Partial<ConnectionSettings> {
  const { feed, every, lookback, readOnly } = options;
  const access = readOnly === undefined ? {} : { isReadOnly: readSwitch(readOnly, "--read-only") };
  if (feed !== undefined) return { ...access, feedSettings: changeFeeds(before, feed, options) };
  const { settleDelay, sweeps, retention } = options;
  const everyFeed = {
    ...(settleDelay === undefined ? {} : { settleDelay }),
    ...(sweeps === undefined ? {} : { sweeps }),
    ...(retention === undefined ? {} : { retention }),
  };
  return {
    ...access,
    ...(every === undefined ? {} : { everyMinutes: readValue(every, "--every", minuteMs) ?? null }),
    ...(lookback === undefined ? {} : { lookbackHours: readValue(lookback, "--lookback", hourMs) ?? 1 }),
    feedSettings: changeFeeds(before, before.feeds, everyFeed),
  };
}

function changeFeeds(
  { feedSettings }: ConnectionSettings,
  feeds: readonly string[],
  timing: Timing,
): Readonly<Record<string, FeedSettings>> {
  const changed = feeds.map((feed): [string, FeedSettings] => [
    feed,
    changeFeed(feedSettings[feed] ?? {}, timing),
  ]);
  return { ...feedSettings, ...Object.fromEntries(changed) };
}

/** What is not given stays; `default` takes away. */
function changeFeed(before: FeedSettings, timing: Timing): FeedSettings {
  const { every, settleDelay, sweeps, lookback, retention } = timing;
  const entries: readonly (readonly [keyof FeedSettings, string | undefined, (text: string) => unknown])[] = [
    ["everyMinutes", every, (text) => readValue(text, "--every", minuteMs)],
    ["settleDelayMinutes", settleDelay, (text) => readValue(text, "--settle-delay", minuteMs)],
    ["lookbackHours", lookback, (text) => readValue(text, "--lookback", hourMs)],
    ["sweepAfterHours", sweeps, readSweeps],
    [
      "retentionDays",
      retention,
      (text) => (text === "unlimited" ? null : readValue(text, "--retention", dayMs)),
    ],
  ];
  const given = entries.filter(([, text]) => text !== undefined);
  const kept = Object.entries(before).filter(([key]) => !given.some(([name]) => name === key));
  const read = given.flatMap(([key, text, parse]) => {
    const value = parse(text ?? "");
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries([...kept, ...read]);
}

function readValue(text: string, option: string, unitMs: number): number | undefined {
  return text === "default" ? undefined : parseDuration(text, option) / unitMs;
}

function readSweeps(text: string): readonly number[] | undefined {
  if (text === "default") return undefined;
  if (text === "none") return [];
  return text.split(",").map((one) => parseDuration(one, "--sweeps") / hourMs);
}

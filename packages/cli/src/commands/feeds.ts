import { describeFeed, feeds, findFeed } from "@postern/engine";
import type { Command } from "commander";
import { encodeFeed } from "../json/feed.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { showFeed, showFeeds } from "../show/feeds.js";

interface FeedsOptions {
  readonly json?: boolean;
}

export function declareFeeds(program: Command, context: Context): void {
  const command = program
    .command("feeds")
    .summary("what can be collected")
    .description("List what can be collected: with which product and permission, how far back, how soon.")
    .option("--json", "one JSON object")
    .action((options: FeedsOptions) => listFeeds(context, options));
  addExamples(command, [
    ["postern feeds", "all of them"],
    ["postern feeds show ttp-url", "one of them, field by field"],
  ]);
  const show = command
    .command("show")
    .summary("one feed, field by field")
    .description("Show a feed: what is needed to read it, and of each field what it means in ECS and OCSF.")
    .argument("<feed>", "its name")
    // Both commands have --json, and the one before takes it.
    .action((name: string, _: object, self: Command) =>
      showOneFeed(context, name, self.optsWithGlobals<FeedsOptions>()),
    );
  addExamples(show, [
    ["postern feeds show siem-2.0", "the fields of mail events, type by type"],
    ["postern feeds show audit --json | jq '.tables[].fields'", "for a program"],
  ]);
}

async function listFeeds({ out }: Context, { json }: FeedsOptions): Promise<void> {
  const described = feeds.map(describeFeed);
  if (json) await out.json({ feeds: described.map((feed) => encodeFeed(feed)) });
  else showFeeds(out, described);
}

async function showOneFeed({ out }: Context, name: string, { json }: FeedsOptions): Promise<void> {
  const feed = describeFeed(findFeed(name));
  if (json) await out.json({ ...encodeFeed(feed), tables: feed.tables });
  else showFeed(out, feed);
}

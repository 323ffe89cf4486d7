import { type FeedDescription, type FieldTable, tellFacts } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim, type Text, warn } from "../screen/text.js";

const nothing = "–";

export function showFeeds(screen: Screen, feeds: readonly FeedDescription[]): void {
  printTable(screen, {
    columns: [
      { title: "feed" },
      { title: "API" },
      { title: "product (2.0)", gives: true },
      { title: "permission", gives: true },
      { title: "kept", align: "right" },
      { title: "delay", align: "right" },
      { title: "read by", gives: true },
      { title: "default" },
    ],
    rows: feeds.map((feed) => {
      const { api, product, permission, kept, delay, readBy, byDefault } = tellFacts(feed);
      return [bold(feed.name), api, product, permission, kept, delay, readBy, byDefault];
    }),
  });
}

export function showFeed(screen: Screen, feed: FeedDescription): void {
  screen.line(bold(feed.name), dim("  "), feed.sentence);
  const { api, product, permission, kept, delay, readBy, byDefault } = tellFacts(feed);
  const facts: readonly (readonly [string, string])[] = [
    ["API", api],
    ...feed.operations.map(({ method, path }) => ["call", `${method} ${path}`] as const),
    ["product", product],
    ["permission", permission],
    ["read by", readBy],
    ["default", byDefault],
    ["kept", kept],
    ["delay", delay],
    ["dataset", feed.dataset],
  ];
  const width = Math.max(...facts.map(([title]) => title.length)) + 2;
  for (const [title, fact] of facts) screen.line(dim(`  ${title.padEnd(width)}`), fact);
  if (feed.note !== null) screen.line(warn("  not confirmed  "), feed.note);
  for (const table of feed.tables) showFields(screen, table);
}

function showFields(screen: Screen, { type, fields }: FieldTable): void {
  screen.line();
  if (type !== null) screen.line(dim("type "), bold(type));
  const places = (of: readonly string[]): Text => (of.length === 0 ? dim(nothing) : of.join(", "));
  printTable(screen, {
    columns: [
      { title: "field" },
      { title: "meaning", gives: true },
      { title: "type" },
      { title: "ECS", gives: true },
      { title: "OCSF", gives: true },
    ],
    rows: fields.map((field) => [
      bold(field.name),
      field.meaning,
      dim(field.type),
      places(field.ecs),
      places(field.ocsf),
    ]),
  });
}

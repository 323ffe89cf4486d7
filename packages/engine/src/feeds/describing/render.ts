import type { Operation } from "@postern/mimecast/catalogue";
import { feeds } from "../registry.js";
import { describeFeed, type FeedDescription, type FieldTable, tellFacts } from "./describe.js";

/** The pages of docs/feeds by file name: one of all feeds, and one of each. */
export function renderFeeds(): Readonly<Record<string, string>> {
  const described = feeds.map(describeFeed);
  const pages = described.map((feed) => [`${feed.name}.md`, renderFeed(feed)] as const);
  return { "README.md": renderOverview(described), ...Object.fromEntries(pages) };
}

const source = "Made from `packages/engine/src/feeds` by `npm run docs`.";
const nothing = "–";

function renderOverview(described: readonly FeedDescription[]): string {
  const rows = described.map((feed) => {
    const { api, product, permission, kept, delay, readBy, byDefault } = tellFacts(feed);
    return [
      `[${feed.name}](${feed.name}.md)`,
      feed.sentence,
      ...[api, product, permission, kept, delay, readBy, byDefault],
    ];
  });
  const titles = [
    "Feed",
    "What it tells",
    "API",
    "Product (2.0)",
    "Permission",
    "Kept",
    "Settles",
    "Read by",
    "By default",
  ];
  return page([
    "# Feeds",
    source,
    "A **feed** is a kind of record that can be collected. Each page has the fields of its records, what they mean, " +
      "and where they stand in ECS and OCSF; `postern feeds show FEED` prints the same. *Kept* is how far back the " +
      "API reaches, *settles* how long Postern waits before it reads a span of time. How the documents compare with " +
      "those of Elastic's own integration stands in [conformance](conformance.md).",
    table(titles, rows),
  ]);
}

function renderFeed(feed: FeedDescription): string {
  const { name, sentence, operations, dataset, note } = feed;
  const { api, product, permission, kept, delay, readBy, byDefault } = tellFacts(feed);
  const facts = [
    ["API", api],
    ["Calls", operations.map(describeCall).join("; ")],
    ["Product (2.0)", product],
    ["Permission", permission],
    ["Read by", readBy],
    ["Collected by default", byDefault],
    ["Kept by the tenant", kept],
    ["Settle delay", delay],
    ["`event.dataset`", `\`${dataset}\``],
  ];
  return page([
    `# ${name}`,
    source,
    sentence,
    table(["", ""], facts),
    ...(note === null ? [] : [`**Not confirmed:** ${note}`]),
    ...feed.tables.flatMap((each) => renderFields(each, feed.tables.length > 1)),
  ]);
}

function describeCall({ method, path, generations }: Operation): string {
  return `${method} \`${path}\` (${generations.join(", ")})`;
}

function renderFields({ type, fields }: FieldTable, hasTypes: boolean): readonly string[] {
  const heading = type === null ? (hasTypes ? "Fields of every type" : "Fields") : `Type \`${type}\``;
  const code = (places: readonly string[]) => places.map((place) => `\`${place}\``).join(", ") || nothing;
  const rows = fields.map(({ name, meaning, type: kind, ecs, ocsf }) => [
    `\`${name}\``,
    meaning,
    kind,
    code(ecs),
    code(ocsf),
  ]);
  return [`## ${heading}`, table(["Field", "Meaning", "Type", "ECS", "OCSF"], rows)];
}

function page(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}

/** A permission holds the bar that ends a cell. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

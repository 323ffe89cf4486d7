import type { Connection } from "../connections/index.js";
import { PosternError } from "../errors/index.js";

/** The feeds asked for, else all. One that none of the connections collects is a slip of the operator's: `bad-usage`. */
export function chooseFeeds(
  connections: readonly Connection[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const known = new Set(connections.flatMap(({ settings }) => settings.feeds));
  if (wanted === undefined) return [...known];
  const unknown = wanted.filter((feed) => !known.has(feed));
  if (unknown.length === 0) return wanted;
  const names = connections.map(({ name }) => name).join(", ");
  throw new PosternError(
    "bad-usage",
    `${names} does not collect ${unknown.join(", ")}. Feeds collected: ${[...known].join(", ")}.`,
  );
}

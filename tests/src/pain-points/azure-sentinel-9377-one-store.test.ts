import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// Five programs had to be deployed, each with a place of its own for its data.
test("both generations and all feeds go into one database, and are asked for together", async () => {
  const stage = await openStage(
    { connection: "v2", feed: "ttp-url" },
    { settings: { feeds: ["ttp-url", "rejections", "audit"] } },
  );
  await stage.engine.collector.collect();
  const seen = new Set<string>();
  for await (const { connection, feed } of stage.engine.events.query()) seen.add(`${connection} ${feed}`);
  expect([...seen].map((place) => place.split(" ")[0])).toEqual(expect.arrayContaining(["v1", "v2"]));
  const databases = (await readdir(stage.home)).filter((name) => name.endsWith(".db"));
  expect(databases).toHaveLength(1);
});

import { describeFeed, feeds } from "@postern/engine";
import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// Nobody could tell what a type of log means, nor follow a message through them.
test("each feed says what it holds, field by field; a message is followed by its id through all of them", async () => {
  for (const feed of feeds) {
    const { sentence, tables } = describeFeed(feed);
    expect(sentence.length, feed.name).toBeGreaterThan(20);
    expect(tables.length, feed.name).toBeGreaterThan(0);
  }
  const { engine } = await openStage(
    { connection: "v2", feed: "siem-2.0" },
    { settings: { lookbackHours: 1 } },
  );
  await engine.collector.collect({ connection: "v2" });
  let messageId: string | null = null;
  for await (const event of engine.events.query({ type: "delivery" })) messageId ??= event.messageId;
  if (messageId === null) throw new Error("no message was delivered");
  const types = new Set<string>();
  for await (const { type } of engine.events.query({ messageId })) types.add(type ?? "");
  expect([...types]).toEqual(expect.arrayContaining(["receipt", "process", "delivery"]));
});

import { expect, test } from "vitest";
import { openStage } from "./stage.js";

// After an outage the whole backlog was taken into memory, until there was none left.
test("a backlog goes through in small commits, and one that is stopped goes on where it was", async () => {
  const commits: number[] = [];
  const stopping = new AbortController();
  const stage = await openStage(
    { connection: "v2", feed: "siem-2.0" },
    {
      tenant: { messagesPerDay: 20_000 },
      settings: { lookbackHours: 1 },
      listener(name, event) {
        if (name !== "batch.committed" || !("stored" in event) || !("duplicates" in event)) return;
        commits.push(event.stored + event.duplicates);
        if (commits.length === 3) stopping.abort();
      },
    },
  );
  await stage.engine.collector
    .collect({ connection: "v2", feeds: ["siem-2.0"], signal: stopping.signal })
    .catch(() => {});
  const { stored } = await stage.status();
  expect(stored).toBeGreaterThan(0);
  await stage.reopen();
  expect(await stage.poll()).toMatchObject({ ledger: { verdict: "complete" } });
  expect(commits.length).toBeGreaterThan(4);
  expect(Math.max(...commits)).toBeLessThanOrEqual(500);
  await stage.compare(1);
});

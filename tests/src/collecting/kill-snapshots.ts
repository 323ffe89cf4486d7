import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { inPages, openScripted } from "../setting/scripted.js";
import { minuteMs } from "../setting/setting.js";
import { randomFrom, startCollector } from "./kill.js";

const feed = "held-messages";
const listPath = "/api/gateway/get-hold-message-list";

type List = ReadonlyMap<number, number>;

/**
 * Kills a process in the middle of polling a list, lets another poll follow, and compares what both told with what
 * one undisturbed poll would have told: the difference of the two lists, each change once.
 */
export async function killPolls(request: { kills: number; rows: number; seed: number }): Promise<void> {
  const random = randomFrom(request.seed);
  const vendor = await openScripted({ feeds: [feed], lookbackHours: 1 });
  try {
    let list: List = new Map();
    let told = 0;
    let interrupted = 0;
    for (let kill = 0; kill < request.kills; kill += 1) {
      const next = change(list, { rows: request.rows, random });
      vendor.on(listPath, inPages([...next].map(toRow), 250));
      vendor.on("/api/gateway/get-held-release-logs", () => ({
        data: [{ heldReleaseLogs: [...list.keys()].filter((id) => !next.has(id)).map(toEntry) }],
      }));
      // The first dies before its first answer, however busy the machine is.
      if (await killOne(vendor, kill === 0 ? 0 : random() * 250)) interrupted += 1;
      await vendor.collect(feed);
      const events = await vendor.events(feed);
      expect(events.slice(told).map(describe).sort()).toEqual(differences(list, next).sort());
      told = events.length;
      const [status] = await vendor.engine.status();
      expect(status?.feeds[0]).toMatchObject({ state: "healthy", stored: told });
      list = next;
      vendor.clock.advance(15 * minuteMs);
    }
    expect(interrupted).toBeGreaterThan(0);
  } finally {
    await vendor.close();
  }
}

/** True where it was killed before it was done. The clock runs from its first call: before, there is nothing to hit. */
async function killOne(vendor: Awaited<ReturnType<typeof openScripted>>, afterMs: number): Promise<boolean> {
  const child = startCollector(vendor, [feed]);
  const exited = once(child, "exit").then(() => true);
  const ended = await Promise.race([exited, vendor.called().then(() => sleep(afterMs).then(() => false))]);
  if (!ended) {
    child.kill("SIGKILL");
    await exited;
  }
  return !ended;
}

/** A tenth of the rows leaves, a tenth changes, and as many as are missing arrive. */
function change(list: List, { rows, random }: { rows: number; random: () => number }): List {
  const next = new Map<number, number>();
  for (const [id, revision] of list) {
    const chance = random();
    if (chance >= 0.1) next.set(id, chance < 0.2 ? 1 - revision : revision);
  }
  for (let id = Math.max(0, ...list.keys()) + 1; next.size < rows; id += 1) next.set(id, 0);
  return next;
}

function toRow([id, revision]: readonly [number, number]): object {
  return {
    id: `held-${id}`,
    reason: `reason ${revision}`,
    from: { emailAddress: `sender-${id}@out.example` },
    to: { emailAddress: "bo@corp.example" },
    subject: `Offer ${id}`,
  };
}

/** The log tells of every other one. */
function toEntry(id: number): object {
  return { id: id % 2 === 0 ? `held-${id}` : "another", status: "released", heldReason: "Spam" };
}

function differences(before: List, after: List): string[] {
  const told: string[] = [];
  for (const [id, revision] of after) {
    const known = before.get(id);
    if (known !== revision)
      told.push(`${known === undefined ? "arrived" : "changed"} held-${id} reason ${revision}`);
  }
  for (const [id, revision] of before) {
    if (!after.has(id)) told.push(`${id % 2 === 0 ? "released" : "left"} held-${id} reason ${revision}`);
  }
  return told;
}

function describe({ type, raw }: { type: string; raw: string }): string {
  const { id, reason }: { id: string; reason: string } = JSON.parse(raw);
  return `${type} ${id} ${reason}`;
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BudgetState, ClientEvent, MimecastClient, OperationName } from "@postern/mimecast";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Connection } from "../connections/index.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { insertStream } from "../store/samples.suite.js";
import { createUsageBook } from "./book.js";
import { readAddresses, readBudgets, readOthersSpending, saveUsage } from "./usage.js";

const minute = 60_000;
const listing: OperationName = "siem.batch.cg";
const credential = { hints: { clientId: { lastFour: "abcd", fingerprint: "f1" } } };
const connection = { id: "k", name: "k", generation: "2.0", credential } as unknown as Connection;

let home: string;
let store: Store;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "postern-usage-"));
  store = await openSqliteStore({ home });
  await insertStream(store);
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

function clientWith(budget: readonly BudgetState[]): MimecastClient {
  return { budget: () => budget } as MimecastClient;
}

test("what is left of a quota and who spends it is told in another process, until it is given back", async () => {
  const usage = createUsageBook();
  const tell = (event: Partial<ClientEvent>): void =>
    usage.listener("client.event", { connection: "k", event: event as ClientEvent });
  const call = (at: number, operation: OperationName): void =>
    tell({ type: "request.started", at, operation });
  const read = (feed: string): void => usage.listener("feed.started", { connection: "k", feed });
  read("siem-2.0");
  // Too long ago to count: the vendor counts a quarter of an hour.
  call(0, listing);
  for (let count = 0; count < 3; count += 1) call(20 * minute + count, listing);
  read("siem-ci");
  call(20 * minute, listing);
  call(20 * minute, "ttp.url.get-logs");
  tell({
    type: "connection.opened",
    at: 5,
    operation: null,
    remoteAddress: "192.0.2.7",
    localAddress: "10.0.0.5",
    isProxy: false,
  });
  const state = { operation: listing, limit: 50, remaining: 46, resetsAt: 35 * minute, waitingMs: 0 };
  const client = clientWith([state]);
  await saveUsage({ store, usage, holder: "one" }, { connection, client, now: 21 * minute });
  const [ofListing, ofClicks] = await readBudgets(store, { connection, now: 22 * minute });
  expect(ofListing).toEqual({
    operation: listing,
    limit: 50,
    remaining: 46,
    resetsAt: 35 * minute,
    spentBy: [
      { connection: "k", feed: "siem-2.0", calls: 3 },
      { connection: "k", feed: "siem-ci", calls: 1 },
    ],
    asOf: 21 * minute,
  });
  expect(ofClicks).toMatchObject({ operation: "ttp.url.get-logs", limit: null, remaining: null });
  expect(await readAddresses(store, "k")).toEqual({
    remote: "192.0.2.7",
    local: "10.0.0.5",
    isProxy: false,
    at: 5,
  });
  const [later] = await readBudgets(store, { connection, now: 36 * minute });
  expect(later).toMatchObject({ remaining: 50, resetsAt: null, spentBy: [] });
});

test("what one process spent is given back to the others minute by minute, not all with its first call", async () => {
  const usage = createUsageBook();
  const call = (at: number): void =>
    usage.listener("client.event", {
      connection: "k",
      event: { type: "request.started", at, operation: listing } as ClientEvent,
    });
  call(20 * minute);
  call(20 * minute);
  call(24 * minute);
  const state = { operation: listing, limit: 50, remaining: 47, resetsAt: 35 * minute, waitingMs: 0 };
  const of = { connection, client: clientWith([state]), now: 25 * minute };
  await saveUsage({ store, usage, holder: "one" }, of);
  const othersOf = async (now: number) =>
    (await readOthersSpending({ store, holder: "two" }, { connection, now })).get(listing);
  expect(await othersOf(26 * minute)).toEqual({
    calls: [
      { at: 21 * minute, count: 2 },
      { at: 25 * minute, count: 1 },
    ],
    blockedUntil: null,
  });
  expect((await othersOf(36 * minute))?.calls).toEqual([{ at: 25 * minute, count: 1 }]);
  const [later] = await readBudgets(store, { connection, now: 36 * minute });
  expect(later).toMatchObject({ remaining: 49, resetsAt: 40 * minute, spentBy: [{ calls: 1 }] });
});

import type { EventBatch, EventRow, LeaseToken } from "./commit.js";
import { idBytes } from "./commit.js";
import type { Store } from "./store.js";

const never = (): boolean => false;
export const start = Date.UTC(2026, 0, 5, 12);

/** A stream of a connection, with the rows it hangs on. */
export async function insertStream(store: Store): Promise<number> {
  await store.control
    .insertInto("credentials")
    .values({
      id: "c",
      name: "c",
      generation: "2.0",
      wrapped_key: Buffer.of(1),
      sealed: "{}",
      hints: "{}",
      created_at: 0,
    })
    .execute();
  await store.control
    .insertInto("connections")
    .values({
      id: "k",
      name: "k",
      generation: "2.0",
      base_url: "https://api.example",
      credential_id: "c",
      settings: "{}",
      created_at: 0,
    })
    .execute();
  const { id } = await store.control
    .insertInto("streams")
    .values({ connection_id: "k", feed: "siem-2.0", since: 0, state: "waiting", state_since: 0 })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function takeLease(store: Store, holder: string): Promise<LeaseToken> {
  const lease = await store.takeLease({ principal: "p", holder, now: start, leaseMs: 60_000, isDead: never });
  if (lease === null) throw new Error("the lease is taken");
  return lease;
}

export function rowOf(number: number, occurrences = 1): EventRow {
  const raw = JSON.stringify({ number });
  return [
    start,
    "receipt",
    `s${number}@a.example`,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    occurrences,
    raw,
  ];
}

export function batchOf(
  numbers: readonly number[],
  { occurrences = 1 }: { occurrences?: number } = {},
): EventBatch {
  const ids = new Uint8Array(numbers.length * idBytes);
  for (const [index, number] of numbers.entries()) ids.fill(number, index * idBytes, (index + 1) * idBytes);
  return { ids, rows: numbers.map((number) => rowOf(number, occurrences)) };
}

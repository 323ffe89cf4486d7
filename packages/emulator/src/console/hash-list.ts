import { minuteMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";

export const hashOperations = ["ALLOW", "BLOCK", "DELETE"] as const;
export type HashOperation = (typeof hashOperations)[number];

/** One upload of file hashes. */
export interface HashBatch {
  readonly id: string;
  readonly operation: HashOperation;
  /** Lower case. */
  readonly hashes: readonly string[];
  readonly createdAt: number;
}

interface Lifetime {
  readonly batch: HashBatch;
  readonly since: number;
  until: number;
}

/** The account's own list of files, with the time each entry was in force: past mail keeps the verdict of its time. */
export class HashList {
  /** How many hashes may stand in the list at a time. */
  readonly capacity: number;
  private batches: HashBatch[] = [];
  /** By hash, oldest first; at most the last one is in force. */
  private readonly lifetimes = new Map<string, Lifetime[]>();
  private created = 0;
  private inForce = 0;

  private readonly guesses: Pick<Guesses, "hashDelayMinutes" | "knownHashTakesRoom" | "repeatedHash">;

  constructor(
    capacity: number,
    guesses: Pick<Guesses, "hashDelayMinutes" | "knownHashTakesRoom" | "repeatedHash">,
  ) {
    this.capacity = capacity;
    this.guesses = guesses;
  }

  /** In order of their upload. */
  list(): readonly HashBatch[] {
    return this.batches;
  }

  /** What stands in the list now. */
  entries(): { readonly hash: string; readonly verdict: "ALLOW" | "BLOCK" }[] {
    return [...this.lifetimes.keys()].flatMap((hash) => {
      const verdict = verdictOf(this.currentOf(hash) ?? undefined);
      return verdict === null ? [] : [{ hash, verdict }];
    });
  }

  get used(): number {
    return this.inForce;
  }

  /** How many more entries the hashes would make. */
  countNew(hashes: readonly string[]): number {
    if (this.guesses.knownHashTakesRoom) return new Set(hashes).size;
    return [...new Set(hashes)].filter((hash) => this.currentOf(hash) === null).length;
  }

  /** Which upload decides about a hash is the guess `repeatedHash`; `DELETE` takes it off the list. */
  add(
    draft: Pick<HashBatch, "operation" | "hashes">,
    options: { readonly now: number; readonly makeId: (serial: number) => string },
  ): HashBatch {
    this.created += 1;
    const batch = { ...draft, id: options.makeId(this.created), createdAt: options.now };
    this.batches.push(batch);
    for (const hash of new Set(batch.hashes)) this.listOne(hash, batch);
    return batch;
  }

  /** The batch taken back, and its entries with it; null when there is none with the id. */
  remove(id: string, now: number): HashBatch | null {
    const batch = this.batches.find((candidate) => candidate.id === id);
    if (batch === undefined) return null;
    this.batches = this.batches.filter((candidate) => candidate !== batch);
    for (const hash of batch.hashes) {
      const current = this.currentOf(hash);
      if (current?.batch === batch) this.end(current, now);
    }
    return batch;
  }

  /** What the list said of a file at a time. */
  judge(sha256: string, time: number): "ALLOW" | "BLOCK" | null {
    const lifetimes = this.lifetimes.get(sha256) ?? [];
    return verdictOf(lifetimes.find(({ since, until }) => since < time && time <= until));
  }

  /** What it says now, entries of this very moment included. */
  judgeNow(sha256: string, now: number): "ALLOW" | "BLOCK" | null {
    const lifetimes = this.lifetimes.get(sha256) ?? [];
    return verdictOf(lifetimes.find(({ since, until }) => since <= now && now < until));
  }

  /** Nothing was ever listed: no file needs to be hashed for its verdict. */
  get isUnused(): boolean {
    return this.lifetimes.size === 0;
  }

  private get delayMs(): number {
    return this.guesses.hashDelayMinutes * minuteMs;
  }

  private listOne(hash: string, batch: HashBatch): void {
    const current = this.currentOf(hash);
    const isLate = current !== null && batch.operation !== "DELETE";
    if (isLate && this.guesses.repeatedHash === "first") return;
    if (current !== null) this.end(current, batch.createdAt);
    if (batch.operation === "DELETE") return;
    const lifetimes = this.lifetimes.get(hash) ?? [];
    lifetimes.push({ batch, since: batch.createdAt + this.delayMs, until: Infinity });
    this.lifetimes.set(hash, lifetimes);
    this.inForce += 1;
  }

  private end(lifetime: Lifetime, now: number): void {
    lifetime.until = now + this.delayMs;
    this.inForce -= 1;
  }

  private currentOf(hash: string): Lifetime | null {
    const last = this.lifetimes.get(hash)?.at(-1);
    return last?.until === Infinity ? last : null;
  }
}

function verdictOf(lifetime: Lifetime | undefined): "ALLOW" | "BLOCK" | null {
  const operation = lifetime?.batch.operation;
  return operation === "ALLOW" || operation === "BLOCK" ? operation : null;
}

import { minuteMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";

/** An entry of one recipient's own list of senders. */
export interface ManagedSender {
  readonly id: string;
  readonly sender: string;
  readonly to: string;
  readonly type: "Permit" | "Block";
}

/** What the lists look at in a message. */
export interface PersonalMail {
  readonly sender: string;
  readonly headerFrom: string;
  readonly recipient: string;
}

interface Lifetime {
  readonly entry: ManagedSender;
  readonly since: number;
  until: number;
}

/** Whom the recipients permit and block for themselves, with the time each entry was in force. */
export class ManagedSenders {
  private readonly delayMs: number;
  /** By recipient and sender, oldest first: asked for every message. */
  private readonly pairs = new Map<string, Lifetime[]>();
  private created = 0;

  constructor({ senderDelayMinutes }: Pick<Guesses, "senderDelayMinutes">) {
    this.delayMs = senderDelayMinutes * minuteMs;
  }

  list(): ManagedSender[] {
    return this.living().map(({ entry }) => entry);
  }

  /** Puts a sender on a recipient's list. One who is there already keeps the id, with the latest type. */
  put(
    { sender, to, type }: Omit<ManagedSender, "id">,
    options: {
      readonly now: number;
      readonly makeId: (serial: number) => string;
      /** The entry is made anew, under another id. */
      readonly isAnew?: boolean;
    },
  ): ManagedSender {
    const pair = { sender: sender.toLowerCase(), to: to.toLowerCase() };
    const lifetimes = this.lifetimesOf(pair);
    const present = lifetimes.find(({ until }) => until === Infinity);
    if (present?.entry.type === type && options.isAnew !== true) return present.entry;
    const since = options.now + this.delayMs;
    if (present !== undefined) present.until = since;
    const known = options.isAnew === true ? undefined : present?.entry.id;
    if (known === undefined) this.created += 1;
    const entry = { id: known ?? options.makeId(this.created), ...pair, type };
    lifetimes.push({ entry, since, until: Infinity });
    return entry;
  }

  /** How many entries it took away. */
  remove(isMeant: (entry: ManagedSender) => boolean, now: number): number {
    const meant = this.living().filter(({ entry }) => isMeant(entry));
    for (const lifetime of meant) lifetime.until = now + this.delayMs;
    return meant.length;
  }

  /** Nobody ever listed anyone. */
  get isUnused(): boolean {
    return this.pairs.size === 0;
  }

  /** What the recipient's list said of a message at a time; a permit beats a block. */
  judge(mail: PersonalMail, time: number): ManagedSender["type"] | null {
    return this.decide(mail, ({ since, until }) => since < time && time <= until);
  }

  /** What it says now, entries of this very moment included. */
  judgeNow(mail: PersonalMail, now: number): ManagedSender["type"] | null {
    return this.decide(mail, ({ since, until }) => since <= now && now < until);
  }

  private decide(
    { sender, headerFrom, recipient }: PersonalMail,
    isInForce: (lifetime: Lifetime) => boolean,
  ): ManagedSender["type"] | null {
    if (this.isUnused) return null;
    const told = [sender, headerFrom];
    const named = [...told, ...told.map((address) => address.slice(address.lastIndexOf("@") + 1))];
    const types = named.flatMap((address) =>
      (this.pairs.get(keyOf({ sender: address, to: recipient })) ?? [])
        .filter(isInForce)
        .map(({ entry }) => entry.type),
    );
    return types.find((type) => type === "Permit") ?? types[0] ?? null;
  }

  private living(): Lifetime[] {
    return [...this.pairs.values()].flat().filter(({ until }) => until === Infinity);
  }

  private lifetimesOf(pair: Pick<ManagedSender, "sender" | "to">): Lifetime[] {
    const key = keyOf(pair);
    const lifetimes = this.pairs.get(key) ?? [];
    this.pairs.set(key, lifetimes);
    return lifetimes;
  }
}

function keyOf({ sender, to }: Pick<ManagedSender, "sender" | "to">): string {
  return `${to.toLowerCase()}\n${sender.toLowerCase()}`;
}

/** A small, fast generator (mulberry32). Not for secrets: it only has to repeat itself exactly. */
export class Random {
  private state: number;

  constructor(state: number) {
    this.state = state | 0;
  }

  /** The next 32 bits, as a number from 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  fraction(): number {
    return this.next() / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }
}

/** One of a list whose first ones come up more often than the others, as with everything people do. */
export function pickBusy<T>(random: Random, list: readonly T[]): T {
  return at(list, Math.floor(random.fraction() ** 2 * list.length));
}

/** An element that must be there: an index outside the list is a bug of the generator. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
}

/** Mixes numbers into one seed, so that each (seed, hour, index) has a stream of its own. */
export function mix(first: number, second: number, third: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ second, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16) ^ third, 0x27d4eb2f);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) | 0;
}

const alphabet = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", "latin1");
const idLength = 20;
const idBytes = Buffer.alloc(idLength);

/** An opaque id of 20 characters, in the shape of the vendor's tracking codes. */
export function opaqueId(random: Random): string {
  // Ids are a large part of every line. Written into bytes, they make one flat string instead of a rope to collect.
  for (let position = 0; position < idLength; position += 5) {
    let bits = random.next();
    for (let offset = 0; offset < 5; offset += 1) {
      idBytes[position + offset] = alphabet[bits & 63] ?? 0;
      bits >>>= 6;
    }
  }
  return idBytes.toString("latin1");
}

/** `length` hexadecimal digits, for file hashes. */
export function hexDigits(random: Random, length: number): string {
  let digits = "";
  while (digits.length < length) digits += random.next().toString(16).padStart(8, "0");
  return digits.slice(0, length);
}

/** A UUID in the shape of random ones. */
export function uuid(random: Random): string {
  const digits = hexDigits(random, 30);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-a${digits.slice(15, 18)}-${digits.slice(18, 30)}`;
}

import { hourMs } from "../clock/spans.js";
import type { Message, MessageKind } from "./message.js";
import { at, mix, Random } from "./random.js";

/** Where a message stands: its hour, its place in it and its time. */
export interface Slot {
  readonly hour: number;
  readonly index: number;
  /** Messages of the hour: they share it evenly, so that any of them can be made alone. */
  readonly count: number;
}

/** What is known of a message before it is made, at a fraction of the cost. */
export type Sketch = Pick<Message, "kind" | "time" | "variant">;

/** Whether the sandbox finds the file of a sandboxed message to be dangerous: one in ten. */
export function isDetonated({ variant }: Pick<Sketch, "variant">): boolean {
  return (variant >>> detonationBit) % 10 === 0;
}

const detonationBit = 20;

/** The same variant for a message whose file is dangerous. */
export function detonate(variant: number): number {
  return variant % (1 << detonationBit);
}

/** So many in a row are dealt out together; each kind has its share of them, and its places can be told from it. */
const dealt = 1024;
const mask = dealt - 1;

// Of those dealt out together; the rest is conversation with partners.
const shares: readonly (readonly [MessageKind, number])[] = [
  ["newsletter", 143],
  ["notification", 123],
  ["internal", 154],
  ["outbound", 72],
  ["refused", 92],
  ["spam", 61],
  ["attached", 46],
  ["sandboxed", 15],
  ["bounce", 5],
  ["malware", 4],
  ["impersonation", 4],
  ["internal-threat", 2],
];

const rest = dealt - shares.reduce((sum, [, share]) => sum + share, 0);
const kindByDraw: readonly MessageKind[] = [...shares, ["conversation", rest] as const].flatMap(
  ([kind, share]) => Array.from({ length: share }, () => kind),
);

/** Which draw falls to which place: another order for each deal, and it can be read both ways. */
class Deal {
  private readonly added: readonly [number, number];
  private readonly factors: readonly [number, number];

  constructor(seed: number, hour: number, number: number) {
    const random = new Random(mix(seed ^ 0x0dea1, hour, number));
    const draw = () => random.below(dealt);
    this.added = [draw(), draw()];
    // Odd ones can be divided by.
    this.factors = [draw() | 1, draw() | 1];
  }

  drawAt(position: number): number {
    const [first, second] = this.added;
    const [factor, other] = this.factors;
    const half = fold(Math.imul(position + first, factor) & mask);
    return fold(Math.imul(half + second, other) & mask);
  }

  positionOf(draw: number): number {
    const [first, second] = this.added;
    const [factor, other] = this.factors;
    const half = (Math.imul(fold(draw), inverseOf(other)) - second) & mask;
    return (Math.imul(fold(half), inverseOf(factor)) - first) & mask;
  }
}

/** The upper half of the bits into the lower one; twice is nothing. */
function fold(value: number): number {
  return value ^ (value >>> 5);
}

/** What an odd number has to be multiplied with to become 1, among the numbers of a deal. */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let bits = 3; bits < 10; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse & mask;
}

let lastDeal = { seed: Number.NaN, hour: Number.NaN, number: Number.NaN, deal: new Deal(0, 0, 0) };

/** Neighbours mostly ask for the same one. */
function dealOf(seed: number, hour: number, number: number): Deal {
  if (lastDeal.number !== number || lastDeal.hour !== hour || lastDeal.seed !== seed)
    lastDeal = { seed, hour, number, deal: new Deal(seed, hour, number) };
  return lastDeal.deal;
}

function kindAt(seed: number, { hour, index }: Pick<Slot, "hour" | "index">): MessageKind {
  return at(kindByDraw, dealOf(seed, hour, Math.floor(index / dealt)).drawAt(index % dealt));
}

/** What is known of the message in a slot; times rise with the index. */
export function sketchSlot(seed: number, slot: Slot): Sketch {
  const { hour, index, count } = slot;
  const random = new Random(mix(seed, hour, index));
  const time = hour * hourMs + Math.floor(((index + random.fraction()) * hourMs) / count);
  return { kind: kindAt(seed, slot), time, variant: random.next() };
}

const drawsByKinds = new WeakMap<ReadonlySet<MessageKind>, readonly number[]>();

function drawsOf(kinds: ReadonlySet<MessageKind>): readonly number[] {
  const known = drawsByKinds.get(kinds);
  if (known !== undefined) return known;
  const draws = kindByDraw.flatMap((kind, draw) => (kinds.has(kind) ? [draw] : []));
  drawsByKinds.set(kinds, draws);
  return draws;
}

/** The indexes of an hour with `begin <= index < end` that have one of the kinds, rising. Rare ones are told without looking at the others. */
export function findKinds(
  kinds: ReadonlySet<MessageKind>,
  among: {
    readonly seed: number;
    readonly hour: number;
    readonly begin: number;
    readonly end: number;
  },
): number[] {
  const { seed, hour, begin, end } = among;
  const draws = drawsOf(kinds);
  const found: number[] = [];
  for (let number = Math.floor(begin / dealt); number * dealt < end; number += 1) {
    const base = number * dealt;
    const [first, last] = [Math.max(begin, base), Math.min(end, base + dealt)];
    if (last - first <= draws.length) {
      for (let index = first; index < last; index += 1) {
        if (kinds.has(kindAt(seed, { hour, index }))) found.push(index);
      }
      continue;
    }
    const deal = dealOf(seed, hour, number);
    const here = draws.map((draw) => base + deal.positionOf(draw));
    found.push(...here.filter((index) => index >= first && index < last).sort((one, other) => one - other));
  }
  return found;
}
